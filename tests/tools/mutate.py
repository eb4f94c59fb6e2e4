"""The mutation score: how many small wrongs in the engine, the ledger and the attribution do the tests notice?

    scripts/mutate [--sample 150] [--seed 1]

All wrongs of the sample are compiled at once into a copy of the tree (build/mutation/tree), each behind a switch that
CASEPATH_MUTANT throws (tests/tools/mutants.py); the quick C++ tests are then run once a mutant, stopping at the first
that fails. What is known is kept in build/mutation/results.json: a run goes on where the last one was stopped, what was
killed stays so until the sources change, and what survived is tried again when the tests have.
"""

import argparse
import difflib
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from clang.cindex import Diagnostic, Index, TranslationUnit
from mutants import SWITCH, Mutant, mutants_in, written

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutation"
TREE = WORK / "tree"
BUILD = TREE / "build" / "release"  # where the preset puts it
COPIED = ("CMakeLists.txt", "CMakePresets.json", "cmake", "include", "src", "python", "tests", "bench", "examples")
UNIT = "src/model/simulation.cpp"  # includes all that is mutated, and instantiates it
MUTATED = [
    *(f"include/casepath/engine/{name}.hpp" for name in ("calendar", "event", "event_chunks")),
    *(f"include/casepath/ledger/{name}.hpp" for name in ("attribution", "ledger")),
    *(f"include/casepath/model/{name}.hpp" for name in ("on_strand", "on_cost", "on_need_change")),
]
# The simulation is compiled at -O3 for those who run it; with the switches in it that takes minutes.
SLOW = b"src/model/simulation.cpp PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O3>"
QUICK = b"src/model/simulation.cpp src/model/watched_simulation.cpp PROPERTIES COMPILE_OPTIONS -O1"
TESTED = ("engine", "ledger", "journey", "record", "model", "experiment")
MOST = 3.0  # processor seconds of a test without a mutant: slower ones are left out
SLACK, LEAST = 3.0, 2.0  # a test may take this many times its own processor time, and this many seconds more
SWITCH_HEADER = f"""#pragma once
#include <cstdlib>
inline const int {SWITCH} = [] {{
  const char* const number = std::getenv("CASEPATH_MUTANT");
  return number ? std::atoi(number) : 0;
}}();
"""
# Stand in place of the first two lines of a file, which are comment, so that all others keep their numbers.
HEAD = b'#include "mutant_switch.hpp"\n#pragma GCC system_header\n'


@dataclass(frozen=True)
class Test:
    """One entry of ctest, and the processor seconds it takes without a mutant."""

    name: str
    command: list[str]
    folder: str
    environment: dict[str, str]
    seconds: float = 0


def say(text: str) -> None:
    print(f"mutate: {text}", file=sys.stderr, flush=True)


def parsed(tree: Path) -> Any:
    """The one unit, as the compiler sees it; libclang comes without the compiler's own headers."""
    own = subprocess.run(["g++", "-print-file-name=include"], capture_output=True, text=True, check=True).stdout.strip()
    found = [f"-isystem{p}" for p in (*sorted(Path("/usr/include").glob("eigen3")), own)]
    arguments = ["-std=c++20", "-w", "-ferror-limit=0", f"-I{tree / 'include'}", *found]
    return Index.create().parse(str(tree / UNIT), args=arguments, options=TranslationUnit.PARSE_NONE)


def refused(tree: Path, files: dict[str, bytes]) -> set[int]:
    """The numbers of mutants that do not compile: for each error, the switch that stands before it."""
    numbers = set()
    for problem in parsed(tree).diagnostics:
        if problem.severity < Diagnostic.Error:
            continue
        file = str(Path(problem.location.file.name).resolve().relative_to(tree.resolve()))
        if file not in files:
            raise SystemExit(f"mutate: cannot parse {file}: {problem.spelling}")
        before = files[file][: problem.location.offset + 1].decode(errors="ignore")
        numbers.add(int(before.rsplit(f"{SWITCH} == ", 1)[1].split()[0].rstrip(")")))
    return numbers


def write_if_new(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def copy_tree() -> None:
    """What has changed only, so that little is compiled again."""
    for name in COPIED:
        for path in [ROOT / name, *(ROOT / name).rglob("*")]:
            file = str(path.relative_to(ROOT))
            if path.is_file() and file not in MUTATED and path.suffix not in (".so", ".pyc"):
                content = path.read_bytes()
                write_if_new(TREE / file, content.replace(SLOW, QUICK) if file == "CMakeLists.txt" else content)
    write_if_new(TREE / "include" / "mutant_switch.hpp", SWITCH_HEADER.encode())


def write_mutants(chosen: dict[int, Mutant]) -> dict[str, bytes]:
    files = {}
    for file in MUTATED:
        text = written((ROOT / file).read_bytes(), {n: m for n, m in chosen.items() if m.file == file})
        files[file] = HEAD + text.split(b"\n", 2)[2]
        write_if_new(TREE / file, files[file])
    return files


def sampled(size: int, seed: int) -> dict[int, Mutant]:
    """Numbered mutants that compile, drawn without a thought of where they are."""
    unit = parsed(ROOT)
    every = [mutant for file in MUTATED for mutant in mutants_in(unit, ROOT / file, file)]
    say(f"{len(every)} mutants can be made")
    random.Random(seed).shuffle(every)
    numbered = dict(enumerate(every, 1))
    chosen: dict[int, Mutant] = {}
    waiting = iter(numbered)
    while more := list(islice(waiting, size - len(chosen))):
        chosen |= {n: numbered[n] for n in more}
        while wrong := refused(TREE, write_mutants(chosen)):
            say(f"{len(wrong)} do not compile, others are drawn")
            chosen = {n: m for n, m in chosen.items() if n not in wrong}
    return dict(sorted(chosen.items()))


def build() -> None:
    options = [f"-DCASEPATH_BUILD_{part}=OFF" for part in ("PYTHON", "BENCH", "EXAMPLES")]
    targets = [f"test_{folder}" for folder in TESTED]
    configure, compile_all = ["cmake", "--preset", "release"], ["cmake", "--build", str(BUILD), "-j1", "--target"]
    for command in ([*configure, *options], [*compile_all, *targets]):
        done = subprocess.run(command, cwd=TREE, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"mutate: {' '.join(command)} failed:\n{(done.stdout + done.stderr)[-6000:]}")


def listed() -> list[Test]:
    shown = subprocess.run(["ctest", "--show-only=json-v1"], cwd=BUILD, capture_output=True, text=True, check=True)
    tests = []
    for entry in json.loads(shown.stdout)["tests"]:
        settings = {p["name"]: p["value"] for p in entry["properties"]}
        if entry["name"].split("/")[0] in TESTED:
            command = [*entry["command"], "--abort"]
            tests.append(Test(entry["name"], command, settings["WORKING_DIRECTORY"], dict(os.environ)))
    return tests


def run(test: Test, mutant: int, limit: float) -> tuple[str, float]:
    """What came of a test ("" when it passed) and its processor seconds."""

    def limits() -> None:
        seconds = int(limit) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 600, "check": False}
    environment = test.environment | {"CASEPATH_MUTANT": str(mutant)}
    try:
        code = subprocess.run(test.command, cwd=test.folder, env=environment, preexec_fn=limits, **quiet).returncode
    except subprocess.TimeoutExpired:
        code = -signal.SIGXCPU
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return ("" if code == 0 else "endless" if code in (-signal.SIGXCPU, -signal.SIGKILL) else "failed"), spent


def timed(tests: list[Test]) -> list[Test]:
    out = []
    for test in tests:
        result, seconds = run(test, 0, 300)
        if result:
            raise SystemExit(f"mutate: {test.name} fails without a mutant")
        if seconds <= MOST:
            out.append(Test(test.name, test.command, test.folder, test.environment, seconds))
    return out


def digest(*folders: str) -> str:
    """Of all code in some folders."""
    sha = hashlib.sha256()
    for path in sorted(p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file()):
        sha.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()


class Results:
    """What is known of each mutant, kept in a file."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.path = WORK / "results.json"
        known = json.loads(self.path.read_text()) if self.path.exists() else {}
        is_same = known.get("settings") == settings
        self.all: dict[str, Any] = {"settings": settings, "tests": digest("tests/cpp"), "sample": {}, "verdicts": {}}
        if is_same:
            kept = known["tests"] == self.all["tests"]
            self.all["sample"] = known["sample"]
            self.all["verdicts"] = {n: v for n, v in known["verdicts"].items() if v != "survived" or kept}

    def save(self) -> None:
        partial = self.path.with_suffix(".partial")
        partial.write_text(json.dumps(self.all, indent=1))
        partial.replace(self.path)


def try_all(chosen: dict[int, Mutant], tests: list[Test], results: Results) -> None:
    """Each mutant against the tests, those first that have killed most a second."""
    verdicts = results.all["verdicts"]
    kills = Counter(v.split(" by ")[1] for v in verdicts.values() if " by " in v)
    for number in chosen:
        if str(number) in verdicts:
            continue
        verdict = "survived"
        for test in sorted(tests, key=lambda t: -(kills[t.name] + 0.1) / (t.seconds + 0.01)):
            result, _ = run(test, number, SLACK * test.seconds + LEAST)
            if result:
                verdict = f"{result} by {test.name}"
                kills[test.name] += 1
                break
        verdicts[str(number)] = verdict
        results.save()
        say(f"{len(verdicts)} of {len(chosen)}: {chosen[number].file}:{chosen[number].line} {verdict}")


def difference(mutant: Mutant) -> str:
    text = (ROOT / mutant.file).read_bytes()
    changed = text[: mutant.start] + mutant.text.encode() + text[mutant.end :]
    lines = difflib.unified_diff(text.decode().splitlines(), changed.decode().splitlines(), n=0, lineterm="")
    return "\n".join("    " + line for line in list(lines)[3:])


def report(chosen: dict[int, Mutant], verdicts: dict[str, str]) -> float:
    survivors = [n for n in chosen if verdicts[str(n)] == "survived"]
    for n in survivors:
        print(f"{chosen[n].file}:{chosen[n].line}: [{n}] {chosen[n].kind}\n{difference(chosen[n])}")
    print(f"\n{'file':<42} mutants  killed  endless  survived")
    for file in MUTATED:
        mine = [verdicts[str(n)] for n, m in chosen.items() if m.file == file]
        counts = Counter(v.split(" by ")[0] for v in mine)
        print(f"{file:<42} {len(mine):7d} {counts['failed']:7d} {counts['endless']:8d} {counts['survived']:9d}")
    score = 1 - len(survivors) / len(chosen)
    print(f"\nmutation score: {len(chosen) - len(survivors)} of {len(chosen)}, {score:.1%}")
    return score


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.75, help="the score below which this fails")
    given = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    results = Results({"sample": given.sample, "seed": given.seed, "sources": digest("include", "src")})
    copy_tree()
    if not results.all["sample"]:
        results.all["sample"] = {str(n): vars(m) for n, m in sampled(given.sample, given.seed).items()}
        results.save()
    chosen = {int(n): Mutant(**m) for n, m in results.all["sample"].items()}
    write_mutants(chosen)
    started = time.monotonic()
    say("building the mutants, all at once")
    build()
    say(f"built in {time.monotonic() - started:.0f} s")
    tests = timed(listed())
    try_all(chosen, tests, results)
    return 0 if report(chosen, results.all["verdicts"]) >= given.least else 1


if __name__ == "__main__":
    sys.exit(main())
