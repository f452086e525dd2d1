"""When steps of an event log were put down and taken up again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Pauses:
    """Each time that a step was put down before it was done; shape (pauses,)."""

    event: Ints
    """Index of the event."""
    resource: Ints
    """Who put it down; -1 where nobody is named."""
    begin: Floats
    """When it was put down [s since the first day's midnight]."""
    end: Floats
    """When it was taken up again."""

    def of_events(self, kept: Flags) -> Pauses:
        """Those of some events, numbered anew.

        Parameters
        ----------
        kept
            Shape (events,).
        """
        mine = kept[self.event]
        number = np.cumsum(kept) - 1
        return Pauses(
            number[self.event[mine]], self.resource[mine], self.begin[mine], self.end[mine]
        )

    def earlier(self, seconds: float) -> Pauses:
        """The same with times since a later moment."""
        return Pauses(self.event, self.resource, self.begin - seconds, self.end - seconds)


def no_pauses() -> Pauses:
    """Of a log that does not say of any."""
    whole, times = np.empty(0, dtype=np.int64), np.empty(0)
    return Pauses(whole, whole, times, times)
