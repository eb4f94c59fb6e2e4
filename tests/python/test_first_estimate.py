"""The first estimate: exact against theory without queues, near a simulation of the borough without limits."""

import json
from typing import Any

import casepath as cp
import pytest
from casepath.cli import app
from casepath.verify import referrals
from typer.testing import CliRunner

COST_NEARNESS = 0.25  # of the borough without limits of capacity: an estimate that leaves out trust and relationships
SHARE_NEARNESS = 0.12  # of its share without an outcome


def test_a_referral_network_is_solved_exactly() -> None:
    found = cp.loads(referrals.CASES[0].scenario).first_estimate()
    arrivals = {f"service/{service.service}/arrivals": service.arrivals for service in found.services}
    ours = arrivals | {"cost_total": found.cost_total, "cost_no_outcome": found.cost_no_outcome}
    theory = {expected.figure: expected.value for expected in referrals.expected() if expected.figure in ours}
    assert len(theory) == 5
    assert ours == pytest.approx(theory, rel=1e-9)


def without_limits(tree: dict[str, Any]) -> dict[str, Any]:
    for service in tree["services"].values():
        for key in ("workers", "capacity"):
            service.pop(key, None)
        service.get("list", {}).pop("closed_at", None)
    return {key: value for key, value in tree.items() if key != "variants"}


def test_it_is_near_a_simulation_of_the_borough_without_limits() -> None:
    place = cp.loads(json.dumps(without_limits(json.loads(cp.examples.borough().json))), format="json")
    found, run = place.first_estimate(), cp.run(place, replications=2, seed=1)
    assert found.cost_total == pytest.approx(run.figure("cost_total").mean, rel=COST_NEARNESS)
    share = run.figure("no_outcome_cost_share").mean
    assert found.no_outcome_cost_share == pytest.approx(share, abs=SHARE_NEARNESS)
    assert any(line.startswith("trust") for line in found.left_out)


def test_a_variant_is_estimated_as_if_it_held_from_the_start() -> None:
    place = cp.examples["queues/mm3"]
    assert place.first_estimate().services
    with pytest.raises(KeyError, match="no variant is called"):
        place.first_estimate("nobody")


def test_check_prints_it_as_an_estimate_beside_a_run(tmp_path: Any) -> None:
    file = tmp_path / "desk.toml"
    file.write_text(
        'casepath = 1\nstart = 2025-01-01\nhorizon = "1 year"\n[streams.in]\nto = "desk"\nrate = "4 per day"\n'
        '[services.desk]\ncapacity = 1\nstay = "12 hours"\ntriage = { cost = "£5" }\n'
    )
    text = CliRunner().invoke(app, ["check", str(file)]).stdout
    assert "a first estimate, without a run" in text
    assert "will saturate" in text
    assert "one simulated run" in text
    found = json.loads(CliRunner().invoke(app, ["check", "--json", str(file)]).stdout)
    assert found["estimate"]["services"][0]["load"] == pytest.approx(2.0)
