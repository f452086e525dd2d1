"""Which kind of staff a pool has: numbers or names, at the window or on their way."""

from __future__ import annotations

from collections.abc import Sequence

from sim.crews import Crews
from sim.named_staff import NamedStaff
from sim.numbered_staff import NumberedStaff
from sim.pool_state import PoolState
from sim.ways import Ways
from sim.world import PoolPlan


def pool_state(index: int, plan: PoolPlan, places: Sequence[Sequence[float]]) -> PoolState:
    """The state of a pool before the run; ``places`` are those of the cases [km]."""
    ways = Ways() if plan.crew is None else Crews(plan.crew, places)
    kind = NamedStaff if plan.people else NumberedStaff
    return kind(index, plan, ways)
