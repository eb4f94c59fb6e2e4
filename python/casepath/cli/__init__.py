"""The command `casepath`: one verb a file. Standard output is data, standard error is messages.

Exit codes: 0 done, 1 the run failed, 2 wrong usage, 3 the scenario was refused, 4 verification failed, 130 interrupted,
143 terminated.
"""

import typer

from casepath._engine import core
from casepath.cli._common import show, verb
from casepath.cli.check import check
from casepath.cli.compare import compare
from casepath.cli.demo import demo
from casepath.cli.diff_runs import diff_runs
from casepath.cli.explain import explain
from casepath.cli.log import log
from casepath.cli.new import new
from casepath.cli.report import report
from casepath.cli.run import run
from casepath.cli.schema import schema
from casepath.cli.trace import trace
from casepath.cli.verify import verify

app = typer.Typer(
    name="casepath",
    help="Simulate people's journeys through public services: what siloed working costs, and what joining up changes.",
    epilog="Exit codes: 0 done, 1 the run failed, 2 usage, 3 scenario refused, 4 verification failed, 130 interrupted, "
    "143 terminated.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (new, check, run, compare, trace, log, diff_runs, report, schema, explain, demo, verify):
    app.command()(command)


@verb
def _version(wanted: bool) -> None:
    if wanted:
        show(f"casepath {core().version}, results-version {core().results_version}")
        raise typer.Exit


@app.callback()
def _common(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the versions and stop."
    ),
) -> None:
    """Options before the verb."""


def main() -> None:
    """Run the command; the console script calls this."""
    app()
