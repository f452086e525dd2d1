"""Dates on which a roster and its model do not fit each other are told, with what mends them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from scenarios.calendar_days import DAY
from scenarios.errors import Problem
from scenarios.model import ServiceModel
from scenarios.roster.capacity import staffed_model
from scenarios.roster.dates import dates_apart
from scenarios.roster.kinds import RosterKind
from scenarios.roster.presence import presence
from scenarios.roster.rosters import Person, RosterCase

MONDAY = dt.date(2026, 9, 28)
"""Before the National Day: 1 to 7 October are off, and Saturday the 10th is a make-up workday."""
WORK = (0, 1, 2, 10, 11, 12)
"""Days from 28 September to 11 October on which offices work; Sunday the 20th is not among them."""
HOURS = {"mon-fri": ["09:00-17:00"]}


def hall(calendar: dict[str, Any] | None, per_hour: float = 9.0) -> ServiceModel:
    of = {} if calendar is None else {"calendar": "office"}
    rates = {"pattern": "rates", "per_hour": per_hour, "start": "09:00", "end": "17:00"}
    return ServiceModel.model_validate(
        {
            "name": "hall", "title": "hall", "provenance": "assumed", "horizon": "1 day",
            "start_date": "2026-09-28",
            "calendars": {} if calendar is None else {"office": {"open": HOURS, **calendar}},
            "activities": {"intake": {"service_time": "1 min"}, "issue": {"service_time": "1 min"},
                           "file": {"service_time": "1 min", "place": "back"}},
            "pools": {
                "first": {"serves": ["intake"], "staff": 1, **of},
                "second": {"serves": ["issue"], "staff": 1, **of},
                "office": {"serves": ["file"], "staff": 1, **of},
            },
            "services": {"permit": {
                **of, "arrivals": rates,
                "flow": [{"serve": "intake"}, {"serve": "issue"}, {"serve": "file"}]}},
        }
    )  # fmt: skip


def notes(model: ServiceModel, days: tuple[int, ...] = WORK) -> tuple[Problem, ...]:
    kinds = {
        name: RosterKind(start=9 * 3600.0, length=8 * 3600.0, post=pool)
        for name, pool in (("A", "first"), ("B", "second"), ("C", "office"))
    }
    case = RosterCase(
        first_day=MONDAY, days=14, kinds=kinds, people={name: Person() for name in kinds}
    )
    roster = {name: tuple(name if day in days else None for day in range(14)) for name in kinds}
    shifts = presence(case, roster)
    return dates_apart(staffed_model(model, case, shifts), case)


@pytest.mark.parametrize("per_hour", [9.0, 2.5])
def test_visitors_on_days_without_anybody_are_counted(per_hour: float) -> None:
    alone, idle = notes(hall({}, per_hour))
    # Five weekdays of 8 h; both counters in one sentence, and no file comes by itself.
    assert alone.where == "calendars.office"
    assert "2026-10-01..2026-10-02, 2026-10-05..2026-10-07 (5 days)" in alone.what
    assert f"{5 * 8 * per_hour:,.0f} in the mean, and nobody of first, second" in alone.what
    assert "holidays: CN, or closed_dates: [2026-10-01, 2026-10-02, 2026-10-05" in alone.what
    assert "来访" in alone.zh
    assert "2026-10-10 (1 day): 3 shifts of first, second, office" in idle.what
    assert "open_dates: {2026-10-10" in idle.what


@pytest.mark.parametrize(
    "calendar",
    [
        {"holidays": "CN"},
        {
            "closed_dates": [f"2026-10-0{k}" for k in (1, 2, 5, 6, 7)],
            "open_dates": {"2026-10-10": ["09:00-17:00"]},
        },
    ],
)
def test_what_is_advised_mends_it(calendar: dict[str, Any]) -> None:
    assert notes(hall(calendar)) == ()


def test_a_roster_without_the_holidays_of_the_model_is_told_as_well() -> None:
    weekdays = tuple(day for day in range(14) if day % 7 < 5)
    alone, idle = notes(hall({"holidays": "CN"}), weekdays)
    assert "2026-10-10 (1 day): visitors come, 72 in the mean" in alone.what
    assert "closed_dates: [2026-10-10]" in alone.what
    assert "holidays: CN" not in alone.what + idle.what  # it has them
    assert "(5 days): 15 shifts" in idle.what


def test_a_model_without_a_calendar_is_told_to_have_one() -> None:
    (alone,) = notes(hall(None), tuple(range(13)))
    assert alone.where == "services.permit.calendar"
    assert "2026-10-11 (1 day): visitors come, 72 in the mean" in alone.what
    assert "a calendar with closed_dates: [2026-10-11]" in alone.what


def test_a_counter_that_nobody_works_at_is_told_of_all_days() -> None:
    model, kinds = hall({"holidays": "CN"}), {
        "A": RosterKind(start=0.0, length=8 * 3600.0, post="first"),
        "B": RosterKind(start=0.0, length=8 * 3600.0, post="second"),
    }  # fmt: skip
    case = RosterCase(first_day=MONDAY, days=3, kinds=kinds, people={"Ann": Person()})
    shifts = presence(case, {"Ann": ("A",) * 3})
    (alone,) = dates_apart(staffed_model(model, case, shifts), case)
    assert "2026-09-28..2026-09-30 (3 days)" in alone.what
    assert "nobody of second is on the roster" in alone.what


def test_a_night_shift_is_there_on_the_next_day_too() -> None:
    model = hall(None)
    kinds = {
        name: RosterKind(start=20 * 3600.0, length=16 * 3600.0, post=name)
        for name in ("first", "second")
    }
    case = RosterCase(
        first_day=MONDAY, days=2, kinds=kinds, people={"Ann": Person(), "Cho": Person()}
    )
    shifts = presence(case, {"Ann": ("first", None), "Cho": ("second", None)})
    assert max(one.end for one in shifts) > DAY
    assert dates_apart(staffed_model(model, case, shifts), case) == ()
