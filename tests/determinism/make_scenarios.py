"""Write scenarios.jsonl, the scenarios of the golden journeys: one a line, as JSON, with a name of its own.

    PYTHONPATH=python .venv/bin/python tests/determinism/make_scenarios.py

They are the small worlds and some random ones of tests/reference, the examples cut to a size that an emulated processor runs
in seconds, and three that are made here, so that every key of the format that is built occurs in one (the last lines check it).
"""

# ruff: noqa: E501  (tables of a scenario are read best in a row)
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import casepath  # noqa: E402
from reference import random_scenarios  # noqa: E402
from reference.small_worlds import BOTH_WAYS, LEVELS, MODES, WIDE, WORLDS, both, desk, need  # noqa: E402

World = dict[str, Any]
SCENARIOS = Path(__file__).with_name("scenarios.jsonl")
RANDOM_SEEDS = range(100, 108)
PARTS = [{"dist": "exponential", "mean": "4 days"}, {"dist": "gamma", "mean": "6 days", "cv": 1.4}]

DURATIONS: World = {
    "fixed": "5 days",
    "exponential": {"dist": "exponential", "mean": "5 days"},
    "erlang": {"dist": "erlang", "shape": 3, "mean": "5 days"},
    "gamma": {"dist": "gamma", "mean": "5 days", "cv": 0.6},
    "gamma_wide": {"dist": "gamma", "mean": "5 days", "cv": 1.7},
    "lognormal": {"dist": "lognormal", "median": "4 days", "sigma": 0.8},
    "lognormal_log": {"dist": "lognormal", "mu_log_days": 1.2, "sigma": 0.5},
    "weibull": {"dist": "weibull", "shape": 1.5, "scale": "5 days"},
    "uniform": {"dist": "uniform", "low": "1 day", "high": "9 days"},
    "triangular": {"dist": "triangular", "low": "1 day", "mode": "3 days", "high": "9 days"},
    "normal": {"dist": "normal", "mean": "5 days", "sd": "3 days"},
    "mixture": {"dist": "mixture", "of": ["2 days", "7 days"], "weights": [1, 3]},
    "mixture_parts": {"dist": "mixture", "parts": {"a": {**PARTS[0], "weight": 2}, "b": PARTS[1]}},
    "table": {"dist": "table", "values": ["1 day", "5 days", "9 days"], "weights": [1, 2, 1]},
}  # fmt: skip


def every_distribution() -> World:
    """A queue for each kind of duration, whose people wait with that kind of patience."""
    made = {
        name: {
            "capacity": 1,
            "stay": duration,
            "list": {"patience": duration, "delay": {"dist": "gamma", "mean": "1 day", "cv": 1}},
        }
        for name, duration in DURATIONS.items()
    }
    streams = {name: {"to": name, "key": f"to {name}", "rate": "90 per year"} for name in made}
    return {"casepath": 1, "start": "2025-01-01", "horizon": "200 days", "services": made, "streams": streams}


def every_start() -> World:
    """People whose traits are drawn from each kind of number, frail to a degree, in two places, some of them counted apart."""
    numbers = {
        "beta": {"dist": "beta", "mean": 0.3, "sd": 0.2}, "erlang": {"dist": "erlang", "shape": 2, "mean": 3},
        "exponential": {"dist": "exponential", "mean": 2}, "gamma": {"dist": "gamma", "mean": 2, "cv": 0.7},
        "lognormal": {"dist": "lognormal", "median": 2, "sigma": 0.4}, "mixture": {"dist": "mixture", "of": [1, 4], "weights": [2, 1]},
        "normal": {"dist": "normal", "mean": 40, "sd": 12}, "table": {"dist": "table", "values": [1, 2], "weights": [1, 1]},
        "triangular": {"dist": "triangular", "low": 0, "mode": 1, "high": 4}, "uniform": {"dist": "uniform", "low": 18, "high": 90},
        "weibull": {"dist": "weibull", "shape": 2, "scale": 3},
    }  # fmt: skip
    cohort = {"size": 30, "key": "first", "trust": {"dist": "beta", "mean": 0.4, "sd": 0.25}, "attributes": {**numbers, "sex": "f"},
              "needs": {"debt": LEVELS, "home": LEVELS}, "odds_ratios": {"debt.home": 4}, "places": {"north": 0.7, "south": 0.3}}  # fmt: skip
    more = {
        "like": "first",
        "key": "more",
        "size": 20,
        "trust": {"dist": "triangular", "low": 0, "mode": 0.5, "high": 0.9},
        "attributes": {"sex": "m"},
    }
    return both(
        {"accept": {"chance": 0.6, "odds": {"sex": {"f": 2}, "trust": 3}}}, {"at": ["north"], "capacity": 3},
        places={"north": {"share": 0.5}, "south": {"share": 0.5}},
        people={"cohorts": {"first": cohort, "more": more}, "frailty": {"cv": 1.2, "on": ["worsens", "crisis"]},
                "groups": {"northern": {"place": ["north"]}, "firsts": {"cohort": ["first"], "needs_at_least": 2}}, "leaves": "5 % per year", "arrives": "replace"},
        links=BOTH_WAYS, modes=MODES,
    )  # fmt: skip


def every_variant() -> World:
    """Dated variants, one laid over another, from a shared warm-up; and what no other world has."""
    made = both(
        {**WIDE, "key": "front", "accept": {"overall": 0.6, "odds": {"trust": 3, "debt": {"severe": 0.5}}}, "capacity": 3,
         "decision_stands": "40 days", "triage": {"cost": "£3", "unseen": "£0.35"},
         "effects": {"contact": {"debt": {"reaches_goal": 0.4, "from": "severe", "contacts": 6}, "home": 0.1}}},
        {**WIDE, "costs": {"fixed": "£2000.01 per year", "start": "£7"}, "capacity": 2, "list": {"patience": "50 days"}},
        needs={"debt": {**need({"desk": 1}, key="owing"), "seeks_with": {"home": {"severe": 2}}},
               "home": need({"house": 1, "desk": 1}, crisis={"rate": {"severe": "2 per year"}, "to": {"house": 1}})},
        links=BOTH_WAYS, modes=MODES, warm_up="120 days", run_out="200 days", discount="3.5 %",
        outcome={"sustain": "60 days", "repeat_counts_crisis": True, "repeat_counts_pursued": True},
    )  # fmt: skip
    made["variants"] = {
        "as_it_is": {"title": "no change"},
        "open_doors": {
            "starts": "2025-06-01",
            "set": {"services.desk.accept.overall": 0.9},
            "multiply": {"services.house.capacity": 2},
        },
        "for_a_year": {
            "starts": "2025-09-01",
            "ends": "2026-05-01",
            "includes": ["open_doors"],
            "remove": ["links.house.desk"],
        },
        "from_the_first_day": {
            "add": {"services": {"aid": desk()}, "links": {"desk": {"aid": {"on": ["unmet"], "mode": "warm"}}}}
        },
    }
    return made


def example(name: str, **changes: Any) -> World:
    """An example as plain data, some of its keys replaced, without the words about its sources."""
    return {**json.loads(casepath.load(ROOT / "examples" / "scenarios" / name).json), **changes}


def small(made: World, people: int, rate: float) -> World:
    """A place of many people with so many in each cohort, and streams of visitors at so much of their rate."""
    for cohort in made["people"]["cohorts"].values():
        cohort["size"] = people
    for stream in made.get("streams", {}).values():
        number, unit = stream["rate"].split(" ", 1)
        stream["rate"] = f"{float(number) * rate:.6g} {unit}"
    return made


def borough() -> World:
    """The borough: its variants begin when a short warm-up ends."""
    made = small(example("borough.toml", warm_up="6 months", horizon="18 months", run_out="6 months"), 12, 0.003)
    for variant in made["variants"].values():
        if "starts" in variant:
            variant["starts"] = "2025-10-01"
    return made


def scenarios() -> dict[str, World]:
    """All, by name."""
    days = {"mm3": "20000 days", "mm10_m": "400 days", "jackson3": "1500 days", "priority2": "4000 days"}
    made = {"small_" + name.replace(" ", "_"): made for name, made in WORLDS.items()}
    made |= {f"random_{seed}": random_scenarios.scenario(seed) for seed in RANDOM_SEEDS}
    made |= {
        f"queue_{name}": example(f"queues/{name}.toml", warm_up="100 days", horizon=long) for name, long in days.items()
    }
    made |= {
        "borough": borough(),
        "region": small(example("region.toml", warm_up="90 days", horizon="1 year"), 60, 0.0001),
    }
    made |= {"every_distribution": every_distribution(), "every_start": every_start(), "every_variant": every_variant()}
    return {name: {**data, "name": name} for name, data in made.items()}


def keys_in(data: Any) -> Iterator[str]:
    """The name of every key, however deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys_in(value)


def unused(made: dict[str, World]) -> set[str]:
    """Keys of the format that are built and that no scenario has."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.*)$", casepath._core.format_reference(), re.MULTILINE)
    built = {path.split(".")[-1] for path, about in rows if "not built" not in about}
    return built - {key for data in made.values() for key in keys_in(data)}


def main() -> None:
    """Write the file, if every scenario is valid and every key is in one."""
    made = scenarios()
    lines = [json.dumps(data, separators=(",", ":"), ensure_ascii=False) for data in made.values()]
    for line in lines:
        casepath.loads(line, format="json")
    if missing := unused(made):
        sys.exit(f"no scenario has: {', '.join(sorted(missing))}")
    SCENARIOS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} scenarios, {SCENARIOS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
