"""The event log in a file: the rows of the log in memory, in words, in flat memory, whole or not there at all."""

import csv
import datetime
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import casepath
import pytest
from casepath import journeys
from casepath.cli import app
from study_support import TEXT, place
from typer.testing import CliRunner

COLUMNS = ["time", "person", "what", "detail", "service", "other", "need", "level", "request", "cost"]


@dataclass
class Written:
    """A log and what the function said of it."""

    count: int
    rows: list[dict[str, str]]


def written(folder, scenario, **settings):
    file = folder / "log.csv"
    count = casepath.write_log(scenario, file, **settings)
    with file.open(newline="", encoding="utf-8") as text:
        return Written(count, list(csv.DictReader(text)))


def told(scenario, variant, **luck):
    """The log in memory, in the words of the file."""
    columns = journeys.log(scenario, variant, **luck)
    teller = journeys.Teller(scenario, variant)
    start = datetime.datetime(1970, 1, 1) + datetime.timedelta(days=scenario.core.about["start_date"])
    rows = []
    for values in zip(*(column.tolist() for column in columns.values()), strict=True):
        row = dict(zip(columns, values, strict=True))
        named = teller.tell(row)
        named["time"] = (start + datetime.timedelta(microseconds=round(row["day"] * 86_400_000_000))).isoformat(
            timespec="microseconds"
        )
        named["person"] = row["person"]
        named["request"] = "" if row["request"] < 0 else row["request"]
        named["cost"] = f"{row['cost_minor'] / 100:.2f}"
        rows.append(tuple(str(named[column]) for column in COLUMNS))
    return rows


@pytest.mark.parametrize("variant", ["base", "joined_up"])
def test_the_rows_of_the_file_are_those_of_the_log_in_memory(tmp_path, variant):
    log = written(tmp_path, place(), variant=variant, seed=3, replication=2)
    rows = [tuple(row[column] for column in COLUMNS) for row in log.rows]
    assert log.count == len(rows) > 10_000
    assert sorted(rows) == sorted(told(place(), variant, seed=3, replication=2))
    assert {"interaction", "rejected", "classed", "need_changed"} <= {row["what"] for row in log.rows}


def test_who_asks_is_told_how_far_it_is_and_nothing_else_changes(tmp_path):
    large = casepath.loads(TEXT.replace("size = 400", "size = 20000"))
    shares = []
    plain = written(tmp_path, large)
    watched = written(tmp_path, large, overwrite=True, progress=lambda done, total: shares.append((done, total)))
    assert watched == plain
    assert shares == sorted(shares) and shares[-1] == (1, 1)
    assert sum(0 < done < 1 for done, _ in shares) >= 3


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path):
    (tmp_path / "log.csv").write_text("mine")
    with pytest.raises(FileExistsError, match=r"log\.csv"):
        written(tmp_path, place())
    assert (tmp_path / "log.csv").read_text() == "mine"
    assert written(tmp_path, place(), overwrite=True).count > 0
    assert os.listdir(tmp_path) == ["log.csv"]


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    (tmp_path / "log.csv.part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        written(tmp_path, place())
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_and_a_wrong_variant_are_named_before_the_run(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        casepath.write_log(place(), tmp_path / "nowhere" / "log.csv")
    with pytest.raises(KeyError, match="nobody"):
        casepath.write_log(place(), tmp_path / "log.csv", variant="nobody")
    with pytest.raises(ValueError, match="replication"):
        casepath.write_log(place(), tmp_path / "log.csv", replication=-1)
    assert os.listdir(tmp_path) == []


CHILD = """
import resource, sys, casepath
text = sys.stdin.read()
rows = casepath.write_log(casepath.loads(text), sys.argv[1])
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_log_ten_times_as_long_takes_no_more_memory(tmp_path):
    """In kilobytes: a log kept in memory would grow by all that is in the file, here some 20 MB."""
    peaks, sizes = [], []
    for years in (1, 10):
        file = tmp_path / f"{years}.csv"
        text = TEXT.replace("size = 400", "size = 3000").replace('horizon = "2 years"', f'horizon = "{years} years"')
        path = os.pathsep.join([str(Path(casepath.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        child = [sys.executable, "-c", CHILD, str(file)]
        done = subprocess.run(
            child, input=text, text=True, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": path}
        )
        peaks.append(int(done.stdout.split()[1]))
        sizes.append(file.stat().st_size)
    assert sizes[1] - sizes[0] > 16e6
    assert peaks[1] - peaks[0] < 4096


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_text(TEXT)
    return lambda *words: CliRunner().invoke(app, ["log", "place.toml", *words])


def test_the_command_writes_the_log_and_says_how_much(call, tmp_path):
    result = call("--variant", "joined_up", "--out", "all.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("wrote all.csv: ")
    assert (tmp_path / "all.csv").read_text().startswith(",".join(COLUMNS) + "\n")
    assert call("--out", "all.csv").exit_code == 2
    said = json.loads(call("--out", "all.csv", "--force", "--json").stdout)
    assert said["bytes"] == (tmp_path / "all.csv").stat().st_size
    assert 60 < said["bytes"] / said["rows"] < 90


def printed(tmp_path, shell):
    """What a command line of a shell prints and says, and its exit code."""
    (tmp_path / "place.toml").write_text(TEXT)
    ours = f"{sys.executable} -m casepath log place.toml --out -"
    path = os.pathsep.join([str(Path(casepath.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    line = ["bash", "-o", "pipefail", "-c", shell.format(ours=ours)]
    return subprocess.run(line, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True)


def test_out_may_be_standard_output(tmp_path):
    done = printed(tmp_path, "{ours}")
    count = casepath.write_log(place(), tmp_path / "log.csv")
    assert done.returncode == 0
    assert done.stdout == (tmp_path / "log.csv").read_bytes()
    assert done.stderr.decode() == f"wrote {count:,} rows\n"
    assert sorted(os.listdir(tmp_path)) == ["log.csv", "place.toml"]


def test_whoever_reads_the_log_may_stop_at_any_row(tmp_path):
    done = printed(tmp_path, "{ours} | head -n 1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == ",".join(COLUMNS) + "\r\n"


def test_a_standard_output_that_cannot_be_written_is_an_error(tmp_path):
    done = printed(tmp_path, "{ours} >/dev/full")
    assert done.returncode == 1
    assert b"No space left on device: 'standard output'" in done.stderr


@pytest.mark.parametrize(
    "words", [("--variant", "nowhere"), ("--replication", "-1"), ("--out", "."), ("--out", "-", "--json")]
)
def test_wrong_usage_exits_2_and_writes_nothing(call, words, tmp_path):
    assert call(*words).exit_code == 2
    assert os.listdir(tmp_path) == ["place.toml"]
