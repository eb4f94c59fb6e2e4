"""A small place for tests that run the core: the template of `casepath new`, which everybody meets first."""

from functools import cache

import casepath
from casepath.cli.new import TEMPLATE

TEXT = TEMPLATE.read_text(encoding="utf-8")


@cache
def place():
    """The scenario; immutable, so one for all tests."""
    return casepath.loads(TEXT)


@cache
def comparison():
    """The place in both its ways of working, three replications."""
    return casepath.compare(place(), replications=3, seed=1)
