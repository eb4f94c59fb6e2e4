"""``casepath compare`` as its users meet it."""

import json

import casepath
import pytest
from casepath.cli import app
from casepath.cli.new import TEMPLATE
from typer.testing import CliRunner


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_bytes(TEMPLATE.read_bytes())
    return lambda *words: CliRunner().invoke(app, ["compare", "place.toml", "--replications", "3", *words])


def test_compare_prints_means_paired_differences_and_variance_ratios(call):
    result = call()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[2].split() == ["siloed", "joined_up"]
    assert "Paired differences from siloed, 95 % intervals:" in result.stdout
    assert "Variance ratio, severe need-days per person-year: joined_up " in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Planned spend a year (slots, fixed costs, programmes): siloed £")


def test_json_is_the_same_for_any_number_of_threads_and_from_python(call):
    one, two = (call("--json", "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert one == two
    assert one == casepath.compare(casepath.load("place.toml"), replications=3).to_json()
    told = json.loads(one)
    assert {(row["variant"], row["against"]) for row in told["differences"]} == {("joined_up", "siloed")}


def test_named_variants_are_held_against_the_first(call):
    told = json.loads(call("--json", "--variants", "joined_up,siloed").stdout)
    assert {(row["variant"], row["against"]) for row in told["differences"]} == {("siloed", "joined_up")}


@pytest.mark.parametrize("names", ["siloed,nowhere", "siloed,siloed", "siloed"])
def test_variants_that_cannot_be_compared_are_wrong_usage(call, names):
    result = call("--variants", names)
    assert (result.exit_code, result.stdout) == (2, "")


def test_figures_come_with_their_differences(call):
    result = call("--figures", "cost_*")
    head = [line.split("\t") for line in result.stdout.splitlines() if line.startswith("variant\t")]
    assert "against" not in head[0] and "variance_ratio" in head[1]


def test_too_much_undetermined_is_warned_of_on_standard_error(call, tmp_path):
    (tmp_path / "place.toml").write_text(TEMPLATE.read_text().replace('run_out = "26 weeks"', 'run_out = "1 day"'))
    result = call()
    assert result.exit_code == 0
    assert "warning: siloed: " in result.stderr and "undetermined" in result.stderr
    assert "warning" not in result.stdout
