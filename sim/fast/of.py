"""Entries of the tables of a run, inside compiled code: ``of.pools(s, p)``, ``of.work(s, k)``.

A State holds addresses, not arrays: a function that is handed hundreds of words for its arrays
takes minutes to compile, and numba counts references to each array at each call. Addresses do
not change while compiled code runs, and the compiler is told so: it loads each of them once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
from llvmlite import ir
from numba import types
from numba.extending import intrinsic as _intrinsic

from sim.fast.compiling import compiled
from sim.fast.tables import PLACE, STATE, TABLES, State

_carray: Any = vars(numba)["carray"]
_from_dtype: Any = vars(numba)["from_dtype"]
intrinsic: Callable[[Any], Any] = _intrinsic
"""Its types say that the typing context is given by the caller."""
_fields: Any = STATE.fields
_WORD, _BYTES = ir.IntType(64), ir.IntType(8).as_pointer()


def _address(builder: Any, state: Any, name: str) -> Any:
    """The address of a table."""
    within = _fields["address"][1] + PLACE[name] * _WORD.width // 8
    place = builder.gep(builder.bitcast(state, _BYTES), [ir.Constant(_WORD, within)])
    address = builder.load(builder.bitcast(place, _WORD.as_pointer()))
    address.set_metadata("invariant.load", builder.module.add_metadata([]))
    return address


def _entry(name: str) -> Any:
    """Takes a State and a place: the record there, to read and write, or the number there."""
    size, kind = TABLES[name].itemsize, _from_dtype(TABLES[name])

    @intrinsic
    def entry(typing: Any, s: Any, k: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            place = context.cast(builder, args[1], signature.args[1], types.int64)
            offset = builder.mul(place, ir.Constant(_WORD, size))
            where = builder.add(_address(builder, args[0], name), offset)
            model = context.data_model_manager[kind]
            if isinstance(kind, types.Record):
                return builder.inttoptr(where, model.get_value_type())
            pointer = builder.inttoptr(where, model.get_data_type().as_pointer())
            return model.load_from_data_pointer(builder, pointer)

        return kind(s, k), generate

    return entry


def _table(name: str) -> Any:
    """Takes a State: all of a table, to read and write."""
    dtype = TABLES[name]

    @intrinsic
    def address(typing: Any, s: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.inttoptr(_address(builder, args[0], name), _BYTES)

        return types.voidptr(s), generate

    @compiled
    def table(s: State) -> Any:
        return _carray(address(s), 1, dtype)

    return table


service = _entry("service")
interval = _entry("interval")
arrival = _entry("arrival")
priority = _entry("priority")
attempts = _entry("attempts")
first_retry = _entry("first_retry")
retry_delay = _entry("retry_delay")
first_op = _entry("first_op")
first_draw = _entry("first_draw")
kind = _entry("kind")
what = _entry("what")
branch = _entry("branch")
keeps = _entry("keeps")
jump = _entry("jump")
work = _entry("work")
pickup = _entry("pickup")
after_work = _entry("after_work")
patience = _entry("patience")
balks = _entry("balks")
no_show = _entry("no_show")
comes_back = _entry("comes_back")
accepts = _entry("accepts")
answers = _entry("answers")
place = _entry("place")
serves_activity = _entry("serves_activity")
serves_rank = _entry("serves_rank")
serves = _entry("serves")
serving = _entry("serving")
calendar_from = _entry("calendar_from")
opens = _entry("opens")
closes = _entry("closes")
service_calendar = _entry("service_calendar")
day_factor = _entry("day_factor")
slowness = _entry("slowness")
duty_time = _entry("duty_time")
duty_level = _entry("duty_level")
duty_closes = _entry("duty_closes")
people_on = _entry("people_on")
breaks_from = _entry("breaks_from")
down_pool = _entry("down_pool")
down_resource = _entry("down_resource")
down_from = _entry("down_from")
down_begin = _entry("down_begin")
down_end = _entry("down_end")
activities = _entry("activities")
queues = _entry("queues")
pools = _entry("pools")
resources = _entry("resources")
tickets = _entry("tickets")
trips = _entry("trips")
threads = _entry("threads")
forks = _entry("forks")
kept = _entry("kept")
events = _entry("events")
urgent = _entry("urgent")
normal = _entry("normal")
rows = _entry("rows")
duty = _entry("duty")

lines = _table("lines")
free = _table("free")
entering = _table("entering")
scratch = _table("scratch")
end_time = _table("end_time")
fate = _table("fate")
heap = _table("events")
