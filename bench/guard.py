"""Refuses a change that makes workload (c) dearer: instructions an event, and bytes a person, against baseline.json.

    .venv/bin/python bench/guard.py [--write]

Times move by a quarter between runs, instructions do not. They are counted by valgrind over the whole process, its
start too; events and bytes are those of the program's own line. `--write` makes the present figures the baseline.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from machine import compiler
from programs import ROOT

BASELINE = ROOT / "bench" / "baseline.json"
PROGRAM = ROOT / "build" / "release" / "bench_ours"
WORKLOAD = {"workload": "c", "people": 10_000, "seed": 1}
TOLERANCE = 0.03

Figures = dict[str, Any]


def read_baseline(path: Path) -> Figures | None:
    """The committed figures, if there are any."""
    return json.loads(path.read_text()) if path.exists() else None


def problems(found: Figures, baseline: Figures) -> list[str]:
    """What is dearer than the baseline allows; instructions that were not counted are not held."""
    out = []
    was, is_now = baseline["instructions_per_event"], found["instructions_per_event"]
    if is_now is not None and not is_now <= was * (1 + TOLERANCE):
        more = f"{is_now / was - 1:+.1%}, allowed +{TOLERANCE:.0%}"
        out.append(f"instructions an event: {is_now:.1f}, were {was:.1f} ({more})")
    was, is_now = baseline["bytes_per_person"], found["bytes_per_person"]
    if not is_now <= was:
        out.append(f"bytes a person: {is_now:g}, were {was:g} (none more is allowed)")
    if out and found["compiler"] != baseline["compiler"]:
        out.append(f"the baseline is of another compiler: {baseline['compiler']}; this is {found['compiler']}")
    return out


def instructions(summary: str) -> int:
    """The number of instructions in what callgrind wrote (its lines `events: Ir` and `totals: N`)."""
    found = re.search(r"^(?:totals|summary):\s*(\d+)", summary, re.MULTILINE)
    if not found:
        raise SystemExit("guard: callgrind wrote no total")
    return int(found[1])


def measure(program: list[str]) -> Figures:
    """One run, under valgrind where that is installed."""
    told = [part for key, value in WORKLOAD.items() for part in (f"--{key}", str(value))]
    count = None
    if shutil.which("valgrind"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "callgrind"
            line = _line(["valgrind", "--tool=callgrind", f"--callgrind-out-file={file}", *program, *told])
            count = instructions(file.read_text())
    else:
        line = _line([*program, *told])
    return {
        **WORKLOAD,
        "compiler": compiler(),
        "events": line["events"],
        "instructions_per_event": None if count is None else round(count / line["events"], 1),
        "bytes_per_person": line["bytes_per_person"],
    }


def _line(command: list[str]) -> Figures:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except OSError as error:
        raise SystemExit(f"guard: {command[0]}: {error.strerror}; scripts/setup --bench builds it") from None
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"guard: {shlex.join(command)} failed:\n{error.stderr}") from None
    found: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold instructions an event and bytes a person to a baseline.")
    parser.add_argument("--write", action="store_true", help="make the present figures the baseline")
    parser.add_argument("--program", default=str(PROGRAM), help="ours, another build of it")
    parser.add_argument("--baseline", type=Path, default=BASELINE)
    chosen = parser.parse_args()
    found = measure(shlex.split(chosen.program))
    counted = found["instructions_per_event"] is not None
    if not counted and (chosen.write or os.environ.get("CI") == "true"):
        print("guard: valgrind is needed and not installed: apt-get install valgrind", file=sys.stderr)
        return 1
    if chosen.write:
        chosen.baseline.write_text(json.dumps(found, indent=1) + "\n")
        print(f"guard: wrote {chosen.baseline}")
        return 0
    return report(found, read_baseline(chosen.baseline))


def report(found: Figures, baseline: Figures | None) -> int:
    """Prints the verdict; returns what the command ends with."""
    if baseline is None:
        print("guard: there is no baseline; bench/guard.py --write makes it", file=sys.stderr)
        return 1
    wrong = problems(found, baseline)
    for line in wrong:
        print(f"guard: {line}", file=sys.stderr)
    if found["instructions_per_event"] is None:
        print("guard: instructions skipped, valgrind is not installed: apt-get install valgrind")
    for figure in ("instructions_per_event", "bytes_per_person"):
        if found[figure] is not None:
            print(f"guard: {figure.replace('_', ' ')} {found[figure]:g}, baseline {baseline[figure]:g}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
