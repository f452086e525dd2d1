"""A fitted office as it is when its log ends: with the people and the load that it has by then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenarios.fit.course import Course
from scenarios.fit.drift import find_change
from scenarios.fit.events.fit import EventFit, people_by_day

_TOLD = 0.001
"""Changes of people are told when chance makes such ones as rarely: there are many groups."""


def as_it_ends(fit: EventFit) -> EventFit:
    """The fit with what changed along the way as it is at the end of the log.

    Where the number of people at work in a group changed beyond chance (`find_change`), they are
    those since then. Where the number of cases jumped or drifted beyond chance (`Course`), as many
    come as at the end; drifts are not drawn out beyond it.
    """
    people = fit.people.copy()
    for group in range(len(people)):
        at_work = people_by_day(fit.events, fit.by_group, group)
        if at_work is None or len(at_work.day) < 2:
            continue
        change = find_change(at_work.number.astype(np.float64), at_work.day)
        if change.p_value < _TOLD:
            people[group] = at_work.since(change.at).by_weekday()
    factor = load_at_end(fit.course, fit.whole.days)
    matters = tuple(
        replace(one, rates=replace(one.rates, per_hour=factor * one.rates.per_hour))
        for one in fit.matters
    )
    return replace(fit, people=people, matters=matters)


def load_at_end(course: Course, days: int) -> float:
    """Cases that come at the end of a log, as a multiple of its mean."""
    if course.jumps:
        after = (days - course.jump_day) / days
        return (1 + course.jump) / (1 + course.jump * after)
    if course.drifts:
        grown = days / 7 * float(np.log1p(course.per_week))
        # The mean of exp(g x) over x from 0 to 1 is (exp(g) - 1) / g.
        return float(grown / -np.expm1(-grown))
    return 1.0
