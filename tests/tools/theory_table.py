"""Run every theory case with five times its replications and write the table of docs/explanation/how_it_is_checked.md.

theory_table.py            print the table: a row a case, with the figure that is farthest from theory
theory_table.py --write    put it into the page, between its two marks; about a minute and a half on two cores
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from casepath.cli.verify import SHARPER
from casepath.verify import CASES, Case, Compared

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "how_it_is_checked.md"
BEGIN, END = "<!-- theory: begin -->\n", "<!-- theory: end -->\n"
HEAD = "| case | what is simulated | formula | figure farthest from theory | theory | simulated | standard errors |\n"


def told(case: Case) -> str:
    """The first cells of a case's row, which need no run."""
    return f"| `{case.name}` | {case.title}; {case.start} | {case.source} |"


def row(case: Case, compared: list[Compared]) -> str:
    """A case and its farthest figure; how many figures it has stands behind it."""
    far = max(compared, key=lambda each: abs(each.distance))
    others = f" (of {len(compared)})" if len(compared) > 1 else ""
    numbers = f"{far.theory:.5g} | {far.simulated:.5g} | {far.distance:+.1f} of {far.limit:.1f}"
    return f"{told(case)} `{far.figure}`{others} | {numbers} |\n"


def table() -> Iterator[str]:
    yield HEAD
    yield "|---|---|---|---|--:|--:|--:|\n"
    for case in CASES:
        yield row(case, case.compare(times=SHARPER))


def main(arguments: list[str]) -> int:
    text = "".join(table())
    if arguments != ["--write"]:
        print(text, end="")
        return 0
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(before + BEGIN + text + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
