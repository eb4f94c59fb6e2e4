"""``casepath trace``: one person's journey, dated, in one or several ways of working."""

from typing import Annotated

import typer

from casepath import journeys, loading, running
from casepath.cli._common import Json, ScenarioFile, Seed, show, show_json, verb


@verb
def trace(
    scenario: ScenarioFile,
    person: Annotated[int, typer.Option("--person", min=0, help="Number of the person, from 0.")],
    variant: Annotated[
        list[str] | None,
        typer.Option("--variant", help="Which way of working; may be given several times; default all."),
    ] = None,
    seed: Seed = 1,
    replication: Annotated[int, typer.Option("--replication", min=0, help="In which replication's luck.")] = 0,
    as_json: Json = False,
) -> None:
    """Follow one person: who they are at the start, then everything that happens to them, in each way of working.

    The same person has the same needs at the start, thresholds and marks of life events in every way of working.
    """
    place = loading.load(scenario)
    try:
        names = variant or every(place)
        for name in names:
            running.check_variant(place, name)
        journey = journeys.follow(place, variants=names, person=person, seed=seed, replication=replication)
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    if as_json:
        show_json(journey.to_dict())
    else:
        show(str(journey))


def every(scenario: loading.Scenario) -> list[str]:
    """The base and all variants, as `compare` would run them."""
    try:
        return running.compared(scenario)
    except ValueError:
        return [running.base_name(scenario)]
