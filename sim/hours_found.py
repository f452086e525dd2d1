"""At which hours each redesign of a comparison makes a difference that others do not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scenarios.calls import is_calls
from scenarios.model import ServiceModel
from scenarios.targets import ServiceLevelTarget
from scenarios.units import span_text
from sim.catalogue import CATALOGUE
from sim.comparison import Comparison
from sim.experiment import Replications
from sim.standing_out import StandingOut, Sums, runs_to_tell, spans_of, standing_out
from sim.variates import Floats

if TYPE_CHECKING:
    import pandas as pd

HOUR = 3600.0
USUAL = 30
"""Replications that are made when nothing is said."""
_DAY = 24
_NOTICED = {"s": 1.0, "fraction": 0.01}
"""Least difference that is told: a second, a percentage point."""
_RELATIVE = 0.05
"""Least change of a time that is told, as a share of what it was at these hours."""
COLUMNS = [
    "redesign", "measure", "scope", "of", "unit", "at_hours", "share", "before", "after",
    "difference", "low", "high", "elsewhere", "elsewhere_low", "elsewhere_high",
]  # fmt: skip


class Look(NamedTuple):
    """A level by hour of coming that is looked at."""

    measure: str
    scope: str
    of: str


def hours_found(comparison: Comparison, confidence: float = 0.95) -> pd.DataFrame:
    """Hours of the day at which differences stand out; see `sim.standing_out.standing_out`.

    Looked at are, hour by hour, the service level of each line with a target, the wait of all
    visits, or of each service where some are calls and others visits, and of each line where there
    are several. All intervals of all redesigns hold at once. What nobody would notice is not told.

    Returns
    -------
    DataFrame
        A row for each redesign and level with such hours, in that order. Columns ``redesign,
        measure, scope, of, unit, at_hours, share, before, after, difference, low, high, elsewhere,
        elsewhere_low, elsewhere_high``: ``at_hours`` as ``10:00-12:00,14:00-15:00``, ``share`` of
        those who come at them.
    """
    import pandas as pd

    rows = []
    for name, looks in _every_look(comparison).items():
        many = len(looks) * len(comparison.after)
        for look in looks:
            sides = _sides(comparison, name, look)
            found = standing_out(*sides, looks=many, confidence=confidence)
            if found is not None and _is_noticed(look, found.difference, found.before):
                rows.append((name, *look, *_told(look, found)))
    return pd.DataFrame(rows, columns=COLUMNS)


def runs_for_hours(comparison: Comparison, name: str, confidence: float = 0.95) -> int | None:
    """How many replications would tell hours of a redesign, where those made are too few.

    What they show may be chance: then so many tell of no hours either.

    Parameters
    ----------
    comparison
        In which no hours stand out for the redesign.
    name
        The redesign.
    confidence
        As for `hours_found`.

    Returns
    -------
    int or None
        None where the usual number of replications was made, or would not do.
    """
    if comparison.n >= USUAL:
        return None
    looks = _every_look(comparison)[name]
    many = len(looks) * len(comparison.after)
    enough = []
    for look in looks:
        sides = _sides(comparison, name, look)
        found = runs_to_tell(*sides, USUAL, looks=many, confidence=confidence)
        if found is not None and _is_noticed(look, *found[1:]):
            enough.append(found[0])
    return min((n for n in enough if n > comparison.n), default=None)


def _every_look(comparison: Comparison) -> dict[str, list[Look]]:
    return {name: list(_looks(comparison.before, run)) for name, run in comparison.after.items()}


def _sides(comparison: Comparison, name: str, look: Look) -> tuple[Sums, Sums]:
    before, after = (
        _by_hour(run, look, comparison.n) for run in (comparison.before, comparison.after[name])
    )
    return before, after


def _told(look: Look, found: StandingOut) -> tuple[object, ...]:
    hours = ",".join(map(span_text, spans_of(found.hours, HOUR)))
    return (
        CATALOGUE[look.measure].unit, hours, found.share, found.before, found.after,
        found.difference, found.low, found.high, found.elsewhere, found.elsewhere_low,
        found.elsewhere_high,
    )  # fmt: skip


def _is_noticed(look: Look, difference: float, before: float) -> bool:
    unit = CATALOGUE[look.measure].unit
    relative = _RELATIVE * before if unit == "s" else 0.0
    return abs(difference) >= max(_NOTICED[unit], relative)


def _looks(before: Replications, after: Replications) -> Iterator[Look]:
    """What both sides have by hour, the chief thing first."""
    known = [{Look(*key[:3]) for key in one.keys if key.at is not None} for one in (before, after)]
    kinds = {name: is_calls(before.model, name) for name in before.model.services}
    levels = [
        Look(target.formula, "queue", _line(before.model, target.queue))
        for target in before.model.targets.values()
        if isinstance(target, ServiceLevelTarget)
    ]
    if len(set(kinds.values())) > 1:
        waits = [Look("wait_by_hour", "service", name) for name in kinds]
    else:
        waits = [Look("wait_by_hour", "all", "")]
    lines = dict.fromkeys(_front_lines(before.model))
    if len(lines) > 1:
        waits += [Look("wait_by_hour", "queue", line) for line in lines]
    for look in dict.fromkeys([*levels, *waits]):
        if all(look in one for one in known):
            yield look


def _line(model: ServiceModel, name: str) -> str:
    """The line that a target names, by itself or by an activity."""
    return (model.activities[name].queue or name) if name in model.activities else name


def _front_lines(model: ServiceModel) -> Iterator[str]:
    for name, activity in model.activities.items():
        if activity.place == "front":
            yield activity.queue or name


def _by_hour(run: Replications, look: Look, n: int) -> Sums:
    """Numerators and denominators of a profile, of whole hours; shape (replications, 24)."""
    at = [k for k, key in enumerate(run.keys) if key[:3] == look and key.at is not None]
    hour = np.array([int((run.keys[k].at or 0.0) // HOUR) for k in at])

    def summed(values: Floats) -> Floats:
        found = np.zeros((n, _DAY))
        np.add.at(found.T, hour, values[:n, at].T)
        return found

    return summed(run.value), summed(run.per)
