"""Where the tables of a run are, told to compiled code."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types

from sim.fast.compiling import entrance
from sim.fast.of import intrinsic
from sim.fast.tables import STATE, State

_WORD = ir.IntType(64)
_fields: Any = STATE.fields


@intrinsic
def _place(typing: Any, s: Any, tables: Any) -> Any:
    """Writes address and size of each of a tuple of arrays into a State."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        state = builder.bitcast(args[0], _WORD.as_pointer())
        for k, kind in enumerate(signature.args[1]):
            table = context.make_array(kind)(context, builder, builder.extract_value(args[1], k))
            address = builder.ptrtoint(table.data, _WORD)
            for name, number in (("address", address), ("room", table.nitems)):
                place = ir.Constant(_WORD, _fields[name][1] // 8 + k)
                builder.store(number, builder.gep(state, [place]))
        return context.get_dummy_value()

    return types.void(s, tables), generate


@entrance
def place(s: State, tables: tuple[Any, ...]) -> None:
    """Use these arrays, in the order of `tables.TABLES`, from now on.

    Asking each for its address in Python takes longer than a small run.
    """
    _place(s, tables)
