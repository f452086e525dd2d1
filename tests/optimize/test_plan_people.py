"""The people of a plan: together they are on duty as the plan says, slot by slot."""

import numpy as np
import pytest

from optimize.need import Need
from optimize.plan_people import people_of
from optimize.shifts import plan_shifts
from optimize.staffed_plan import plan_grid
from scenarios.calendars import parse_days
from scenarios.errors import DataError
from scenarios.shifts import ShiftRules

NIGHT_AND_DAY = {
    "kinds": {
        "night": {
            "first_start": "22:00",
            "lengths": ["8 h"],
            "breaks": {"rest": {"length": "30 min", "between": ["2 h", "5 h"]}},
        },
        "day": {
            "first_start": "06:00",
            "last_start": "14:00",
            "every": "1 h",
            "lengths": ["4 h", "8 h"],
            "breaks": {"rest": {"length": "30 min", "between": ["1 h", "3 h"]}},
        },
    }
}
TOURS = {**NIGHT_AND_DAY, "tours": {"work_days": 5, "rest": "11 h"}}


def on_duty(people, days, per_day, first_weekday):
    """People on duty in each slot of some days that repeat, counted from their spans."""
    slot = 86400 / per_day
    count = np.zeros(days * per_day, dtype=int)
    for person in people.values():
        for shift in person.shifts:
            for day in range(days):
                weekday = (first_weekday + day) % 7
                if weekday in parse_days(shift.days):
                    first = day * per_day + shift.span[0] / slot
                    last = day * per_day + shift.span[1] / slot
                    for k in range(round(first), round(last)):
                        count[k % count.size] += 1
    return count


@pytest.mark.parametrize(
    ("rules", "days", "first_weekday"),
    [(NIGHT_AND_DAY, 1, 0), (NIGHT_AND_DAY, 7, 0), (NIGHT_AND_DAY, 7, 3), (TOURS, 7, 0)],
    ids=["a day", "a week", "a week from Thursday", "tours"],
)
def test_they_are_on_duty_as_planned(rules, days, first_weekday):
    required = np.random.default_rng(days).integers(0, 4, (days, 48))
    need = Need(required, first_weekday)
    plan = plan_shifts(need, ShiftRules.model_validate(rules), gap=0.2)
    people = people_of(plan)
    per_day = plan.staffed.shape[1]
    assert (on_duty(people, days, per_day, first_weekday) == plan.staffed.ravel()).all()


def test_with_tours_a_person_has_all_shifts_of_the_week():
    need = Need(np.full((7, 24), 1))
    plan = plan_shifts(need, ShiftRules.model_validate(TOURS), gap=0.2)
    names = {name.removesuffix("_after_midnight") for name in people_of(plan)}
    assert len(names) == plan.people


def test_nobody_is_on_a_break_from_the_morning_to_the_next_evening():
    need = Need(np.array([[2] * 6 + [0] * 16 + [2] * 2]))
    plan = plan_shifts(need, ShiftRules.model_validate(NIGHT_AND_DAY))
    for person in people_of(plan).values():
        spans = sorted(shift.span for shift in person.shifts)
        assert all(b - a <= 3600 for (_, a), (b, _) in zip(spans, spans[1:], strict=False))


def test_days_that_are_all_alike_are_one_day_of_the_plan():
    starts = 2 * 86400 + np.array([9, 10, 11]) * 3600.0
    grid = plan_grid(starts, 3600.0, [[2, 3, 4]], first_weekday=0)
    need = grid.need(np.array([1, 2, 3]))
    assert need.first_weekday == 2
    assert need.required.shape == (1, 24)
    assert need.required[0, 8:13].tolist() == [0, 1, 2, 3, 0]


def test_days_of_several_kinds_are_a_week_from_monday_on():
    # Day 0 is a Wednesday; days 3 and 4 are the weekend, and so is the Friday of the second week.
    alike = [[0, 1, 2, 5, 6, 7, 8], [3, 4, 9]]
    starts = np.array([9 * 3600.0, 3 * 86400 + 9 * 3600.0, 3 * 86400 + 10 * 3600.0])
    grid = plan_grid(starts, 3600.0, alike, first_weekday=2)
    need = grid.need(np.array([5, 7, 1]))
    assert need.first_weekday == 0
    # A Friday may be of either kind.
    assert need.required[:, 9].tolist() == [5, 5, 5, 5, 7, 7, 7]
    assert need.required[:, 10].tolist() == [0, 0, 0, 0, 1, 1, 1]


def test_an_interval_is_staffed_by_the_least_of_its_slots_and_days():
    starts = np.arange(48) * 1800.0
    grid = plan_grid(starts, 1800.0, [[0]], 0)
    kind = {"first_start": "00:15", "lengths": [86400 - 900]}
    rules = ShiftRules.model_validate({"kinds": {"all": kind}, "under": 9})
    plan = plan_shifts(grid.need(np.full(48, 2)), rules)
    assert plan.interval == 900
    assert plan.staffed.ravel()[:2].tolist() == [0, 2]
    assert grid.staffed(plan).tolist() == [0] + [2] * 47


def test_an_interval_that_is_no_part_of_a_day_is_refused():
    with pytest.raises(DataError, match="expected a part of a day"):
        plan_grid(np.array([0.0, 7000.0]), 7000.0, [[0]], 0)
