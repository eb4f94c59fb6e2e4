"""What a line that is no TOML was probably meant to be: a hint for people who have never heard of TOML.

Only messages come from here. A guess looks at one line of the text and at what the parser said of it; where nothing
fits, there is no hint.
"""

import re
from typing import NamedTuple


class _Slip(NamedTuple):
    """A pattern in the line and what to say of it."""

    pattern: re.Pattern[str]
    hint: str


def _slip(pattern: str, hint: str) -> _Slip:
    return _Slip(re.compile(pattern), hint)


_VALUE = r"^[^#\"']*?[=\[{,]\s*"
_SLIPS = (
    _slip("[\u201c\u201d\u2018\u2019]", 'these are quotes of a word processor; write straight ones: "'),
    _slip(r"^\s*\{", 'a file that begins with { is JSON; end its name in ".json"'),
    _slip(r"^\s*[\w.-]+\s*:", "write = between a name and its value, not :"),
    _slip(r"\r", "the line ends are those of an old Mac; save the file with those of Windows or Linux"),
    _slip(r"^\s*\[[^\]\"']*$", "a ] is missing at the end of the header"),
    _slip(r"^\s*\[[^\]\"']* [^\]\"']*\]", 'a name with a space needs quotes, as in [services."night hostel"]'),
    _slip(_VALUE + r"(True|TRUE|False|FALSE|yes|Yes|no|No)\b", "write true or false, in small letters"),
    _slip(_VALUE + r"(null|nil|none|None|NULL)\b", 'leave the key out, or write "none" where the key may be off'),
    _slip(_VALUE + r"\d{1,2}[/.]\d{1,2}[/.]\d{4}", "write a date as year-month-day: 2025-04-01 is 1 April 2025"),
    _slip(_VALUE + r"\d{4}-\d{1,2}-\d{1,2}", "a date must exist, with two digits for month and day: 2025-04-01"),
    _slip(_VALUE + r"\d+(\.\d+)?\s*%", 'write a percentage in quotes, "80 %", or as a number, 0.8'),
    _slip(_VALUE + r"\d+,\d", "write a number with a point before decimals and nothing between thousands: 0.8, 12000"),
    _slip(_VALUE + r"\(", "write a list in square brackets: [ ]"),
    _slip(r"//", "a comment begins with #"),
    _slip(_VALUE + r"[£€$]", 'write an amount in quotes: "£95"'),
    _slip(_VALUE + r"-?\d+(\.\d+)?\s*[A-Za-z]", 'write a number with its unit in quotes: "26 weeks"'),
    _slip(r"=\s*(#.*)?$", "a value is missing after ="),
    _slip(r"=\s*\{\s*(\"[^\"]*\"|'[^']*')\s*[,}]", "write a list in square brackets: [ ]"),
    _slip(r"=\s*\[\s*[\w-]+\s*=", "write a table in curly brackets: { }"),
    _slip(r"^[^#\"']*?[=\[]\s*[A-Za-z_]", 'write a text in quotes: "like this"'),
    _slip(r"\{[^}]*$", "a table in { } stands on one line; longer ones have a [header] and a line for each key"),
    _slip(r"=.*[^,],\s*(#.*)?$", "no comma at the end of a line, other than in a list"),
    _slip(r"^[^=]*$", "a line is a [table], a comment after #, or a key with its value: capacity = 5"),
)
_SAID = (
    ("unclosed array", "a ] or a comma is missing, here or above"),
    ("unclosed inline table", "a comma or a } is missing"),
    ("illegal character '\\n'", "a quote is missing at the end of a text"),
    ("unterminated string", "quotes that open a text are not closed"),
    ("illegal character '\\x00'", "this is no plain text file"),
)


def hint(line: str, message: str) -> str:
    """What the line was probably meant to be, or "".

    Parameters
    ----------
    line : str
        The line that the parser stopped in.
    message : str
        What the parser said.
    """
    for said, advice in _SAID:
        if said in message:
            return advice
    return next((slip.hint for slip in _SLIPS if slip.pattern.search(line)), "")
