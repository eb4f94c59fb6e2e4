"""The compiled half, imported when it is first needed; the one place that says what to do when it is not there."""

import importlib
from types import ModuleType

MISSING = """\
its compiled half (casepath._core) could not be imported: {reason}
In a checkout, run scripts/setup. Elsewhere, install the package again: pip install casepath"""


def core() -> ModuleType:
    """The module `casepath._core`.

    Raises
    ------
    ImportError
        If it was never built, or was built for another Python; the message says what to do.
    """
    try:
        return importlib.import_module("casepath._core")
    except ImportError as error:
        raise ImportError(MISSING.format(reason=error)) from error
