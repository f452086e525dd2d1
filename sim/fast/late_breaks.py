"""Breaks of named people that start late: they keep their length, and the shift end stays."""

from __future__ import annotations

import math

from sim.fast import of
from sim.fast.compiling import compiled
from sim.fast.events import CHANGES, END_BREAK, RANK, schedule
from sim.fast.tables import State


@compiled
def is_on_one(s: State, p: int, r: int) -> bool:
    """True for a person who is late for a break, or on a late one."""
    return not math.isnan(of.resources(s, of.pools(s, p).resources + r).break_due)


@compiled
def is_late(s: State, p: int, r: int, now: float) -> None:
    """A break should begin now, but the person is busy."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    resource.breaks += 1
    resource.break_due = now
    resource.break_left = resource.break_length = math.nan


@compiled
def leaves(s: State, p: int, r: int, now: float) -> None:
    """A person who was busy leaves: for the break, when one is due."""
    if is_on_one(s, p, r):
        of.resources(s, of.pools(s, p).resources + r).break_left = now
        _end_later(s, p, r)


@compiled
def change(s: State, p: int, row: int, now: float) -> None:
    """Other people are to be on duty: breaks should end now, and shifts do."""
    pool = of.pools(s, p)
    for r in range(pool.people):
        resource = of.resources(s, pool.resources + r)
        if is_on_one(s, p, r):
            if not of.people_on(s, row + r):
                if not math.isnan(resource.break_length):
                    resource.break_due = math.nan
            elif math.isnan(resource.break_length):
                resource.break_length = now - resource.break_due
                _end_later(s, p, r)


@compiled
def clear(s: State, p: int) -> None:
    """The pool closes: whoever is away comes back at the next opening."""
    pool = of.pools(s, p)
    for r in range(pool.people):
        of.resources(s, pool.resources + r).break_due = math.nan


@compiled
def _end_later(s: State, p: int, r: int) -> None:
    """Once it is known when the break is over."""
    resource = of.resources(s, of.pools(s, p).resources + r)
    over = resource.break_left + resource.break_length
    if not math.isnan(over):
        key = CHANGES + (1 + p) * RANK + r  # after changes by plan
        schedule(s, over, key, END_BREAK, p, r, resource.breaks)
