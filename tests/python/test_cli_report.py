"""``casepath report`` as its users meet it."""

import json

import pytest
from casepath.cli import app
from casepath.cli.new import TEMPLATE
from typer.testing import CliRunner


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_bytes(TEMPLATE.read_bytes())
    return lambda *words: CliRunner().invoke(app, ["report", "place.toml", "--replications", "2", *words])


def test_report_writes_the_file_and_says_where(call, tmp_path):
    result = call("--out", "mine.html")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "wrote mine.html\n")
    text = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "casepath report place.toml --replications 2 --seed 1" in text


def test_report_speaks_json(call):
    assert json.loads(call("--json").stdout) == {"report": "report.html", "replications": 2, "partial": False}


def test_a_file_that_cannot_be_written_is_a_failed_run(call):
    result = call("--out", "nowhere/mine.html")
    assert result.exit_code == 1
    assert "nowhere/mine.html" in result.stderr
