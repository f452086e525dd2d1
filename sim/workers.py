"""Many tasks of one kind on worker processes: results in order, and the parent answers Ctrl-C.

Either any worker does any task, or each task has its worker, who has done others of its kind before
and keeps what it needs for them.
"""

from __future__ import annotations

import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

SERIAL_SECONDS = 2.0
"""Work shorter than this is done at once: starting processes would take longer."""
_AHEAD = 16
"""Tasks handed out for each worker before the first of them is done."""
Task = TypeVar("Task")
Result = TypeVar("Result")


def workers_for(seconds: float, tasks: int, processes: int | None) -> int:
    """Processes for so many tasks that take one process so long [s]: 1 where more do not pay.

    No more than ``processes`` and no more than tasks; all processors when left out.
    """
    if seconds < SERIAL_SECONDS:
        return 1
    return min(processes or os.cpu_count() or 1, max(1, tasks))


def on_workers(
    do: Callable[[Task], Result], tasks: Iterable[Task], workers: int
) -> Generator[Result, None, None]:
    """Results of some tasks in their order, worked out by so many processes.

    To be closed where Ctrl-C is answered: then what is begun is finished, what is not is left, and
    no process stays.

    Parameters
    ----------
    do
        What is done with a task; each worker has it once. It, tasks and results can be pickled.
    tasks
        The tasks.
    workers
        Processes, one at least.
    """
    pool = _pool(do, workers)
    try:
        futures = (pool.submit(_work, task) for task in tasks)
        with _undisturbed():
            handed_out = deque(itertools.islice(futures, _AHEAD * workers))
        yield from _results(handed_out, futures)
    finally:
        _end(pool)


class Crew(Generic[Task, Result]):
    """Workers who stay from one round of tasks to the next, and know each other's tasks apart.

    To be closed where Ctrl-C is answered, as `on_workers`.

    Parameters
    ----------
    do
        What is done with a task; each worker has it once, and what it keeps of a task it has for
        the later ones. It, tasks and results can be pickled.
    workers
        Processes, one at least.
    """

    def __init__(self, do: Callable[[Task], Result], workers: int) -> None:
        self.workers = workers
        # A pool of several hands its tasks to whoever is free.
        self._pools = [_pool(do, 1) for _ in range(workers)]

    def results(self, tasks: Sequence[tuple[int, Task]]) -> list[Result]:
        """Results of tasks in their order, each done by the worker of its number, from 0 on.

        Raises
        ------
        Exception
            What a worker raises in the first task in which one does; the others are left.
        """
        with _undisturbed():
            futures = [self._pools[worker].submit(_work, task) for worker, task in tasks]
        try:
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()

    def close(self) -> None:
        """End the processes when they have done what they have begun."""
        for pool in self._pools:
            _end(pool)


def _pool(do: Callable[[Task], Result], workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, initializer=_start, initargs=(do,))


def _end(pool: ProcessPoolExecutor) -> None:
    # Once, and waiting: a pool that is not waited for ends together with Python, which fails.
    pool.shutdown(wait=True, cancel_futures=True)


def _results(
    handed_out: deque[Future[Result]], futures: Iterator[Future[Result]]
) -> Iterator[Result]:
    """Results by task, in order; for each that is done another one is handed out."""
    while handed_out:
        yield handed_out.popleft().result()
        handed_out.extend(itertools.islice(futures, 1))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Answer Ctrl-C after this.

    The pool would forget a process that it is just starting, and wait for it for ever at the end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed:
            signal.raise_signal(signal.SIGINT)


_does: list[Callable[[Any], Any]] = []
"""What this worker process does."""


def _start(do: Callable[[Any], Any]) -> None:
    # The parent alone answers Ctrl-C; a worker that did too would print its own traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _does[:] = [do]


def _work(task: Any) -> Any:
    return _does[0](task)
