"""Verification: the installed program against formulas, and a scenario against laws that it must obey.

``casepath verify`` runs both. Nothing here is used by a simulation.
"""

from casepath.verify.case import Case, Compared
from casepath.verify.finding import Finding, verdict
from casepath.verify.place import Place
from casepath.verify.scenario import checked
from casepath.verify.theory import CASES, theory

__all__ = ["CASES", "Case", "Compared", "Finding", "Place", "checked", "theory", "verdict"]
