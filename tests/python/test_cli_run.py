"""``casepath run`` as its users meet it, and what all verbs that run something do when they are broken off."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest
from casepath.cli import app
from casepath.cli.new import TEMPLATE
from typer.testing import CliRunner


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_bytes(TEMPLATE.read_bytes())
    return lambda *words: CliRunner().invoke(app, list(words))


def test_run_prints_the_headline_of_the_base(call):
    result = call("run", "place.toml", "--replications", "2")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Simulated: A small place with three services; 2 replications, seed 1"
    assert any(line.startswith("Money that bought no outcome") and " % (" in line for line in lines)
    assert any(line.startswith("Cost to nhs") for line in lines)


def test_run_of_a_variant_speaks_json(call):
    told = json.loads(call("run", "place.toml", "--variant", "joined_up", "--replications", "2", "--json").stdout)
    assert {row["variant"] for row in told["figures"]} == {"joined_up"}
    assert "differences" not in told
    assert (told["replications"], told["seed"], told["partial"]) == (2, 1, False)


def test_figures_come_in_columns_parted_by_tabs(call):
    result = call("run", "place.toml", "--replications", "2", "--figures", "service/*/wait_p90")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("# Simulated")
    assert lines[1].split("\t") == ["variant", "figure", "mean", "low", "high", "replications", "unit"]
    assert [line.split("\t")[1] for line in lines[2:]][0] == "service/gp/wait_p90"


@pytest.mark.parametrize(
    "words",
    [("--variant", "nowhere"), ("--figures", "nothing*"), ("--replications", "0"), ("--jobs", "0"), ("--seed", "-1")],
)
def test_wrong_usage_exits_2_and_prints_no_data(call, words):
    result = call("run", "place.toml", "--replications", "1", *words)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_wrong_scenario_exits_3(call, tmp_path):
    (tmp_path / "bad.toml").write_text("casepath = 1\n")
    result = call("run", "bad.toml")
    assert (result.exit_code, result.stdout) == (3, "")


def started(tmp_path, *words, people=400, **pipes):
    text = TEMPLATE.read_text(encoding="utf-8").replace("size = 400", f"size = {people}")
    (tmp_path / "place.toml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "casepath", words[0], "place.toml", *words[1:]]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, **pipes)


@pytest.mark.parametrize("verb", ["run", "compare"])
def test_ctrl_c_comes_back_in_half_a_second_with_what_is_done(tmp_path, verb):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    kept = tmp_path / "kept" / "replications.blocks"
    words = ["--replications", "1000000", "--json", "--run-dir", "kept"]
    with started(tmp_path, verb, *words, **pipes) as process:
        while not (kept.exists() and kept.stat().st_size > 0):  # until a replication is done
            assert process.poll() is None
            time.sleep(0.01)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        out = process.stdout.read(1)
        waited = time.monotonic() - begun
        out, err = out + process.stdout.read(), process.stderr.read()
    assert process.returncode == 130
    told = json.loads(out)
    assert told["partial"] is True and 0 < told["replications"] < 1_000_000
    assert "interrupted" in err
    assert waited < 0.5


def seen_on_a_terminal(tmp_path, *words, people):
    """What the command shows where somebody is looking, and what it prints."""
    ours, theirs = pty.openpty()
    with started(tmp_path, *words, people=people, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # how Linux says that nobody holds the other end any more
            os.close(ours)
        printed = process.stdout.read()
    assert process.returncode == 0
    return seen.decode(), printed


def test_progress_is_for_terminals_only(tmp_path):
    seen, printed = seen_on_a_terminal(tmp_path, "run", "--replications", "20", people=400)
    assert "simulating" in seen
    assert printed.startswith("Simulated: ")


def test_the_bar_moves_and_tells_the_time_left_within_one_replication(tmp_path):
    seen, _ = seen_on_a_terminal(tmp_path, "run", "--replications", "1", people=40_000)
    shares = [int(share) for share in re.findall(r"(\d+)%", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen))]
    assert shares[0] == 0 and shares == sorted(shares)
    assert len({share for share in shares if 0 < share < 100}) >= 3
    assert re.search(r"\d:\d\d:\d\d", seen)
