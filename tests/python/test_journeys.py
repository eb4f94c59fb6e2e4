"""Journeys: the same person in every world, every event in words, and a story that loses nothing that matters."""

import casepath
import pytest
from casepath import journeys
from casepath._engine import core
from casepath.report import story
from study_support import comparison, place

WORLDS = ("siloed", "joined_up")


@pytest.fixture(scope="module")
def journey():
    return journeys.follow(place(), variants=WORLDS, person=17)


def test_the_same_person_has_the_same_needs_thresholds_and_marks_in_every_world():
    for person in range(5):
        followed = journeys.follow(place(), variants=("base", *WORLDS), person=person)
        assert followed.same_luck
        assert len({repr(luck["thresholds"]) + repr(luck["marks"]) for luck in followed.luck.values()}) == 1
    other = journeys.follow(place(), variants=WORLDS, person=0, seed=2)
    assert other.luck["siloed"] != journeys.follow(place(), variants=WORLDS, person=0).luck["siloed"]


def test_until_the_variant_starts_not_an_event_differs(journey):
    before = [[row for row in journey.worlds[name].rows() if row["date"] < "2026-04-01"] for name in WORLDS]
    assert before[0] == before[1]
    assert len(before[0]) > 1


def test_every_kind_of_event_has_its_words():
    told, codes = set(), core().codes["happening"]
    for person in range(60):
        for row in journeys.events(place(), "joined_up", person=person, seed=1, replication=0).rows():
            told.add(row["what"])
            assert row["text"]
    assert told <= set(codes)
    assert {"rejected", "passed_on", "interaction", "effect", "closed", "strand_ended", "need_changed"} <= told
    assert set(journeys._WORDS) == set(codes)
    assert set(journeys._ENDED) == set(core().codes["end_reason"])
    assert set(journeys._OPENED) == set(core().codes["opener"])


def test_a_refusal_by_a_rule_says_which():
    texts = [
        row["text"]
        for person in range(150)
        for row in journeys.events(place(), "siloed", person=person, seed=1, replication=0).rows()
        if row["what"] == "rejected"
    ]
    assert "housing_office refused: unwell" in texts
    assert "housing_office refused: not accepted" in texts


def test_a_journey_reads_from_top_to_bottom(journey):
    lines = str(journey).splitlines()
    assert lines[0].startswith("Simulated person 17 (adults), seed 1, replication 0")
    assert "the same in siloed, joined_up" in lines[2]
    dates = [row["date"] for row in journey.worlds["siloed"].rows()]
    assert dates == sorted(dates)
    assert lines[5] == f"{dates[0]} lives in the place"


def test_a_journey_as_data_holds_both_worlds(journey):
    data = journey.to_dict()
    assert data["simulated"] is True and data["same_luck"] is True
    assert [len(data["worlds"][name]) for name in WORLDS] == [len(journey.worlds[name]) for name in WORLDS]


def test_a_journey_cannot_be_changed(journey):
    with pytest.raises(AttributeError):
        journey.person = 3
    with pytest.raises(TypeError):
        journey.worlds["siloed"] = None


@pytest.mark.parametrize(("variants", "person"), [(("nowhere",), 0), (("siloed",), 400), (("siloed",), -1)])
def test_an_unknown_person_or_world_is_a_key_error(variants, person):
    with pytest.raises(KeyError):
        journeys.follow(place(), variants=variants, person=person)


def test_what_everybody_cost_in_the_log_is_what_the_ledger_says_but_for_those_who_arrived_later():
    one = casepath.run(place(), variant="siloed", replications=1, seed=1)
    rows = journeys.log(place(), "siloed", seed=1, replication=0)
    counted = (rows["what"] == core().codes["happening"].index("interaction")) & (rows["level"] == 1)
    assert rows["cost_minor"][counted].sum() / 100 == pytest.approx(one.ledger()["cost"].sum(), abs=0.005)


def test_the_person_of_the_report_is_chosen_by_the_rule():
    study = comparison()
    person = story.chosen(study, WORLDS)
    spent, stays = zip(*(story._spent(study, name, 400) for name in WORLDS), strict=True)
    assert stays[0][person] and stays[1][person]
    assert spent[0][person] != spent[1][person]
    both = [p for p in range(400) if stays[0][p] and stays[1][p] and spent[0][p] != spent[1][p]]
    costliest = sorted(both, key=lambda p: -spent[0][p])[:40]
    by_difference = sorted(spent[1][p] - spent[0][p] for p in costliest)
    assert spent[1][person] - spent[0][person] == by_difference[len(costliest) // 2]


def event(what, date="2026-01-01", **more):
    row = {
        "what": what,
        "date": date,
        "day": 0.0,
        "service": "gp",
        "other": "",
        "need": "",
        "detail": "",
        "level": "",
        "cost": 0.0,
    }
    return {**row, **more}


def test_a_story_gathers_contacts_and_tells_the_wait():
    rows = [
        event("joined_list", day=0.0),
        event("admitted", "2026-01-11", day=10.0),
        event("interaction", "2026-01-11", day=10.0, detail="contact"),
        event("interaction", "2026-01-21", day=20.0, detail="missed_contact"),
        event("interaction", "2026-01-31", day=30.0, detail="contact"),
        event("closed", "2026-02-01", day=31.0, detail="missed_run"),
    ]
    told = story.gathered(story.story(rows, "GBP"))
    assert [one["text"] for one in told] == [
        "Gp begins, after 10 days of waiting",
        "2 contacts with gp, 1 missed",
        "Gp closes the case: missed run",
    ]
    assert told[1]["until"] == "2026-01-31"


def test_a_story_tells_the_same_crisis_once_and_a_need_lowered_by_help_once():
    crisis = {"what": "crisis", "need": "housing", "service": "emergency"}
    rows = [event(**crisis), event(**crisis, date="2026-01-09", day=8.0)]
    rows += [event("effect", day=9.0, need="housing", detail="lowered", level="low")]
    rows += [event("need_changed", day=9.0, need="housing", detail="moderate", level="low")]
    told = [one["text"] for one in story.gathered(story.story(rows, "GBP"))]
    assert told == ["Crisis (housing): taken to emergency (2 times)", "Gp helps: housing now low"]
