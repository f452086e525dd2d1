"""Appointments: which slot a case books, when it really comes, and who does not come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.slots import Slots
from scenarios.units import SECONDS
from sim.times import TimeDrawer, Turn
from sim.variates import Floats, Ints

DAY = SECONDS["day"]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Booked:
    """How booked cases keep their slots; arrays of shape (cases,)."""

    arrival: Floats
    """When each comes [s]."""
    on_time: Flags
    """Within the window of punctuality."""
    no_show: Flags


def keep_slots(slots: Slots, slot_time: Floats, times: TimeDrawer, turn: Turn) -> Booked:
    """Draw how booked cases keep their slots.

    Parameters
    ----------
    slot_time
        Time of each case's slot [s]; NaN for one that found no slot and walks in.
    """
    early = times.uniform("booking", "early", turn) < slots.early_share
    offset = np.zeros(slot_time.size)
    for is_early, sign, family in ((True, -1.0, slots.early), (False, 1.0, slots.late)):
        if family is not None:
            name = "early" if is_early else "late"
            drawn = times.time(family, "booking", f"{name} by", turn)
            offset = np.where(early == is_early, sign * drawn, offset)
    arrival = np.maximum(slot_time + offset, 0.0)
    no_show = times.uniform("booking", "no_show", turn) < slots.no_show
    booked = np.isfinite(slot_time)
    return Booked(
        arrival=np.where(booked, arrival, np.nan),
        on_time=booked & (np.abs(arrival - slot_time) <= slots.window),
        no_show=booked & no_show,
    )


def book(slots: Slots, wished: Floats, run: Ints | int = 0) -> Floats:
    """Give each case a slot on its day, in the order in which they would have come.

    A case takes the first slot from its own time on that has a place, or else the last one
    before; when the day is full it has none.

    Parameters
    ----------
    wished
        When each case would have come without booking [s].
    run
        The replication of each case, where there are several: each has the places of its own.

    Returns
    -------
    ndarray
        Time of each case's slot [s], NaN for none.
    """
    clock = np.array(slots.times())
    given = np.full(wished.size, np.nan)
    day_of, run_of = np.floor(wished / DAY), np.broadcast_to(run, wished.shape)
    for one, day in sorted({*zip(run_of.tolist(), day_of.tolist(), strict=True)}):
        places = np.full(clock.size, slots.per_slot)
        at = np.flatnonzero((day_of == day) & (run_of == one))
        for case in at[np.argsort(wished[at], kind="stable")]:
            first = int(np.searchsorted(clock, wished[case] - day * DAY))
            later = np.flatnonzero(places[first:])
            slot = first + int(later[0]) if later.size else _last_free(places)
            if slot is None:
                break
            places[slot] -= 1
            given[case] = day * DAY + clock[slot]
    return given


def _last_free(places: NDArray[np.int64]) -> int | None:
    free = np.flatnonzero(places)
    return int(free[-1]) if free.size else None
