"""``casepath log``: all that happened to everybody in one replication, as a CSV file or to standard output."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from casepath import loading, logs, running
from casepath.cli._common import Json, ScenarioFile, Seed, say, show_json, verb

STANDARD_OUTPUT = Path("-")


@verb
def log(
    scenario: ScenarioFile,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", dir_okay=False, help="The CSV file to write; - is standard output.")
    ] = Path("log.csv"),
    variant: Annotated[
        str, typer.Option("--variant", help="Which way of working; base is the scenario as it stands.")
    ] = "base",
    seed: Seed = 1,
    replication: Annotated[
        int, typer.Option("--replication", min=0, max=2**32 - 1, help="In which replication's luck.")
    ] = 0,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write all that happens to everybody in one replication to a CSV file, however large, as it happens.

    Rows come as they are found out, and some are dated back: sort by the first column where the order matters.
    """
    if as_json and out == STANDARD_OUTPUT:
        raise typer.BadParameter("--json and --out - both write to standard output", param_hint="--json")
    place = loading.load(scenario)
    try:
        running.check_variant(place, variant)
        rows = logs.write_log(
            place, out, variant=variant, seed=seed, replication=replication, overwrite=force, progress=True
        )
    except FileExistsError:
        raise typer.BadParameter(f"{out} is already there; --force overwrites it", param_hint="--out") from None
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    except BrokenPipeError:
        _stop_printing()
        return
    if out == STANDARD_OUTPUT:
        say(f"wrote {rows:,} rows")
    elif as_json:
        show_json({"file": str(out), "rows": rows, "bytes": out.stat().st_size})
    else:
        say(f"wrote {out}: {rows:,} rows, {out.stat().st_size / 1e6:,.1f} MB")


def _stop_printing() -> None:
    """Whoever read has read enough (``head``); what Python flushes at its end must not fail for it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
