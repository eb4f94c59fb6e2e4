"""The Python that has the peers' libraries: a virtual environment of its own, build/peers-venv, never the project's.

    python bench/peers/environment.py        makes it, or brings it up to requirements.txt, and prints its interpreter

The peers' programs, agree.py and their test use it where it exists and never make it themselves.
"""

import subprocess
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
PLACE = HERE.parents[1] / "build" / "peers-venv"
PYTHON = PLACE / "bin" / "python"
INSTALLED = PLACE / "requirements.txt"  # what the environment was last made from


def make() -> Path:
    """Make the environment if it is missing or out of date; returns its interpreter."""
    wanted = REQUIREMENTS.read_text()
    if not INSTALLED.exists() or INSTALLED.read_text() != wanted:
        venv.create(PLACE, with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
        INSTALLED.write_text(wanted)
    return PYTHON


if __name__ == "__main__":
    print(make())
