"""Plans cost as little as trying everything finds, and the people in them do what they may."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimize.need import Need
from optimize.shift_plan import ShiftPlan
from optimize.shifts import plan_shifts
from scenarios.errors import InfeasibleError
from scenarios.shifts import Break, ShiftKind, ShiftRules
from tests.optimize.explicit_patterns import least_paid_slots, patterns

TINY = 10_800.0
"""Three hours: eight slots a day."""
QUARTER = 900.0


@st.composite
def kinds(draw: st.DrawFn, slot: float, per_day: int, longest: int, breaks: int) -> ShiftKind:
    """Kinds of shifts whose break windows may overlap, and start after midnight or before."""
    first = draw(st.integers(0, per_day - 1))
    last = draw(st.integers(first, min(per_day - 1, first + 3)))
    shortest = draw(st.integers(2 * breaks + 1, longest))
    count = draw(st.integers(0, breaks))
    apart = draw(st.integers(0, 1))
    pauses, free = {}, 0
    for k in range(count):
        earliest = draw(st.integers(0, shortest))
        begin = max(free, earliest)
        end = draw(st.integers(0, shortest))
        if begin + 1 > end:
            break
        pauses[f"b{k}"] = Break(
            length=slot, between=(earliest * slot, end * slot), paid=draw(st.booleans())
        )
        free = begin + 1 + apart
    return ShiftKind(
        first_start=first * slot,
        last_start=last * slot,
        every=slot,
        lengths=tuple({shortest * slot, draw(st.integers(shortest, longest)) * slot}),
        breaks=pauses,
        apart=apart * slot,
    )


@st.composite
def rules(draw: st.DrawFn, slot: float, per_day: int, longest: int, breaks: int) -> ShiftRules:
    few = draw(st.lists(kinds(slot, per_day, longest, breaks), min_size=1, max_size=2))
    return ShiftRules(kinds={f"k{i}": kind for i, kind in enumerate(few)})


@settings(max_examples=60, deadline=None)
@given(rules(TINY, 8, 5, 2), st.lists(st.integers(0, 2), min_size=8, max_size=8), st.booleans())
def test_the_cheapest_plan_is_that_of_trying_everything(
    some: ShiftRules, required: list[int], repeats: bool
) -> None:
    least = least_paid_slots(required, patterns(some, 8, 1, repeats))
    need = Need(np.array([required]), before=None if repeats else np.zeros(0, dtype=np.int64))
    if math.isinf(least):
        with pytest.raises(InfeasibleError):
            plan_shifts(need, some, gap=0.0)
        return
    plan = plan_shifts(need, some, gap=0.0)
    assert plan.cost == pytest.approx(least * 3)
    assert (plan.status, plan.termination) == ("optimal", "proved")
    _keeps_its_word(plan, need, some)


@settings(max_examples=25, deadline=None)
@given(
    rules(QUARTER, 96, 36, 3),
    st.lists(st.integers(0, 9), min_size=24, max_size=24),
    st.sampled_from([True, False]),
)
def test_breaks_are_inside_their_windows_and_cover_is_as_promised(
    some: ShiftRules, hourly: list[int], repeats: bool
) -> None:
    need = Need(
        np.repeat([hourly, hourly[::-1]], 4, axis=1),
        before=None if repeats else np.full(8, 2),
    )
    # What nobody can cover is missing; the price is so high that all else is covered.
    priced = some.replace(under=1000.0)
    plan = plan_shifts(need, priced, gap=0.02, time_limit=20)
    _keeps_its_word(plan, need, priced)
    paid = sum(shift.paid_hours for shift in plan.shifts)
    assert plan.cost == pytest.approx(paid + 1000 * plan.under.sum() / 4)
    assert plan.bound <= plan.cost


def _keeps_its_word(plan: ShiftPlan, need: Need, some: ShiftRules) -> None:
    """Each shift by itself, read from the rules as they stand, and the cover counted anew."""
    days, per_day = plan.required.shape
    counted = np.zeros(2 * days * per_day, dtype=int)
    for shift in plan.shifts:
        kind = some.kinds[shift.kind]
        assert shift.start - shift.day * 86400 in kind.starts()
        assert shift.end - shift.start in kind.lengths
        assert [pause.name for pause in shift.breaks] == list(kind.breaks)
        for pause in shift.breaks:
            rule = kind.breaks[pause.name]
            assert pause.end - pause.start == rule.length
            assert shift.start + rule.between[0] <= pause.start
            assert pause.end <= shift.start + rule.between[1]
        for one, other in zip(shift.breaks, shift.breaks[1:], strict=False):
            assert other.start - one.end >= kind.apart
        for t in range(round(shift.start / plan.interval), round(shift.end / plan.interval)):
            away = any(p.start <= t * plan.interval < p.end for p in shift.breaks)
            counted[t] += not away
    here, beyond = counted.reshape(2, -1)
    before = np.zeros_like(here)
    if need.before is None:
        before = beyond
    else:
        tail = np.repeat(need.before, per_day // need.required.shape[1])
        before[: len(tail)] = tail
    assert plan.staffed.ravel().tolist() == (here + before).tolist()
    if some.under == "forbidden":
        assert (plan.staffed >= plan.required).all()
