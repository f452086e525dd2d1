"""Charts drawn one after the other, by several processes where that pays."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from plots.charts import Chart
from plots.language import Lang
from plots.pictures import Shown, taken_along
from sim.workers import on_workers, workers_for

Drawn = Sequence[tuple[Chart, pd.DataFrame]]
"""Charts with their numbers."""
Task = TypeVar("Task")
Made = TypeVar("Made")


def in_turn(
    draw: Callable[[Task], Made], tasks: Sequence[Task], processes: int | None
) -> Generator[Made, None, None]:
    """What is drawn for each task, in order, whatever the number of processes.

    The first is drawn here, and tells how long the others would take. To be closed where Ctrl-C is
    answered, as `sim.workers.on_workers`.

    Parameters
    ----------
    draw
        Draws what a task asks for. It, tasks and what it makes can be pickled.
    tasks
        The tasks.
    processes
        No more processes than these; all processors when None.
    """
    begun = time.perf_counter()
    yield from map(draw, tasks[:1])
    rest = tasks[1:]
    workers = workers_for((time.perf_counter() - begun) * len(rest), len(rest), processes)
    if workers == 1:
        yield from map(draw, rest)
        return
    with closing(on_workers(draw, rest, workers)) as made:
        yield from made


def taken_in_turn(
    drawn: Drawn, data: Shown, lang: Lang, processes: int | None
) -> Generator[dict[str, bytes], None, None]:
    """Of each chart the files that `plots.pictures.taken_along` makes; to be closed."""
    return in_turn(_Taking(drawn, data, lang), range(len(drawn)), processes)


@dataclass(frozen=True, slots=True)
class _Taking:
    """Makes the files of the chart of a number."""

    drawn: Drawn
    data: Shown
    lang: Lang

    def __call__(self, k: int) -> dict[str, bytes]:
        chart, numbers = self.drawn[k]
        return taken_along(chart, self.data, numbers, self.lang)
