"""The requirement of a demand for a promise, by any method."""

from __future__ import annotations

import numpy as np

from optimize.demand import Demand
from optimize.evaluation import Evaluation, Floats, Ints
from optimize.iterate import Iteration, iterate
from optimize.least import least_staff
from optimize.promise import Promise
from optimize.requirement import Method, Requirement
from optimize.steady_evaluation import SteadyEvaluation
from scenarios.errors import DataError


def required(
    demand: Demand,
    promise: Promise,
    method: Method = "erlang_a",
    *,
    evaluation: Evaluation | None = None,
    iteration: Iteration | None = None,
) -> Requirement:
    """Least people on position by interval and group.

    Parameters
    ----------
    demand
        The calls.
    promise
        What has to be kept, and over what.
    method
        ``erlang_c``, ``erlang_a``, ``modified_offered_load`` (Erlang A on the load that calls
        leave behind; Jennings, Mandelbaum, Massey & Whitt 1996) or ``simulation``.
    evaluation
        What finds out how a plan does, for ``simulation``.
    iteration
        How often and how surely it is to be found out; see `optimize.iterate`.

    Raises
    ------
    InfeasibleError
        No number of people keeps it.
    DataError
        The promise makes no sense, or ``simulation`` is asked for without an evaluation.
    """
    _check(promise)
    steady: Method = "modified_offered_load" if method == "simulation" else method
    formula = SteadyEvaluation(demand, promise, steady)
    staffed = least_staff(formula, promise)
    if method != "simulation":
        part, whole = formula.shares(staffed)
        below_part, below_whole = formula.shares(np.maximum(staffed - 1, 0))
        level, below = _ratio(part, whole), _ratio(below_part, below_whole)
        of = list(demand.group_of)
        return _requirement(demand, promise, method, staffed, level[:, of], below[:, of])
    if evaluation is None:
        raise DataError(
            "evaluation: expected something that simulates a plan, got none. Hand it in, or take "
            "another method."
        )
    found = iterate(evaluation, demand, promise, staffed, iteration or Iteration())
    return _requirement(
        demand, promise, method, found.staffed, found.level, found.level_below, found.complete
    )


def _requirement(
    demand: Demand,
    promise: Promise,
    method: Method,
    staffed: Ints,
    level: Floats,
    below: Floats,
    complete: bool = True,
) -> Requirement:
    nobody = demand.calls <= 0
    alone = staffed[:, list(demand.group_of)] == 0
    return Requirement(
        starts=demand.starts,
        interval=demand.interval,
        queues=demand.queues,
        groups=demand.groups,
        group_of=demand.group_of,
        calls=demand.calls,
        offered_load=demand.offered_load,
        required=staffed,
        level=np.where(nobody, np.nan, level),
        level_below=np.where(nobody | alone, np.nan, below),
        promise=promise,
        method=method,
        complete=complete,
    )


def _ratio(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return part / whole


def _check(promise: Promise) -> None:
    if promise.is_time and not promise.goal > 0:
        raise DataError(f"goal: expected a time above 0, got {promise.goal:g} s. Allow some wait.")
    if not promise.is_time and not 0 < promise.goal < 1:
        raise DataError(
            f"goal: expected a share between 0 and 1, got {promise.goal:g}. Write 90 % as 0.9; "
            "nobody can promise all."
        )
