"""casepath: people's journeys through public services, what siloed working costs, and what joining up changes."""

from casepath.errors import ModelError, Problem, ScenarioError
from casepath.estimates import FirstEstimate, ServiceEstimate
from casepath.journeys import Journey
from casepath.loading import Check, Scenario, examples, load, loads
from casepath.logs import write_log
from casepath.people import people
from casepath.results import Comparison, Estimate, Result
from casepath.running import compare, run
from casepath.tables import Table

__all__ = [
    "Check",
    "Comparison",
    "Estimate",
    "FirstEstimate",
    "Journey",
    "ModelError",
    "Problem",
    "Result",
    "Scenario",
    "ScenarioError",
    "ServiceEstimate",
    "Table",
    "compare",
    "examples",
    "load",
    "loads",
    "people",
    "run",
    "write_log",
]
