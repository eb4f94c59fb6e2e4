"""What the program says to the mistakes in tests/mistakes: one wrong scenario a file, one wrong command a line.

Prints how the messages differ from those kept in messages.txt; `--write` keeps the new ones. Read them aloud first: a
person who does not program must know from each where the mistake is and what to write instead.
"""

import difflib
import io
import os
import shlex
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import typer
from casepath.cli import app

FOLDER = Path(__file__).resolve().parents[1] / "mistakes"
MESSAGES = FOLDER / "messages.txt"
WrongUsage: Any = typer.BadParameter.__mro__[1]  # its base, whichever Click this Typer stands on


def commands() -> list[str]:
    """A check of every scenario, then the commands of commands.txt."""
    lines = (FOLDER / "commands.txt").read_text(encoding="utf-8").splitlines()
    checks = [f"check {file.name}" for file in sorted(FOLDER.glob("*.toml"))]
    return [*checks, *(line for line in lines if line and not line.startswith("#"))]


def said() -> Iterator[tuple[str, str]]:
    """Each command with all that it prints and its exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "mistakes"
        shutil.copytree(FOLDER, place)
        with chdir(place):
            _make_files(place)
            for command in commands():
                yield command, _run(shlex.split(command))


def kept() -> dict[str, str]:
    """The messages of messages.txt, by command."""
    sections = MESSAGES.read_text(encoding="utf-8").split("$ casepath ")[1:] if MESSAGES.exists() else []
    return {command: text.rstrip("\n") for command, _, text in (section.partition("\n") for section in sections)}


def _make_files(place: Path) -> None:
    """What no text editor writes, and what a run leaves behind."""
    (place / "a_folder").mkdir()
    for name, part in (("word.docx", "word/document.xml"), ("excel.xlsx", "xl/workbook.xml")):
        with zipfile.ZipFile(place / name, "w") as archive:
            archive.writestr(part, "<xml/>")
    (place / "picture.toml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (place / "nul_bytes.toml").write_bytes(b'casepath = 1\nname = "a\x00b"\n')
    (place / "empty.json").write_text("")
    (place / "broken.json").write_text('{"casepath": 1,\n "name": "x",\n}\n')
    text = (place / "place.toml").read_text(encoding="utf-8")
    (place / "one_way.toml").write_text(text[: text.index("[variants.")], encoding="utf-8")
    (place / "place.json").write_text(text, encoding="utf-8")
    (place / "other.toml").write_text('based_on = "place.toml"\nservices.hostel.capacity = 9\n')
    _run(["run", "other.toml", "--run-dir", "of_another", "--replications", "1"])


def _run(words: list[str]) -> str:
    """What goes to the standard streams, and the words of a wrong usage without the frame that the terminal gets."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        try:
            code = app(words, standalone_mode=False) or 0
        except WrongUsage as error:
            print(error.format_message())
            code = error.exit_code
    return f"{out.getvalue()}(exit code {int(code)})"


def main() -> int:
    before, now = kept(), dict(said())
    for command, text in now.items():
        if before.get(command) != text:
            lines = before.get(command, "").split("\n"), text.split("\n")
            print("\n".join(difflib.unified_diff(*lines, f"kept: {command}", "now", n=9, lineterm="")))
    if "--write" in sys.argv[1:]:
        sections = (f"$ casepath {command}\n{text}" for command, text in now.items())
        MESSAGES.write_text("\n\n".join(sections) + "\n", encoding="utf-8")
        return 0
    return int(before != now)


if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "120")
    sys.exit(main())
