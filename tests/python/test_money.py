"""Contracts, budgets and payers from Python, against numbers worked out by hand; overhead shared out (M1, M5, O8)."""

import math
from typing import Any

import casepath as cp
import numpy as np
import pytest
from casepath import money
from casepath.tables import Table

PLACE = """
casepath = 1
name = "bond"
start = 2025-01-01
horizon = "1 year"
[budgets.care]
total = "£100000 per year"
[needs.debt]
[streams.door]
to = "desk"
every = "10 days"
first = 2025-01-01
needs = { debt = "severe" }
[services.desk]
payer = "charity"
works_on = ["debt"]
capacity = { budget = "care", slot = "£30000 per year" }
stay = "1 day"
costs = { start = "£50", fixed = "£1000 per year" }
effects = { start = { debt = "to goal with 1" } }
[contracts.bond]
service = "desk"
payer = "city"
cap = "£250"
[contracts.bond.milestones]
met = { need = "debt", reaches = "none", price = "£100" }
[variants.dear.set]
"services.desk.costs.fixed" = "£3000 per year"
[variants.unpaid]
remove = ["contracts.bond"]
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: Any) -> cp.Comparison:
    file = tmp_path_factory.mktemp("money") / "bond.toml"
    file.write_text(PLACE, encoding="utf-8")
    return cp.compare(cp.load(file), replications=2, seed=1)


def test_who_pays_what_for_37_people_of_whom_two_and_a_half_are_paid_for(study: cp.Comparison) -> None:
    rows = {(row["variant"], row["payer"]): row for row in study.payers().rows()}
    fixed = 1000 * 365.25 / 365.25  # a year of it
    spent = 37 * 50 + fixed
    charity, city = rows["base", "charity"], rows["base", "city"]
    assert (charity["spent"], charity["received_for_outcomes"], charity["net"]) == (spent, 250, spent - 250)
    assert (city["spent"], city["paid_for_outcomes"], city["net"]) == (0, 250, 250)
    assert rows["unpaid", "charity"]["more"] == 250
    assert rows["unpaid", "city"]["more"] == -250
    assert rows["dear", "charity"]["more"] == pytest.approx(2000)


def test_net_costs_of_all_payers_add_up_to_what_they_spent(study: cp.Comparison) -> None:
    table = study.payers()
    for name in study.variants:
        of = table.where(variant=name)
        assert of["net"].sum() == pytest.approx(of["spent"].sum(), abs=1e-6)


def test_the_plan_is_the_budget_and_the_fixed_costs(study: cp.Comparison) -> None:
    base = {(row["kind"], row["name"]): row["cost"] for row in study.planned().where(variant="base").rows()}
    assert base == {("slots", "desk"): 90_000, ("fixed", "desk"): 1_000, ("unspent", "care"): 10_000}
    left = ", £10,000 of budgets unspent"
    assert money.planned_text(study).endswith(
        f"base £91,000{left}; dear £93,000 (+£2,000){left}; unpaid £91,000 (£0){left}"
    )


def test_overhead_is_shared_in_proportion_over_the_classes_of_its_service() -> None:
    ledger = Table(
        {
            "variant": ["a"] * 4 + ["b"],
            "service": ["desk", "desk", "desk", "convening", "desk"],
            "class": ["outcome", "no_outcome", "overhead", "overhead", "overhead"],
            "cost": [30.0, 10.0, 8.0, 5.0, 7.0],
            "cost_episode_credit": [0.0, 40.0, 8.0, 5.0, 7.0],
        }
    )
    spread = money.overhead_spread(ledger)
    assert spread["cost"].tolist() == [36.0, 12.0, 0.0, 5.0, 7.0]
    assert spread["cost_episode_credit"].tolist() == [0.0, 48.0, 0.0, 5.0, 7.0]


def test_sharing_out_changes_no_total(study: cp.Comparison) -> None:
    plain, spread = study.costs(by=["class"]), study.costs(by=["class"], spread_overhead=True)
    assert math.isclose(np.sum(plain["cost"]), np.sum(spread["cost"]), rel_tol=1e-12)
    assert spread.where(**{"class": "overhead"})["cost"].tolist() == [0, 0, 0]
