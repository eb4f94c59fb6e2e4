"""Results: figures with intervals, tables that cannot be changed and add up, and the word simulated on all of them."""

import importlib.util
import json

import numpy as np
import pytest
from casepath import Estimate, Table
from study_support import comparison, place


def test_a_figure_is_the_mean_over_replications_with_its_interval():
    study = comparison()
    estimate, values = study.figure("cost_total", variant="joined_up"), study.values("cost_total", variant="joined_up")
    assert estimate.mean == pytest.approx(values.mean(), rel=1e-14)
    half = 4.302652729911275 * values.std(ddof=1) / np.sqrt(3)  # t at 0.975 with 2 degrees
    assert (estimate.high - estimate.mean, estimate.mean - estimate.low) == pytest.approx((half, half), rel=1e-9)
    assert (estimate.unit, estimate.replications, estimate.variant) == ("currency", 3, "joined_up")


def test_differences_are_paired_and_the_variance_ratio_is_that_of_independent_luck():
    study = comparison()
    siloed, joined_up = (study.values("crises_per_person_year", variant=name) for name in study.variants)
    assert study.difference("crises_per_person_year", variant="joined_up").mean == pytest.approx(
        (joined_up - siloed).mean()
    )
    siloed, joined_up = (study.values("need_days_severe_per_person_year", variant=name) for name in study.variants)
    row = next(study.differences("need_days_severe_per_person_year").rows())
    ratio = (siloed.var(ddof=1) + joined_up.var(ddof=1)) / (joined_up - siloed).var(ddof=1)
    assert row["variance_ratio"] == pytest.approx(ratio, rel=1e-9)
    assert (row["variant"], row["against"]) == ("joined_up", "siloed")


def test_the_ledger_adds_up_to_the_figures_for_every_way_of_working():
    study = comparison()
    ledger = study.ledger()
    for name in study.variants:
        fiscal = ledger.where(variant=name, type="fiscal")
        assert fiscal["cost"].sum() == pytest.approx(study.figure("cost_total", variant=name).mean, abs=0.01)
        assert fiscal["cost_episode_credit"].sum() == pytest.approx(fiscal["cost"].sum(), abs=0.01)
        assert fiscal["count"].sum() == pytest.approx(study.figure("interactions", variant=name).mean, abs=1e-6)
        for payer in ("council", "nhs"):
            paid = study.figure(f"payer/{payer}/cost_total", variant=name).mean
            assert ledger.where(variant=name, payer=payer)["cost"].sum() == pytest.approx(paid, abs=0.01)


@pytest.mark.parametrize("by", [["payer", "class"], ["service"], ["year", "kind", "purpose", "opener"], []])
def test_costs_by_anything_add_up_to_the_ledger(by):
    study = comparison()
    costs, ledger = study.costs(by=by), study.ledger()
    assert costs.names == ("variant", *by, "cost", "count")
    for name in study.variants:
        assert costs.where(variant=name)["cost"].sum() == pytest.approx(ledger.where(variant=name)["cost"].sum())


def test_flows_arrive_at_services_as_often_as_the_figures_say():
    study = comparison()
    flows = study.flows().where(variant="joined_up", to="gp")
    arrived = flows["count"][np.isin(flows["result"], ["accepted", "rejected"])].sum()
    assert arrived == pytest.approx(study.figure("service/gp/arrivals", variant="joined_up").mean)


def test_lists_are_looked_at_monthly_and_never_hold_more_open_cases_than_there_are_slots():
    lists = comparison().lists()
    one = lists.where(variant="siloed", service="housing_office")
    assert set(np.round(np.diff(one["day"]))) <= {30.0, 31.0}
    assert one["open"].max() <= 45
    assert one["waiting"].min() >= 0


def test_json_is_the_object_of_the_design():
    study = comparison()
    told = json.loads(study.to_json())
    assert {
        "casepath",
        "results_version",
        "scenario_hash",
        "seed",
        "replications",
        "figures",
        "differences",
    } <= told.keys()
    assert told["scenario_hash"] == place().core.hash
    row = next(row for row in told["figures"] if (row["figure"], row["variant"]) == ("cost_total", "joined_up"))
    assert row["mean"] == study.figure("cost_total", variant="joined_up").mean
    assert {row["variant"] for row in told["differences"]} == {"joined_up"}


def test_results_and_tables_cannot_be_changed():
    study = comparison()
    table = study.figures("cost_*")
    with pytest.raises(AttributeError):
        study.variants = ()
    with pytest.raises(AttributeError):
        table.note = ""
    with pytest.raises(ValueError, match="read-only"):
        table["mean"][0] = 0
    with pytest.raises(TypeError):
        table.columns["mean"] = 0
    assert not study._core.values("siloed").flags.writeable


def test_unknown_names_are_answered_with_those_there_are():
    study = comparison()
    with pytest.raises(KeyError, match="cost_totl"):
        study.figure("cost_totl")
    with pytest.raises(KeyError, match="siloed, joined_up"):
        study.figure("cost_total", variant="base")
    with pytest.raises(KeyError, match="no figure fits"):
        study.figures("nothing*")
    with pytest.raises(KeyError, match="variant, figure"):
        study.figures("cost_total")["average"]


def test_every_output_says_simulated():
    study = comparison()
    shown = [str(study), repr(study), study._repr_html_(), str(study.figure("cost_total"))]
    shown += [
        text for table in (study.flows(), study.lists(), study.ledger()) for text in (str(table), table._repr_html_())
    ]
    shown += [repr(study.flows()), study.flows().note, str(study.journey(person=1)), repr(study.journey(person=1))]
    assert [text for text in shown if "simulated" not in text.lower()] == []
    assert len(repr(study)) < 120


def test_waits_without_end_and_undefined_figures_read_as_words():
    never = Estimate("days_to_first_help_median", "siloed", float("inf"), float("nan"), float("nan"), "days", 3)
    assert str(never).startswith("never (simulated")
    undefined = Estimate(
        "cost_per_sustained_outcome", "x", float("nan"), float("nan"), float("nan"), "currency", 0, "GBP"
    )
    assert str(undefined).startswith("– (simulated")


def test_undetermined_cost_is_warned_of_when_large_or_unlike():
    study = comparison()
    assert study.figure("undetermined_cost_share").mean < 0.05
    assert study.run_warnings() == []
    import casepath
    from study_support import TEXT

    short = casepath.compare(casepath.loads(TEXT.replace('run_out = "26 weeks"', 'run_out = "1 days"')), replications=2)
    assert any("undetermined, more than 5 %" in warning for warning in short.run_warnings())


def test_a_table_has_columns_of_one_length_and_owns_them():
    mine = np.array([1.0, 2.0])
    table = Table({"a": mine})
    mine[0] = 9
    assert table["a"][0] == 1
    with pytest.raises(ValueError, match="one length"):
        Table({"a": [1], "b": [1, 2]})
    assert table.to_numpy()["a"].tolist() == [1.0, 2.0]
    assert len(Table({})) == 0


def test_names_cannot_drive_a_terminal_or_a_page():
    table = Table({"name": ["<b>\x1b[2J"]}, title="<i>")
    assert "\x1b" not in str(table)
    assert "<b>" not in table._repr_html_() and "<i>" not in table._repr_html_()


def test_arrow_reads_a_table():
    pyarrow = pytest.importorskip("pyarrow")
    table = comparison().figures("cost_*")
    assert pyarrow.table(table).to_pydict()["mean"] == table["mean"].tolist()


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed")
def test_pandas_reads_a_table():
    assert list(comparison().flows().to_pandas().columns) == list(comparison().flows().names)


@pytest.mark.parametrize("method", ["to_pandas", "to_arrow", "__arrow_c_stream__"])
def test_without_the_library_the_message_says_what_to_install(method, monkeypatch):
    import sys

    for name in ("pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImportError, match="pip install"):
        getattr(Table({"a": [1.0]}), method)()
