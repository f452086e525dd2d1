"""What a plan of shifts says of its bound, its days and its windows, on small models."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onewindow.more_at_once import more_at_once, most_on_duty
from onewindow.requiring import Asked
from onewindow.staff_shown import shown
from onewindow.staff_words import verdict
from onewindow.staffing import Solving, _Solver, staff
from onewindow.staffing_found import Staffing
from plots.staff.page_tables import key_rows
from tests.onewindow.test_staffing import EFFORT, hotline

BLOCKS = [
    {"days": "mon-fri", "span": "09:00-13:00", "level": 2},
    {"days": "mon", "span": "11:00-17:00", "level": 1},
    {"days": "sat", "span": "09:00-17:00", "level": 2},
]


def measured(**pool):
    model = hotline()
    made = model.model_dump(exclude_unset=True)
    made["pools"]["agents"] |= {"staff": BLOCKS, "provenance": "measured", **pool}
    return type(model).model_validate(made)


@pytest.fixture(scope="module")
def found() -> Staffing:
    """Shut on Sundays, one kind of day; eight hours of 30 to 60 calls need more than 3 people."""
    return staff(
        measured(), Asked("80% in 30 s", interval="1 h"), Solving(), EFFORT, 1, lambda _: None
    )


def test_the_most_on_duty_adds_up_what_overlaps() -> None:
    assert most_on_duty(measured(), "agents") == 3
    assert most_on_duty(measured(seats=3), "agents") is None
    assert most_on_duty(measured(provenance="assumed"), "agents") is None
    assert most_on_duty(hotline(), "agents") is None


def test_more_windows_than_the_log_ever_had_are_told(found: Staffing) -> None:
    most = int(found.plan.staffed.max())
    assert most > 3
    (line,) = more_at_once(found, "en")
    assert f"up to {most} people at once" in line
    assert "pools.agents.seats: 3" in line
    assert line in verdict(found, "en")
    assert "同时最多 3 人" in more_at_once(found, "zh")[0]
    assert not more_at_once(replace(found, model=hotline()), "en")


def test_fewer_than_the_formula_is_told(found: Staffing) -> None:
    made = found.requirement
    assert (
        not any("than the formula" in line for line in verdict(found, "en")[1:2])
        or (found.plan.staffed < made.required).any()
    )
    harder = replace(made, required=made.required + found.plan.staffed.max() + 1)
    asked = replace(found, answer=replace(found.answer, requirement=harder))
    told = " ".join(verdict(asked, "en"))
    number = len(made.starts)
    assert f"In {number} of {number} intervals fewer are on position than the formula" in told


def test_hours_a_day_are_of_the_days_that_are_open(found: Staffing) -> None:
    place, always = np.zeros((8, 7 * 24), dtype=np.bool_), np.ones((7 * 24, 1), dtype=np.bool_)
    week = replace(found.grid, days=7, place=place, is_open=always)
    for day in range(6):
        week.place[np.arange(8), day * 24 + 9 + np.arange(8)] = True
    (shifts,) = found.plan.shifts
    all_days = replace(shifts, staffed=np.tile(shifts.staffed, (7, 1)))
    proven = replace(found.proven, plan=replace(found.plan, shifts=(all_days,)))
    six = replace(found, grids=(week,), proven=proven)
    assert six.open_days == 6
    assert six.hours_a_day == pytest.approx(found.plan.paid_hours / 6)
    row = key_rows(shown(six, 1), "en").rows[1]
    assert row[1].note == "mean of the 6 days open a week"


def test_a_cheaper_plan_disproves_a_bound(found: Staffing) -> None:
    (plan,) = found.plan.shifts
    solver = object.__new__(_Solver)
    solver._rules = [found.model.pools["agents"].shifts]
    before = replace(plan, bound=plan.cost - 1)
    solver._known = {(0, b"before"): before}
    claimed = replace(plan, cost=plan.cost + 5, bound=plan.cost + 4)
    best = solver._cheapest(0, claimed)
    assert best.cost == plan.cost
    assert best.bound == plan.cost - 1
    assert best.gap == pytest.approx(1 / plan.cost)
    # A bound of more people than were asked for says nothing.
    solver._known = {(0, b"before"): replace(before, required=plan.required + 1)}
    fewer = replace(claimed, required=np.zeros_like(plan.required))
    assert solver._cheapest(0, fewer).bound == 0.0
