"""The commonest mistakes, as people make them: what the program says to each is kept word for word in tests/mistakes.

`python3 tests/tools/mistakes.py` shows what changed, `--write` keeps it. Words of Typer's own are only looked through.
"""

import importlib.util
from pathlib import Path

import pytest
from casepath.cli import app
from typer.testing import CliRunner

TOOL = Path(__file__).parents[1] / "tools" / "mistakes.py"
SPEC = importlib.util.spec_from_file_location("mistakes", TOOL)
assert SPEC and SPEC.loader
mistakes = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(mistakes)
PLACE = str(mistakes.FOLDER / "place.toml")
RIGHT = {"place", "windows", "tabs", "programme_after_run", "variant_starts_late"}


@pytest.fixture(scope="module")
def said():
    return dict(mistakes.said())


@pytest.mark.parametrize("command", mistakes.commands())
def test_the_whole_message_is_the_one_that_is_kept(command, said):
    assert said[command] == mistakes.kept()[command]


def test_no_message_is_kept_of_a_mistake_that_is_gone():
    assert list(mistakes.kept()) == mistakes.commands()


@pytest.mark.parametrize("file", sorted(mistakes.FOLDER.glob("*.toml")), ids=lambda file: file.stem)
def test_each_wrong_file_is_refused_and_each_right_one_taken(file, said):
    assert said[f"check {file.name}"].endswith("(exit code 0)" if file.stem in RIGHT else "(exit code 3)")


def test_there_are_at_least_forty_mistakes():
    assert len(mistakes.commands()) - len(RIGHT) >= 40


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("run PLACE --seed -1", "--seed"),
        ("run PLACE --seed one", "--seed"),
        ("run PLACE --replications 0", "--replications"),
        ("run PLACE --replications 2.5", "--replications"),
        ("run PLACE --jobs 0", "--jobs"),
        ("run PLACE --set services.hostel.capacity=8", "--set"),
        ("run PLACE --variants warm", "--variants"),
        ("run PLACE --run-dir PLACE", "--run-dir"),
        ("run PLACE other.toml", "other.toml"),
        ("run nowhere.toml", "nowhere.toml"),
        ("run .", "SCENARIO"),
        ("run", "SCENARIO"),
        ("trace PLACE", "--person"),
        ("chekc PLACE", "chekc"),
    ],
)
def test_wrong_usage_is_told_with_the_word_that_is_wrong(words, about, monkeypatch):
    monkeypatch.setenv("TERMINAL_WIDTH", "400")  # so that no word is broken
    result = CliRunner().invoke(app, [PLACE if word == "PLACE" else word for word in words.split()])
    assert (result.exit_code, result.stdout) == (2, "")
    assert about in result.stderr
