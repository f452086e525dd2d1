"""How far two event logs are apart, by the measures of the process-simulation literature.

The distances are those of Chapela-Campa, Benchekroun, Baron, Dumas, Krass & Senderovich (2023),
"Can I trust my simulation model? Measuring the quality of business process simulation models".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import wasserstein_distance

from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.events import Events

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


def traces_of(events: Events) -> Traces:
    """The completions of a log."""
    since_monday = events.first_day.weekday() * DAY
    sign = np.fmin(np.fmin(events.enable, events.start), events.end)
    end = events.end + since_monday
    return Traces(events.case, events.activity, events.group, sign + since_monday, end)


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


def two_gram_distance(one: Traces, other: Traces) -> float:
    """Share of the pairs of successive activities that differ, from 0 (alike) to 1.

    Begin and end of a case count as activities; frequencies are per case.
    """
    a, b = _two_grams(one), _two_grams(other)
    pairs = a.keys() | b.keys()
    return sum(abs(a.get(p, 0.0) - b.get(p, 0.0)) for p in pairs) / max(
        1e-12, sum(a.values()) + sum(b.values())
    )


def cycle_time_distance(one: Traces, other: Traces) -> float:
    """Earth mover's distance of the cycle times [h]."""
    return float(wasserstein_distance(cycle_times(one), cycle_times(other)))


def relative_distance(one: Traces, other: Traces) -> float:
    """Of the completions since the first one of their case [h]."""
    return float(wasserstein_distance(_since_first(one), _since_first(other)))


def circadian_distance(one: Traces, other: Traces) -> float:
    """Of the times of day, by weekday, weighted by the first log's completions [h]."""
    total = 0.0
    for day in range(7):
        a, b = (log.end[(log.end // DAY % 7) == day] % DAY / HOUR for log in (one, other))
        if len(a) and len(b):
            total += len(a) * float(wasserstein_distance(a, b))
        elif len(a):
            total += len(a) * 24.0
    return total / max(1, len(one.end))


def absolute_distance(one: Traces, other: Traces) -> float:
    """Of the moments of the completions [h]."""
    return float(wasserstein_distance(one.end, other.end)) / HOUR


def _ends(log: Traces) -> tuple[np.ndarray, np.ndarray]:
    first = np.flatnonzero(np.diff(log.case, prepend=-1) != 0)
    return first, np.append(first[1:], len(log.case)) - 1


def _since_first(log: Traces) -> Floats:
    first, last = _ends(log)
    since = log.end - np.repeat(log.end[first], last - first + 1)
    return np.asarray(since / HOUR, dtype=np.float64)


def _two_grams(log: Traces) -> dict[tuple[int, int], float]:
    first, last = _ends(log)
    before = np.concatenate([[_NO_STEP], log.activity[:-1]])
    before[first] = _NO_STEP
    pairs = Counter(zip(before.tolist(), log.activity.tolist(), strict=True))
    pairs.update(zip(log.activity[last].tolist(), [_NO_STEP] * len(last), strict=True))
    cases = max(1, len(first))
    return {pair: often / cases for pair, often in pairs.items()}
