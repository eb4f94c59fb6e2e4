"""``casepath verify``: its verdict on what is right, and that each check fails on a result that was tampered with."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import casepath as cp
import pytest
from casepath.cli import app
from casepath.cli.new import TEMPLATE
from casepath.errors import ModelError
from casepath.verify import CASES, CHECKS, Place, checked, place, theory, verdict
from casepath.verify.case import every_figure
from casepath.verify.laws import NOWHERE, SAME
from casepath.verify.scenario import found_by
from casepath.verify.trees import priced, smaller
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
NAMES = [check.__name__.replace("_", " ") for check in CHECKS]


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_bytes(TEMPLATE.read_bytes())
    runner = CliRunner()
    return lambda *words: runner.invoke(app, ["verify", *words])


def test_a_right_scenario_is_verified(call):
    result = call("place.toml")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "Laws, on the scenario my_place"
    assert [line[:9].rstrip() for line in lines[1 : 1 + len(NAMES)]] == ["ok"] * len(NAMES)
    assert lines[-1] == f"Verified: all {len(NAMES)} checks held."


@pytest.mark.parametrize("name", ["borough", "queues/mm10_m", "queues/priority2"])
def test_examples_are_verified_scaled_down(name, monkeypatch):
    monkeypatch.setattr(place, "PERSON_YEARS", 700)
    small = Place(cp.examples[name])
    assert small.scale.endswith("so that this takes less than a minute")
    findings = list(checked(small))
    assert {finding.name: str(finding) for finding in findings if finding.state != "ok"} == {}
    assert [finding.name for finding in findings] == NAMES


def test_a_scenario_that_cannot_be_made_smaller_is_taken_as_it_is(monkeypatch):
    monkeypatch.setattr(place, "smaller", lambda tree, by: {})
    monkeypatch.setattr(place, "PERSON_YEARS", 700)
    whole = cp.loads(TEMPLATE.read_text(encoding="utf-8"))
    assert (Place(whole).scale, Place(whole).tree) == ("", json.loads(whole.json))


def test_a_scenario_in_full_is_not_scaled_down():
    assert Place(cp.examples["borough"], full=True).scale == ""


# ---- each check can fail: what comes back from a run is changed, where the run is the one that the check asked for


def plus(figure, amount, variant="base"):
    def doctored(outcome):
        outcome.figures[variant][figure] = outcome.figures[variant][figure] + amount
        return outcome

    return doctored


def longer(outcome):
    return outcome._replace(text=outcome.text + " ")


def lost(_):
    raise ModelError("day 12, person 7: a strand was lost; replication 1, seed 1")


def always(text, variants, replications, jobs):
    return True


TAMPERED = {
    "conservation": (always, plus("requests", -1e9)),
    "books": (always, plus("cost_low_outcome", 0.01)),
    "placebo": (lambda text, *_: "effects" not in text, plus("no_outcome_cost_share", -1e-15)),
    "threads": (lambda text, variants, replications, jobs: jobs == 2, longer),
    "replications": (lambda text, variants, replications, jobs: replications == 4, plus("trust_mean_end", 1e-16)),
    "same two arms": (lambda text, variants, *_: SAME in variants, plus("requests", 1, SAME)),
    "unreachable service": (lambda text, *_: NOWHERE in text, plus("requests", 1)),
    "no prices": (lambda text, *_: '"£0.00"' in text, plus("contacts", 1)),
    "prices times three": (lambda text, *_: '"£153.00"' in text, plus("cost_total", 0.01)),
    "extreme prices": (lambda text, *_: '"£51000.00"' in text, plus("cost_total", 0.01)),
    "no people": (lambda text, *_: '"size": 0' in text, plus("referrals", 1)),
    "nobody leaves": (lambda text, *_: '"leaves"' not in text, plus("person_years", 0.01)),
    "discounting": (lambda text, *_: '"0 %"' in text, plus("cost_present_value", 0.01)),
}


def tamper(monkeypatch, applies, change):
    whole = Place.simulate

    def simulate(self, tree, variants, replications, jobs):
        outcome = whole(self, tree, variants, replications, jobs)
        text = json.dumps(tree, ensure_ascii=False)
        return change(outcome) if applies(text, variants, replications, jobs) else outcome

    monkeypatch.setattr(Place, "simulate", simulate)


def test_every_check_is_tampered_with():
    assert list(TAMPERED) == NAMES


@pytest.mark.parametrize("name", TAMPERED)
def test_a_check_fails_on_a_result_that_was_tampered_with(call, monkeypatch, name):
    tamper(monkeypatch, *TAMPERED[name])
    result = call("place.toml")
    assert result.exit_code == 4
    assert any(line.startswith(f"FAILED     {name}: ") and "; look at " in line for line in result.stdout.splitlines())
    assert result.stdout.splitlines()[-1].startswith("Not verified: ")
    assert name in result.stdout.splitlines()[-1]


def test_costs_that_remain_without_prices_fail(call, monkeypatch):
    tamper(monkeypatch, TAMPERED["no prices"][0], plus("cost_total", 0.01))
    assert "FAILED     no prices: all costs are at most 1 pence" in call("place.toml").stdout


def test_an_outcome_that_nothing_made_fails(call, monkeypatch):
    tamper(monkeypatch, TAMPERED["placebo"][0], plus("outcomes_sustained", 1))
    assert "FAILED     placebo: " in call("place.toml").stdout


def test_a_run_that_breaks_a_law_fails_with_its_message(call, monkeypatch):
    tamper(monkeypatch, always, lost)
    result = call("place.toml")
    assert result.exit_code == 4
    assert "FAILED     conservation: a run broke one of its laws: day 12, person 7" in result.stdout


def test_an_interrupted_run_is_no_run(call, monkeypatch):
    half: Any = SimpleNamespace(is_partial=True)
    with pytest.raises(KeyboardInterrupt):
        every_figure(half, "base")
    tamper(monkeypatch, always, lambda outcome: every_figure(half, "base"))
    result = call("place.toml")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "casepath: interrupted\n")


def test_a_change_that_a_scenario_does_not_allow_is_not_tried():
    def beyond(_):
        cp.loads("casepath = 1")

    finding = found_by(beyond, Place(cp.loads(TEMPLATE.read_text(encoding="utf-8"))))
    assert finding.state == "not tried" and "start" in finding.found
    assert verdict([finding, finding._replace(state="ok")]) == "Verified: all 1 checks held; 1 could not be tried."


# ---- the installation, the words and the exit codes


def two_cases(**settings):
    return theory(**settings, cases=[case for case in CASES if case.name in ("frailty", "discounting")])


def test_without_a_scenario_the_installation_is_verified(call, monkeypatch):
    monkeypatch.setattr("casepath.verify.theory", two_cases)
    result = call()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Theory: 2 cases")
    assert result.stdout.endswith(f"Verified: all {2 + len(NAMES)} checks held.\n")
    assert result.stderr == ""


def test_json_has_every_check_and_every_figure(call, monkeypatch):
    monkeypatch.setattr("casepath.verify.theory", two_cases)
    found = json.loads(call("--json", "--full").stdout)
    assert found["verdict"].startswith("Verified")
    assert [check["name"] for check in found["checks"]] == ["frailty", "discounting", *NAMES]
    first = found["checks"][0]["figures"][0]
    assert set(first) == {"figure", "source", "theory", "simulated", "distance", "limit"}
    assert abs(first["distance"]) < first["limit"]


def test_a_file_that_is_not_there_is_usage_and_a_wrong_one_is_refused(call, tmp_path):
    assert call("nothing.toml").exit_code == 2
    (tmp_path / "wrong.toml").write_text("casepath = 1\nhorizon = 3")
    result = call("wrong.toml")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "wrong.toml:2" in result.stderr


# ---- how scenarios are changed


def test_prices_are_multiplied_and_nothing_else():
    tree = {
        "title": "£5 for all",
        "services": {
            "a": {"costs": {"start": "£12.5", "slot_day": {"value": "£3"}, "fixed": "£7 per year"}, "stay": "5 days"}
        },
        "modes": {"cold": {"sender_cost": "0.07 CHF"}},
    }
    three = priced(tree, 3, by_time=False)
    costs = three["services"]["a"]["costs"]
    assert costs == {"start": "£37.50", "slot_day": {"value": "£0.00"}, "fixed": "£0.00 per year"}
    assert (three["title"], three["services"]["a"]["stay"], three["modes"]["cold"]["sender_cost"]) == (
        "£5 for all",
        "5 days",
        "0.21 CHF",
    )
    assert priced(tree, 3, by_time=True)["services"]["a"]["costs"]["fixed"] == "£21.00 per year"


def test_a_smaller_place_has_fewer_people_slots_and_visitors():
    tree: dict[str, Any] = {
        "people": {
            "cohorts": {"a": {"size": {"value": 90, "low": 50}, "arrives": "12 per year", "leaves": "1 per year"}}
        },
        "services": {
            "a": {"capacity": {"first": 30, "at": {"2026-01-01": 4}}, "workers": {"number": 2, "caseload": 9}}
        },
        "streams": {"s": {"rate": "30 per day"}},
        "variants": {
            "v": {
                "set": {"services.a.capacity": 60, "links.a.b.weight": 6},
                "add": {"services": {"b": {"capacity": 9}}},
            }
        },
    }
    small = smaller(tree, 10)
    cohort = small["people"]["cohorts"]["a"]
    assert cohort == {"size": {"value": 9}, "arrives": "1.2 per year", "leaves": "1 per year"}
    assert small["services"]["a"] == {
        "capacity": {"first": 3, "at": {"2026-01-01": 1}},
        "workers": {"number": 1, "caseload": 9},
    }
    assert small["streams"]["s"]["rate"] == "3 per day"
    assert small["variants"]["v"] == {
        "set": {"services.a.capacity": 6, "links.a.b.weight": 6},
        "add": {"services": {"b": {"capacity": 1}}},
    }
    assert tree["services"]["a"]["capacity"]["first"] == 30
