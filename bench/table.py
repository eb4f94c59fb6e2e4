"""A results file as bench/RESULTS.md. Says for every figure how often and on how many people it was measured."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from summary import OURS, Ratio, Run, Spread, Summary, spread, title
from targets import Target, targets

WORKLOADS = {
    "a": "M/M/1, arrival rate 0.9, service rate 1",
    "b": "M/M/10+M, arrival rate 8, service rate 1, patience 2",
    "c": "pathway network of six services, 1,826 days",
    "d": "the borough, full model, ours only; its events are interactions posted to the ledger",
}


def markdown(results: dict[str, Any], baseline: dict[str, Any] | None) -> str:
    """The whole report."""
    summary = Summary(results)
    parts = ["# Benchmark results", _about(results)]
    for workload, what in WORKLOADS.items():
        if rows := list(_rows(summary, workload)):
            parts += [f"## ({workload}) {what}", _table(_columns(workload), rows)]
            parts += ["![Seconds a run against people](results.svg)"] if workload == "c" else []
    parts += ["## Is it the same model?", _agreement(results), "## Against the targets", _promised(summary, baseline)]
    if absent := list(_absent(results)):
        parts += ["## Left out", "\n".join(absent)]
    return "\n\n".join(parts) + "\n"


def name_of(program: str) -> str:
    return f"**{title(program)}**" if program == OURS else title(program)


def count(number: float) -> str:
    """Three figures at least, thousands set apart: 14,302; 86.1; 3.93; 1.083."""
    decimals = next((d for least, d in ((100, 0), (10, 1), (2, 2)) if abs(number) >= least), 3)
    return f"{number:,.{decimals}f}"


def _about(results: dict[str, Any]) -> str:
    machine, settings = results["machine"], results["settings"]
    lines = [
        "Made by `scripts/bench`, never by hand; the runs are in `results.json`, a picture in `results.svg`.",
        "Programs take turns, each run in a process of its own"
        + (", held to one core." if machine["pinned"] else "; this system cannot hold a process to a core."),
        f"At most {settings['rounds']} rounds; a program whose runs of a size took {settings['budget']:g} s "
        "rests, and one",
        f"that needed over {settings['limit']:g} s for a run gets no larger size of that workload.",
        "An event is an arrival, a referral submitted, a start, an end or a renege. Building the model is in the time.",
        "Runs of one program differ by a quarter on shared machines: trust the ratios, each taken within a round.",
    ]
    shown = {key: value for key, value in machine.items() if key != "pinned"}
    rows = [("date", results["made"]), *shown.items()]
    return "\n".join(lines) + "\n\n" + _table(("", "measured on"), rows)


def _columns(workload: str) -> Sequence[str]:
    people = "customers" if workload in "ab" else "people"
    if workload == "d":
        return (people, "threads", "runs", "seconds", "thousand interactions/s", "least to most", "peak, MiB")
    return (people, "program", "version", "runs", "seconds", "thousand events/s", "least to most", "casepath over it")


def _rows(summary: Summary, workload: str) -> Iterator[Sequence[str]]:
    if workload == "d":
        yield from _own_rows(summary)
    elif workload in "ab":
        for program in summary.programs(workload):
            for people in summary.sizes(workload, program) or _tried(summary, workload, program):
                yield _row(summary, workload, program, people, summary.ratio(program, workload))
    else:
        for people in summary.sizes(workload):
            for program in summary.programs(workload):
                if summary.runs(program, workload, people) or summary.limit(program, workload, people):
                    yield _row(summary, workload, program, people, summary.ratio(program, workload, people))


def _tried(summary: Summary, workload: str, program: str) -> list[int]:
    """How many people were too many."""
    over = summary.results["over"]
    return [run["people"] for run in over if (run["workload"], run["program"]) == (workload, program)]


def _row(summary: Summary, workload: str, program: str, people: int, ratio: Ratio | None) -> Sequence[str]:
    rate = summary.rate(program, workload, people)
    if rate is None:
        limit = summary.limit(program, workload, people)
        return (f"{people:,}", name_of(program), "", "", f"over {limit:g} s", "", "", _times(program, ratio))
    runs = summary.runs(program, workload, people)
    seconds = summary.seconds(program, workload, people) or 0
    about = (f"{people:,}", name_of(program), str(runs[0].get("version", "")))
    return (*about, *_measured(runs, seconds, rate), _times(program, ratio))


def _own_rows(summary: Summary) -> Iterator[Sequence[str]]:
    for people in summary.sizes("d", OURS):
        for threads in (1, 2):
            if rate := summary.rate(OURS, "d", people, threads):
                runs = summary.runs(OURS, "d", people, threads)
                seconds = spread([run["seconds"] for run in runs]).median
                yield (f"{people:,}", str(threads), *_measured(runs, seconds, rate), _peak(runs))


def _measured(runs: Sequence[Run], seconds: float, rate: Spread) -> Sequence[str]:
    span = f"{count(rate.least / 1e3)} to {count(rate.most / 1e3)}"
    return (str(len(runs)), f"{seconds:.3g}", count(rate.median / 1e3), span)


def _peak(runs: Sequence[Run]) -> str:
    """Of the whole process: what a second thread adds is what a replication holds."""
    told = [run["peak_bytes"] for run in runs if "peak_bytes" in run]
    return f"{max(told) / 2**20:,.1f}" if told else ""


def _times(program: str, ratio: Ratio | None) -> str:
    if program == OURS or ratio is None:
        return ""
    return f"{'more than ' if ratio.at_least else ''}{count(ratio.value)}x"


def _agreement(results: dict[str, Any]) -> str:
    rows = [
        (name_of(held["program"]), f"({held['workload']})", "yes" if held["agrees"] else "**NO**", held["told"])
        for held in results["agreement"]
    ]
    return _table(("program", "workload", "agrees", "on small runs with several seeds"), rows)


def _promised(summary: Summary, baseline: dict[str, Any] | None) -> str:
    columns = ("what", "measured", "must", "", "then", "")
    return _table(columns, [_promise(target) for target in targets(summary, baseline)])


def _promise(target: Target) -> Sequence[str]:
    bound = "more than " if target.at_least else ""
    measured = "" if target.measured is None else f"{bound}{count(target.measured)}{target.unit}"
    must, then = f"{target.must:g}{target.unit}", f"{target.then:g}{target.unit}"
    return (target.what, measured, must, target.met(target.must), then, target.met(target.then))


def _absent(results: dict[str, Any]) -> Iterator[str]:
    failures: dict[tuple[str, str, str], list[str]] = {}
    for failed in results["failed"]:
        failures.setdefault((failed["program"], failed["why"], failed["install"]), []).append(f"({failed['workload']})")
    for (program, why, install), workloads in failures.items():
        yield f"- {name_of(program)} on {', '.join(workloads)}: {why}. To have it: {install}."
    for name, source in results["elsewhere"].items():
        yield f"- {name} ({source}): install it and pass `--peer {name}=COMMAND`; see `peers/README.md`."


def _table(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar in a cell would end it."""
    columns = list(columns)
    lines = [columns, ["---"] * len(columns), *([cell.replace("|", "/") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
