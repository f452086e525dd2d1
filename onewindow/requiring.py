"""The requirement of a model: its demand, a promise, and a method put together."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace

from onewindow.choices import one_of
from onewindow.demand import Days, demand_of
from onewindow.promised import kept_over, promise_of, target_of
from onewindow.simulated import SimulatedEvaluation
from optimize.iterate import Iteration
from optimize.promise import Promise
from optimize.required import required
from optimize.requirement import Method, Requirement
from scenarios.errors import DataError, Problem
from scenarios.findings import listed, listed_zh
from scenarios.model import ServiceModel
from scenarios.pools import level_number
from scenarios.units import clock_text, parse_duration

METHODS: tuple[Method, ...] = ("modified_offered_load", "erlang_a", "erlang_c", "simulation")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, as options and arguments have it."""

    target: str | None = None
    method: str = "modified_offered_load"
    interval: str | float = 1800.0
    per: str | None = None
    peaks: str | None = None
    formula: str | None = None
    queues: tuple[str, ...] = ()
    goal: float | None = None
    """In the place of the promise's own: a share within [0, 1], or seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A requirement, and the days that it stands for."""

    requirement: Requirement
    days: Days
    notes: tuple[Problem, ...]
    """What the numbers leave out, a sentence each."""


def answer(
    model: ServiceModel, asked: Asked, how: Iteration, processes: int | None = None
) -> Answer:
    """Work out what is asked for.

    Parameters
    ----------
    model
        The model.
    asked
        What is asked for.
    how
        How surely, where plans are simulated.
    processes
        Processes that simulate them, all processors when left out; no number depends on it.

    Raises
    ------
    DataError
        An option makes no sense, or the model says something only in a log.
    InfeasibleError
        No number of people keeps the promise.
    """
    method = one_of("--method", asked.method, METHODS)
    try:
        interval = parse_duration(asked.interval, None)
    except ValueError as error:
        raise DataError(f"--interval: {error}") from None
    promise, queues = promise_asked(model, asked)
    days = demand_of(model, max(interval, 1.0), queues)
    if method == "simulation":
        with closing(SimulatedEvaluation(model, days, promise, processes)) as evaluation:
            found = required(days.demand, promise, method, evaluation=evaluation, iteration=how)
    else:
        found = required(days.demand, promise, method)
    return Answer(found, days, (*_left_out(model, days, method), *_seats(model, found)))


def promise_asked(model: ServiceModel, asked: Asked) -> tuple[Promise, tuple[str, ...]]:
    """The promise asked for, or the model's first target of a service level, with its queues."""
    promise, queues = _promise(model, asked)
    return (promise if asked.goal is None else replace(promise, goal=asked.goal)), queues


def _promise(model: ServiceModel, asked: Asked) -> tuple[Promise, tuple[str, ...]]:
    if asked.target is not None:
        promise = promise_of(asked.target, asked.formula)
        try:
            spans = target_of(model).between
        except DataError:
            spans = ()
        return kept_over(promise, asked.per, asked.peaks, spans), asked.queues
    target = target_of(model)
    promise = Promise("service_level", target.fraction, target.within, target.formula)
    return (
        kept_over(promise, asked.per, asked.peaks, target.between),
        asked.queues or (target.queue,),
    )


def _left_out(model: ServiceModel, days: Days, method: Method) -> list[Problem]:
    """What a formula does not know about."""
    if method == "simulation":
        return []
    queues = set(days.demand.queues)
    activities = [
        activity
        for name, activity in model.activities.items()
        if (activity.queue or name) in queues
    ]
    told = {
        ("calls that are made again", "重拨"): any(
            s.retry is not None for s in model.services.values()
        ),
        ("the limit on lines", "线路数的上限"): any(
            queue.lines is not None for name, queue in model.queues.items() if name in queues
        ),
        ("call-backs", "回拨"): any(
            queue.callback is not None for name, queue in model.queues.items() if name in queues
        ),
        ("the spread of whole days", "各天之间的起伏"): any(
            getattr(s.arrivals, "busyness_cv", 0) > 0 for s in model.services.values()
        ),
        ("priorities", "优先级"): any(
            len({s.priority, *(c.priority for c in s.channels.values())} - {None}) > 1
            for s in model.services.values()
        ),
        ("the help of other pools", "其他人员池的帮助"): bool(days.helping),
        ("help at the window", "窗口的协助"): any(
            activity.help is not None for activity in activities
        ),
    }
    if method == "erlang_c":
        told[("that callers give up", "来电者放弃")] = any(
            a.patience is not None for a in activities
        )
    left = [names for names, there in told.items() if there]
    if not left:
        return []
    en, zh = listed(en for en, _ in left), listed_zh(zh for _, zh in left)
    what = f"{method} leaves out {en}; --method simulation has them."
    return [Problem("", what, zh=f"{method} 不考虑{zh}；用 --method simulation 则都考虑在内。")]


def _seats(model: ServiceModel, found: Requirement) -> list[Problem]:
    """Pools that have fewer seats than are needed."""
    notes = []
    for g, name in enumerate(found.groups):
        seats, most = level_number(model.pools[name].seats), int(found.required[:, g].max())
        if most > seats:
            over = found.required[:, g] > seats
            first = clock_text(float(found.starts[over][0]) % 86400)
            notes.append(
                Problem(
                    f"pools.{name}.seats",
                    f"{most} are needed, got {seats:.0f} seats; too few in {int(over.sum())} "
                    f"intervals, first at {first}. Add seats, or lower the target.",
                    zh=f"需要 {most} 个席位，只有 {seats:.0f} 个；{int(over.sum())} 个时段不够，"
                    f"最早在 {first}。请增加席位，或降低目标。",
                )
            )
    return notes
