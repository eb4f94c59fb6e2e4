"""What the verbs share: their arguments, their way of printing, and how an error becomes an exit code."""

import functools
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar

import typer

from casepath._text import plain
from casepath.errors import ModelError, ScenarioError

Params = ParamSpec("Params")
Result = TypeVar("Result")


class Exit(IntEnum):
    """Exit codes; 2, wrong usage, is Typer's own."""

    done = 0
    failed = 1
    usage = 2
    refused = 3
    not_verified = 4
    interrupted = 130
    terminated = 143


ScenarioFile = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO", exists=True, dir_okay=False, readable=True, help="Scenario file, .toml or .json."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**63 - 1, help="Same seed, same numbers.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, show_default="all cores", help="Threads; never changes a number."),
]
Replications = Annotated[int, typer.Option("--replications", min=1, max=1_000_000, help="Runs with other luck.")]


def say(text: str) -> None:
    """A message for people: to standard error."""
    print(plain(text), file=sys.stderr)


def show(text: str) -> None:
    """Data: to standard output."""
    print(plain(text))


def show_json(value: Any) -> None:
    """Data as one JSON object, keys in the order given."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


@contextmanager
def _sigterm_as_interrupt() -> Iterator[None]:
    """While inside, SIGTERM stops what is under way as Ctrl-C does; only the exit code differs."""
    heard = False

    def interrupt(*_: object) -> None:
        nonlocal heard
        heard = True
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():  # where Python lets nobody listen
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except typer.Exit as end:
        raise typer.Exit(Exit.terminated if heard and end.exit_code == Exit.interrupted else end.exit_code) from None
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _say_of(error: BaseException, what: str) -> None:
    """What went wrong, then what whoever let it through had to add."""
    for text in (f"casepath: {what}", *getattr(error, "__notes__", ())):
        say(text)


def verb(command: Callable[Params, Result]) -> Callable[Params, Result]:
    """Turn what can go wrong inside a verb into one message and the exit code that belongs to it."""

    @functools.wraps(command)
    @_sigterm_as_interrupt()
    def guarded(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except ScenarioError as error:
            say(str(error))
            code = Exit.refused
        except (ModelError, ImportError, OSError) as error:
            _say_of(error, str(error))
            code = Exit.failed
        except KeyboardInterrupt as error:
            _say_of(error, "interrupted")
            code = Exit.interrupted
        raise typer.Exit(code)

    return guarded
