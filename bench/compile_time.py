"""What including the library costs an engineer: the umbrella header, a program on the engine, the Python module.

    .venv/bin/python bench/compile_time.py [--clean-build] [--json]

With the compiler of build/release, as its users compile: -O2, no compiler cache. The clean build of the Python module
takes minutes, and is made on demand only.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["-std=c++20", "-O2", "-ffp-contract=off", "-DNDEBUG", "-I", str(ROOT / "include")]
UNITS = {
    "the umbrella header": '#include "casepath/casepath.hpp"\n',
    "a unit on the engine": f'#include "{ROOT}/bench/pathway.hpp"\n'
    "int main() { return static_cast<int>(pathway::Network(1000, 1).run().events()); }\n",
}
MODULE = "a clean build of the Python module, two cores"
ROUNDS = 3


class Cost(NamedTuple):
    """Seconds of the clock, and of the processors with all that was started: a busy machine stretches the first."""

    seconds: float
    cpu_seconds: float


def measured(clean_build: bool = False) -> dict[str, Cost]:
    """Seconds by what is compiled; medians of three, the clean build once."""
    with tempfile.TemporaryDirectory() as folder:
        costs = {what: _unit(text, Path(folder) / "unit.cpp") for what, text in UNITS.items()}
        return {**costs, MODULE: _module(Path(folder) / "build")} if clean_build else costs


def _unit(text: str, file: Path) -> Cost:
    file.write_text(text)
    costs = [_timed([compiler(), *FLAGS, "-c", str(file), "-o", str(file.with_suffix(".o"))]) for _ in range(ROUNDS)]
    return Cost(*map(median, zip(*costs, strict=True)))


def _module(build: Path) -> Cost:
    """The library and the module, from nothing, in a folder of its own: SKBUILD leaves this checkout's module alone."""
    targets = [f"-DCASEPATH_BUILD_{part}=OFF" for part in ("TESTS", "BENCH", "EXAMPLES")]
    options = ["-DCMAKE_CXX_COMPILER_LAUNCHER=", "-DSKBUILD=ON", f"-DPython_EXECUTABLE={sys.executable}", *targets]
    _timed(["cmake", "-G", "Ninja", "-S", str(ROOT), "-B", str(build), f"-DCMAKE_CXX_COMPILER={compiler()}", *options])
    return _timed(["ninja", "-C", str(build), "-j2", "casepath_python"])


def compiler() -> str:
    """The compiler of build/release, or the system's."""
    cache = ROOT / "build" / "release" / "CMakeCache.txt"
    found = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache.read_text(), re.MULTILINE) if cache.exists() else None
    return found[1] if found else "c++"


def _timed(command: Sequence[str]) -> Cost:
    """Shows what a command said that failed."""
    began, cpu = time.perf_counter(), _cpu_of_children()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout, done.stderr, file=sys.stderr)
    done.check_returncode()
    return Cost(time.perf_counter() - began, _cpu_of_children() - cpu)


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the compiling of what an engineer includes.")
    parser.add_argument("--clean-build", action="store_true", help="of the Python module too: minutes")
    parser.add_argument("--json", action="store_true", help="an object instead of a table")
    chosen = parser.parse_args()
    costs = measured(chosen.clean_build)
    if chosen.json:
        print(json.dumps({what: cost._asdict() for what, cost in costs.items()}, indent=1))
        return
    for what, cost in costs.items():
        print(f"{what:<48}{cost.seconds:8.2f} s{cost.cpu_seconds:8.2f} s of processors")


if __name__ == "__main__":
    main()
