"""The flat tables that the compiled engine works on: one record type for each kind of thing."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

NONE = -1
"""No entry: the end of a list, or nothing there."""


def _record(ints: str = "", floats: str = "", flags: str = "") -> np.dtype:
    fields = [(name, "f8") for name in floats.split()]
    fields += [(name, "i8") for name in ints.split()]
    fields += [(name, "?") for name in flags.split()]
    return np.dtype(fields, align=True)


# What does not change during a run

ACTIVITY = _record("queue serving_from serving_to waiting", "mean_service", "front has_doors")
QUEUE = _record("inside", "limit callback_over")
POOL_WORDS = (
    "serves_from serves_to closing hours surge_above surge_below surge_at_most stops "
    "days_from days duty_from duty_to people people_from slowness_from resources capacity"
)
POOL_NUMBERS = "last_ticket seats surge_setup speed base_east base_north"
POOL_FLAGS = "is_endless hands_over has_surge has_crew picks_nearest goes_nearest returns"

# What does

POOL = _record(
    POOL_WORDS + " on_duty extra coming openings idle_first idle_last fresh free_word leaving_at "
    "leaving duty_next",
    POOL_NUMBERS + " level planned surged_at closing_since",
    POOL_FLAGS + " touched",
)
RESOURCE = _record(
    "ticket piece idle_before idle_after round_first round_last breaks",
    "on_since leaver_since leaving_since idle_since break_due break_left break_length seize pickup "
    "work travel origin_east origin_north factor since start east north",
    "busy after_work kept down suspended has_place",
)
"""A resource with the piece of work that it is at, or has put aside until its pool opens again.

``piece`` counts its pieces, so that the end of one that has been stopped is known as such.
``breaks`` counts a person's breaks that started late, so that one that has passed is known as such.
``leaving_since`` is no property of the resource: a pool's resources together hold the ring of
times since which somebody has to leave.
"""
TICKET = _record(
    "trip thread op draw activity branch handed outcome turned_away life child sibling elder "
    "inside_before inside_after own_before own_after pending_after round_pool round_resource "
    "round_after",
    "work patience came_in enable",
    "front balks no_show accepts answers let_in waiting outside pending entering own",
)
"""A case's wish for one activity. ``child, sibling, elder`` are its place in the heap of its line;
``life`` tells it from one that had the same number before."""
TRIP = _record(
    "case attempt visit_op engaged turned_away pending own_first own_last kept left users",
    "came_in",
    "entered sent_home lost",
)
"""One attempt of a case. ``users`` are the threads and tickets that still refer to it."""
THREAD = _record("trip op stop fork waits_for outcome turned_away", "since left_work")
"""A walk through operations: of a whole case, or of one branch of a fork."""
FORK = _record("trip parent running", flags="outermost")
KEPT = _record("branch pool resource below")
EVENT = _record("key order code a b c", "time")
MOVE = _record("code a b")
"""Something that goes on at this very instant."""
ROW = np.dtype(
    [
        *[(name, "f8") for name in ("enable", "seize", "start", "end", "release")],
        *[(name, "i4") for name in ("case", "op", "attempt", "resource", "turned_away")],
        ("pool", "i2"),
        ("outcome", "i1"),
    ],
    align=True,
)
"""Words as short as may be: a row takes one line of the processor's cache."""
DUTY_ROW = _record("pool resource kind", "on off")

INT, FLOAT, FLAG = np.dtype("i8"), np.dtype("f8"), np.dtype("?")
SHORT, CODE = np.dtype("i4"), np.dtype("i1")

Dtypes = dict[str, np.dtype[Any]]
CUES: Dtypes = {
    "service": SHORT, "interval": INT, "arrival": FLOAT, "priority": INT, "attempts": SHORT,
    "first_retry": INT, "retry_delay": FLOAT, "first_op": INT, "first_draw": INT, "kind": CODE,
    "what": SHORT, "branch": SHORT, "keeps": FLAG, "jump": INT, "work": FLOAT, "pickup": FLOAT,
    "after_work": FLOAT, "patience": FLOAT, "balks": FLAG, "no_show": FLAG, "comes_back": FLOAT,
    "accepts": FLAG, "answers": FLAG, "place": FLOAT,
}  # fmt: skip
"""Columns of the Script; ``place`` has two numbers a case."""
WORLD: Dtypes = {
    "serves_activity": INT, "serves_rank": INT, "serves": FLAG, "serving": INT,
    "calendar_from": INT, "opens": FLOAT, "closes": FLOAT, "service_calendar": INT,
    "day_factor": FLOAT, "slowness": FLOAT, "duty_time": FLOAT, "duty_level": FLOAT,
    "duty_closes": FLAG, "people_on": FLAG, "breaks_from": FLAG, "down_pool": INT,
    "down_resource": INT, "down_from": INT, "down_begin": FLOAT, "down_end": FLOAT,
}  # fmt: skip
"""Parts of a World that have a length of their own; records say from where to where.

``serves`` has a row of activities for each pool; ``serving`` lists the pools of each activity in
the order of the file.
"""
CHANGING: Dtypes = {
    "activities": ACTIVITY, "queues": QUEUE, "pools": POOL, "resources": RESOURCE,
    "lines": INT, "free": np.dtype("u8"), "tickets": TICKET, "trips": TRIP, "threads": THREAD,
    "forks": FORK, "kept": KEPT, "events": EVENT, "urgent": MOVE, "normal": MOVE,
    "entering": INT, "scratch": INT, "rows": ROW, "duty": DUTY_ROW, "end_time": FLOAT,
    "fate": CODE,
}  # fmt: skip
"""Tables that change. ``lines`` has the root of each activity's heap of waiting tickets; ``free``
one bit for each resource that could be called to duty."""
TABLES: Dtypes = {**CUES, **WORLD, **CHANGING}

COUNTS = (
    "tickets", "trips", "threads", "forks", "kept", "events", "entering", "rows", "duty",
)  # fmt: skip
"""Tables of which a part is in use: the State counts how much."""
_COUNTERS = (
    "order urgent_first urgent_last normal_first normal_last free_ticket free_thread free_trip "
    "free_fork free_kept live inside_first to_end busy next_case on_duty most_branches "
    "most_people endless_room next_step next_thread next_outcome n_cases n_pools n_activities "
    "n_downs touched_first touched_last"
)
STATE = np.dtype(
    [
        ("address", "i8", (len(TABLES),)),
        ("room", "i8", (len(TABLES),)),
        *[(f"n_{name}", "i8") for name in COUNTS],
        *[(name, "i8") for name in _COUNTERS.split()],
        *[(name, "f8") for name in ("now", "until", "horizon", "end")],
        *[(name, "?") for name in ("unsettled", "has_surge", "some_close")],
    ],
    align=True,
)
"""A run: where its tables are, how much room they have, how much of it is in use, and the rest."""

PLACE = {name: place for place, name in enumerate(TABLES)}
"""Where a table's address and room stand in the State."""
State = Any
"""A record of STATE; numba reads and writes its fields as attributes."""
Table = NDArray[np.void]
