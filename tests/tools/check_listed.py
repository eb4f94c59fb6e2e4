"""Every source file of ours stands in cmake/files.cmake, and nothing stands there that is gone.

CMake lists sources instead of globbing them, so that adding a file re-runs CMake; a forgotten line would be a test that
never runs. `--write` brings the list up to date.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "cmake" / "files.cmake"
GROUPS = {
    "CASEPATH_HEADERS": ("include/casepath", "*.hpp"),
    "CASEPATH_SOURCES": ("src", "*.cpp"),
    "CASEPATH_PYTHON_SOURCES": ("python/src", "*.cpp"),
    "CASEPATH_TESTS": ("tests/cpp", "*_test.cpp"),
    "CASEPATH_TEST_SUPPORT": ("tests/cpp/support", "*.cpp"),
    "CASEPATH_THEORY_TESTS": ("tests/theory", "*_test.cpp"),
    "CASEPATH_FUZZ_TARGETS": ("tests/fuzz/targets", "*.cpp"),
    "CASEPATH_FUZZ_SUPPORT": ("tests/fuzz/support", "*.cpp"),
    "CASEPATH_BENCHES": ("bench", "bench_*.cpp"),
    "CASEPATH_EXAMPLES": ("examples/cpp", "*.cpp"),
}


def expected() -> str:
    """The text that cmake/files.cmake should hold."""
    text = "# Every source file, by target. Kept by tests/tools/check_listed.py --write; scripts/test checks it.\n"
    for name, (folder, pattern) in GROUPS.items():
        files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(pattern))
        text += f"set({name}" + "".join(f"\n  {file}" for file in files) + ")\n"
    return text


def main() -> int:
    wanted, found = expected(), LIST.read_text() if LIST.exists() else ""
    if wanted == found:
        return 0
    if "--write" in sys.argv[1:]:
        LIST.write_text(wanted)
        return 0
    for line in sorted(set(wanted.splitlines()) ^ set(found.splitlines())):
        print(f"cmake/files.cmake: {line.strip()}: {'listed but gone' if line in found.splitlines() else 'not listed'}")
    print("run: python3 tests/tools/check_listed.py --write")
    return 1


if __name__ == "__main__":
    sys.exit(main())
