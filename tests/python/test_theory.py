"""The theory cases, each a test of its name: simulated figures against formulas that the simulator knows nothing of.

Seeds are fixed and never chosen; each case fails a right program in at most one of a million (casepath/verify/case.py).
"""

import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from casepath.verify import CASES, Case, Compared, orders, theory
from casepath.verify.formulas import (
    absorbed,
    birth_and_death,
    erlang_b,
    erlang_c,
    exponential,
    generator,
    mean_over,
    root,
    visits,
)
from casepath.verify.student import quantile, two_sided

ROOT = Path(__file__).resolve().parents[2]
NOTICED = 0.25  # a formula that is off by so much must fail: the sizes of the cases are chosen for that
BY_NAME = {case.name: case for case in CASES}


@cache
def compared(name: str) -> list[Compared]:
    return BY_NAME[name].compare()


def test_names_are_unique_and_there_are_enough():
    assert len(BY_NAME) == len(CASES) >= 20


@pytest.mark.parametrize("name", BY_NAME)
def test_agrees_with_theory(name: str) -> None:
    rows = compared(name)
    print(*rows, sep="\n")
    assert [str(row) for row in rows if not row.agrees] == []


@pytest.mark.parametrize("name", BY_NAME)
def test_would_notice_another_formula(name: str) -> None:
    """Each figure alone must be able to fail its case, whichever way theory is off."""
    for row in compared(name):
        for factor in (1 - NOTICED, 1 + NOTICED):
            assert not row._replace(theory=row.theory * factor).agrees, row


def test_the_page_has_a_row_for_each_case() -> None:
    """Of tests/tools/theory_table.py, which writes it: as the cases are now, with the figure it found farthest."""
    page = (ROOT / "docs" / "explanation" / "how_it_is_checked.md").read_text(encoding="utf-8")
    table = page.split("<!-- theory: begin -->")[1].split("<!-- theory: end -->")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(BY_NAME)
    for row, case in zip(rows, CASES, strict=True):
        assert row.startswith(f"| `{case.name}` | {case.title}; {case.start} | {case.source} | `")
        values = {expected.figure: f"| {expected.value:.5g} |" for expected in case.expected}
        assert values[row.split("`")[3]] in row, "a formula has changed: run tests/tools/theory_table.py --write"


def wrong(case: Case) -> Case:
    first, *others = case.expected
    return replace(case, expected=(first._replace(value=2 * first.value), *others))


def test_a_wrong_formula_is_a_failed_finding_with_its_numbers() -> None:
    (finding,) = theory(cases=[wrong(BY_NAME["discounting"])])
    assert finding.state == "FAILED"
    assert "cost_present_value" in finding.found and "geometric sum" in finding.look
    assert finding.figures[0]["theory"] == pytest.approx(2 * BY_NAME["discounting"].expected[0].value)


def test_what_is_not_a_number_or_has_no_spread_does_not_agree() -> None:
    row = Compared("x", 1.0, 1.0, 0.1, 6.0)
    assert row.agrees
    assert not row._replace(simulated=math.nan).agrees
    assert not row._replace(error=math.nan).agrees
    assert row._replace(error=0.0).agrees
    assert not row._replace(error=0.0, simulated=1.0001).agrees


@pytest.mark.parametrize(
    ("alarm", "freedom", "value"),
    [(0.05, 1, 12.7062), (0.05, 10, 2.2281), (0.001, 5, 6.8688), (0.01, 30, 2.7500), (0.001, 120, 3.3735)],
)
def test_quantiles_of_student_are_those_of_the_tables(alarm: float, freedom: int, value: float) -> None:
    """Abramowitz and Stegun 1964, table 26.10."""
    assert quantile(alarm, freedom) == pytest.approx(value, abs=6e-5)
    assert two_sided(quantile(1e-7, freedom), freedom) == pytest.approx(1e-7, rel=1e-5)


def test_formulas_agree_with_one_another_and_with_hand_work() -> None:
    assert erlang_c(3, 2.0) == pytest.approx(4 / 9)
    chances = birth_and_death(lambda n: 4.0, lambda n: float(n), 5)
    assert chances[5] == pytest.approx(erlang_b(5, 4.0))
    assert root(lambda x: x * x - 2, 0.0, 2.0) == pytest.approx(math.sqrt(2))
    assert root(lambda x: 2 - x * x, 0.0, 2.0) == pytest.approx(math.sqrt(2))


def test_the_exponential_of_a_chain_of_two_states_is_known() -> None:
    q = generator({(0, 1): 3.0, (1, 0): 1.0}, 2)
    away = 0.75 * (1 - math.exp(-8.0))
    assert exponential(2 * q)[0] == pytest.approx([1 - away, away], rel=1e-12)
    assert mean_over(q, 2.0)[0, 1] == pytest.approx(0.75 * (1 - (1 - math.exp(-8.0)) / 8))


def test_the_laws_of_waiting_have_the_moments_of_the_literature() -> None:
    """M/M/1 at 0.7: one mean for all orders; a second moment that is first come's over 1 - 0.7, or over 1 - 0.7 / 2."""
    for (q, start), spread in ((orders.waits_last_come(), 1 / 0.3), (orders.waits_random(), 1 / 0.65)):
        once = np.linalg.solve(q, np.ones(len(q)))
        assert -start @ once == pytest.approx(0.7 / 0.3, rel=1e-9)
        assert 2 * start @ np.linalg.solve(q, once) == pytest.approx(spread * 2 * 0.7 / 0.3**2, rel=1e-9)


def test_a_chain_that_is_absorbed_is_known() -> None:
    """Two states in a row, each left for the other with chance a half and ended with the rest: 4/3 and 2/3 visits."""
    transitions = np.array([[0.0, 0.5], [0.5, 0.0]])
    assert visits(transitions, [1.0, 0.0]) == pytest.approx([4 / 3, 2 / 3])
    assert absorbed(transitions, np.array([[0.5, 0.0], [0.0, 0.5]]))[0] == pytest.approx([2 / 3, 1 / 3])
