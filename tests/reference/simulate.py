"""One replication in one world, from beginning to end."""

from collections.abc import Callable
from typing import Any

from reference import requests, system, waiting
from reference.spec_scenario import Scenario
from reference.world import World


def simulate(
    spec: Scenario,
    seed: int = 1,
    replication: int = 0,
    *,
    start_values: Callable[[int], dict[str, Any]] | None = None,
) -> World:
    """Simulates everybody and gives the world as it is left, with its log."""
    world = World(spec, seed, replication)
    world.start_values = start_values
    system.begin(world)
    world.run_until(spec.end)
    finish(world)
    return world


def finish(world: World) -> None:
    """What is still open when the time is over."""
    system.post_slot_days(world)
    for state in world.services.values():
        for referral in list(state.waiting):
            waiting.take_off(world, referral)
    for person in world.people:
        if not person.gone:
            for strand in list(person.strands):
                strand.lead = strand.bed = None
                requests.end(world, strand, "horizon")
