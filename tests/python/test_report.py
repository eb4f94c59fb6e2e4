"""The report: one file that loads nothing, escapes every name, and says what is simulated, assumed and sure."""

import re
from html.parser import HTMLParser

import casepath
import pytest
from casepath import Estimate, charts, placebo, report, sankey
from casepath.report import assumed, findings
from study_support import TEXT, comparison, place

VOID = {"meta", "br", "img", "input", "link", "hr"}


class Page(HTMLParser):
    """Elements, attributes and text of a page; complains of what is not closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.words = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def text():
    return report.html(comparison(), command="casepath report place.toml")


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_the_page_is_whole_and_has_its_sections_in_order(page):
    assert page.open == []
    heads = re.findall(r'<h2 id="(\w+)"', report.html(comparison()))
    assert heads == ["finding", "headline", "costs", "flows", "lists", "journey", "assumed", "warnings", "made"]


def test_who_pays_and_who_saves_is_a_table_of_its_own(page):
    words = " ".join(page.words)
    assert "Who pays and who saves" in words
    assert "Planned spend a year" in words


def test_overhead_is_shared_out_where_asked_and_said_to_be(text):
    note = "Overhead is shared over the classes of the service"
    assert note not in text
    assert note in report.html(comparison(), spread_overhead=True)


def test_nothing_is_loaded_from_anywhere_and_nothing_runs(text, page):
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(page.tags)
    names = {name for _, name, _ in page.attributes}
    assert not {"src", "href", "srcset", "action", "xlink:href"} & names
    assert not [name for name in names if name.startswith("on")]
    assert not re.search(r"@import|url\((?!#)|https?://(?!www\.w3\.org/2000/svg)", text)
    policy = next(value for tag, name, value in page.attributes if tag == "meta" and value.startswith("default-src"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_names_of_strangers_cannot_become_markup():
    evil = "<script>alert(1)</script>\x1b[2J"
    wicked = casepath.loads(
        TEXT.replace('"A small place with three services"', f"'''{evil[:-4]}'''")
        .replace('"Warm hand-offs and no refusal for being unwell"', "'\"><img src=x onerror=alert(1)>'")
        .replace('"our own records, 2024-25"', "'<b>ours</b>'")
    )
    made = report.html(casepath.compare(wicked, replications=2), command="<i>\x9b</i>")
    page = Page(made)
    assert not {"script", "img", "b", "i"} & set(page.tags)
    assert "&lt;script&gt;" in made and "&lt;b&gt;ours" in made
    assert "\x1b" not in made and "\x9b" not in made


def test_the_report_says_that_only_what_has_a_price_is_an_interaction(text):
    assert text.count("so their share depends on what has a price.") == 1


def test_the_report_says_simulated_and_how_to_repeat_it(text):
    study = comparison()
    assert "<title>Simulated: A small place" in text
    assert "Simulated results." in text
    assert study.scenario.core.hash in text
    assert "casepath report place.toml" in text
    assert f"results-version {casepath._engine.core().results_version}" in text


def test_every_chart_has_words_and_rows(page, text):
    labels = [value for tag, name, value in page.attributes if tag == "svg" and name == "aria-label"]
    assert len(labels) == page.tags.count("svg") >= 4
    assert all(len(label) > 20 for label in labels)
    for title in ("costs by payer, type, class", "flows", "lists"):
        assert f"<caption>Simulated {title}</caption>" in text
    assert page.tags.count("details") >= 4


def test_tables_say_what_heads_what(page):
    heads = [(tag, name) for tag, name, _ in page.attributes if tag == "th"]
    assert len(heads) == page.tags.count("th") + sum(
        1 for tag, name, _ in page.attributes if (tag, name) == ("th", "class")
    )
    assert {value for tag, name, value in page.attributes if (tag, name) == ("th", "scope")} == {"col", "row"}


def test_the_same_study_gives_the_same_page(text):
    assert report.html(comparison(), command="casepath report place.toml") == text


def test_an_interval_that_covers_no_difference_is_not_called_one():
    def told(mean, low, high, unit="currency"):
        return findings._turned(Estimate("f", "v", mean, low, high, unit, 3, "GBP"))

    assert told(-5, -12, 2) == "not shown to differ (the 95 % interval, −£12 to £2, covers no difference)"
    assert told(-500, -700, -300) == "lower by £500 (95 % interval £300 to £700)"
    assert told(0.05, 0.04, 0.06, "share") == "higher by 5.0 points (95 % interval 4.0 points to 6.0 points)"
    assert told(0, 0, 0) == "the same"
    assert told(float("nan"), float("nan"), float("nan")) == "not comparable"
    bold = findings._pointing(Estimate("f", "v", -5.0, -12.0, 2.0, "currency", 3, "GBP"))
    assert bold["sure"] == ""
    assert findings._pointing(Estimate("f", "v", -500.0, -700.0, -300.0, "currency", 3, "GBP"))["sure"] == "sure"


def test_the_placebo_has_no_effects_and_no_outcomes_in_any_world():
    nothing = placebo.placebo_of(place())
    assert "effects" not in nothing.json and "counts_as" not in nothing.json
    run = casepath.compare(nothing, replications=2)
    assert placebo.holds(run)
    assert not placebo.holds(comparison())
    assert run.difference("no_outcome_cost_share", variant="joined_up").mean == 0


def test_the_placebo_takes_effects_out_of_patches_too():
    patches = {
        "set": {
            "services.gp.effects.contact": {},
            "services.gp.capacity": 3,
            "x": {"while_open": {"housing": {"counts_as": "low"}}},
        },
        "remove": ["services.gp.effects", "services.gp"],
        "add": {"services": {"nav": {"effects": {"end": 1}, "stay": "1 day"}}},
    }
    assert placebo._without(patches) == {
        "set": {"services.gp.capacity": 3},
        "remove": ["services.gp"],
        "add": {"services": {"nav": {"stay": "1 day"}}},
    }


def test_what_was_assumed_is_counted_and_sources_are_spelled_out():
    told = assumed.assumptions(place())
    sourced = [row for row in told["rows"] if row["path"] == "services.housing_office.assessment.cost"]
    assert sourced[0]["source"] == "our own records, 2024-25"
    assert (sourced[0]["low"], sourced[0]["high"]) == ("£250", "£400")
    assert told["assumed"] == len([row for row in told["rows"] if row["source"] == "assumed"]) < len(told["rows"])
    (name, title, changes) = told["changes"][0]
    assert (name, title) == ("joined_up", "Warm hand-offs and no refusal for being unwell")
    assert ("set", "links.*.*.mode", "warm") in changes
    assert ("remove", "links.housing_office.gp", "") in changes


def test_small_flows_are_gathered_and_none_is_lost():
    flows = {("a", "x", "accepted"): 90.0, ("b", "x", "rejected"): 9.5, ("c", "y", "lost"): 0.5}
    gathered = sankey.merged(flows)
    assert gathered == {("a", "x", "accepted"): 90.0, ("b", "x", "rejected"): 9.5, ("other", "other", "lost"): 0.5}
    picture = sankey.sankey(gathered, alt="a flow", most=100)
    assert "x 100, 10 % refused" in picture
    widths = [float(width) for width in re.findall(r'stroke-width="([\d.]+)" stroke-opacity', picture)]
    assert widths[0] / widths[1] == pytest.approx(90 / 9.5, rel=0.01)


def test_bars_are_as_long_as_their_amounts():
    bars = [charts.Bar("siloed", {"outcome": 100.0, "no_outcome": 300.0}), charts.Bar("other", {"outcome": 200.0})]
    picture = charts.stacked_bars([("", bars)], alt="costs", symbol="£", labels=True)
    widths = [
        float(width) for width in re.findall(r'<rect fill="#\w+" x="[\d.]+" y="[\d.]+" width="([\d.]+)"', picture)
    ]
    assert [width + 0.8 for width in widths] == pytest.approx([95, 285, 190], abs=0.01)
    assert "outcome 25 % · no outcome 75 %" in picture


@pytest.mark.parametrize("wanted", [[50, 50, 50], [0, 99, 100], [10, 5, 95], [100, 100]])
def test_labels_keep_their_distance_their_order_and_the_picture(wanted):
    places = charts.apart(wanted, 13, 0, 100)
    in_order = sorted(places)
    assert all(after - before >= 13 - 1e-9 for before, after in zip(in_order, in_order[1:], strict=False))
    assert in_order[0] >= 0 and in_order[-1] <= 100


@pytest.mark.parametrize("high", [0.3, 1, 4.2, 9.9, 47, 320, 12345])
def test_axes_have_few_round_steps(high):
    steps = charts._round_steps(high)
    assert steps[0] == 0 and steps[-1] <= high
    assert 2 <= len(steps) <= 5


def test_a_report_of_a_place_where_nobody_waits_and_nothing_differs_is_still_a_report(tmp_path):
    calm = (
        TEXT[: TEXT.index("[variants.joined_up]")]
        + '[variants.later]\nstarts = 2026-04-01\n[variants.later.set]\n"trust.start" = 0.5\n'
    )
    calm = calm.replace("capacity = 45", "capacity = 4500").replace("capacity = 50", "capacity = 5000")
    study = casepath.compare(casepath.loads(calm), variants=["siloed", "later"], replications=2)
    made = study.report(tmp_path / "calm.html").read_text(encoding="utf-8")
    assert "the same" in made and "Nobody’s two worlds differ" in made and "Nowhere does anybody wait" in made
