"""``casepath diff-runs``: the first event at which two runs part."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from casepath import loading, logs
from casepath.cli._common import Exit, Json, Seed, show, show_json, verb
from casepath.partings import Parting, first_parting

WHICH = "A log that `casepath log` wrote, ending in .csv, or a scenario, FILE or FILE:VARIANT."
Run = Annotated[str, typer.Argument(help=WHICH)]


@verb
def diff_runs(
    a: Run,
    b: Run,
    seed: Seed = 1,
    replication: Annotated[
        int, typer.Option("--replication", min=0, max=2**32 - 1, help="In which replication's luck scenarios are run.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """Find the first event at which two runs part: when, to whom, and what each says of it.

    Logs are held against each other in order of time, then person, then the rest, whatever the order in the files.

    Exit code 0 if they are the same, 1 if they differ. Large logs are sorted in the folder that TMPDIR names.
    """
    with tempfile.TemporaryDirectory() as scratch:
        files = [_log_of(word, Path(scratch) / name, seed, replication) for word, name in ((a, "a.csv"), (b, "b.csv"))]
        try:
            found = first_parting(*files)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
    if as_json:
        show_json(_as_json(found))
    else:
        show(_as_text(found, a, b))
    if isinstance(found, Parting):
        raise typer.Exit(Exit.failed)


def _log_of(word: str, log: Path, seed: int, replication: int) -> Path:
    """The log that was named, or that of a run of the scenario that was named."""
    file, variant = _file_and_variant(word)
    if file.suffix == ".csv":
        return file
    try:
        logs.write_log(
            loading.load(file), log, variant=variant or "base", seed=seed, replication=replication, progress=True
        )
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    return log


def _file_and_variant(word: str) -> tuple[Path, str]:
    """FILE:VARIANT, unless a file has that whole name."""
    if Path(word).is_file():
        return Path(word), ""
    file, _, variant = word.rpartition(":")
    if not (variant and Path(file).is_file()):
        raise typer.BadParameter(f"there is no file {word}")
    return Path(file), variant


def _as_json(found: Parting | int) -> dict[str, object]:
    if isinstance(found, Parting):
        return {"same": False, **found._asdict()}
    return {"same": True, "rows_before": found}


def _as_text(found: Parting | int, a: str, b: str) -> str:
    if not isinstance(found, Parting):
        return f"the same: {found:,} rows"
    head = f"{found.rows_before:,} rows agree; the runs part at {found.time}, person {found.person}"
    return "\n".join([head, f"{a}: {_told(found.first)}", f"{b}: {_told(found.second)}"])


def _told(row: dict[str, str] | None) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.items() if value) if row else "ends before"
