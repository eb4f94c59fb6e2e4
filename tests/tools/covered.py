"""Which lines the tests reached: a table by folder, and a failure where a folder or a language falls short.

    tests/tools/covered.py BUILD PYTHON_JSON [--missing FOLDER ...]

BUILD is a build with the preset `coverage` whose tests have run; PYTHON_JSON what `coverage json` wrote. A C++ line
counts as reached when any program reached it in any instance of its template.
"""

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEAST = {"C++": 90.0, "Python": 90.0, "engine": 98.0, "random": 98.0, "ledger": 98.0}  # percent
Lines = dict[Path, dict[int, bool]]  # of each file, each line with code: whether it was reached


def of_cpp(build: Path) -> Lines:
    """Every line of our own that was compiled; a program that never ran leaves notes (gcno) and no counts."""
    reached: Lines = defaultdict(lambda: defaultdict(bool))
    notes = sorted(str(path) for path in build.rglob("*.gcno"))
    command = ["gcov", "--json-format", "--stdout", "--relative-only", f"--source-prefix={ROOT}"]
    for start in range(0, len(notes), 20):
        unit_notes = notes[start : start + 20]
        done = subprocess.run([*command, *unit_notes], cwd=ROOT, capture_output=True, text=True, check=True)
        for unit in map(json.loads, done.stdout.splitlines()):
            for file in unit["files"]:
                by_line = reached[Path(unit["current_working_directory"], file["file"]).resolve().relative_to(ROOT)]
                for line in file["lines"]:
                    by_line[line["line_number"]] |= line["count"] > 0
    return {file: lines for file, lines in reached.items() if file.parts[0] in ("include", "src", "python")}


def of_python(report: Path) -> Lines:
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {
        Path(name): {n: n in set(file["executed_lines"]) for n in (*file["executed_lines"], *file["missing_lines"])}
        for name, file in files.items()
    }


def folder(file: Path) -> str:
    """`engine` for include/casepath/engine and src/engine alike; `bindings` for those of the Python module."""
    if file.suffix == ".py":
        return "/".join(file.parent.parts[1:])
    if file.parts[0] == "python":
        return "bindings"
    inside = file.parts[2:] if file.parts[0] == "include" else file.parts[1:]
    return inside[0] if len(inside) > 1 else "top"


def row(name: str, lines: Lines) -> bool:
    """Prints one row; true when it reaches what is asked."""
    count = sum(map(len, lines.values()))
    reached = sum(sum(by_line.values()) for by_line in lines.values())
    share = 100 * reached / max(count, 1)
    least = LEAST.get(name)
    asked = "" if least is None else f"  at least {least:.0f}{'' if share >= least else ': FALLS SHORT'}"
    print(f"{name:<18} {reached:6d} of {count:6d} {share:7.1f} %{asked}")
    return least is None or share >= least


def missing(lines: Lines, folders: list[str]) -> None:
    for file, by_line in sorted(lines.items()):
        if folder(file) in folders:
            text = (ROOT / file).read_text(encoding="utf-8").splitlines()
            for n in sorted(n for n, was in by_line.items() if not was):
                print(f"{file}:{n}: {text[n - 1].strip()}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("python", type=Path)
    parser.add_argument("--missing", nargs="*", default=[], metavar="FOLDER", help="print lines that were not reached")
    given = parser.parse_args()
    enough = []
    for language, lines in (("C++", of_cpp(given.build)), ("Python", of_python(given.python))):
        missing(lines, given.missing)
        for name, files in groupby(sorted(lines, key=folder), key=folder):
            enough.append(row(name, {file: lines[file] for file in files}))
        enough.append(row(language, lines))
        print()
    return 0 if all(enough) else 1


if __name__ == "__main__":
    sys.exit(main())
