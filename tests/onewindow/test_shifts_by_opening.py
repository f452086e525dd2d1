"""Of days that shut in between the usual shifts pay for open time only, and reach all of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.shifts_by_opening import shifts_by_opening, shifts_for
from onewindow.usual_shifts import usual_shifts
from optimize.staffed_plan import PlanGrid

HOUR, QUARTER, DAY = 3600.0, 900.0, 86400.0


def grid(*week):
    """Days from Monday on that are open at these clock hours, to the quarter-hour."""
    is_open = np.zeros((len(week), 96), dtype=bool)
    for day, openings in enumerate(week):
        for begin, end in openings:
            is_open[day, round(4 * begin) : round(4 * end)] = True
    every = is_open.reshape(-1, 1)
    return PlanGrid(len(week), 0, np.eye(every.size, dtype=bool)[every[:, 0]], every)


def at_work(rules):
    """Each shift there may be: its kind, and the spans between its unpaid breaks."""
    for name, kind in rules.kinds.items():
        for start in kind.starts():
            for length in kind.lengths:
                at, spans = start, []
                for pause in kind.breaks.values():
                    if not pause.paid:
                        begin, end = (start + one for one in pause.between)
                        if end - begin == pause.length:
                            spans.append((at, begin))
                            at = end
                yield name, (*spans, (at, start + length))


@st.composite
def days(draw):
    """Two or three openings with something between them, within a day that has a night."""
    count = 2 * draw(st.integers(2, 3))
    edges = draw(st.lists(st.integers(20, 92), min_size=count, max_size=count, unique=True))
    edges = [QUARTER * one for one in sorted(edges)]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


@given(openings=days())
def test_people_are_at_work_only_while_it_is_open_and_in_all_of_it(openings):
    rules = shifts_by_opening([openings], ["daily"])
    begins, ends = set(), set()
    for _, spans in at_work(rules):
        for begin, end in spans:
            assert begin < end
            assert any(first <= begin and end <= last for first, last in openings)
        begins.add(spans[0][0])
        ends.add(spans[-1][1])
    for begin, end in openings:
        assert begin in begins
        assert end in ends


@given(openings=days())
def test_a_full_shift_is_paid_for_what_is_open_or_seven_and_a_half_hours(openings):
    rules = shifts_by_opening([openings], ["daily"])
    over = [spans for _, spans in at_work(rules) if len(spans) == 2]
    rest = [b[0] - a[1] for a, b in zip(openings, openings[1:], strict=False)]
    assert bool(over) == (min(rest) <= 3 * HOUR)
    for (begin, shut), (opens, end) in over:
        (at,) = (k for k, one in enumerate(openings) if one[1] == shut)
        both = sum(last - first for first, last in openings[at : at + 2])
        assert opens - shut == rest[at] <= 3 * HOUR
        assert shut - begin + end - opens == min(7.5 * HOUR, both)
    short = {name: kind for name, kind in rules.kinds.items() if name.startswith("short")}
    assert len(short) == len(openings)
    capped = [kind.share_at_most for kind in short.values() if kind.share_at_most is not None]
    assert capped == ([0.5] if len(short) < len(rules.kinds) else [])
    for name, kind in short.items():
        if kind.share_at_most is not None:
            assert {name, *kind.share_with} == set(short)


def test_days_with_other_hours_have_shifts_of_their_own():
    office, morning = ((9, 12), (13.5, 17)), ((9, 12),)
    kinds = shifts_for(grid(*[office] * 5, morning, ())).kinds
    assert {kind.days for kind in kinds.values()} == {"mon,tue,wed,thu,fri", "sat"}
    assert [(kind.starts(), kind.lengths) for kind in kinds.values() if kind.days == "sat"] == [
        ((9 * HOUR,), (3 * HOUR,))
    ]


@pytest.mark.parametrize(
    ("week", "hours"),
    [
        ([((9, 17),), ((9, 12),)], (9 * HOUR, 17 * HOUR)),
        ([((0, 2), (18, 24))], (0.0, DAY)),
        ([((0, 24),)], (0.0, DAY)),
    ],
    ids=["no noon", "over midnight", "round the clock"],
)
def test_days_that_do_not_shut_in_between_have_the_usual_shifts_of_their_hours(week, hours):
    its = grid(*week)
    assert shifts_for(its) == usual_shifts(hours, always=bool(its.is_open.all()))
