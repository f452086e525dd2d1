"""Who of a pool is on duty since when, and the rows that say who was."""

from __future__ import annotations

from sim.event_log import DUTY, OVERTIME, DutyRow


class DutyRecord:
    """The presence of a pool's resources, written down when they leave or their duty changes."""

    def __init__(self, pool: int) -> None:
        self._pool = pool
        self.since: dict[int, float] = {}
        """Resources on duty, and since when [s] that is not yet written down."""
        self.rows: list[DutyRow] = []

    def come(self, resource: int, now: float) -> None:
        """A resource comes on duty."""
        self.since[resource] = now

    def leave(self, resource: int, due: float, now: float, kind: int) -> None:
        """A resource leaves; duty should have ended at ``due``."""
        self.note(resource, due, now, kind)
        del self.since[resource]

    def note(self, resource: int, due: float, now: float, kind: int = DUTY) -> None:
        """Write down a resource's presence until now; duty should have ended at ``due``."""
        on, self.since[resource] = self.since[resource], now
        self._write(resource, on, due, kind)
        self._write(resource, max(on, due), now, OVERTIME)

    def note_all(self, due: float, now: float, kind: int = DUTY) -> None:
        """Write down the presence of all until now; duty should have ended at ``due``."""
        for resource in self.since:
            self.note(resource, due, now, kind)

    def _write(self, resource: int, on: float, off: float, kind: int) -> None:
        if off > on:
            self.rows.append((self._pool, resource, on, off, kind))
