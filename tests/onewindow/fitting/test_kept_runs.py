"""Replications of a judgement are kept from the tenth on."""

from __future__ import annotations

import multiprocessing
import os

import pytest

import onewindow.fitting.kept_runs
import sim.workers
from onewindow.fitting.kept_runs import FEWEST_RUNS, kept_runs


@pytest.fixture
def in_processes(monkeypatch):
    """Start processes even where it does not pay."""
    monkeypatch.setattr(sim.workers, "SERIAL_SECONDS", 0.0)


def _stops_at(last: int):
    def run(r: int) -> int:
        if r == last:
            raise KeyboardInterrupt
        return r

    return run


def test_runs_come_in_order_and_each_is_told() -> None:
    told: list[tuple[int, int]] = []
    assert kept_runs(lambda r: r * r, 4, lambda k, n: told.append((k, n))) == [0, 1, 4, 9]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_ctrl_c_after_the_tenth_keeps_what_is_done() -> None:
    assert kept_runs(_stops_at(FEWEST_RUNS), 30) == list(range(FEWEST_RUNS))


def test_ctrl_c_before_the_tenth_is_passed_on() -> None:
    with pytest.raises(KeyboardInterrupt):
        kept_runs(_stops_at(FEWEST_RUNS - 1), 30)


def test_several_processes_give_the_same_runs_in_the_same_order(in_processes) -> None:
    told: list[tuple[int, int]] = []
    assert kept_runs(_square, 30, lambda k, n: told.append((k, n)), 2) == [r * r for r in range(30)]
    assert told == [(k, 30) for k in range(1, 31)]
    # The first is run here; none of the others is, and what one process is asked for is run here.
    here = os.getpid()
    assert [pid == here for pid in kept_runs(_process, 5, processes=2)] == [True] + [False] * 4
    assert set(kept_runs(_process, 5, processes=1)) == {here}


def test_the_engine_is_compiled_once_ahead_of_those_after_the_first(monkeypatch) -> None:
    order: list[object] = []
    monkeypatch.setattr(
        onewindow.fitting.kept_runs, "compile_ahead", lambda seconds: order.append("once")
    )
    assert kept_runs(order.append, 3) == [None] * 3
    assert order == [0, "once", 1, 2]


def test_ctrl_c_ends_the_processes_and_keeps_what_is_done(in_processes) -> None:
    def pressed(done: int, asked: int) -> None:
        if done == FEWEST_RUNS + 2:
            raise KeyboardInterrupt

    assert kept_runs(_square, 100, pressed, 2) == [r * r for r in range(FEWEST_RUNS + 2)]
    assert multiprocessing.active_children() == []


def _square(r: int) -> int:
    return r * r


def _process(r: int) -> int:
    return os.getpid()
