"""Views of the tables of a run, inside compiled code.

A State holds addresses, not arrays: a function that is handed hundreds of words for its arrays
takes minutes to compile, and numba counts references to each array at each call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
from llvmlite import ir
from numba import types
from numba.extending import intrinsic as _typed_intrinsic

from sim.fast.compiling import compiled
from sim.fast.tables import PLACE, TABLES, State

_carray: Any = vars(numba)["carray"]
intrinsic: Callable[[Any], Any] = _typed_intrinsic
"""Its types say that the typing context is given by the caller."""


@intrinsic
def _pointer(typing: Any, address: Any) -> Any:
    """An address as a pointer."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.inttoptr(args[0], ir.IntType(8).as_pointer())

    return types.voidptr(types.int64), generate


def _view(name: str) -> Callable[[State], Any]:
    place, dtype = PLACE[name], TABLES[name]

    @compiled
    def view(s: State) -> Any:
        return _carray(_pointer(s.address[place]), 1, dtype)

    return view


service = _view("service")
interval = _view("interval")
arrival = _view("arrival")
priority = _view("priority")
attempts = _view("attempts")
first_retry = _view("first_retry")
retry_delay = _view("retry_delay")
first_op = _view("first_op")
first_draw = _view("first_draw")
kind = _view("kind")
what = _view("what")
branch = _view("branch")
keeps = _view("keeps")
jump = _view("jump")
work = _view("work")
pickup = _view("pickup")
after_work = _view("after_work")
patience = _view("patience")
balks = _view("balks")
comes_back = _view("comes_back")
accepts = _view("accepts")
answers = _view("answers")
place = _view("place")
serves_activity = _view("serves_activity")
serves_rank = _view("serves_rank")
serves = _view("serves")
serving = _view("serving")
calendar_from = _view("calendar_from")
opens = _view("opens")
closes = _view("closes")
service_calendar = _view("service_calendar")
day_factor = _view("day_factor")
slowness = _view("slowness")
duty_time = _view("duty_time")
duty_level = _view("duty_level")
duty_closes = _view("duty_closes")
people_on = _view("people_on")
breaks_from = _view("breaks_from")
down_pool = _view("down_pool")
down_resource = _view("down_resource")
down_from = _view("down_from")
down_begin = _view("down_begin")
down_end = _view("down_end")
activities = _view("activities")
queues = _view("queues")
pools = _view("pools")
lines = _view("lines")
resources = _view("resources")
free = _view("free")
tickets = _view("tickets")
trips = _view("trips")
threads = _view("threads")
forks = _view("forks")
kept = _view("kept")
events = _view("events")
urgent = _view("urgent")
normal = _view("normal")
entering = _view("entering")
scratch = _view("scratch")
rows = _view("rows")
duty = _view("duty")
end_time = _view("end_time")
fate = _view("fate")
