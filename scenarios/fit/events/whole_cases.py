"""Which cases of an event log are seen from their beginning to their end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.events.going_on import ends_of
from scenarios.fit.events.log import Events
from scenarios.fit.events.weighted import weighted_quantile
from scenarios.fit.events.working_time import WorkingTime
from scenarios.fit.kaplan_meier import kaplan_meier

_ENOUGH = 20
"""Cases seen as a whole that a weekday needs for a curve of its own."""
_EARLY = 0.95
"""Share of the cases that are known to have ended within the time that early ones were followed."""


@dataclass(frozen=True, slots=True)
class WholeCases:
    """Of each case whether it is seen from its beginning to its end; shape (cases,)."""

    open: Flags
    """More likely to go on than finished when the log ends."""
    under_way: Flags
    """More likely to have been under way than to have come when the log begins."""
    weight: Floats
    """How many of the cases that came each stands for; 0 where it is not seen as a whole."""
    early: Flags
    """Seen as a whole, and come so early that slow ones that came with it are, too."""
    days: int
    """Days of the log from which those that came are seen: until the last one came, less those that
    the first step of some cases that came would outlast."""

    @property
    def came(self) -> Flags:
        """Whether a case came while the log ran."""
        return ~self.under_way


def find_whole_cases(events: Events, hours: WorkingTime) -> WholeCases:
    """Cases that are open when a log ends, or under way when it begins, and weights of the others.

    A case is open where most of those in its state go on after more working time than it has been
    silent for (`ends_of`); cases under way at the beginning are the same with time reversed;
    where all were, all came.

    To leave open cases out leaves slow ones out, which had less time to end. So each finished case
    that came while the log ran counts as the inverse of the chance of being seen through: the
    Kaplan-Meier curve of the times until the log ends on open cases, at the working time
    after which this case is known to have ended. Means and shares with these weights are those of
    the Kaplan-Meier curve of the cases' times (Satten & Datta 2001, "The Kaplan-Meier estimator as
    an inverse-probability-of-censoring weighted average"). Each weekday of arrival with 20 cases
    seen as a whole has a curve of its own: whose cases are open when the log ends on a Friday have
    a weekend before them that others had not. Of each matter weights add up to its cases that came;
    of one of which none is seen as a whole all count as they are. Where none is open all weights
    are 1.
    """
    at = hours.open_before(events.end)
    ends = ends_of(events.case, events.activity, at, float(at.max()))
    back = slice(None, None, -1)
    begins = ends_of(events.case[back], events.activity[back], -at[back], -float(at.min()))
    open_, under_way = ends.chance < 0.5, begins.chance[back] < 0.5
    if under_way.all():
        under_way = np.zeros_like(under_way)
    came = hours.open_before(events.came)
    followed = float(at.max()) - came
    known = np.where(open_, followed, at[events.last] - came + ends.told_after)
    whole = ~open_ & ~under_way
    weight = whole.astype(np.float64)
    weekday = (events.first_day.weekday() + (events.came // DAY).astype(np.int64)) % 7
    for own in _kinds(weekday, ~under_way, whole, _ENOUGH):
        weight[own] /= _seen_through(known[own], open_[own])
        _add_up(weight, own)
    for own in _kinds(events.service[events.first], ~under_way, whole, 1):
        _add_up(weight, own)
    early = whole.copy()
    if open_.any():
        early &= followed >= weighted_quantile(known, weight, _EARLY)
    return WholeCases(open_, under_way, weight, early, _days_seen(events, open_, ~under_way))


def _days_seen(events: Events, cut: Flags, came: Flags) -> int:
    """Days until the last case came; where the log is cut, only those of which it has most cases.

    A case stands in the log once its first step is done.
    """
    last = float(events.came[came].max())
    if cut.any():
        first_step = float(np.quantile((events.end[events.first] - events.came)[came], _EARLY))
        last = min(last, float(events.end.max()) - first_step)
    return max(1, int(last // DAY) + 1)


def _kinds(kind: Ints, came: Flags, whole: Flags, least: int) -> Iterator[Flags]:
    """Cases that came, by kinds of which enough are seen as a whole; the others together."""
    often = np.bincount(kind[whole], minlength=int(kind.max()) + 1) >= least
    for own in (*(kind == k for k in np.flatnonzero(often)), ~often[kind]):
        if (own & came).any():
            yield own & came


def _seen_through(known: Floats, cut: Flags) -> Floats:
    """Chance that the log has not ended before the time for which each case is followed."""
    times, later = kaplan_meier(known, cut)
    return np.concatenate([[1.0], later])[np.searchsorted(times, known, "left")]


def _add_up(weight: Floats, own: Flags) -> None:
    """Let the weights of some cases add up to their number; all alike where they have none."""
    if not weight[own].any():
        weight[own] = 1.0
    weight[own] *= own.sum() / weight[own].sum()
