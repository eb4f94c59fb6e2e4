"""Where the instructions of the full model go: callgrind's counts by source file, summed into parts; writes parts.json.

    .venv/bin/python bench/parts.py [--people 1000]

Builds our program once more with line numbers, in build/parts. Counted is the simulation alone, from building people to
the check of the laws; inlined code counts where it was written.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from machine import compiler
from programs import ROOT

PARTS_FILE = ROOT / "bench" / "parts.json"
BUILD = ROOT / "build" / "parts"
SCENARIO = ROOT / "build" / "borough.json"
FLAGS = "-O2 -g1 -DNDEBUG"

# The first that a source file's path ends with, or has as a folder, says what part it is.
PARTS = {
    "posting, settling and classes of cost": ("ledger/", "model/on_cost.hpp"),
    "laws": ("model/invariants.hpp",),
    "strands, classes, verdicts": ("model/on_strand.hpp",),
    "triage, lists, episodes, passing on": (
        "model/on_referral.hpp", "model/on_list.hpp", "model/on_admission.hpp", "model/on_contact.hpp",
        "model/on_closure.hpp", "model/on_passing_on.hpp", "service/", "network/",
    ),
    "people's own clocks": ("model/life_clocks.hpp", "model/on_life_event.hpp"),
    "changes of needs": ("model/on_need_change.hpp",),
    "addressed draws and their transforms": ("casepath/random/", "src/random/"),
    "calendar, fetching ahead, handing out": ("casepath/engine/", "model/engine_part.hpp"),
    "chances, trust, what is read of a person": (
        "base/chance.hpp", "model/view.hpp", "model/default_policies.hpp", "casepath/person/",
    ),
    "finding strands, referrals, acquaintances": ("casepath/journey/", "base/pool.hpp"),
    "counting for figures": ("casepath/record/", "src/record/", "casepath/stats/", "src/stats/"),
    "people joining and leaving, dated changes": (
        "model/on_birth.hpp", "model/on_exit.hpp", "model/on_dated_change.hpp",
    ),
}  # fmt: skip
REST = "the rest: containers, memory, small types"


def main() -> int:
    parser = argparse.ArgumentParser(description="Count where the instructions of the full model go.")
    parser.add_argument("--people", type=int, default=1000)
    people: int = parser.parse_args().people
    if not shutil.which("valgrind"):
        print("parts: valgrind is needed: apt-get install valgrind", file=sys.stderr)
        return 1
    found = measure(build(), people)
    PARTS_FILE.write_text(json.dumps(found, indent=1) + "\n")
    print(table(found))
    return 0


def build() -> Path:
    """Our program with line numbers, and the borough as JSON beside it."""
    python = ROOT / ".venv" / "bin"
    flags = [f"-DCMAKE_CXX_FLAGS_RELEASE={FLAGS}", f"-DPython_EXECUTABLE={python / 'python'}"]
    run(["cmake", "--preset", "release", "-B", str(BUILD), *flags])
    run(["cmake", "--build", str(BUILD), "--target", "bench_ours"])
    SCENARIO.write_text(run([str(python / "casepath"), "check", "examples/scenarios/borough.toml", "--to-json"]))
    return BUILD / "bench_ours"


def run(command: list[str], **environment: str) -> str:
    """What a command printed; stops the program if it fails."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"parts: {' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def measure(program: Path, people: int) -> dict[str, Any]:
    """One run under callgrind, collecting only inside the thread that simulates."""
    file = BUILD / "callgrind.out"
    collect = ["--tool=callgrind", f"--callgrind-out-file={file}", "--toggle-collect=*_State_impl*_M_run*"]
    asked = ["--workload", "d", "--people", str(people), "--seed", "1"]
    said = run(["valgrind", *collect, str(program), *asked], CASEPATH_BENCH_SCENARIO=str(SCENARIO))
    told = json.loads(said.splitlines()[-1])
    by_file = self_cost(file.read_text().splitlines())
    total = sum(by_file.values())
    shares: Counter[str] = Counter()
    for path, count in by_file.items():
        shares[part_of(path)] += count
    return {
        "workload": "d",
        "people": people,
        "compiler": compiler().split(",")[0] + f", {FLAGS}",
        "interactions": told["events"],
        "instructions_per_interaction": round(total / told["events"]),
        "parts": {part: round(count / total, 4) for part, count in shares.most_common()},
    }


def part_of(path: str) -> str:
    """The part a source file belongs to."""
    return next((part for part, places in PARTS.items() if any(place in path for place in places)), REST)


def self_cost(lines: list[str]) -> Counter[str]:
    """Instructions by source file, callees left out, from callgrind's format (names are given once, then by number)."""
    names: dict[str, str] = {}
    cost: Counter[str] = Counter()
    function = file = ""
    called = False
    for line in lines:
        if named := re.match(r"(fl|fi|fe)=\((\d+)\)(?: (.*))?", line):
            file = names.setdefault(named[2], named[3] or "")
            function = file if named[1] == "fl" else function
            file = file if part_of(file) != REST else function  # a container's code counts for who uses it
        elif other := re.match(r"(?:cfi|cfl)=\((\d+)\)(?: (.*))?", line):
            names.setdefault(other[1], other[2] or "")
        elif line.startswith("calls="):
            called = True  # the next line is what the callee cost
        elif counted := re.match(r"[+\-*\d]\S* (\d+)$", line):
            cost[file] += 0 if called else int(counted[1])
            called = False
    return cost


def rows(found: dict[str, Any]) -> Iterator[str]:
    yield "| part | share |"
    yield "| --- | --- |"
    yield from (f"| {part} | {share:.1%} |" for part, share in found["parts"].items())


def table(found: dict[str, Any]) -> str:
    """For people."""
    head = f"{found['instructions_per_interaction']:,} instructions an interaction, {found['people']:,} people"
    return "\n".join([head, "", *rows(found)])


if __name__ == "__main__":
    sys.exit(main())
