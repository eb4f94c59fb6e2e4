"""Refuse a hand-written code file above 400 lines: split it by idea. (Goldens, data and prose are not code.)"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 400
CODE = {".hpp", ".h", ".cpp", ".py", ".pyi", ".cmake", ".html", ".css", ".js", ".sh"}
NAMES = {"CMakeLists.txt"}
FOLDERS = ("include", "src", "python", "bench", "examples", "tests", "scripts", "cmake", ".ci")


def is_code(path: Path) -> bool:
    """Whether the limit holds for a file: by ending, by name, or because it is a script without either."""
    if not path.is_file() or "__pycache__" in path.parts:
        return False
    return path.suffix in CODE or path.name in NAMES or (path.suffix == "" and path.read_bytes()[:2] == b"#!")


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def main() -> int:
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if is_code(path)]
    files += [ROOT / "CMakeLists.txt"]
    long = [(path, count) for path in files if (count := lines(path)) > LIMIT]
    for path, count in long:
        print(f"{path.relative_to(ROOT)}: {count} lines, at most {LIMIT}")
    if not long:
        print(f"sizes: {len(files)} files, none above {LIMIT} lines")
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
