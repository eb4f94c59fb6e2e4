"""The peers of bench/peers run one model: plain Python as theory has it, SimPy and salabim exactly as plain Python,
Ciw with the same means. Optional: a peer whose library is not installed is skipped (bench/peers/environment.py
installs it).
"""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

PEERS = Path(__file__).resolve().parents[2] / "bench" / "peers"


@pytest.fixture(scope="module")
def agree():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PEERS))
        yield importlib.import_module("agree")
        for name in ("agree", "environment", "peer_heap", "theory", "workloads"):
            sys.modules.pop(name, None)


def command_of(agree, peer):
    command = agree.command_of(peer)
    if subprocess.run([command[0], "-c", f"import {peer}"], capture_output=True).returncode:
        pytest.skip(f"{peer} is not installed; python bench/peers/environment.py installs it, apart from the project")
    return command


@pytest.mark.parametrize("workload", ["a", "b"])
def test_plain_python_is_as_theory_has_it(agree, workload):
    distances = agree.t_against_theory(workload)
    assert max(map(abs, distances.values())) <= agree.LIMIT, distances


def test_theory_is_as_worked_out_by_hand(agree):
    queue = agree.QUEUES["a"]
    # The second of two waits if the service outlasts the time to the next arrival, .9/1.9, and then 1 on average.
    assert agree.theory.mm1_mean_wait(queue, 2) == pytest.approx(0.9 / 1.9 / 2, rel=1e-12)
    # The first of a million start from empty: just below the stationary .9 / (1 - .9).
    assert 8.99 < agree.theory.mm1_mean_wait(queue, 1_000_000) < 9.0
    # One server, all rates 1: the number present is Poisson(1), and the rate of reneging is 1 x E[(number - 1)+] = 1/e.
    erlang_a = agree.theory.erlang_a(type(queue)(arrival_rate=1, service_rate=1, servers=1, patience_mean=1))
    assert erlang_a["abandoned"] == pytest.approx(0.36787944117144233, rel=1e-12)


@pytest.mark.parametrize("workload", ["a", "b", "c"])
@pytest.mark.parametrize("peer", ["simpy", "salabim"])
def test_same_draws_same_figures(agree, peer, workload):
    assert agree.differences(command_of(agree, peer), workload) == {}


@pytest.mark.parametrize("workload", ["a", "b", "c"])
def test_ciw_has_the_same_means(agree, workload):
    distances = agree.t_against_heap(command_of(agree, "ciw"), workload)
    assert max(map(abs, distances.values())) <= agree.LIMIT, distances


def test_a_wrong_model_is_found_out(agree, monkeypatch):
    right = [agree.run_heap("c", agree.PEOPLE, seed) for seed in range(1, 1 + agree.RUNS)]
    workloads = sys.modules["workloads"]
    monkeypatch.setattr(workloads, "PATIENCE_MEAN", tuple(2 * mean for mean in workloads.PATIENCE_MEAN))
    wrong = [agree.run_heap("c", agree.PEOPLE, seed) for seed in range(1001, 1001 + agree.RUNS_HEAP)]
    assert max(map(abs, agree.t_of_runs("c", right, wrong).values())) > agree.LIMIT
