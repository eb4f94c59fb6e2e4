"""Files and what they are based on; the core's problems with file and line; the examples of the package."""

import json
import pickle

import casepath
import pytest
from casepath import ModelError, ScenarioError, _files
from conftest import problem

BASE = """\
name = "base"
horizon = "1 year"

[services.gp]
capacity = 3
accept = { chance = 0.9, odds = { trust = 7 } }

[services.hostel]
capacity = 40
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "base.toml").write_text(BASE)
    return tmp_path


def read(folder, text, name="place.toml"):
    (folder / name).write_text(text)
    return _files.read_file(folder / name)


def refusal(folder, text):
    with pytest.raises(ScenarioError) as caught:
        read(folder, text)
    return caught.value.problems[0]


def test_tables_merge_key_by_key_and_everything_else_replaces(folder):
    data = read(
        folder, 'based_on = "base.toml"\nname = "mine"\n[services.gp]\ncapacity = 5\naccept.odds.trust = 2\n'
    ).data
    assert data == {
        "name": "mine",
        "horizon": "1 year",
        "services": {
            "gp": {"capacity": 5, "accept": {"chance": 0.9, "odds": {"trust": 2}}},
            "hostel": {"capacity": 40},
        },
    }


def test_a_path_is_placed_in_the_file_that_says_it(folder):
    document = read(folder, 'based_on = "base.toml"\n[services.gp]\ncapacity = 5\n')
    assert document.place("services.gp.capacity") == (str(folder / "place.toml"), 3)
    assert document.place("services.hostel.capacity") == (str(folder / "base.toml"), 9)


def test_what_was_replaced_is_no_longer_placed_in_the_base(folder):
    document = read(folder, 'based_on = "base.toml"\n[services]\ngp = 1\n')
    assert document.place("services.gp.accept.chance") == (str(folder / "place.toml"), 3)


def test_a_base_may_have_a_base_and_json_files_serve_too(folder):
    (folder / "middle.json").write_text('{"based_on": "base.toml", "name": "middle"}')
    assert read(folder, 'based_on = "middle.json"\n').data["name"] == "middle"
    assert read(folder, 'based_on = "middle.json"\n').data["horizon"] == "1 year"


@pytest.mark.parametrize(
    "wanted",
    [
        "../base.toml",
        "/etc/passwd",
        "sub/base.toml",
        "sub\\\\base.toml",
        "..",
        "C:base.toml",
        "base",
        "base.toml\\u0000",
        "",
        "~/base.toml",
    ],
)
def test_nothing_outside_the_folder_can_be_named(folder, wanted):
    found = refusal(folder, f'name = "x"\nbased_on = "{wanted}"\n')
    assert (found.path, found.line) == ("based_on", 2)
    assert "in the same folder" in found.allowed


def test_a_link_that_leads_out_of_the_folder_is_refused(folder):
    outside = folder.parent / "outside.toml"
    outside.write_text("name = 'secret'\n")
    (folder / "link.toml").symlink_to(outside)
    assert "leads out" in refusal(folder, 'based_on = "link.toml"\n').found


def test_a_base_that_is_not_there_or_not_a_file_is_refused(folder):
    (folder / "folder.toml").mkdir()
    assert "not there" in refusal(folder, 'based_on = "nothing.toml"\n').found
    assert "not there" in refusal(folder, 'based_on = "folder.toml"\n').found
    assert "no text" in refusal(folder, "based_on = 3\n").found


def test_circles_are_refused(folder):
    (folder / "a.toml").write_text('based_on = "b.toml"\n')
    (folder / "b.toml").write_text('based_on = "a.toml"\n')
    with pytest.raises(ScenarioError, match="b.toml:1: based_on: .*a circle"):
        _files.read_file(folder / "a.toml")
    assert "circle" in refusal(folder, 'based_on = "place.toml"\n').found


def test_long_chains_are_refused(folder):
    for number in range(40):
        (folder / f"f{number}.toml").write_text(f'based_on = "f{number + 1}.toml"\n')
    with pytest.raises(ScenarioError, match="more than 16 files"):
        _files.read_file(folder / "f0.toml")


@pytest.fixture
def two_examples(tmp_path, monkeypatch):
    (tmp_path / "examples" / "queues").mkdir(parents=True)
    (tmp_path / "examples" / "borough.toml").write_text('name = "borough"\nhorizon = "5 years"\n')
    (tmp_path / "examples" / "queues" / "mm3.toml").write_text('name = "mm3"\n')
    monkeypatch.setattr(_files, "examples_folder", lambda: tmp_path / "examples")


def test_an_example_of_the_package_may_be_the_base_even_of_plain_text(two_examples, folder):
    assert read(folder, 'based_on = "examples:borough"\n').data["horizon"] == "5 years"
    assert _files.read_text('based_on = "examples:queues/mm3"\nhorizon = "1 day"').data == {
        "name": "mm3",
        "horizon": "1 day",
    }


@pytest.mark.parametrize("wanted", ["examples:nowhere", "examples:../borough", "examples:", "base.toml"])
def test_text_can_reach_no_other_file(two_examples, wanted):
    with pytest.raises(ScenarioError, match="based_on"):
        _files.read_text(f'based_on = "{wanted}"')


def test_examples_are_listed_and_loaded_by_name(two_examples, fake_core):
    assert list(casepath.examples) == ["borough", "queues/mm3"]
    assert casepath.examples.borough().name == "borough"
    assert casepath.examples["queues/mm3"].file == "examples:queues/mm3"
    assert dir(casepath.examples) == ["borough"]
    with pytest.raises(AttributeError, match="there are borough"):
        casepath.examples.nowhere  # noqa: B018
    with pytest.raises(KeyError, match="there are borough"):
        casepath.examples["../secret"]


def test_problems_of_the_core_come_with_file_and_line(folder, fake_core):
    fake_core.problems = [
        problem("services.hostel.capacity"),
        problem("horizon", '"x"', "a duration", 'did you mean "1 week"?'),
    ]
    with pytest.raises(ScenarioError) as caught:
        casepath.load(folder / "base.toml")
    place = folder / "base.toml"
    assert str(caught.value) == (
        f"{place}:9: services.hostel.capacity: must be at least 1, got 0\n"
        f'{place}:2: horizon: must be a duration, got "x"; did you mean "1 week"?'
    )


def test_a_problem_of_a_text_names_its_line_and_one_of_no_line_its_path(fake_core):
    fake_core.problems = [problem("a.b"), problem("missing", "nothing", "given")]
    with pytest.raises(
        ScenarioError, match="^line 2: a.b: must be at least 1, got 0\nmissing: must be given, got nothing$"
    ):
        casepath.loads("[a]\nb = 0")


def test_a_scenario_is_its_canonical_json(folder, fake_core):
    scenario = casepath.load(folder / "base.toml")
    assert json.loads(scenario.json)["services"]["gp"]["capacity"] == 3
    assert repr(scenario) == f"<Scenario 'base' from {folder / 'base.toml'}>"
    assert scenario.check().hash == "0123456789abcdef"
    assert scenario.check().problems == []


def test_json_text_loads(fake_core):
    assert casepath.loads('{"name": "x"}', format="json").name == "x"


def test_an_error_survives_a_trip_to_another_process():
    error = ScenarioError([casepath.Problem("f.toml", 3, "a.b", "0", "at least 1")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
    assert issubclass(ScenarioError, ValueError)
    assert issubclass(ModelError, RuntimeError)


def test_without_its_compiled_half_the_package_says_what_to_do(no_core):
    with pytest.raises(ImportError, match="scripts/setup"):
        casepath.loads("name = 'x'")
