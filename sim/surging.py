"""When windows of pools are opened because many wait, and closed again (潮汐窗口)."""

from __future__ import annotations

from sim.clock import CHANGES
from sim.duty_changes import DutyChanges
from sim.hall import Hall
from sim.numbered_staff import NumberedStaff


class Surging:
    """Looks at the lines after each instant's matching."""

    def __init__(self, hall: Hall, changes: DutyChanges) -> None:
        self._hall, self._clock, self._changes = hall, hall.clock, changes
        numbered = [pool for pool in hall.pools if isinstance(pool, NumberedStaff)]
        self._pools = [pool for pool in numbered if pool.plan.surge is not None]
        if self._pools:
            hall.after_settling.append(self._look)

    def _look(self) -> None:
        """Open one more resource, or close one, in each pool by how many wait."""
        now = self._clock.now
        for pool in self._pools:
            if pool.closing_since <= now:
                continue
            waiting = self._hall.lines.waiting_for(pool.plan.serves)
            step = pool.surge.step(waiting, pool.planned, now)
            if step != 0:
                pool.surge.changed_at = now
            if step < 0:
                pool.surge.open -= 1
                self._changes.change_level(pool)
            elif step > 0:
                self._set_up(pool, now)

    def _set_up(self, pool: NumberedStaff, now: float) -> None:
        surge = pool.surge
        assert surge.surge is not None
        opening = surge.openings
        surge.coming += 1

        def open_one_more(_: object) -> None:
            # It may have closed while one more was being set up, or the staff has taken the seat.
            if surge.openings == opening:
                surge.coming -= 1
                if surge.has_room(pool.planned, surge.open):
                    surge.open += 1
                    self._changes.change_level(pool)

        ready = self._clock.at(now + surge.surge.setup, CHANGES + pool.index)
        ready.callbacks.append(open_one_more)
