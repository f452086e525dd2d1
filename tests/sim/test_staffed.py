"""Runs under levels of staff: the same on any number of processes, each of which draws its own."""

import multiprocessing
import pickle
from collections import defaultdict

import numpy as np
import pytest

import sim.kept_scripts
import sim.runs
import sim.shared_runs
import sim.workers
from sim.drawing import draw_together
from sim.interval_counts import Counted
from sim.staffed import StaffedRuns
from tests.sim.models import mm_s

STARTS = np.arange(4) * 1500.0
ASKED = [
    # As a search has it: plans on the same numbers, and a check that goes on after its first look.
    (np.full((4, 1), staff), replications, seed)
    for seed, replications in ((1, range(9)), (2, range(5)), (2, range(5, 16)), (1, range(9)))
    for staff in (2, 3)
]


@pytest.fixture
def in_processes(monkeypatch):
    """Start processes even where it does not pay."""
    monkeypatch.setattr(sim.workers, "SERIAL_SECONDS", 0.0)


def runs(processes):
    """A hundred customers, one a minute, by intervals of 25 minutes."""
    model = mm_s(1 / 60, 100.0, 2, customers=100, warm_up=0)
    (pool,), (queue,) = model.pools, model.activities
    counted = Counted("service_level", 30.0)
    return StaffedRuns(model, [pool], [[queue]], STARTS, 1500.0, counted, processes)


def counted(by):
    return [table.tobytes() for asked in ASKED for table in by.counts(*asked)]


def test_counts_do_not_depend_on_the_number_of_processes(in_processes, monkeypatch):
    expected = counted(runs(1))
    assert multiprocessing.active_children() == []
    assert len(set(expected)) > len(ASKED) / 2
    monkeypatch.setattr(sim.runs, "MOST_TOGETHER", 2)
    for processes in (2, 3):
        shared = runs(processes)
        assert counted(shared) == expected
        assert len(multiprocessing.active_children()) == processes
        shared.close()
        assert multiprocessing.active_children() == []


def test_small_models_start_no_process():
    by = runs(2)
    counted(by)
    assert multiprocessing.active_children() == []


class Here:
    """A crew in this process, of which each worker has what comes over a pipe to it."""

    done: list[tuple[int, sim.kept_scripts.Batch]]

    def __init__(self, do, workers):
        self.workers, Here.done = workers, []
        self._do = [pickle.loads(pickle.dumps(do)) for _ in range(workers)]

    def results(self, tasks):
        Here.done += tasks
        return [self._do[worker](pickle.loads(pickle.dumps(task))) for worker, task in tasks]


def test_a_replication_is_always_the_same_workers_who_draws_it_once(in_processes, monkeypatch):
    drawn = []

    def drawing(model, *, seed, replications, **given):
        drawn.extend((seed, r) for r in replications)
        return draw_together(model, seed=seed, replications=replications, **given)

    expected = counted(runs(1))
    monkeypatch.setattr(sim.kept_scripts, "draw_together", drawing)
    monkeypatch.setattr(sim.shared_runs, "Crew", Here)
    assert counted(runs(3)) == expected
    workers = defaultdict(set)
    for worker, batch in Here.done:
        for r in batch.replications:
            workers[r].add(worker)
    assert all(len(of) == 1 for of in workers.values())
    shares = [sum(of == {worker} for of in workers.values()) for worker in range(3)]
    assert max(shares) - min(shares) <= 1
    # This process draws until it knows that others pay: the first one, and one batch to be timed.
    before = [one for one in drawn if drawn.count(one) > 1]
    assert len(drawn) - len(set(drawn)) <= 9
    assert all(seed == 1 and drawn.count((seed, r)) == 2 for seed, r in before)


def test_what_there_is_no_room_for_is_drawn_again_and_counts_the_same(monkeypatch):
    expected = counted(runs(1))
    monkeypatch.setattr(sim.shared_runs, "_ROOM", 0.0)
    assert counted(runs(1)) == expected
