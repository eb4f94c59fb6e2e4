"""Verification: the installed program against formulas, and a scenario against laws that it must obey.

``casepath verify`` runs both. Nothing here is used by a simulation.
"""

from casepath.verify.case import Case, Compared
from casepath.verify.cases import CASES, theory
from casepath.verify.finding import Finding, verdict
from casepath.verify.place import Place
from casepath.verify.scenario import CHECKS, checked

__all__ = ["CASES", "CHECKS", "Case", "Compared", "Finding", "Place", "checked", "theory", "verdict"]
