"""So that ``python -m casepath`` is the command."""

from casepath.cli import main

if __name__ == "__main__":
    main()
