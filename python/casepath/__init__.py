"""casepath: people's journeys through public services, what siloed working costs, and what joining up changes."""

from casepath.errors import ModelError, Problem, ScenarioError
from casepath.loading import Check, Scenario, examples, load, loads

__all__ = ["Check", "ModelError", "Problem", "Scenario", "ScenarioError", "examples", "load", "loads"]
