"""Whether a promise can be kept at all with everybody there is a seat for."""

from __future__ import annotations

import numpy as np

from onewindow.simulated import SimulatedEvaluation
from optimize.evaluation import Floats
from optimize.judging import judge
from optimize.requirement import Requirement
from scenarios.calendar_days import DAY
from scenarios.errors import InfeasibleError, Problem
from scenarios.units import clock_text


def check_seats(
    evaluation: SimulatedEvaluation,
    made: Requirement,
    seats: Floats,
    replications: int,
    seed: int,
    confidence: float,
) -> None:
    """See that no scope misses its promise with every seat taken all the time.

    Only where the formula asks for more than there are seats: elsewhere nothing is simulated.

    Parameters
    ----------
    evaluation
        What simulates.
    made
        The requirement by formula.
    seats
        Of each group, infinity for no limit, shape (groups,).
    replications, seed
        Which replications.
    confidence
        With which it is said that a promise cannot be kept.

    Raises
    ------
    InfeasibleError
        Scopes miss it; a sentence for the worst of each queue.
    """
    short = np.asarray(made.required > seats)
    if not short.any():
        return
    # Where there is no limit, twice what the formula says stands for any number.
    taken = np.where(np.isfinite(seats), seats, 2 * made.required + 10).astype(np.int64)
    full = np.broadcast_to(taken, made.required.shape)
    counts = evaluation.evaluate(full, replications=range(replications), seed=seed)
    scopes = made.promise.scopes(made.starts)
    doubt = (1 - confidence) / (len(scopes) * len(made.queues))
    judged = judge(counts, made.promise, scopes, doubt)
    problems = []
    for queue, name in enumerate(made.queues):
        missed = judged.missed[:, queue]
        if not missed.any():
            continue
        worst = int(np.argmax(np.where(missed, judged.short[:, queue], -1.0)))
        at, group = np.flatnonzero(scopes[worst]), made.group_of[queue]
        most = at[np.argmax(made.required[at, group])]
        more = int(made.required[most, group] - full[most, group])
        unit = " s" if made.promise.is_time else " %"
        scale = 1 if made.promise.is_time else 100
        goal, level = (
            f"{scale * one:.3g}{unit}" for one in (made.promise.goal, judged.level[worst, queue])
        )
        begin, end = made.starts[at[0]] % DAY, (made.starts[at[-1]] + made.interval) % DAY or DAY
        problems.append(
            Problem(
                f"{name} {clock_text(float(begin))}-{clock_text(float(end))}",
                f"expected {goal}, got {level} with all {int(full[most, group])} seats of "
                f"{made.groups[group]} taken; {int(missed.sum())} of {len(scopes)} are missed. Add "
                f"at least {max(more, 1)} (see --free-seats), or lower the target.",
            )
        )
    if problems:
        raise InfeasibleError(problems)
