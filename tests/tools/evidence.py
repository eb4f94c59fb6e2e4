"""Runs what published evidence says against joined-up savings and writes what came out into evidence_against.md.

evidence.py            write; a minute or two
evidence.py --check    change nothing, and exit 1 if anything would change

What had to come out is in docs/explanation/evidence_against.toml; prose is by hand, the rest stands between two marks.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import casepath
import numpy as np
from expected import HEAD, Expected, read

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "evidence_against.md"
BEGIN, END = "<!-- found: begin -->\n", "<!-- found: end -->\n"
SEED = 1
FEWER = {"borough": 10}  # replications of a scenario that takes seconds each; 40 of the others
CONFOUNDED = "evidence/sicker_are_seen_more"


@cache
def expected() -> dict[str, list[Expected]]:
    """All of evidence_against.toml, by item."""
    return read(PAGE.with_suffix(".toml"))


@cache
def study(scenario: str) -> casepath.Comparison:
    """The ways of working of an example that the page speaks of."""
    rows = [row for rows in expected().values() for row in rows if row.scenario == scenario]
    named = list(dict.fromkeys(name for row in rows for name in (row.base, row.of)))
    example = casepath.examples[scenario]
    return casepath.compare(example, variants=named, replications=replications(scenario), seed=SEED)


def replications(scenario: str) -> int:
    """How often an example is run."""
    return FEWER.get(scenario, 40)


@cache
def together() -> float:
    """The correlation of people's contacts with their severe days in one replication of one way of working."""
    lives = casepath.people(casepath.examples[CONFOUNDED], variant="as_it_is", seed=SEED)
    return float(np.corrcoef(lives["contacts"], lives["days/mental_health/severe"])[0, 1])


def found() -> Iterator[str]:
    """What the page says between its marks."""
    yield "Written by `tests/tools/evidence.py`, simulated; 95 % intervals, seed 1.\n"
    for item, rows in expected().items():
        yield f"\n### {item.replace('_', ' ').capitalize()}\n\n"
        for scenario in dict.fromkeys(row.scenario for row in rows):
            ran = study(scenario)
            yield f"`{scenario}` ({ran.scenario.check().hash}), {replications(scenario)} replications\n\n{HEAD}"
            yield from (row.row(ran) for row in rows if row.scenario == scenario)
    yield f"\nCorrelation of contacts with severe days over the people of one replication of `{CONFOUNDED}`: "
    yield f"{together():+.2f}.\n"


def page() -> str:
    """The page with what was found put between its marks."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}{''.join(found())}{END}{rest.partition(END)[2]}"


def main(words: list[str]) -> int:
    text = page()
    if text == PAGE.read_text(encoding="utf-8"):
        return 0
    print(PAGE.name)
    if "--check" not in words:
        PAGE.write_text(text, encoding="utf-8")
    return 1 if "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
