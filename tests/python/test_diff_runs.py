"""``casepath diff-runs``: where two runs part, against the rows sorted in memory, whatever the order of the files."""

import csv
import json
import random

import casepath
import pytest
from casepath import partings
from casepath.cli import app
from study_support import TEXT, place
from typer.testing import CliRunner


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place.toml").write_text(TEXT)
    return lambda *words: CliRunner().invoke(app, ["diff-runs", *words])


def rows_of(file):
    with open(file, newline="", encoding="utf-8") as text:
        head, *rows = csv.reader(text)
    assert head == partings.COLUMNS
    return rows


def put(file, rows):
    with open(file, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([partings.COLUMNS, *rows])


def in_order(rows):
    return sorted(rows, key=lambda row: (row[0], int(row[1]), row[2:]))


def parting_in_memory(first, second):
    """Rows that agree, and the two rows that do not."""
    first, second = in_order(first), in_order(second)
    agree = next(i for i, (one, other) in enumerate(zip(first, second, strict=False)) if one != other)
    return agree, first[agree], second[agree]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The logs of the place in both its ways of working."""
    files = [tmp_path_factory.mktemp("logs") / f"{name}.csv" for name in ("siloed", "joined_up")]
    for file in files:
        casepath.write_log(place(), file, variant=file.stem)
    return files


def test_two_ways_of_working_part_where_their_sorted_rows_do(call, written):
    told = call(*map(str, written), "--json")
    agree, first, second = parting_in_memory(*map(rows_of, written))
    assert agree > 100
    assert told.exit_code == 1
    assert json.loads(told.stdout) == {
        "same": False,
        "rows_before": agree,
        "time": min(first, second, key=lambda row: row[0])[0],
        "person": int(min(in_order([first, second]))[1]),
        "first": dict(zip(partings.COLUMNS, first, strict=True)),
        "second": dict(zip(partings.COLUMNS, second, strict=True)),
    }


def test_scenarios_are_run_and_the_text_names_time_person_and_what_each_says(call, written):
    by_run, by_log = call("place.toml", "place.toml:joined_up"), call(*map(str, written))
    assert by_run.exit_code == by_log.exit_code == 1
    lines = by_run.stdout.splitlines()
    assert lines[0] == by_log.stdout.splitlines()[0]
    assert " rows agree; the runs part at 20" in lines[0] and ", person " in lines[0]
    assert lines[1].startswith("place.toml: time 20") and lines[2].startswith("place.toml:joined_up: time 20")


def test_a_variant_that_changes_nothing_is_the_same_run_and_another_seed_is_not(call):
    same = call("place.toml", "place.toml:siloed", "--seed", "3", "--replication", "2")
    assert (same.exit_code, same.stdout[:9]) == (0, "the same:")
    casepath.write_log(place(), "one.csv", seed=1)
    assert call("one.csv", "place.toml").exit_code == 0
    assert call("one.csv", "place.toml", "--seed", "2").exit_code == 1
    assert call("one.csv", "place.toml", "--replication", "1").exit_code == 1


def test_the_order_of_the_file_does_not_matter_nor_into_how_many_pieces_it_is_cut(call, written, tmp_path, monkeypatch):
    rows = rows_of(written[0])
    assert rows != in_order(rows)  # some are dated back
    put("sorted.csv", in_order(rows))
    random.Random(1).shuffle(rows)
    put("shuffled.csv", rows)
    for piece in (10**9, 1000):
        monkeypatch.setattr(partings, "PIECE", piece)
        assert (
            call("shuffled.csv", str(written[0]), "--json").stdout
            == call("sorted.csv", "shuffled.csv", "--json").stdout
        )
        assert json.loads(call("sorted.csv", "shuffled.csv", "--json").stdout) == {
            "same": True,
            "rows_before": len(rows),
        }


def test_one_changed_cell_one_row_more_and_one_row_twice_are_found(call, written):
    rows = in_order(rows_of(written[0]))[:1000]
    put("a.csv", rows)
    changed = [[*row] for row in rows]
    changed[400][-1] = "999999.99"
    twice = [*rows[:500], rows[499], *rows[500:]]
    for other, agree, at in ((changed, 400, rows[400]), (rows[:700], 700, rows[700]), (twice, 500, rows[499])):
        put("b.csv", other)
        told = json.loads(call("a.csv", "b.csv", "--json").stdout)
        assert (told["rows_before"], told["time"], told["person"]) == (agree, at[0], int(at[1]))
    put("b.csv", rows[:700])
    assert call("a.csv", "b.csv").stdout.endswith("b.csv: ends before\n")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", ",".join(partings.COLUMNS) + "\n2025-01-01,nobody\n"])
def test_what_is_no_log_is_wrong_usage(call, tmp_path, text):
    (tmp_path / "a.csv").write_text(text)
    told = call("a.csv", "a.csv")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "event log" in told.stderr


@pytest.mark.parametrize("word", ["nowhere.csv", "place.toml:nobody", "nowhere.toml:siloed"])
def test_a_file_or_variant_that_is_not_there_is_wrong_usage(call, word):
    told = call("place.toml", word)
    assert (told.exit_code, told.stdout) == (2, "")
