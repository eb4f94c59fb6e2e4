"""Runs every scenario of the gallery and writes what it found into docs/gallery: figures, pictures and the index.

gallery.py            write; some seconds a scenario
gallery.py --check    change nothing, name the files that would change, and exit 1 if any would
gallery.py NAME ...   of these scenarios only: 23_council_tax

Prose is written by hand and stays; what is found stands in each page between two marks.
"""

import math
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import casepath
import numpy as np
from casepath import journeys, running
from casepath.headline import difference_text
from casepath.people import people
from casepath.report.pictures import costs, standing_alone
from casepath.verify.student import quantile

PAGES = Path(__file__).resolve().parents[2] / "docs" / "gallery"
BEGIN, END = "<!-- found: begin -->\n", "<!-- found: end -->\n"
REPLICATIONS, SEED = 40, 1
LIVES = {"25_helicopter_and_deep_diver": "several"}  # scenarios whose page tells a life as well, and of which cohort
LEFT_OUT = (": came", ": triage", " accepted", ": begins", ": contact", ": missed contact", ": hand off", " costs of ")


class Expected(NamedTuple):
    """A row of expected.toml: what must lie between two numbers, and why."""

    figure: str
    of: str
    base: str
    least: float
    most: float
    why: str
    turned_out: str

    def misses(self, study: casepath.Comparison, alarm: float) -> str:
        """What the replications say against it, or nothing; a true expectation is denied with chance `alarm` at most.

        An expectation of a sign must also be borne out: where 0 is outside, the interval must leave 0 out, so that a
        mechanism without any effect fails.
        """
        low, high = self.interval(study, alarm)
        off = high < self.least or low > self.most
        unseen = (self.least > 0 and low <= 0) or (self.most < 0 and high >= 0)
        return f"{self.figure} of {self.of}: {low:g} to {high:g}" if off or unseen or math.isnan(low) else ""

    def interval(self, study: casepath.Comparison, alarm: float) -> tuple[float, float]:
        """Of the paired difference, by Student's t."""
        apart = study.values(self.figure, variant=self.of) - study.values(self.figure, variant=self.base)
        reach = quantile(alarm, len(apart) - 1) * float(apart.std(ddof=1)) / math.sqrt(len(apart))
        return float(apart.mean()) - reach, float(apart.mean()) + reach


def names() -> list[str]:
    """The scenarios of the gallery, without their folder, in order."""
    return [name.removeprefix("gallery/") for name in casepath.examples if name.startswith("gallery/")]


@cache
def expected() -> dict[str, list[Expected]]:
    """All of expected.toml, by scenario."""
    tables = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
    return {name: [_row(**row) for row in rows] for name, rows in tables.items()}


def _row(**row: Any) -> Expected:
    return Expected(base=row.pop("from"), turned_out=row.pop("turned_out", ""), **row)


@cache
def study(name: str) -> casepath.Comparison:
    """All ways of working of a scenario, as its page shows them."""
    return casepath.compare(casepath.examples[f"gallery/{name}"], replications=REPLICATIONS, seed=SEED)


def found(name: str) -> str:
    """What a page says between its marks."""
    ran = study(name)
    command = f"casepath demo {name} --replications {REPLICATIONS} --seed {SEED}"
    made = f"Written by `tests/tools/gallery.py`, simulated; scenario `{ran.scenario.check().hash}`."
    picture = f"![What each way of working spends, by what it bought]({name}.svg)"
    table = f"{command}\n\n{ran}".rstrip()
    return f"{made}\n\n{picture}\n\n```\n{table}\n```\n\n" + "".join(_rows(name)) + "".join(_life(name))


def _rows(name: str) -> Iterator[str]:
    yield "What was expected, written down before the first run, and what was found (95 % intervals):\n\n"
    yield "| figure | of | against | least | most | found | why it was expected |\n|---|---|---|---|---|---|---|\n"
    for row in expected()[name]:
        difference = study(name).difference(row.figure, variant=row.of, against=row.base)
        least, most = (_bound(value, difference.unit) for value in (row.least, row.most))
        why = row.why + (f" **It turned out otherwise:** {row.turned_out}" if row.turned_out else "")
        yield f"| `{row.figure}` | {row.of} | {row.base} | {least} | {most} | {difference_text(difference)} | {why} |\n"


def _bound(value: float, unit: str) -> str:
    """A number of expected.toml as differences are shown: those of shares in points."""
    return f"{100 * value:g} points" if unit == "share" else f"{value:,.10g}"


def _life(name: str) -> Iterator[str]:
    """How much of what goes on is whose, and one life of the first replication: chosen by a rule, not by its story."""
    if name not in LIVES:
        return
    scenario = casepath.examples[f"gallery/{name}"]
    ways = running.compared(scenario)
    lives = people(scenario, variant=ways[0], seed=SEED)
    inside, busy = lives["cohort"] == LIVES[name], lives["referrals"]
    cost = np.sum([lives[column] for column in lives.names if column.startswith("cost/")], axis=0)
    yield f"\n### From the air\n\nIn the first replication of `{ways[0]}` the cohort `{LIVES[name]}` is "
    yield f"{inside.mean():.0%} of people, and theirs are {busy[inside].sum() / busy.sum():.0%} of referrals and "
    yield f"{cost[inside].sum() / cost.sum():.0%} of costs; {np.mean(busy == 0):.0%} of people have no referral.\n"
    middle = np.sort(busy[inside])[inside.sum() // 2]
    person = int(lives["person"][inside & (busy == middle)][0])
    yield f"\n### Under water\n\nPerson {person} is the first of that cohort with {middle} referrals, the median. "
    yield "Simulated; contacts, triage and costs are left out here, and stand in "
    yield f"`casepath trace {name}.toml --person {person} --seed {SEED}`.\n\n"
    told = str(journeys.follow(scenario, variants=ways, person=person, seed=SEED)).splitlines()
    yield "```\n" + "\n".join(line for line in told if not any(word in line for word in LEFT_OUT)) + "\n```\n"


def page(name: str) -> str:
    """The page with what was found put between its marks."""
    before, _, rest = (PAGES / f"{name}.md").read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{found(name)}{END}{after}"


def index() -> str:
    """The list of all pages, each with its title and first paragraph."""
    rows = "".join(f"| [{name}]({name}.md) | {_first_paragraph(name)} |\n" for name in names())
    intro = (PAGES / "README.md").read_text(encoding="utf-8").partition(BEGIN)[0]
    return f"{intro}{BEGIN}| scenario | what it shows |\n|---|---|\n{rows}{END}"


def _first_paragraph(name: str) -> str:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    return " ".join(text.split("\n\n")[1].split())


def files(wanted: list[str]) -> dict[Path, str]:
    """Everything this tool writes about these scenarios, as it should be."""
    out = {PAGES / "README.md": index()}
    for name in wanted:
        out[PAGES / f"{name}.md"] = page(name)
        out[PAGES / f"{name}.svg"] = standing_alone(str(costs(study(name))["total"]))
    return out


def main(words: list[str]) -> int:
    check = "--check" in words
    wanted = [word for word in words if word != "--check"] or names()
    if unknown := set(wanted) - set(names()):
        print(f"no scenario {', '.join(sorted(unknown))}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    differing = [
        (path, text)
        for path, text in files(wanted).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in differing:
        print(path.relative_to(PAGES.parents[1]))
        if not check:
            path.write_text(text, encoding="utf-8")
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
