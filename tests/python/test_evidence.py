"""What published evidence says against joined-up savings comes out of simulations too.

The page is docs/explanation/evidence_against.md. Bounds were written before the first run, seeds are fixed and never
chosen. The intervals are so wide that all tests together deny a right program in at most one of a million, if
differences are near to normal.
"""

import math

import casepath
import evidence
import pytest

ROWS = [(item, row) for item, rows in evidence.expected().items() for row in rows if not row.turned_out]
ALARM = 1e-6 / (len(ROWS) + 1)


@pytest.mark.parametrize(("item", "row"), ROWS, ids=[f"{item}-{row.figure}-{row.of}" for item, row in ROWS])
def test_comes_out_as_published_evidence_says(item, row):
    assert row.misses(evidence.study(row.scenario), ALARM) == ""


def test_who_has_more_contacts_fares_worse_though_contacts_help():
    """Fisher's z of a correlation over two thousand people: three in a root of n - 3 is far beyond one in a million."""
    people = len(
        casepath.people(casepath.examples[evidence.CONFOUNDED], variant="as_it_is", seed=evidence.SEED)["person"]
    )
    assert math.atanh(evidence.together()) * math.sqrt(people - 3) > 5.5


def test_the_page_is_of_the_scenarios_as_they_are():
    page = evidence.PAGE.read_text(encoding="utf-8")
    for item, rows in evidence.expected().items():
        assert f"### {item.replace('_', ' ').capitalize()}" in page
        for row in rows:
            digest = casepath.examples[row.scenario].check().hash
            assert f"`{row.scenario}` ({digest})" in page, "run tests/tools/evidence.py"
