"""Whether a promise can be kept at all with everybody there is a seat for, or however many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onewindow.demand import Days, after_closing
from onewindow.open_words import open_words
from onewindow.simulated import SimulatedEvaluation
from optimize.evaluation import Floats, Ints
from optimize.judging import Flags, Judgement, joined, judge
from optimize.proving import Effort
from optimize.requirement import Requirement
from optimize.staffed_plan import PlanGrid
from plots.language import LANGS
from scenarios.calendar_days import DAY
from scenarios.errors import InfeasibleError, Problem
from scenarios.model import ServiceModel
from scenarios.units import clock_text


def check_seats(
    model: ServiceModel,
    evaluation: SimulatedEvaluation,
    made: Requirement,
    days: Days,
    grids: Sequence[PlanGrid],
    seats: Floats,
    effort: Effort,
    seed: int,
) -> None:
    """See that no scope misses its promise with every seat taken all the time.

    Only where the formula asks for more than there are seats, and where people come after the
    closing, of whom nobody is served that day, however many are there: elsewhere nothing is
    simulated. More replications are run until it is clear, as in a check.

    Parameters
    ----------
    model
        The model.
    evaluation
        What simulates.
    made
        The requirement by formula.
    days, grids
        The days its intervals stand for, and when each group is open.
    seats
        Of each group, infinity for no limit, shape (groups,).
    effort
        How many replications, and with which confidence it is said that a promise cannot be kept.
    seed
        Names the random numbers.

    Raises
    ------
    InfeasibleError
        Scopes miss it; a sentence for the worst of each queue.
    """
    short = np.asarray(made.required > seats)
    shut = after_closing(model, days)
    if not (short.any() or shut.any()):
        return
    # Where there is no limit, twice what the formula says stands for any number.
    taken = np.where(np.isfinite(seats), seats, 2 * made.required + 10).astype(np.int64)
    full = np.broadcast_to(taken, made.required.shape)
    judged = _judged(evaluation, made, full, effort, seed)
    # Without a limit of seats the search goes on, unless it is for people whom nobody can serve.
    scopes = made.promise.scopes(made.starts)
    limited = np.isfinite(seats)[list(made.group_of)]
    hopeless = judged.missed & (limited | ((scopes.astype(np.int64) @ shut) > 0))
    judged = replace(judged, missed=hopeless)
    problems = [
        _problem(model, made, days, grids, full, shut, judged, queue)
        for queue in range(len(made.queues))
        if judged.missed[:, queue].any()
    ]
    if problems:
        raise InfeasibleError(problems)


def _nobody_serves(
    model: ServiceModel,
    made: Requirement,
    grid: PlanGrid,
    queue: int,
    at: int,
    words: tuple[str, str],
    goal: str,
    level: str,
) -> Problem:
    """That people come to a queue in an interval in which its pool shuts."""
    (zh, en), start = words, float(made.starts[at])
    pool = made.groups[made.group_of[queue]]
    calendar, (_, closing) = (
        model.pools[pool].calendar,
        grid.hours(np.arange(made.starts.size) == at),
    )
    come = f"{clock_text(start % DAY)}–{clock_text(start % DAY + made.interval)}"
    until = clock_text(closing)
    return Problem(
        made.queues[queue],
        f"{en}: expected {goal}, got {level} however many of {pool} are there: people come "
        f"{come}, {pool} is open until {until}, and nobody serves those who come after it. Let "
        f"their arrivals end by {until}, or the calendar {calendar} of {pool} later.",
        zh=f"{zh}：要求 {goal}，{pool} 有多少人都只有 {level}：{come} 有人来，"
        f"而 {pool} 只开到 {until}，之后来的人当天无人办理。"
        f"请让到达在 {until} 前结束，或让 {pool} 的日历 {calendar} 晚些结束。",
    )


def _judged(
    evaluation: SimulatedEvaluation, made: Requirement, full: Ints, effort: Effort, seed: int
) -> Judgement:
    """The scopes with all seats taken; more replications until one is missed or all are met."""
    scopes = made.promise.scopes(made.starts)
    looks = 1 + max(0, math.ceil(math.log2(effort.most_check / effort.replications)))
    doubt = (1 - effort.confidence) / (len(scopes) * len(made.queues) * looks)
    counts, done, wanted = None, 0, effort.replications
    while True:
        more = evaluation.evaluate(full, replications=range(done, wanted), seed=seed)
        counts, done = joined(counts, more), wanted
        judged = judge(counts, made.promise, scopes, doubt)
        if judged.missed.any() or judged.is_clear or done >= effort.most_check:
            return judged
        wanted = min(2 * done, effort.most_check)


def _problem(
    model: ServiceModel,
    made: Requirement,
    days: Days,
    grids: Sequence[PlanGrid],
    full: Ints,
    shut: Flags,
    judged: Judgement,
    queue: int,
) -> Problem:
    """The worst scope of a queue that is missed."""
    missed, group = judged.missed[:, queue], made.group_of[queue]
    worst = int(np.argmax(np.where(missed, judged.short[:, queue], -1.0)))
    scope = made.promise.scopes(made.starts)[worst]
    at = np.flatnonzero(scope)
    most = at[np.argmax(made.required[at, group])]
    needed, there = int(made.required[most, group]), int(full[most, group])
    unit, scale = (" s", 1) if made.promise.is_time else (" %", 100)
    goal, level = (
        f"{scale * one:.3g}{unit}" for one in (made.promise.goal, judged.level[worst, queue])
    )
    hours, day = grids[group].hours(scope), int(made.starts[at[0]] // DAY)
    zh, en = (open_words(days, model.start_date, day, hours, lang) for lang in LANGS)
    peak, pool = clock_text(float(made.starts[most]) % DAY), made.groups[group]
    late = at[shut[at, queue]].tolist()
    if late and not (made.required[at, group] > full[at, group]).any():
        return _nobody_serves(model, made, grids[group], queue, late[0], (zh, en), goal, level)
    add = max(needed - there, 1)
    return Problem(
        made.queues[queue],
        f"{en}: expected {goal}, got {level} with all {there} seats of {pool} taken; "
        f"{int(missed.sum())} of {missed.size} are missed. The formula asks for {needed} at "
        f"{peak}. Add at least {add} (see --free-seats), or lower the target.",
        zh=f"{zh}：要求 {goal}，{pool} 的 {there} 个席位全程坐满也只有 {level}；"
        f"{missed.size} 处中有 {int(missed.sum())} 处做不到。{peak} 公式需 {needed} 人。"
        f"请至少增加 {add} 个席位（参见 --free-seats），或降低目标。",
    )
