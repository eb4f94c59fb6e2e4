"""What Python adds: the fixed cost of a run, a column out without a copy, and the lock left to other threads meanwhile.

    .venv/bin/python -m pytest bench/test_python_overhead.py

Times are for reading (scripts/bench puts them beside the targets); the assertions are about copies and the lock.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

import casepath as cp
import numpy as np
import pytest
from casepath.cli.new import TEMPLATE

pytest.importorskip("pytest_benchmark", reason="pytest-benchmark is not installed: pip install pytest-benchmark")

ONE_CUSTOMER = """
casepath = 1
name = "one customer"
start = 2025-01-01
horizon = "1 day"

[streams.arrivals]
to = "desk"
rate = "1 per day"

[services.desk]
capacity = 1
stay = { dist = "exponential", mean = "1 hour" }
"""


@pytest.fixture(scope="module")
def small_place() -> cp.Scenario:
    return cp.loads(TEMPLATE.read_text(encoding="utf-8"))


def test_fixed_cost_of_a_run(benchmark: Any) -> None:
    scenario = cp.loads(ONE_CUSTOMER)
    benchmark.extra_info["what"] = "fixed cost of a run"
    result = benchmark(cp.run, scenario, replications=1, jobs=1)
    assert result.replications == 1


def test_a_column_comes_out_without_a_copy(benchmark: Any, small_place: cp.Scenario) -> None:
    table = cp.people(small_place)
    benchmark.extra_info["what"] = "a column out, no copy"
    column = benchmark(table.__getitem__, "days_there")
    assert np.shares_memory(column, table["days_there"])
    assert not column.flags.owndata  # the memory is the core's, as it filled it


def longest_pause(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds for which another thread could not run while `work` did, and how long that took."""
    pause, over, running = 0.0, threading.Event(), threading.Event()

    def watch() -> None:
        nonlocal pause
        last = time.perf_counter()
        running.set()
        while not over.is_set():
            time.sleep(0.0005)
            now = time.perf_counter()
            pause, last = max(pause, now - last), now

    watcher = threading.Thread(target=watch)
    watcher.start()
    running.wait()
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    over.set()
    watcher.join()
    return pause, took


def test_a_run_leaves_the_lock_to_other_threads(small_place: cp.Scenario) -> None:
    pause, took = longest_pause(lambda: cp.run(small_place, replications=100, jobs=1))
    assert pause < took / 3


def test_keeping_the_lock_would_be_noticed() -> None:
    pause, took = longest_pause(lambda: sum(range(20_000_000)))  # one call in C, which keeps the lock
    assert pause > took / 3
