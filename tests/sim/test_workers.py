"""Worker processes who stay: each has tasks of its own, and none stays when they are not needed."""

import multiprocessing
import os
import signal
import threading
import time

import pytest

from scenarios.errors import DataError, Problem
from sim.workers import Crew

WRONG = Problem("logs.tickets", "expected 3 columns, got 2. Add one.", "m.yaml", 7, "应有 3 列。")


def _who(task: int) -> tuple[int, int]:
    return os.getpid(), task


def _wrong_at_three(task: int) -> int:
    if task == 3:
        raise DataError(WRONG)
    return _slow(task)


def _slow(task: int) -> int:
    time.sleep(0.05)
    return task


@pytest.fixture
def crew(request):
    found = Crew(request.param, 2)
    yield found
    found.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("crew", [_who], indirect=True)
def test_each_worker_has_its_own_tasks_from_round_to_round(crew):
    who = {}
    for tasks in ([(0, 10), (1, 11), (0, 12)], [(1, 13)], [(1, 14), (0, 15)]):
        found = crew.results(tasks)
        assert [task for _, task in found] == [task for _, task in tasks]
        for (worker, _), (pid, _) in zip(tasks, found, strict=True):
            assert who.setdefault(worker, pid) == pid
    assert len({*who.values(), os.getpid()}) == 3


@pytest.mark.parametrize("crew", [_wrong_at_three], indirect=True)
def test_what_a_worker_raises_is_told_as_it_would_be_here(crew):
    begun = time.monotonic()
    with pytest.raises(DataError) as told:
        crew.results([(task % 2, task) for task in range(800)])
    assert told.value.problems == (WRONG,)
    assert [one.told("zh") for one in told.value.problems] == [WRONG.told("zh")]
    assert str(told.value) == str(DataError(WRONG))
    # The crew goes on, and not with what was asked for before, which would take 20 s.
    assert crew.results([(0, 1), (1, 2)]) == [1, 2]
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("crew", [_slow], indirect=True)
def test_ctrl_c_is_answered_at_once_and_what_is_not_begun_is_left(crew):
    assert crew.results([(0, 1), (1, 2)]) == [1, 2]
    pressed = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    begun = time.monotonic()
    pressed.start()
    with pytest.raises(KeyboardInterrupt):
        crew.results([(k % 2, k) for k in range(400)])
    crew.close()
    # All of it would take ten seconds on two processes.
    assert time.monotonic() - begun < 5
