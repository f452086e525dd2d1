"""The events of cases as arrays: what was done for which case, by whom, and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.events.days_alone import days_throughout
from scenarios.fit.events.pauses import Pauses, no_pauses

FirstSign = Literal["enable", "start", "end"]
"""When an event came into its queue, was begun, or was completed."""
_COLUMNS = ("case", "activity", "group", "resource", "service", "enable", "start", "end")


@dataclass(frozen=True, slots=True)
class Events:
    """Events by case in the order in which the cases came, each case's by the time of their end.

    Arrays have the shape (events,); times are seconds since ``first_day``.
    """

    first_day: dt.date
    case: Ints
    """Number of the case, 0 the first that came."""
    activity: Ints
    """Index into ``activities``."""
    group: Ints
    """Index into ``groups``."""
    resource: Ints
    """Index into ``resources``; -1 where nobody is named."""
    service: Ints
    """Index into ``services``, the same for all events of a case."""
    enable: Floats
    """When it came into its queue; NaN where the log does not say."""
    start: Floats
    """When it was begun; NaN where the log does not say."""
    end: Floats
    """When it was completed."""
    activities: tuple[str, ...]
    groups: tuple[str, ...]
    resources: tuple[str, ...]
    services: tuple[str, ...]
    pauses: Pauses = field(default_factory=no_pauses)
    """When an event was put down and taken up again before it was completed."""

    @property
    def cases(self) -> int:
        """Number of cases."""
        return int(self.case[-1]) + 1 if len(self.case) else 0

    @property
    def first(self) -> Flags:
        """Whether an event is the first of its case."""
        return np.asarray(np.diff(self.case, prepend=-1) != 0, dtype=np.bool_)

    @property
    def last(self) -> Flags:
        """Whether an event is the last of its case."""
        return np.asarray(np.diff(self.case, append=-1) != 0, dtype=np.bool_)

    @property
    def has_starts(self) -> bool:
        """Whether most events say when they began."""
        return bool(np.isfinite(self.start).mean() > 0.5)

    automatic: tuple[int, ...] = ()
    """Groups that are machines: they have no hours, and nobody is at work in them."""

    @property
    def groups_of_people(self) -> tuple[str, ...]:
        """Names of the groups that are no machines."""
        return tuple(name for k, name in enumerate(self.groups) if k not in self.automatic)

    @property
    def people(self) -> int:
        """How many are named that are no machines: each of these is a group of its own."""
        return len(self.resources) - len(self.automatic)

    @property
    def by_machine(self) -> Flags:
        """Whether nobody does an event."""
        return np.isin(self.group, self.automatic)

    @property
    def taken_up(self) -> Floats:
        """When whoever completed it began: at its start, or when it was last taken up again."""
        made = self.start.copy()
        np.maximum.at(made, self.pauses.event, self.pauses.end)
        return made

    @property
    def days_alone(self) -> bool:
        """Whether only days are written: nearly all completions are at midnight."""
        return days_throughout(self.end)

    @property
    def first_sign(self) -> FirstSign:
        """What most events say of when they came: the first sign of a case is that of its first."""
        if np.isfinite(self.enable).mean() > 0.5:
            return "enable"
        return "start" if self.has_starts else "end"

    @property
    def days(self) -> int:
        """Days from the first event to the last."""
        return int(self.end.max() // 86400) + 1

    @property
    def cycle_time(self) -> Floats:
        """From the first sign of a case to its last completion [s], shape (cases,)."""
        return np.asarray(self.end[self.last] - self.came, dtype=np.float64)

    @property
    def came(self) -> Floats:
        """First sign of each case, shape (cases,)."""
        return np.fmin(np.fmin(self.enable, self.start), self.end)[self.first]

    def since(self, day: dt.date) -> Events:
        """The cases that came on a day or later, with times since its midnight."""
        moved = (day - self.first_day).days * 86400.0
        kept = self.of_cases(self.came >= moved)
        return replace(
            kept,
            first_day=day,
            enable=kept.enable - moved,
            start=kept.start - moved,
            end=kept.end - moved,
            pauses=kept.pauses.earlier(moved),
        )

    def at(self, kept: Flags) -> Events:
        """Some of the events, their cases numbered as they were.

        Parameters
        ----------
        kept
            Shape (events,).
        """
        made = {name: getattr(self, name)[kept] for name in _COLUMNS}
        return replace(self, **made, pauses=self.pauses.of_events(kept))

    def before(self, moment: float) -> Events:
        """What had been done before a moment [s since the first day's midnight]."""
        made = self.at(self.end < moment)
        case = np.unique(made.case, return_inverse=True)[1]
        return replace(made, case=case.astype(np.int64))

    def of_cases(self, kept: Flags) -> Events:
        """Some of the cases, numbered anew.

        Parameters
        ----------
        kept
            Shape (cases,).
        """
        made = self.at(kept[self.case])
        return replace(made, case=(np.cumsum(kept) - 1)[made.case])
