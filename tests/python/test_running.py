"""Running: what is run, with what luck, on how many threads, and what happens when somebody breaks it off."""

import os
import signal
import threading
import warnings

import casepath
import numpy as np
import pytest
from casepath import running
from study_support import TEXT, place

ONE_DAY = """
casepath = 1
name = "one day"
start = 2025-01-01
horizon = "1 day"

[streams.arrivals]
to = "desk"
rate = "9 per day"

[services.desk]
capacity = 1
stay = { dist = "exponential", mean = "1 hour" }
"""


def test_a_comparison_runs_the_base_under_the_name_of_the_variant_that_changes_nothing():
    assert running.base_name(place()) == "siloed"
    assert running.compared(place()) == ["siloed", "joined_up"]
    nameless = casepath.loads(TEXT.replace("[variants.siloed]", "").replace('title = "As it is"', ""))
    assert running.compared(nameless) == ["base", "joined_up"]


def test_a_variant_named_base_is_the_scenario_as_it_stands_once(tmp_path):
    named = casepath.loads(TEXT.replace("[variants.siloed]", "[variants.base]"))
    assert running.compared(named) == ["base", "joined_up"]
    assert running.variant_names(named) == ["base", "joined_up"]
    study = casepath.compare(named, replications=2)
    as_siloed = casepath.compare(place(), replications=2).to_json().replace('"siloed"', '"base"')
    assert study.to_json() == as_siloed.replace(place().check().hash, named.check().hash)
    assert study.figure("cost_total", variant="base") == casepath.run(named, replications=2).figure("cost_total")
    study.report(tmp_path / "report.html")
    assert "<!doctype html>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_variant_named_base_that_changes_something_is_refused():
    with pytest.raises(casepath.ScenarioError, match="variants.base: .*give this variant another name"):
        casepath.loads(TEXT.replace("[variants.joined_up", "[variants.base"))


def test_a_comparison_of_a_scenario_without_another_way_of_working_says_so():
    with pytest.raises(ValueError, match="needs a variant that changes something"):
        casepath.compare(casepath.loads(TEXT[: TEXT.index("[variants.joined_up]")]))


def test_a_single_name_is_held_against_the_base_and_a_list_stands_as_given():
    assert running.compared(place(), ["joined_up"]) == ["siloed", "joined_up"]
    assert running.compared(place(), ["joined_up", "base"]) == ["joined_up", "base"]


@pytest.mark.parametrize("names", [["siloed", "siloed"], ["siloed"], []])
def test_a_comparison_of_fewer_than_two_ways_of_working_is_refused(names):
    with pytest.raises(ValueError, match="two or more"):
        running.compared(place(), names)


def test_a_variant_that_changes_nothing_is_the_base_to_the_bit():
    base, siloed = (casepath.run(place(), variant=name, replications=2) for name in ("base", "siloed"))
    assert base.to_json().replace('"base"', '"siloed"') == siloed.to_json()


def test_the_same_numbers_for_any_number_of_threads():
    one, two = (casepath.compare(place(), replications=4, jobs=jobs).to_json() for jobs in (1, 2))
    assert one == two


def test_the_first_replications_of_many_are_those_of_few():
    few, many = (casepath.run(place(), replications=count).values("cost_total") for count in (2, 4))
    assert np.array_equal(few, many[:2])


def test_another_seed_is_other_luck():
    one, two = (casepath.run(place(), replications=1, seed=seed).values("cost_total") for seed in (1, 2))
    assert one[0] != two[0]


def test_progress_is_told_to_whoever_asks_and_ends_with_all():
    told = []
    casepath.run(place(), replications=3, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
    assert told == sorted(told)


def test_a_single_replication_tells_how_far_it_is_and_no_number_changes():
    told = []
    large = casepath.loads(TEXT.replace("size = 400", "size = 30000"))
    watched = casepath.run(large, replications=1, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told) and told[-1] == (1, 1)
    assert sum(0 < done < 1 for done, _ in told) >= 3
    assert watched.to_json() == casepath.run(large, replications=1).to_json()


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"variant": "joined"}, KeyError, "siloed, joined_up"),
        ({"replications": 0}, ValueError, "replications"),
        ({"seed": -1}, ValueError, "seed"),
        ({"jobs": 0}, ValueError, "jobs"),
    ],
)
def test_wrong_settings_are_named(settings, error, words):
    with pytest.raises(error, match=words):
        casepath.run(place(), **settings)


def test_nothing_is_printed_unless_asked(capfd):
    casepath.compare(place(), replications=1)
    casepath.compare(place(), replications=1, progress=True)  # asked, but nobody looks: no terminal
    assert capfd.readouterr() == ("", "")


def interrupted_after(seconds):
    timer = threading.Timer(seconds, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    return timer


def test_an_interrupt_keeps_what_is_done():
    timer = interrupted_after(1.0)
    with pytest.warns(RuntimeWarning, match="replications are done"):
        study = casepath.run(place(), replications=1_000_000)
    timer.join()
    assert 0 < study.replications < study.asked == 1_000_000
    assert study.is_partial
    assert study.figure("cost_total").replications == study.replications
    assert any("interrupted" in warning for warning in study.warnings())
    first = casepath.run(place(), replications=1).values("cost_total")[0]
    assert study.values("cost_total")[0] == first


def test_a_run_too_small_for_a_thread_tells_its_progress_too():
    tiny = casepath.loads(ONE_DAY)
    told = []
    alone = casepath.run(tiny, replications=1, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert np.array_equal(
        alone.values("service/desk/arrivals"), casepath.run(tiny, replications=2).values("service/desk/arrivals")[:1]
    )


@pytest.mark.parametrize("jobs", [1, None])
def test_an_interrupt_with_nothing_done_is_an_interrupt(jobs):
    large = casepath.loads(TEXT.replace("size = 400", "size = 400000"))
    timer = interrupted_after(0.4)
    with warnings.catch_warnings(), pytest.raises(KeyboardInterrupt):
        warnings.simplefilter("error")
        casepath.run(large, replications=2, jobs=jobs)
    timer.join()
