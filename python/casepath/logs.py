"""The event log of one replication, written to a file as things happen: all that happened to everybody. Simulated.

It takes the memory of the run alone, however long the log.
"""

import os
from pathlib import Path

from casepath import _luck as luck
from casepath._engine import core
from casepath.errors import ModelError
from casepath.loading import Scenario
from casepath.running import Progress, Reporting


def write_log(
    scenario: Scenario,
    file: str | os.PathLike[str],
    *,
    variant: str = "base",
    seed: int = 1,
    replication: int = 0,
    overwrite: bool = False,
    progress: Progress | bool | None = None,
) -> int:
    """Run one replication and write all that happens, from the scenario's start, warm-up included, to a CSV file.

    The file is CSV by RFC 4180, with a header. Rows come as they are found out, and some are dated back (chases): sort
    by the first column where the order matters. It sorts as text. Until the file is complete it is called
    ``FILE.part``, and goes if the run does not reach its end. A row is 70 to 90 bytes.

    The columns: ``time`` (ISO 8601, to the microsecond), ``person`` (number, as in `people`), ``what`` happened,
    ``detail`` (the kind of an interaction, why a referral was refused, how an episode closed, the level before a change
    ...), ``service`` and ``other``, ``need`` and its ``level`` after a change, ``request`` (number), ``cost`` (currency
    units). A name that a spreadsheet would take for a formula has an apostrophe before it.

    Parameters
    ----------
    scenario : Scenario
        From `load`, `loads` or `examples`.
    file : path
        Where to write it; ``"-"`` is the standard output of the process, to which rows go as they come.
    variant : str, default "base"
        A variant of the scenario; "base" is the scenario as it stands.
    seed, replication : int
        Whose luck: replication 0 is the first.
    overwrite : bool, default False
        Whether a file that is there is replaced.
    progress : callable or bool, optional
        As in `run`: called as ``progress(done, 1)``, `done` rising to 1; True shows a bar.

    Returns
    -------
    int
        The number of rows, the header apart.

    Raises
    ------
    KeyError
        If the scenario has no such variant.
    OSError
        If the file is there (`FileExistsError`), cannot be written, or does not fit onto the disk; if nobody reads the
        standard output any more (`BrokenPipeError`).
    ValueError
        If the seed or the replication is out of range.
    ModelError
        If the model broke one of its own laws.
    KeyboardInterrupt
        If it was interrupted.

    Examples
    --------
    >>> from casepath import examples
    >>> write_log(examples["borough"], "borough.csv", variant="joined_up")  # doctest: +SKIP
    """
    luck.checked(seed, replication)
    with Reporting(progress, 1) as told:
        try:
            rows: int | None = core().log_file(
                scenario.core,
                str(Path(file)),
                variant=variant,
                seed=seed,
                replication=replication,
                replace=overwrite,
                progress=told,
            )
        except core().ModelError as error:
            raise ModelError(str(error)) from None
    if rows is None:
        raise KeyboardInterrupt
    return rows
