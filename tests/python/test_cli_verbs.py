"""The command as its users meet it: what goes to standard output, what to standard error, and the exit code."""

import json
import tomllib

import pytest
import typer
from casepath import _files
from casepath.cli import app
from casepath.cli._common import verb
from casepath.errors import ModelError
from conftest import problem
from typer.testing import CliRunner


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    return lambda *words: runner.invoke(app, list(words))


@pytest.fixture
def place(tmp_path):
    (tmp_path / "place.toml").write_text('name = "x"\n\n[services.gp]\ncapacity = 0\n')
    return "place.toml"


def test_new_writes_a_scenario_and_never_over_another(call, tmp_path):
    result = call("new", "mine.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "casepath check mine.toml" in result.stderr
    assert tomllib.loads((tmp_path / "mine.toml").read_text())["casepath"] == 1
    (tmp_path / "mine.toml").write_text("kept")
    assert call("new", "mine.toml").exit_code == 2
    assert (tmp_path / "mine.toml").read_text() == "kept"
    assert call("new", "mine.toml", "--force").exit_code == 0
    assert json.loads(call("new", "other.toml", "--json").stdout) == {"file": "other.toml"}
    assert call("new", "mine.txt").exit_code == 2


def test_new_from_an_example_copies_it_or_is_based_on_it(call, tmp_path):
    assert call("new", "mine.toml", "--from", "council_tax").exit_code == 0
    copied = _files.examples_folder() / "gallery" / "23_council_tax.toml"
    assert (tmp_path / "mine.toml").read_bytes() == copied.read_bytes()
    assert call("new", "town.toml", "--from", "borough").exit_code == 0
    assert _files.read_file(tmp_path / "town.toml").json() == _files.read_example("borough").json()
    assert call("new", "none.toml", "--from", "nowhere").exit_code == 2
    assert not (tmp_path / "none.toml").exists()


def test_new_into_a_folder_that_is_not_there_fails_with_a_message(call):
    result = call("new", "nowhere/mine.toml")
    assert result.exit_code == 1
    assert "nowhere/mine.toml" in result.stderr


def test_check_of_a_good_scenario_prints_warnings_and_a_verdict(call, place, fake_core):
    fake_core.warnings = ["services.gp is loaded to 1.3 of what it can take"]
    result = call("check", place)
    assert result.exit_code == 0
    assert result.stdout == (
        "warning: services.gp is loaded to 1.3 of what it can take\n"
        "place.toml: can be run; variants: siloed; 1 warning; hash 0123456789abcdef\n"
    )


def test_check_of_a_wrong_scenario_prints_every_problem_and_exits_3(call, place, fake_core):
    fake_core.problems = [
        problem("services.gp.capacity"),
        problem("services.gp.capcity", hint='did you mean "capacity"?'),
    ]
    result = call("check", place)
    assert result.exit_code == 3
    assert result.stdout == (
        "place.toml:4: services.gp.capacity: must be at least 1, got 0\n"
        'place.toml:3: services.gp.capcity: must be at least 1, got 0; did you mean "capacity"?\n'
        "2 problems\n"
    )


def test_check_speaks_json(call, place, fake_core):
    fake_core.problems = [problem("services.gp.capacity")]
    result = call("check", place, "--json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert found["problems"][0] == {
        "file": "place.toml",
        "line": 4,
        "path": "services.gp.capacity",
        "found": "0",
        "allowed": "at least 1",
        "hint": "",
    }


def test_check_of_what_is_not_toml_exits_3_and_of_what_is_not_there_2(call, tmp_path):
    (tmp_path / "bad.toml").write_text("a = 1\nb = [")
    result = call("check", "bad.toml")
    assert result.exit_code == 3
    assert result.stdout.startswith("bad.toml:2: not TOML")
    assert call("check", "nothing.toml").exit_code == 2
    assert call("check", ".").exit_code == 2


def test_schema_is_json_and_the_reference_is_text(call, fake_core):
    assert json.loads(call("schema").stdout) == {"type": "object"}
    assert call("schema", "--reference").stdout == "# Keys\n"


def test_explain_knows_figures_and_refuses_other_names(call, fake_core):
    assert call("explain", "cost_total").stdout == "All fiscal cost.\n"
    assert json.loads(call("explain", "cost_total", "--json").stdout) == {
        "name": "cost_total",
        "text": "All fiscal cost.",
    }
    result = call("explain", "cost_totl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cost_totl" in result.stderr


def test_the_version_names_both_numbers(call, fake_core):
    assert call("--version").stdout == "casepath 0.1.0, results-version 1\n"


def test_without_the_compiled_half_the_command_says_what_to_do(call, place, no_core):
    result = call("check", place)
    assert result.exit_code == 1
    assert "scripts/setup" in result.stderr


def test_names_cannot_drive_the_terminal(call, place, fake_core):
    fake_core.warnings = ["\x1b[2Jservice \x9b31m"]
    assert "\x1b" not in call("check", place).stdout
    assert "\x9b" not in call("check", place).stdout


@pytest.mark.parametrize(
    ("error", "code"), [(ModelError("broken law"), 1), (KeyboardInterrupt(), 130), (OSError("disk full"), 1)]
)
def test_each_kind_of_failure_has_its_exit_code(error, code, capsys):
    @verb
    def fails():
        raise error

    with pytest.raises(typer.Exit) as caught:
        fails()
    assert caught.value.exit_code == code
    assert capsys.readouterr().err.startswith("casepath: ")


def test_no_verb_is_a_usage_error_with_help(call):
    result = call()
    assert result.exit_code == 2
    assert "check" in result.output
