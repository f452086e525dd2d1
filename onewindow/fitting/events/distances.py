"""How far two event logs are apart, by the measures of the process-simulation literature.

The distances are those of Chapela-Campa, Benchekroun, Baron, Dumas, Krass & Senderovich (2023),
"Can I trust my simulation model? Measuring the quality of business process simulation models".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from onewindow.fitting.events.earth_mover import distance_from
from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.events.log import Events

HOUR = 3600.0
_NO_STEP = -1


@dataclass(frozen=True, slots=True)
class Traces:
    """Completions by case and time; shape (events,)."""

    case: Ints
    activity: Ints
    group: Ints
    came: Floats
    """First sign of each event: when it came into its queue, was begun, or was completed, by what
    the log says [s since the midnight of a Monday]."""
    end: Floats
    """[s] since the midnight of a Monday."""

    @property
    def cases(self) -> int:
        """Number of cases."""
        return len(np.unique(self.case))


Distance = Callable[[Traces], float]
"""How far a log is from another."""


def traces_of(events: Events) -> Traces:
    """The completions of a log."""
    since_monday = events.first_day.weekday() * DAY
    sign = np.fmin(np.fmin(events.enable, events.start), events.end)
    end = events.end + since_monday
    group = people_groups(events.case, events.group, events.automatic)
    return Traces(events.case, events.activity, group, sign + since_monday, end)


def people_groups(case: Ints, group: Ints, automatic: Sequence[int]) -> Ints:
    """Groups of people alone: what a machine does is handed to nobody.

    Parameters
    ----------
    case, group
        Of each event, by case and time, shape (events,).
    automatic
        Groups that are machines: their events have the group of the event before them in the
        case, those before the first of people that of this one; of cases that no people see all
        are of one.
    """
    index = np.arange(len(group))
    people = ~np.isin(group, automatic)
    first = np.searchsorted(case, case)
    back = np.maximum.accumulate(np.where(people, index, -1))
    ahead = np.minimum.accumulate(np.where(people, index, len(group))[::-1])[::-1]
    last = np.searchsorted(case, case, "right") - 1
    source = np.where(back >= first, back, np.where(ahead <= last, ahead, first))
    return np.asarray(group[source], dtype=np.int64)


def joined(logs: Sequence[Traces]) -> Traces:
    """Several logs as one, their cases numbered on."""
    number = np.cumsum([0] + [int(log.case.max(initial=-1)) + 1 for log in logs])
    return Traces(
        np.concatenate([log.case + n for log, n in zip(logs, number[:-1], strict=True)]),
        np.concatenate([log.activity for log in logs]),
        np.concatenate([log.group for log in logs]),
        np.concatenate([log.came for log in logs]),
        np.concatenate([log.end for log in logs]),
    )


def cycle_times(log: Traces) -> Floats:
    """From the first sign of each case to its last completion [h]."""
    first, last = _ends(log)
    return np.asarray((log.end[last] - log.came[first]) / HOUR, dtype=np.float64)


def handovers_per_case(log: Traces) -> float:
    """Changes of the group from one completion to the next."""
    changed = (np.diff(log.case) == 0) & (np.diff(log.group) != 0)
    return float(changed.sum()) / max(1, log.cases)


def repeated_fraction(log: Traces) -> float:
    """Share of the cases in which some activity is done more than once."""
    pairs = np.column_stack([log.case, log.activity])
    kinds, often = np.unique(pairs, axis=0, return_counts=True)
    return len(np.unique(kinds[often > 1, 0])) / max(1, log.cases)


def two_gram_distance_from(other: Traces) -> Distance:
    """Share of the pairs of successive activities that differ, from 0 (alike) to 1.

    Begin and end of a case count as activities; frequencies are per case.
    """
    b = _two_grams(other)

    def distance(one: Traces) -> float:
        a = _two_grams(one)
        apart = sum(abs(a.get(p, 0.0) - b.get(p, 0.0)) for p in a.keys() | b.keys())
        return apart / max(1e-12, sum(a.values()) + sum(b.values()))

    return distance


def cycle_time_distance_from(other: Traces) -> Distance:
    """Earth mover's distance of the cycle times [h]."""
    far = distance_from(cycle_times(other))
    return lambda one: far(cycle_times(one))


def relative_distance_from(other: Traces) -> Distance:
    """Of the completions since the first one of their case [h]."""
    far = distance_from(_since_first(other))
    return lambda one: far(_since_first(one))


def circadian_distance_from(other: Traces) -> Distance:
    """Of the times of day, by weekday, weighted by the completions of the log compared [h].

    Completions on a weekday on which the other has none are a day away.
    """
    far = [distance_from(clock) if len(clock) else None for clock in _clocks(other)]

    def distance(one: Traces) -> float:
        total = 0.0
        for clock, from_other in zip(_clocks(one), far, strict=True):
            if len(clock):
                total += len(clock) * (24.0 if from_other is None else from_other(clock))
        return total / max(1, len(one.end))

    return distance


def absolute_distance(one: Traces, other: Traces) -> float:
    """Of the moments of the completions [h]."""
    return distance_from(other.end)(one.end) / HOUR


def _ends(log: Traces) -> tuple[np.ndarray, np.ndarray]:
    first = np.flatnonzero(np.diff(log.case, prepend=-1) != 0)
    return first, np.append(first[1:], len(log.case)) - 1


def _since_first(log: Traces) -> Floats:
    first, last = _ends(log)
    since = log.end - np.repeat(log.end[first], last - first + 1)
    return np.asarray(since / HOUR, dtype=np.float64)


def _clocks(log: Traces) -> list[Floats]:
    """Times of day of the completions on each weekday, Monday first [h]."""
    weekday, clock = log.end // DAY % 7, log.end % DAY / HOUR
    return [np.asarray(clock[weekday == day], dtype=np.float64) for day in range(7)]


def _two_grams(log: Traces) -> dict[tuple[int, int], float]:
    """How often one activity follows another, per case."""
    first, last = _ends(log)
    before = np.concatenate([[_NO_STEP], log.activity[:-1]])
    before[first] = _NO_STEP
    # An activity, and one more for the end of a case, as digits of one number.
    digits = int(log.activity.max(initial=0)) + 2
    ended = np.full(len(last), _NO_STEP)
    pairs = np.concatenate([before, log.activity[last]]) + 1
    pairs = pairs * digits + np.concatenate([log.activity, ended]) + 1
    found, often = np.unique(pairs, return_counts=True)
    cases = max(1, len(first))
    rows = zip(found.tolist(), often.tolist(), strict=True)
    return {(pair // digits - 1, pair % digits - 1): n / cases for pair, n in rows}
