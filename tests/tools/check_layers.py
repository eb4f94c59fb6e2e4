"""Refuse an upward or sideways include, or a third-party header outside its fence (tests/tools/layers.toml)."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
CODE = ("include", "src", "python/src", "bench", "examples/cpp", "tests/cpp", "tests/fuzz", "tests/theory")


def includes(file: Path) -> Iterator[tuple[int, str]]:
    """Line number and name of each include of a file."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if match := INCLUDE.match(line):
            yield number, match[1]


def crosses_layer(file: Path, included: str, folders: dict[str, list[str]]) -> str:
    """Why a header of ours may not include another of ours, or nothing."""
    own, target = file.parts[2], included.removeprefix("casepath/")
    if len(file.parts) < 4 or "/" not in target:
        return ""
    if own not in folders:
        return f"folder {own} has no row in tests/tools/layers.toml"
    allowed = [own, *folders[own]]
    if any(target == entry or target.startswith(entry + "/") for entry in allowed):
        return ""
    return f"{own} may include only {', '.join(allowed)}"


def breaks_fence(file: Path, included: str, fences: dict[str, dict[str, list[str]]]) -> str:
    """Why a foreign header may not be included here, or nothing."""
    for name, fence in fences.items():
        inside = any(file.is_relative_to(folder) for folder in fence["folders"])
        hit = any(
            included == prefix or (prefix.endswith("/") and included.startswith(prefix)) for prefix in fence["prefixes"]
        )
        if hit and not inside:
            return f"{name} is fenced to {', '.join(fence['folders']) or 'nowhere'}"
    return ""


def problems(root: Path, rules: dict[str, Any]) -> Iterator[str]:
    """One line for every include that breaks a rule."""
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.[hc]pp")):
            file = path.relative_to(root)
            for number, included in includes(path):
                ours = included.startswith("casepath/") and file.is_relative_to("include/casepath")
                why = (
                    crosses_layer(file, included, rules["folders"])
                    if ours
                    else breaks_fence(file, included, rules["fences"])
                )
                if why:
                    yield f"{file}:{number}: includes {included}: {why}"


def main() -> int:
    rules = tomllib.loads((ROOT / "tests/tools/layers.toml").read_text())
    found = list(problems(ROOT, rules))
    print("\n".join(found) or "layers: no include goes up, sideways or over a fence")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
