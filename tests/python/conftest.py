"""What several test files share."""

import json
import signal
import sys
from types import ModuleType, SimpleNamespace

import casepath
import pytest

# A shell starts what it runs in the background deaf to SIGINT, and some tests interrupt; children hear what we hear.
signal.signal(signal.SIGINT, signal.default_int_handler)


class RefusedByCore(Exception):
    """Stands for `_core.ScenarioError`."""


@pytest.fixture
def fake_core(monkeypatch):
    """A core that finds the problems and warnings put into it, to test what Python makes of them."""
    said = SimpleNamespace(problems=[], warnings=[], variants=["siloed"], read=[])

    def check(text):
        said.read.append(json.loads(text))
        return json.dumps(
            {
                "problems": said.problems,
                "warnings": said.warnings,
                "variants": said.variants,
                "hash": "0123456789abcdef",
            }
        )

    def scenario(text):
        said.read.append(json.loads(text))
        if said.problems:
            raise RefusedByCore(json.dumps(said.problems))
        return SimpleNamespace(text=text)

    def explain(name):
        if name != "cost_total":
            raise KeyError(f"no figure or key {name!r}")
        return "All fiscal cost."

    module = ModuleType("casepath._core")
    vars(module).update(
        check=check,
        Scenario=scenario,
        ScenarioError=RefusedByCore,
        explain=explain,
        version="0.1.0",
        results_version=1,
        schema=lambda: '{"type": "object"}',
        format_reference=lambda: "# Keys",
        figure_reference=lambda: "| `cost_total` | currency | All fiscal cost. | M2 |",
    )
    monkeypatch.setitem(sys.modules, "casepath._core", module)
    monkeypatch.setattr(casepath, "_core", module, raising=False)
    return said


@pytest.fixture
def no_core(monkeypatch):
    """A package whose compiled half is not there."""
    monkeypatch.setitem(sys.modules, "casepath._core", None)
    monkeypatch.delattr(casepath, "_core", raising=False)


def problem(path, found="0", allowed="at least 1", hint=""):
    """A problem as the core reports it."""
    return {"path": path, "found": found, "allowed": allowed, "hint": hint}
