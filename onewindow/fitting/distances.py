"""How far simulated days are from days seen, by the distances of the process-simulation literature.

Chapela-Campa, Benchekroun, Baron, Dumas, Krass & Senderovich, "Can I trust my simulation model?
Measuring the quality of business process simulation models", BPM 2023: one-Wasserstein (earth
mover's) distances of the moments of all events, in time, in the hour of the day, and since the
arrival of their case; and of cycle times.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import wasserstein_distance

from onewindow.fitting.figures import Unit
from onewindow.fitting.runs import Came
from scenarios.fit.contacts import Floats, Ints

DISTANCES = ("absolute_events", "circadian_events", "relative_events", "cycle_time")
"""Names of the distances, in the order of `distances_between`."""
_HOUR = 3600.0
_WEEK = 7 * 24
"""Hours."""
_MINUTE = 60.0
_MOST = 10_000
"""People that distances are taken of."""


@dataclass(frozen=True, slots=True)
class Distance:
    """One distance."""

    name: str
    found: float
    """Mean over replications, [h] for events in time and in the day, [min] for the others."""
    chance: float
    """Mean between one replication and the next: what two true models are apart."""

    @property
    def unit(self) -> Unit:
        """Of both."""
        return "h" if self.name in ("absolute_events", "circadian_events") else "min"


def distances_between(a: Came, b: Came) -> Floats:
    """The four distances, shape (4,): [h], [h], [min], [min].

    Of more than 10,000 people every second, third and so on is looked at, in order of arrival.

    Events are comings, beginnings and ends of services, and givings up. Absolute: moments in whole
    hours since the first midnight. Circadian: the hour of the day, by weekday, weighted by the
    events of ``a``. Relative: time since the case came. Cycle time: from coming to the end.
    """
    a, b = thinned(a), thinned(b)
    first, second = _by_hour(a, b)
    circadian, weight = 0.0, 0
    for own, other in zip(_of_week(first), _of_week(second), strict=True):
        if own.any() and other.any():
            circadian += int(own.sum()) * _hours_apart(own, other)
            weight += int(own.sum())
    relative = _apart(_since(a), _since(b)) / _MINUTE
    cycle = _apart((a.end - a.arrival)[a.served], (b.end - b.arrival)[b.served]) / _MINUTE
    absolute = _hours_apart(first, second)
    return np.array([absolute, circadian / max(1, weight), relative, cycle])


def summed_up(found: list[Floats], chance: list[Floats]) -> tuple[Distance, ...]:
    """The distances with what chance makes of them."""
    nothing = np.full(len(DISTANCES), np.nan)
    means = np.mean(found, axis=0) if found else nothing
    alone = np.mean(chance, axis=0) if chance else nothing
    return tuple(
        Distance(name, float(a), float(b))
        for name, a, b in zip(DISTANCES, means, alone, strict=True)
    )


def thinned(came: Came) -> Came:
    """Those that distances are taken of: every second, third and so on, in order of arrival."""
    step = -(-len(came.arrival) // _MOST)
    if step <= 1:
        return came
    at = np.argsort(came.arrival, kind="stable")[::step]
    return Came(came.arrival[at], came.wait[at], came.end[at], came.served[at])


def _apart(a: Floats, b: Floats) -> float:
    return float(wasserstein_distance(a, b)) if len(a) and len(b) else float("nan")


def _by_hour(*runs: Came) -> list[Ints]:
    """Events in each hour since the first midnight, as many hours of each."""
    hours = [np.floor(_events(came) / _HOUR).astype(np.int64) for came in runs]
    last = max(int(each.max(initial=0)) for each in hours)
    return [np.bincount(each, minlength=last + 1) for each in hours]


def _of_week(by_hour: Ints) -> Ints:
    """Events by weekday, the first day's first, and hour of the day, shape (7, 24)."""
    hour = np.arange(len(by_hour)) % _WEEK
    return np.bincount(hour, by_hour, _WEEK).astype(np.int64).reshape(7, 24)


def _hours_apart(a: Ints, b: Ints) -> float:
    """The one-Wasserstein distance of moments in whole hours [h], from how many each hour has.

    It is the area between the distribution functions (Vallender 1974).
    """
    if not (a.any() and b.any()):
        return float("nan")
    return float(np.abs(np.cumsum(a) / a.sum() - np.cumsum(b) / b.sum()).sum())


def _events(came: Came) -> Floats:
    begun = (came.arrival + came.wait)[came.served]
    return np.concatenate([came.arrival, begun, came.end])


def _since(came: Came) -> Floats:
    return np.concatenate(
        [np.zeros(len(came.wait)), came.wait[came.served], came.end - came.arrival]
    )
