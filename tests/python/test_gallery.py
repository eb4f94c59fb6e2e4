"""Each scenario of the gallery: it loads, is quick, obeys the placebo, and comes out as was written down before.

Expectations are of the story (docs/gallery/expected.toml), seeds are fixed and never chosen. The intervals are so wide
that all tests together deny a right program in at most one of a million, if differences are near to normal.
"""

import json
import os
import re
import time
from pathlib import Path

import casepath as cp
import pytest
from casepath.placebo import holds, placebo_of
from tools import gallery

NAMES = gallery.names()
TESTED = [(name, row) for name in NAMES for row in gallery.expected()[name] if not row.turned_out]
ALARM = 1e-6 / len(TESTED)
SCENARIOS = Path(__file__).resolve().parents[2] / "examples" / "scenarios" / "gallery"


def scenario(name):
    return cp.examples[f"gallery/{name}"]


@pytest.mark.parametrize("name", NAMES)
def test_is_short_titled_and_says_where_its_numbers_are_from(name):
    text = (SCENARIOS / f"{name}.toml").read_text(encoding="utf-8")
    data = json.loads(scenario(name).json)
    assert text.startswith("# ") and len(text.splitlines()) <= 120
    assert data["title"] and data["currency"] == "GBP" and data["price_base"] == 2024
    unused = [key for key in data["sources"] if key != "assumed" and f'"{key}"' not in text.partition("[payers]")[2]]
    assert unused == []


@pytest.mark.parametrize("name", NAMES)
def test_runs_in_time_and_leaves_little_undetermined(name):
    before = time.process_time()
    study = gallery.study(name)
    most = 10 * 2 * gallery.replications(name) / 20  # of processor time: 20 replications in ten seconds on two cores
    assert time.process_time() - before < most
    assert study.run_warnings() == []


@pytest.mark.parametrize("name", NAMES)
def test_without_effects_there_are_no_outcomes_and_no_difference(name):
    assert holds(cp.compare(placebo_of(scenario(name)), replications=2, seed=1))


@pytest.mark.parametrize(("name", "row"), TESTED, ids=[f"{name}-{row.figure}-{row.of}" for name, row in TESTED])
def test_comes_out_as_written_down_before(name, row):
    assert row.misses(gallery.study(name), ALARM) == ""


@pytest.mark.parametrize(("name", "row"), TESTED, ids=[f"{name}-{row.figure}-{row.of}" for name, row in TESTED])
def test_would_notice_that_nothing_or_the_opposite_happens(name, row):
    """With its two ways of working the other way round, or the same twice, an expectation of a difference is missed."""
    if row.least <= 0 <= row.most:
        pytest.skip("expects that nothing, or little, moves")
    assert row._replace(of=row.base, base=row.of).misses(gallery.study(name), ALARM)
    assert row._replace(of=row.base).misses(gallery.study(name), ALARM)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_and_the_picture_are_of_the_scenario_as_it_is(name):
    page = (gallery.PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert f"`{scenario(name).check().hash}`" in page, f"run tests/tools/gallery.py {name}"
    assert (gallery.PAGES / f"{name}.svg").exists()
    assert f"({name}.md)" in (gallery.PAGES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_picture_touches_its_edge(name):
    svg = (gallery.PAGES / f"{name}.svg").read_text(encoding="utf-8")
    left, _, wide, _ = map(float, re.findall(r'viewBox="([^"]+)"', svg)[0].split())
    starts = [float(x) for x in re.findall(r'<text x="([^"]+)"[^>]*text-anchor="start"', svg)]
    ends = [float(x) for x in re.findall(r'<text x="([^"]+)"[^>]*text-anchor="end"', svg)]
    assert min(starts) - left >= 10 and left + wide - max(ends) >= 10
    assert f'<rect x="{left:g}"' in svg


def test_every_expectation_is_of_a_scenario_that_is_there():
    assert list(gallery.expected()) == NAMES


def test_the_tool_finds_nothing_to_change_and_says_what_it_would(monkeypatch, tmp_path, capsys):
    name = NAMES[0]
    assert gallery.main(["--check", name]) == 0
    folder = tmp_path / "docs" / "gallery"
    folder.mkdir(parents=True)
    for path in gallery.PAGES.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(gallery, "PAGES", folder)
    page = folder / f"{name}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("simulated; scenario", "invented; scenario"), "utf-8")
    assert gallery.main(["--check", name]) == 1
    assert "invented" in page.read_text(encoding="utf-8")
    assert gallery.main([name]) == 0
    assert page.read_bytes() == (SCENARIOS.parents[2] / "docs" / "gallery" / f"{name}.md").read_bytes()
    assert capsys.readouterr().out.splitlines() == [os.path.join("docs", "gallery", f"{name}.md")] * 2
    assert gallery.main(["nothing"]) == 2
