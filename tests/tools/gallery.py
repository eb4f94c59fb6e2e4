"""Runs every scenario of the gallery and writes what it found into docs/gallery: figures, pictures and the index.

gallery.py            write; some seconds a scenario
gallery.py --check    change nothing, name the files that would change, and exit 1 if any would
gallery.py NAME ...   of these scenarios only: 23_council_tax

Prose is written by hand and stays; what is found stands in each page between two marks.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import casepath
import numpy as np
from casepath import journeys, running
from casepath.people import people
from casepath.report.pictures import costs, standing_alone
from expected import HEAD, Expected, read

PAGES = Path(__file__).resolve().parents[2] / "docs" / "gallery"
BEGIN, END = "<!-- found: begin -->\n", "<!-- found: end -->\n"
REPLICATIONS, SEED = 40, 1
MORE = {"18_alliance": 160}  # where a small difference has to be seen
LIVES = {"25_helicopter_and_deep_diver": "several"}  # scenarios whose page tells a life as well, and of which cohort
LEFT_OUT = (": came", ": triage", " accepted", ": begins", ": contact", ": missed contact", ": hand off", " costs of ")


def names() -> list[str]:
    """The scenarios of the gallery, without their folder, in order."""
    return [name.removeprefix("gallery/") for name in casepath.examples if name.startswith("gallery/")]


@cache
def expected() -> dict[str, list[Expected]]:
    """All of expected.toml, by scenario."""
    return read(PAGES / "expected.toml")


@cache
def study(name: str) -> casepath.Comparison:
    """All ways of working of a scenario, as its page shows them."""
    return casepath.compare(casepath.examples[f"gallery/{name}"], replications=replications(name), seed=SEED)


def replications(name: str) -> int:
    """How often a scenario is run for its page."""
    return MORE.get(name, REPLICATIONS)


def found(name: str) -> str:
    """What a page says between its marks."""
    ran = study(name)
    command = f"casepath demo {name} --replications {replications(name)} --seed {SEED}"
    made = f"Written by `tests/tools/gallery.py`, simulated; scenario `{ran.scenario.check().hash}`."
    picture = f"![What each way of working spends, by what it bought]({name}.svg)"
    table = f"{command}\n\n{ran}".rstrip()
    return f"{made}\n\n{picture}\n\n```\n{table}\n```\n\n" + "".join(_rows(name)) + "".join(_life(name))


def _rows(name: str) -> Iterator[str]:
    yield "What was expected, written down before the first run, and what was found (95 % intervals):\n\n"
    yield HEAD
    for row in expected()[name]:
        yield row.row(study(name))


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
