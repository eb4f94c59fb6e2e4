"""What the figures were measured on: processor, memory, system, compiler and its flags, Python."""

import os
import platform
import re
import subprocess
from pathlib import Path

from programs import ROOT, cores


def machine() -> dict[str, object]:
    """Rows for the report; `pinned` tells whether processes are held to cores here."""
    return {
        "processor": _first("/proc/cpuinfo", r"^model name\s*:\s*(.+)$") or platform.processor() or platform.machine(),
        "cores": f"{_usable_cores()} usable",
        "memory": _memory(),
        "system": _first("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)') or platform.platform(),
        "compiler": compiler(),
        "Python": platform.python_version(),
        "pinned": bool(cores(1)),
    }


def compiler() -> str:
    """The compiler of build/release, as it names itself, and the flags of its build."""
    cache = str(ROOT / "build" / "release" / "CMakeCache.txt")
    command = _first(cache, r"^CMAKE_CXX_COMPILER:\w+=(.+)$")
    if not command:
        return "unknown"
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=False).stdout
    flags = _first(cache, r"^CMAKE_CXX_FLAGS_RELEASE:\w+=(.+)$")
    return f"{said.splitlines()[0] if said else command}, {flags}"


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> str:
    kilobytes = _first("/proc/meminfo", r"^MemTotal:\s*(\d+)")
    return f"{int(kilobytes) / 2**20:.0f} GiB" if kilobytes else "unknown"


def _first(path: str, pattern: str) -> str:
    """What a pattern finds first in a file, if there is such a file."""
    try:
        found = re.search(pattern, Path(path).read_text(errors="replace"), re.MULTILINE)
    except OSError:
        return ""
    return found[1].strip() if found else ""
