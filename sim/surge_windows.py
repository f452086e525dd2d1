"""Windows of a pool opened beyond its staff because many wait (潮汐窗口)."""

from __future__ import annotations

import math

from scenarios.pools import Surge


class SurgeWindows:
    """How many are open or being set up; none where the pool has no such windows."""

    def __init__(self, surge: Surge | None, seats: float) -> None:
        self.surge, self._seats = surge, seats
        self.open = 0
        self.coming = 0
        """Windows being set up."""
        self.openings = 0
        """How often what was being set up has been given up: that does not open any more."""
        self.changed_at = -math.inf
        """When the last one was opened or closed [s]."""

    def forget(self) -> None:
        """Those open or being set up no longer count."""
        self.open = self.coming = 0
        self.openings += 1

    def has_room(self, level: float, more: int) -> bool:
        """True when one more has a seat beside so many of the staff and so many more."""
        return level + more < self._seats

    def make_room(self, level: float) -> None:
        """Other staff comes on duty, by plan: it has the seats first."""
        if level == 0:
            self.forget()
        elif self.open:
            self.open = int(min(self.open, self._seats - level))

    def step(self, waiting: int, level: float, now: float) -> int:
        """1 to open one more, -1 to close one, 0 to leave it, with so many waiting."""
        surge = self.surge
        if surge is None or level == 0 or self.changed_at == now:
            return 0
        more = self.open + self.coming
        if waiting > surge.above and more < surge.at_most and self.has_room(level, more):
            return 1
        return -1 if waiting < surge.below and self.open > 0 else 0
