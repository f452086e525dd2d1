"""Replications that were drawn together cut into one Script each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.breakdowns import DownSpans
from sim.script import Script
from sim.variates import Ints

_OF_CASES = (
    "service", "channel", "interval", "ordinal", "arrival", "priority", "attempts", "place",
)  # fmt: skip
_OF_OPERATIONS = ("kind", "what", "step", "branch", "round", "visit", "keeps", "jump")
_OF_DRAWS = (
    "work", "pickup", "after_work", "patience", "balks", "no_show", "comes_back", "accepts",
    "answers",
)  # fmt: skip


def cut(whole: Script, first_case: Ints, bounded: Ints, downs: list[DownSpans]) -> list[Script]:
    """The Script of each replication; its columns are parts of the columns of the whole.

    Parameters
    ----------
    whole
        All cases, by replication; its jumps are counted anew from the first operation of each.
    first_case
        Where each replication begins, and the end, shape (replications + 1,).
    bounded
        Cases that were let through at the bound of a rework, once for each time.
    downs
        When resources are out of order in each.
    """
    of_cases = _parts(first_case)
    of_operations = _parts(whole.first_op[first_case])
    of_draws = _parts(whole.first_draw[first_case])
    of_retries = _parts(whole.first_retry[first_case])
    # In what order they were drawn does not say whose they are.
    runs = np.arange(first_case.size)
    returns = _run_of(first_case, whole.returned)
    by_run = np.argsort(returns, kind="stable")
    returned, cause = whole.returned[by_run], whole.cause[by_run]
    of_returns = _parts(np.searchsorted(returns[by_run], runs))
    let_through = np.bincount(_run_of(first_case, bounded), minlength=runs.size)
    scripts = []
    for k, down in enumerate(downs):
        cases, operations = of_cases[k], of_operations[k]
        with_end = slice(cases.start, cases.stop + 1)
        jump = whole.jump[operations]
        np.subtract(jump, operations.start, out=jump, where=jump >= 0)
        columns: dict[str, NDArray[Any]] = {
            **{name: getattr(whole, name)[cases] for name in _OF_CASES},
            **{name: getattr(whole, name)[operations] for name in _OF_OPERATIONS},
            **{name: getattr(whole, name)[of_draws[k]] for name in _OF_DRAWS},
        }
        scripts.append(
            Script(
                **columns,
                first_op=whole.first_op[with_end] - operations.start,
                first_draw=whole.first_draw[with_end] - of_draws[k].start,
                first_retry=whole.first_retry[with_end] - of_retries[k].start,
                retry_delay=whole.retry_delay[of_retries[k]],
                down=down,
                returned=returned[of_returns[k]] - cases.start,
                cause=cause[of_returns[k]],
                bounded=int(let_through[k]),
            )
        )
    return scripts


def _run_of(first_case: Ints, cases: Ints) -> Ints:
    """The replication of each of some cases."""
    return np.searchsorted(first_case, cases, side="right") - 1


def _parts(starts: Ints) -> list[slice]:
    """From each start to the next."""
    places = starts.tolist()
    return [slice(*pair) for pair in zip(places, places[1:], strict=False)]
