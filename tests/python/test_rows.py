"""People and cases one by one (rule P7): from CSV files, from data frames, and what is wrong with them."""

from pathlib import Path

import casepath
import pytest
from casepath.errors import ScenarioError

PLACE = """
casepath = 1
start = 2025-04-01
horizon = "1 year"
[needs.housing]
goal = "low"
[needs.housing.seeks]
rate = { severe = "4 per year" }
doors = { hostel = 1 }
[people.cohorts.known]
microdata = "people.csv"
[services.hostel]
works_on = ["housing"]
capacity = 2
stay = "26 weeks"
costs = { start = "£10" }
[services.hostel.at_start]
microdata = "cases.csv"
"""
PEOPLE = "person,housing,trust,age,sex\nkit,severe,0.4,31,woman\nsam,none,.5,45,man\nali,severe,0.1,19,man\n"
CASES = "person,state,days\nali,open,30\nkit,waiting,12.5\n"
COLUMNS = {
    "person": ["kit", "sam", "ali"],
    "housing": ["severe", "none", "severe"],
    "trust": [0.4, 0.5, 0.1],
    "age": [31, 45, 19],
    "sex": ["woman", "man", "man"],
}
OPEN = {"person": ["ali", "kit"], "state": ["open", "waiting"], "days": [30, 12.5]}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    file = tmp_path / "place.toml"
    file.write_text(PLACE, encoding="utf-8")
    return file


def told(scenario):
    figures = casepath.run(scenario, replications=2, seed=3).figures()
    return [*zip(figures["figure"].tolist(), figures["mean"].astype(str).tolist(), strict=True)]


def first_problem(file, csv, name="people.csv"):
    (file.parent / name).write_bytes(csv if isinstance(csv, bytes) else csv.encode())
    with pytest.raises(ScenarioError) as raised:
        casepath.load(file)
    return raised.value.problems[0]


def test_a_file_of_rows_is_the_people_one_by_one(place: Path) -> None:
    people = casepath.people(casepath.load(place), seed=1)
    assert len(people["person"]) == 3
    assert list(people["start/housing"]) == ["severe", "none", "severe"]


def test_columns_given_in_their_stead_say_the_same(place: Path) -> None:
    from_files = casepath.load(place)
    given = casepath.load(place, tables={"people.csv": COLUMNS, "cases.csv": OPEN})
    text = casepath.loads(place.read_text(encoding="utf-8"), tables={"people.csv": COLUMNS, "cases.csv": OPEN})
    assert told(from_files) == told(given) == told(text)


def test_a_pandas_frame_says_the_same(place: Path) -> None:
    pandas = pytest.importorskip("pandas")
    tables = {"people.csv": pandas.DataFrame(COLUMNS), "cases.csv": pandas.DataFrame(OPEN)}
    assert told(casepath.load(place)) == told(casepath.load(place, tables=tables))


def test_a_bad_cell_is_told_with_file_and_line(place: Path) -> None:
    problem = first_problem(place, PEOPLE.replace("sam,none", "sam,hgih"))
    assert problem.path == "people.cohorts.known.microdata.housing"
    assert "people.csv, line 3" in problem.hint
    assert problem.line == PLACE.split("\n").index('microdata = "people.csv"') + 1


@pytest.mark.parametrize(
    ("csv", "line", "found"),
    [
        (PEOPLE + "\nlee,low,.5,33,man\n", 5, "an empty line"),
        (PEOPLE + "lee,low\n", 5, "2 cells"),
        (PEOPLE.replace("sam,none", 'sam,"no\nne"'), 3, "a cell of several lines"),
        (PEOPLE.replace(",", ";"), 1, "cells parted by semicolons"),
        (PEOPLE.replace("sex", "age"), 1, 'the column "age" twice'),
        (PEOPLE.replace("sex", " "), 1, "a column without a name"),
        ("housing\n", 1, "no rows"),
        ("", 1, "no rows"),
        (b"housing\n\xff\n", 2, "the byte 0xff"),
        (b"PK\x03\x04", None, "a Word or Excel file"),
    ],
)
def test_a_broken_file_is_told_with_its_line(place: Path, csv: str, line: int, found: str) -> None:
    problem = first_problem(place, csv)
    assert problem.found.startswith(found)
    assert (problem.file, problem.line) == (str(place.parent / "people.csv"), line)


def test_too_large_a_file_is_refused(place: Path) -> None:
    assert "more than 8 MiB" in first_problem(place, "housing\n" + "severe\n" * 1_200_000).found


@pytest.mark.parametrize("name", ["../people.csv", "/etc/people.csv", "C:people.csv", "people.txt", "people.csv\0"])
def test_only_plain_names_of_files_in_the_folder_are_opened(place: Path, name: str) -> None:
    text = place.read_text(encoding="utf-8").replace('"people.csv"', f'"{name}"'.replace("\0", "\\u0000"))
    place.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="the plain name of a .csv file"):
        casepath.load(place)


def test_a_link_that_leads_out_of_the_folder_is_refused(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.csv"
    elsewhere.write_text(PEOPLE, encoding="utf-8")
    (place.parent / "people.csv").unlink()
    (place.parent / "people.csv").symlink_to(elsewhere)
    with pytest.raises(ScenarioError, match="leads out of the folder"):
        casepath.load(place)


def test_a_text_has_no_folder() -> None:
    with pytest.raises(ScenarioError, match="given as `tables`"):
        casepath.loads(PLACE)


def test_rows_of_a_file_based_on_another_replace_its_rows_whole(place: Path) -> None:
    over = place.parent / "over.toml"
    over.write_text('based_on = "place.toml"\n[people.cohorts.known]\nmicrodata = "few.csv"\n'
                    "[services.hostel.at_start]\nmicrodata = \"one.csv\"\n", encoding="utf-8")  # fmt: skip
    (place.parent / "few.csv").write_text("housing\nsevere\n", encoding="utf-8")
    (place.parent / "one.csv").write_text("state,days\nopen,3\n", encoding="utf-8")
    people = casepath.people(casepath.load(over), seed=1)
    assert list(people["start/housing"]) == ["severe"]


def test_what_is_no_table_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="a mapping of columns"):
        casepath.loads(PLACE, tables={"people.csv": 3})
    with pytest.raises(TypeError, match="column 'age'"):
        casepath.loads(PLACE, tables={"people.csv": {"age": [[1]]}})
