"""``casepath trace`` as its users meet it."""

import json

import pytest
from casepath.cli import app
from casepath.cli.new import TEMPLATE
from typer.testing import CliRunner


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_bytes(TEMPLATE.read_bytes())
    return lambda *words: CliRunner().invoke(app, ["trace", "place.toml", *words])


def test_trace_tells_who_the_person_is_then_each_world_in_dates_and_words(call):
    result = call("--person", "17")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Simulated person 17")
    assert lines[1].startswith("At the start: housing ")
    assert lines[2].endswith("the same in siloed, joined_up")
    assert [line for line in lines if line.endswith(":")] == ["siloed:", "joined_up:"]
    assert all(line[4] == line[7] == "-" for line in lines[5:] if line and not line.endswith(":"))


def test_one_world_may_be_asked_for_and_other_luck(call):
    lines = call("--person", "3", "--variant", "joined_up", "--seed", "2", "--replication", "4").stdout.splitlines()
    assert "seed 2, replication 4" in lines[0]
    assert [line for line in lines if line.endswith(":")] == ["joined_up:"]


def test_json_holds_thresholds_and_marks_alike_in_every_world(call):
    told = json.loads(call("--person", "17", "--json").stdout)
    assert told["luck"]["siloed"] == told["luck"]["joined_up"]
    assert len(told["luck"]["siloed"]["thresholds"][0]) == 10
    assert told["worlds"]["siloed"][0]["what"] == "joined"


@pytest.mark.parametrize(
    "words", [("--person", "400"), ("--person", "-1"), ("--person", "1", "--variant", "nowhere"), ()]
)
def test_nobody_of_that_number_is_wrong_usage(call, words):
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
