"""``casepath demo`` as its users meet it, with a small place in the stead of the borough and of the gallery."""

import json
import webbrowser

import pytest
from casepath import _files
from casepath.cli import app
from casepath.cli.new import TEMPLATE
from typer.testing import CliRunner


@pytest.fixture
def call(tmp_path, monkeypatch):
    (tmp_path / "examples" / "gallery").mkdir(parents=True)
    (tmp_path / "examples" / "gallery" / "07_small.toml").write_bytes(TEMPLATE.read_bytes())
    (tmp_path / "examples" / "alone.toml").write_text('casepath = 1\ntitle = "One way of working"\n')
    (tmp_path / "examples" / "borough.toml").write_bytes(TEMPLATE.read_bytes())
    monkeypatch.setattr(_files, "examples_folder", lambda: tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, ["demo", "--replications", "2", *words])


def test_demo_prints_the_headline_and_says_where_the_report_is(call, tmp_path):
    result = call("--out", "out/here")
    assert result.exit_code == 0
    assert result.stdout.startswith("Simulated: A small place")
    path = tmp_path / "out" / "here" / "borough.html"
    assert result.stderr == f"report: {path}\n"
    assert "casepath demo --replications 2 --seed 1" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("opens", "said"), [(True, False), (False, True)])
def test_open_asks_for_a_browser_and_says_when_there_is_none(call, monkeypatch, opens, said):
    asked = []

    def browser(url):
        asked.append(url)
        return opens

    monkeypatch.setattr(webbrowser, "open", browser)
    result = call("--open")
    assert result.exit_code == 0
    assert asked[0].startswith("file://") and asked[0].endswith("/borough.html")
    assert ("no browser" in result.stderr) is said


def test_list_names_the_examples_that_can_be_compared(call):
    title = "A small place with three services"
    assert call("--list").stdout == f"borough           {title}\ngallery/07_small  {title}\n"
    names = ["borough", "gallery/07_small"]
    assert json.loads(call("--list", "--json").stdout) == {"examples": [{"name": n, "title": title} for n in names]}


@pytest.mark.parametrize("name", ["small", "07_small", "gallery/07_small"])
def test_an_example_goes_by_its_short_name_too(call, tmp_path, name):
    assert call(name).exit_code == 0
    report = (tmp_path / "07_small.html").read_text(encoding="utf-8")
    assert "casepath demo 07_small --replications 2 --seed 1" in report


def test_an_example_that_is_not_there_is_wrong_usage(call):
    result = call("nowhere")
    assert result.exit_code == 2
    assert "no example 'nowhere'" in result.stderr
