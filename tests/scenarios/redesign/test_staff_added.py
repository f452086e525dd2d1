"""One person more on the blocks of staff that there are, and people who stand by from them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.calendars import WEEKDAYS, parse_days
from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.capacity import SetCapacity
from scenarios.redesign.staff_added import AddedBlock, staff_with, too_few
from scenarios.redesign.surge_windows import SurgeWindows
from scenarios.redesign.warnings import warnings_of
from scenarios.section import ProvenanceNote, TextPair
from sim.experiment import simulate
from tests.scenarios.redesign.halls import hall

HOUR = 3600.0
NOTE = ProvenanceNote(kind="assumed", source=TextPair(zh="试", en="tried"))
SHIFTS = st.builds(
    lambda first, last, begin, length: {
        "days": f"{WEEKDAYS[first]}-{WEEKDAYS[last]}",
        "span": (begin * HOUR, (begin + length) * HOUR),
    },
    st.integers(0, 6), st.integers(0, 6), st.integers(0, 23), st.integers(1, 12),
)  # fmt: skip
BLOCKS = st.lists(
    st.tuples(SHIFTS, st.integers(0, 4)).map(lambda got: StaffBlock(**got[0], level=got[1])),
    min_size=1, max_size=4,
).map(tuple)  # fmt: skip
ADDED = st.one_of(
    st.integers(-3, 3),
    st.lists(
        st.tuples(SHIFTS, st.integers(-3, 3)).map(lambda got: AddedBlock(**got[0], level=got[1])),
        min_size=1, max_size=3,
    ).map(tuple),
)  # fmt: skip


def by_hour(blocks: tuple[Any, ...]) -> list[int]:
    """Levels of the 168 hours of a week, counted hour by hour."""
    week = [0] * 168
    for block in blocks:
        begin, end = (round(moment / HOUR) for moment in block.span)
        for day in parse_days(block.days):
            for hour in range(begin, end):
                week[(day * 24 + hour) % 168] += block.level
    return week


@given(BLOCKS, ADDED)
def test_every_hour_has_so_many_more_and_never_fewer_than_none(
    blocks: tuple[StaffBlock, ...], added: Any
) -> None:
    after = staff_with(blocks, added, NOTE)
    assert isinstance(after, tuple)
    before = by_hour(blocks)
    more = [added if was else 0 for was in before] if isinstance(added, int) else by_hour(added)
    assert by_hour(after) == [max(0, was + n) for was, n in zip(before, more, strict=True)]
    # New blocks do not overlap: each hour is in one of them at most.
    assert not added or max(by_hour(tuple(one.replace(level=1) for one in after)), default=0) <= 1


def test_one_level() -> None:
    assert staff_with(3, 1, NOTE) == 4
    assert staff_with(3, -5, NOTE) == 0
    morning = staff_with(3, (AddedBlock(days="mon", span=(9 * HOUR, 10 * HOUR), level=1),), NOTE)
    assert isinstance(morning, tuple)
    assert by_hour(morning) == [4 if hour == 9 else 3 for hour in range(168)]


def _hall(**pool: Any) -> ServiceModel:
    """A hall whose first pool has such a staff."""
    model = hall()
    blocks = [
        {"days": "mon-fri", "span": (9 * HOUR, 12 * HOUR), "level": 2},
        {"days": "mon-fri", "span": (13 * HOUR, 17 * HOUR), "level": 1},
    ]
    old = model.pools["pool_w1"].replace(**{"seats": 9, "staff": blocks, **pool})
    return model.replace(pools={**model.pools, "pool_w1": old})


def _step(model: ServiceModel, **changes: Any) -> ServiceModel:
    step = {"operator": "set_capacity", "pool": "pool_w1", **changes}
    return SetCapacity.model_validate(step).apply(model).model


def _hours(model: ServiceModel) -> float:
    """Staffed hours of the pool on the first weekday."""
    staff = model.pools["pool_w1"].staff
    assert isinstance(staff, tuple)
    return sum(by_hour(staff)[:24])


def test_staffed_hours_grow_by_the_hours_with_staff() -> None:
    model = _hall()
    assert _hours(_step(model, staff_added=1)) - _hours(model) == 7
    assert _hours(model) - _hours(_step(model, staff_added=-1)) == 7
    assert _hours(model) - _hours(_step(model, staff_added=-2)) == 10
    noon = [{"days": "mon", "span": (12 * HOUR, 13 * HOUR), "level": 2}]
    assert _hours(_step(model, staff_added=noon)) - _hours(model) == 2
    assert _step(model, staff_added=0) == model
    simulate(_step(model, staff_added=1), seed=1)
    source = _step(model, staff_added=1).pools["pool_w1"].staff[0].provenance  # type: ignore[union-attr,index]
    assert source is not None
    assert source.kind == "assumed"


BAD: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "no staff of its own": (
        {"staff": None}, {"staff_added": 1},
        "set_capacity: staff_added: expected a pool with staff in numbers, got pool_w1 with one",
    ),
    "no limit": (
        {"staff": "unlimited", "seats": "unlimited"}, {"staff_added": 1},
        "set_capacity: staff_added: expected a pool with staff in numbers, got pool_w1 with no",
    ),
    "more than seats": (
        {"seats": 2}, {"staff_added": 1},
        "set_capacity: staff_added: expected at most 2 people at once, one for each seat, got 3.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    pool, changes, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        _step(_hall(**pool), **changes)
    assert str(caught.value).startswith(sentence)


def test_a_level_and_what_is_added_to_it_contradict() -> None:
    with pytest.raises(ValueError, match="expected staff or staff_added, got both"):
        _step(_hall(), staff=2, staff_added=1)


def _surge(at_most: int) -> ServiceModel:
    step = {"operator": "surge_windows", "pool": "pool_w2", "above": 5, "below": 2,
            "at_most": at_most, "taken_from": "pool_w1"}  # fmt: skip
    model = _hall()
    free = model.pools["pool_w2"].replace(seats=9, staff=1)
    return (
        SurgeWindows.model_validate(step)
        .apply(model.replace(pools={**model.pools, "pool_w2": free}))
        .model
    )


def test_who_stands_by_is_missed_in_every_block() -> None:
    assert _hours(_surge(1)) == _hours(_hall()) - 7
    with pytest.raises(RedesignError, match=r"at least 2 people whenever it has staff, .* with 1"):
        _surge(2)


def test_names_that_are_not_there_are_listed_with_titles_wherever_a_model_has_them() -> None:
    model = _hall(title={"zh": "一号窗口", "en": "First window"})
    with pytest.raises(RedesignError, match="pool_w1: First window / 一号窗口, pool_w2"):
        _step(model, pool="windows", seats=3)
    assert _step(model, pool="一号窗口", seats=3) == _step(model, pool="pool_w1", seats=3)


@given(BLOCKS, ADDED)
def test_hours_with_too_few_are_those_with_fewer_than_are_taken_away(
    blocks: tuple[StaffBlock, ...], added: Any
) -> None:
    shifts = (AddedBlock(span=(0.0, 24 * HOUR), level=added),) if isinstance(added, int) else added
    there, more = by_hour(blocks), by_hour(shifts)
    expected = {k for k in range(168) if there[k] and there[k] + more[k] < 0}
    found = {
        one.day * 24 + hour: (one.there, -one.less)
        for one in too_few(blocks, added)
        for hour in range(round(one.begin / HOUR), round(one.end / HOUR))
    }
    assert found == {k: (there[k], more[k]) for k in expected}


@pytest.mark.parametrize("level", [-2, -3, -40])
def test_more_taken_away_than_were_there_is_told_with_where_and_how_many(level: int) -> None:
    staff = tuple(
        StaffBlock(days="mon-fri", span=span, level=n)
        for span, n in (((8 * HOUR, 12 * HOUR), 3), ((13 * HOUR, 17 * HOUR), 2))
    )
    plain = hall()
    name = next(iter(plain.pools))
    model = plain.replace(
        pools={**plain.pools, name: plain.pools[name].replace(seats=5, staff=staff)}
    )
    given = {"days": "mon-fri", "span": (9 * HOUR, 14 * HOUR), "level": level}
    step = SetCapacity.model_validate(
        {"operator": "set_capacity", "pool": name, "staff_added": [given], "provenance": NOTE}
    )
    made = apply_redesign(model, [step])
    told = [one for one in warnings_of(model, made.model, made.steps) if "take away" in one.what]
    assert len(told) == (level < -2)
    for one in told:
        assert f"expected {-level} people" in one.what
        assert ("2 on duty" if level == -3 else "2–3 on duty") in one.what
        assert "mon, tue, wed, thu, fri" in one.what
        assert ("13:00–14:00" if level == -3 else "09:00–12:00, 13:00–14:00") in one.what
        assert "减到 0 人为止" in one.zh
