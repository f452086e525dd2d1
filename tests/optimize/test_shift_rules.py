"""Each rule holds: what it just allows is planned, and one unit less is not, or costs more."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from optimize.need import Need
from optimize.shift_plan import ShiftPlan
from optimize.shifts import plan_shifts
from scenarios.errors import InfeasibleError, ModelError
from scenarios.shifts import OpenAtLunch, PayRate, ShiftRules, Tours
from tests.optimize.day_of_shifts import HOUR, hours, kind, pause, rules


def plan(need: Need, some: ShiftRules, **more: Any) -> ShiftPlan:
    return plan_shifts(need, some, gap=0.0, **more)


def refused(need: Need, some: ShiftRules, text: str, **more: Any) -> None:
    with pytest.raises(InfeasibleError, match=re.escape(text)):
        plan_shifts(need, some, gap=0.0, **more)


def test_starts_and_lengths_by_hand() -> None:
    # 8 to 14 at one, 10 to 12 at two: 8-12 and 10-14.
    found = plan(hours({(8, 14): 1, (10, 12): 2}), rules(day=kind(6, 14)))
    assert [(s.start / HOUR, s.end / HOUR) for s in found.shifts] == [(8, 12), (10, 14)]
    assert (found.cost, found.bound, found.paid_hours) == (8, 8, 8)


def test_a_start_an_hour_too_late_covers_nothing_before() -> None:
    need = hours({(7, 11): 3})
    assert plan(need, rules(day=kind(7))).cost == 12
    refused(
        need, rules(day=kind(8)), "mon 07:00-08:00: expected a shift that covers it, where 3 are"
    )


def test_a_shift_an_hour_too_short_covers_nothing_after() -> None:
    need = hours({(8, 12): 1})
    assert plan(need, rules(day=kind(8))).cost == 4
    refused(need, rules(day=kind(8, length=3)), "mon 11:00-12:00: expected a shift that covers it")


def test_nights_run_into_the_next_day_and_the_last_into_the_first() -> None:
    need = hours({(22, 24): 1, (0, 6): 1}, days=2)
    found = plan(need, rules(night=kind(22, length=8)))
    assert [s.start / HOUR for s in found.shifts] == [22, 46]
    assert found.staffed.tolist() == need.required.tolist()


def test_days_that_do_not_repeat_begin_with_the_people_of_yesterday() -> None:
    required = hours({(0, 6): 2, (22, 24): 1}).required
    some = rules(night=kind(22, length=8))
    tail = np.full(6, 2)
    found = plan(Need(required, before=tail), some)
    assert (found.cost, found.staffed[0, :6].tolist()) == (8, [2] * 6)
    refused(Need(required, before=tail - 1), some, "mon 00:00-06:00")


def test_a_break_window_an_hour_too_narrow_leaves_an_hour_open() -> None:
    # Two people, one break each between 2 and 4: in turn when there are two hours, else together.
    need = hours({(8, 14): 1})
    wide = rules(day=kind(8, length=6, breaks={"tea": pause(2, 4)}))
    assert plan(need, wide).cost == 12
    narrow = rules(day=kind(8, length=6, breaks={"tea": pause(2, 3)}))
    refused(
        need,
        narrow,
        "mon 10:00-11:00: expected a shift that covers it, where 1 are required, got none",
    )


def test_breaks_stay_apart() -> None:
    # Both breaks between 1 and 5 of a six hour shift, and nobody at work in the second hour alone.
    def some(apart: float) -> ShiftRules:
        breaks = {"a": pause(1, 5), "b": pause(1, 5)}
        return rules(day=kind(8, length=6, breaks=breaks, apart=apart * HOUR))

    need = hours({(8, 9): 1, (13, 14): 1})
    for apart in (0, 1, 2):
        (shift,) = plan(need, some(apart)).shifts
        assert shift.breaks[1].start - shift.breaks[0].end >= apart * HOUR
    with pytest.raises(ValueError, match=r"breaks\.b\.between: expected room"):
        some(3)


def test_breaks_an_hour_further_apart_leave_an_hour_open() -> None:
    # One person: at work in hours 0, 2 and 4 to 5 needs breaks in hours 1 and 3, an hour apart.
    need = hours({(8, 9): 1, (10, 11): 1, (12, 14): 1})
    breaks = {"a": pause(1, 5), "b": pause(1, 5)}
    near = rules(day=kind(8, length=6, breaks=breaks, apart=HOUR))
    far = rules(day=kind(8, length=6, breaks=breaks, apart=2 * HOUR))
    assert len(plan(need, near).shifts) == 1
    refused(
        need,
        far,
        "mon 12:00-13:00: expected a shift that covers it, where 1 are required, got none",
    )


def test_an_unpaid_lunch_costs_nothing_and_a_paid_one_does() -> None:
    need = hours({(8, 10): 1})
    for paid, cost in ((True, 6), (False, 5)):
        some = rules(day=kind(8, length=6, breaks={"lunch": pause(3, 4, paid=paid)}))
        found = plan(need, some)
        assert (found.cost, found.paid_hours) == (cost, cost)


def test_nights_and_weekends_have_their_rates() -> None:
    # Friday night, 20 to 4: two plain hours, two at 1.5 until midnight; Saturday at 2, not at 1.5.
    rates = (PayRate(between=(22 * HOUR, 30 * HOUR), factor=1.5), PayRate(days="weekend", factor=2))
    some = rules(night=kind(20, length=8)).replace(rates=rates)
    friday = Need(
        np.array([[0] * 20 + [1] * 4, [1] * 4 + [0] * 20]),
        first_weekday=4,
        before=np.zeros(0, dtype=np.int64),
    )
    assert plan(friday, some).cost == pytest.approx(2 + 2 * 1.5 + 4 * 2)


def test_a_lunch_is_taken_when_pay_is_highest() -> None:
    some = rules(day=kind(18, length=6, breaks={"rest": pause(3, 6, paid=False)}))
    rates = (PayRate(between=(22 * HOUR, 30 * HOUR), factor=1.5),)
    found = plan(hours({(18, 20): 1}), some.replace(rates=rates))
    assert found.cost == pytest.approx(4 + 1.5)


def test_one_seat_too_few_is_said() -> None:
    need = hours({(8, 12): 5})
    assert plan(need, rules(day=kind(8)), seats=5).cost == 20
    refused(
        need, rules(day=kind(8)), "mon 08:00-12:00: expected seats for 5, got 4: 1 too few", seats=4
    )


def test_seats_bound_those_beyond_the_requirement_too() -> None:
    # Only shifts that overlap at 10 cover both ends.
    need = hours({(8, 10): 2, (10, 14): 1, (14, 16): 2})
    some = rules(early=kind(8, length=5), late=kind(11, length=5))
    assert plan(need, some, seats=4).staffed.max() == 4
    refused(need, some, "too few there", seats=3)


def test_too_many_are_forbidden_or_priced() -> None:
    need = hours({(8, 11): 1})
    some = rules(day=kind(8))
    assert plan(need, some).cost == 4
    assert plan(need, some.replace(over=2.5)).cost == 6.5
    refused(need, some.replace(over="forbidden"), "too few there")


def test_people_missing_are_priced() -> None:
    need = hours({(8, 12): 1, (12, 13): 1})
    some = rules(day=kind(8, 12)).replace(under=3.9)
    found = plan(need, some)
    assert (found.cost, found.under.sum()) == (pytest.approx(7.9), 1)
    assert plan(need, some.replace(under=4.1)).cost == 8


def test_windows_stay_open_at_lunch() -> None:
    need = hours({(8, 16): 1})
    some = rules(day=kind(8, 12))
    quarter = some.replace(open_at_lunch=OpenAtLunch(between=(12 * HOUR, 13 * HOUR), share=0.25))
    assert plan(need, quarter, seats=8).staffed[0, 12] == 2
    assert plan(need, quarter, seats=9).staffed[0, 12] == 3
    assert plan(need, some, seats=8).staffed[0, 12] == 1


def test_at_most_so_many_of_a_kind_each_day() -> None:
    need = hours({(8, 12): 3}, days=2)
    some = rules(cheap=kind(8, at_most=2), dear=kind(8, length=6))
    assert plan(need, some).cost == 2 * (2 * 4 + 6)
    alone = rules(cheap=kind(8, at_most=2))
    refused(need, alone, "mon 08:00-12:00: expected 3 on position, got at most 2 by at_most")


def test_a_kind_is_at_most_a_share_of_all_shifts() -> None:
    need = hours({(8, 12): 4})
    some = rules(part=kind(8, share_at_most=0.5), full=kind(8, length=8))
    assert plan(need, some).cost == 2 * 4 + 2 * 8
    some = rules(part=kind(8, share_at_most=0.49), full=kind(8, length=8))
    assert plan(need, some).cost == 4 + 3 * 8


def test_kinds_are_at_most_a_share_of_all_shifts_together() -> None:
    need = hours({(8, 16): 2})
    others = {"late": kind(12), "full": kind(7, length=10)}
    # Early ones alone are half of all where the others are late ones.
    apart = rules(early=kind(8, share_at_most=0.5), **others)
    assert plan(need, apart).cost == 4 * 4
    # Together they are half where as many work all day, which is more than there is need for.
    together = rules(early=kind(8, share_at_most=0.5, share_with=["late"]), **others)
    assert plan(need, together).cost == 2 * 10


def test_at_most_so_many_different_shifts() -> None:
    need = hours({(8, 14): 1, (10, 12): 2})
    some = rules(day=kind(6, 14), long=kind(8, length=6))
    assert plan(need, some.replace(distinct_at_most=2)).cost == 8
    assert plan(need, some.replace(distinct_at_most=1)).cost == 12
    refused(need, some.replace(distinct_at_most=0), "too few there")


def test_each_different_shift_has_its_price() -> None:
    need = hours({(8, 14): 1, (10, 12): 2})
    some = rules(day=kind(6, 14), long=kind(8, length=6))
    # Two different ones at 8 h, or one twice at 12 h: they cost alike at 4.
    assert plan(need, some.replace(distinct_cost=3.9)).cost == pytest.approx(8 + 7.8)
    assert plan(need, some.replace(distinct_cost=4.1)).cost == pytest.approx(12 + 4.1)


def test_shifts_start_on_their_weekdays_alone() -> None:
    need = hours({(8, 12): 1}, days=7)
    assert plan(need, rules(day=kind(8))).cost == 28
    refused(need, rules(day=kind(8, days="mon-sat")), "sun 08:00-12:00: expected a shift")


WEEK = hours({(8, 12): 1}, days=7)


def test_five_days_on_and_two_off() -> None:
    # Seven shifts a week: two persons would do by number (10 >= 7), and they do by days.
    found = plan(WEEK, rules(day=kind(8)).replace(tours=Tours()))
    assert (found.people, found.cost) == (2, 40)
    for person in range(2):
        days = sorted(s.day for s in found.shifts if s.person == person)
        off = [day for day in range(7) if day not in days]
        assert len(days) == 5
        assert (off[1] - off[0]) in (1, 6)


def test_one_day_of_work_less_needs_another_person() -> None:
    # Five on two off, all seven days at two: 14 shifts are three persons' 15; of four days four's.
    need = hours({(8, 12): 2}, days=7)
    for work_days, people in ((7, 2), (5, 3), (4, 4)):
        some = rules(day=kind(8)).replace(tours=Tours(work_days=work_days))
        assert plan(need, some).people == people


def test_days_off_together_can_cost_a_person() -> None:
    # On Monday, Wednesday and Friday nobody: four shifts at one, three days off apart.
    required = np.zeros((7, 24), dtype=np.int64)
    required[[1, 3, 5, 6], 8:12] = 1
    apart = rules(day=kind(8)).replace(tours=Tours(work_days=4, days_off_together=False))
    assert plan(Need(required), apart).people == 1
    together = apart.replace(tours=Tours(work_days=4))
    assert plan(Need(required), together).people == 2


def test_a_person_starts_at_the_same_time_or_changes() -> None:
    # Early on Monday, late from Tuesday on: one person only where starts may change.
    required = np.zeros((7, 24), dtype=np.int64)
    required[0, 8:12] = 1
    required[1:5, 12:16] = 1
    some = rules(early=kind(8), late=kind(12))
    moving = Tours(stable_starts=False)
    assert plan(Need(required), some.replace(tours=moving)).people == 1
    assert plan(Need(required), some.replace(tours=Tours())).people == 2


def test_too_few_rest_between_late_and_early() -> None:
    required = np.zeros((7, 24), dtype=np.int64)
    required[0:2, 12:16] = 1
    required[2:5, 8:12] = 1
    some = rules(early=kind(8), late=kind(12))
    # From 16 to 8 on the next day there are 16 hours.
    for rest, people in ((16, 1), (17, 2)):
        tours = Tours(stable_starts=False, rest=rest * HOUR)
        assert plan(Need(required), some.replace(tours=tours)).people == people


def test_kinds_and_breaks_that_share_a_name_are_refused() -> None:
    some = rules(
        a=kind(8, length=6, breaks={"x_b": pause(2, 4)}),
        b_a=kind(8, length=6, breaks={"x": pause(2, 4)}),
    )
    with pytest.raises(ModelError, match="expected kinds and breaks whose names can be told apart"):
        plan(hours({(8, 9): 1}), some)


def test_tours_need_a_week() -> None:
    with pytest.raises(ModelError, match="expected one week that repeats, got 1 days"):
        plan(hours({(8, 12): 1}), rules(day=kind(8)).replace(tours=Tours()))


def test_what_no_arithmetic_sees_is_told_by_the_plan_that_misses_least() -> None:
    # Three people have their break in the same two hours; five are needed there with six there.
    need = hours({(8, 10): 3, (10, 12): 2, (12, 14): 3})
    some = rules(day=kind(8, length=6, breaks={"tea": pause(2, 4)}, at_most=3))
    refused(need, some, "expected 2 on position, got 1 in the plan that misses least: 1 too few")
    assert plan(need, some.replace(kinds={"day": some.kinds["day"].replace(at_most=4)})).cost == 24


@pytest.mark.parametrize("seed", range(8))
def test_of_equal_cost_is_the_plan_with_the_least_time_at_which_nobody_is_required(
    seed: int,
) -> None:
    wanted = np.zeros((1, 24), dtype=np.int64)
    wanted[0, 9:17] = np.random.default_rng(seed).integers(1, 4, 8)
    some = rules(day=kind(2, 20, 5, breaks={"rest": pause(1, 4)}))
    # Another way to the same: hours outside are dearer, by less than any two plans differ.
    more = 1e-4
    dearer = some.replace(
        rates=(
            {"between": ("00:00", "09:00"), "factor": 1 + more},
            {"between": ("17:00", "24:00"), "factor": 1 + more},
        )
    )

    def outside(found: ShiftPlan) -> float:
        inside = sum(
            max(0.0, min(one.end, 17 * HOUR) - max(one.start, 9 * HOUR)) for one in found.shifts
        )
        return (sum(one.end - one.start for one in found.shifts) - inside) / HOUR

    found, priced = plan(Need(wanted), some), plan(Need(wanted), dearer)
    assert outside(found) == outside(priced)
    assert priced.cost == pytest.approx(found.cost + more * outside(found), abs=more / 10)


def test_what_is_cheaper_has_people_where_nobody_is_required_all_the_same() -> None:
    # 8-12 has one hour before the need and pays four; 6-12 has three, and does not pay them.
    unpaid = kind(6, length=6, breaks={"late": pause(0, 3, 3, paid=False)})
    need = hours({(9, 12): 1})
    found = plan(need, rules(straight=kind(8), late=unpaid))
    assert [(one.start / HOUR, one.end / HOUR) for one in found.shifts] == [(6, 12)]
    assert found.cost == 3
    assert plan(need, rules(straight=kind(8))).cost == 4
