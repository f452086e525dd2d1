"""Plans of shifts made by hand: one day, a week, and what is missed in them."""

import math
from dataclasses import replace

import pandas as pd

from optimize.promise import Promise
from optimize.proving import Round
from plots.staff.data import Goal, Level, StaffData
from scenarios.model import ServiceModel

HOUR = 3600.0
LEVEL = Promise("service_level", 0.9, 30.0)


def model(**changes) -> ServiceModel:
    exponential = {"distribution": "exponential", "mean": "3 min"}
    pools = {
        "agents": {"title": {"zh": "坐席", "en": "Agents"}, "serves": ["talk"], "staff": 2},
        "desk": {"title": {"zh": "窗口", "en": "Desk"}, "serves": ["paper"], "staff": 1},
    }
    return ServiceModel.model_validate(
        {
            "name": "by_hand",
            "title": {"zh": "=手工热线", "en": "=By hand"},
            "provenance": "assumed",
            "start_date": "2026-03-02",  # a Monday
            "horizon": "7 days",
            "activities": {
                "talk": {"title": {"zh": "接听", "en": "Talk"}, "service_time": exponential},
                "paper": {"title": {"zh": "办件", "en": "Paper"}, "service_time": exponential},
            },
            "pools": pools,
            "services": {
                "call": {
                    "title": {"zh": "来电", "en": "Call"},
                    "arrivals": {"pattern": "rates", "interval": "24 h", "per_hour": [9]},
                    "flow": [{"serve": "talk"}, {"serve": "paper"}],
                }
            },
            **changes,
        }
    )


INTERVALS = [
    # day, at, calls, offered_load, required, planned_for, staffed, level, low, high, verdict
    (0, 9.0, 20.1, 1.005, 2, 2, 3, 0.9512345678901234, 0.93, 0.97, "met"),
    (0, 10.0, 40.7, 2.035, 4, 4, 3, 0.8012, 0.77, 0.83, "not_met"),
    (0, 11.0, 0.0, 0.0, 1, 0, 1, math.nan, math.nan, math.nan, "met"),
    (0, 13.0, 30.3, 1.515, 3, 3, 3, 0.8997, 0.88, 0.92, "unclear"),
]


def one_day(**changes) -> StaffData:
    """Four hours with a lunch shut: more than the formula at 9, fewer at 10, nobody comes at 11."""
    names = ["day", "at", "calls", "offered_load", "required", "planned_for", "staffed", "level",
             "low", "high", "verdict"]  # fmt: skip
    intervals = pd.DataFrame(INTERVALS, columns=names)
    intervals["at"] *= HOUR
    intervals = intervals.assign(length=HOUR, group="agents", queue="talk")
    scopes = intervals.assign(end=intervals["at"] + HOUR)
    quarter = HOUR / 4
    shifts = pd.DataFrame(
        [
            ("agents", "=day", "=白班", "=Day", 0, 0, 8 * HOUR, 16 * HOUR, 7.5, None,
             ((9 * HOUR, 9 * HOUR + quarter, True), (12 * HOUR, 12.5 * HOUR, False))),
            ("agents", "=day", "=白班", "=Day", 0, 0, 8 * HOUR, 16 * HOUR, 7.5, None,
             ((9 * HOUR, 9 * HOUR + quarter, True), (12.25 * HOUR, 12.75 * HOUR, False))),
            ("agents", "night", "夜班", "Night", 0, 0, 22 * HOUR, 30 * HOUR, 8.0, None,
             ((25 * HOUR, 25 * HOUR + quarter, True),)),
        ],
        columns=["group", "kind", "kind_zh", "kind_en", "day", "weekday", "at", "end",
                 "paid_hours", "person", "breaks"],
    )  # fmt: skip
    made = StaffData(
        model=model(),
        promise=LEVEL,
        status="not_met",
        confidence=0.95,
        replications=400,
        seed=7,
        begun_with={"zh": "公式甲", "en": "formula A"},
        days=1,
        alike=(tuple(range(7)),),
        paid_hours=23.0,
        cost=23.8,
        bound=23.5,
        gap=0.3 / 23.8,
        level=Level(0.9123456789012345, 0.9, 0.925),
        intervals=intervals,
        scopes=scopes,
        shifts=shifts,
        rounds=(
            Round("lift", 22.123456789, 3, 0.0987654321, 100), Round("check", 23.8, 2, 0.1, 400)
        ),
        sentences={"zh": ("一句。",), "en": ("One sentence.",)},
        version="0",
        date="2026-03-02",
    )  # fmt: skip
    return replace(made, **changes)


def met(data: StaffData) -> StaffData:
    """The same where all is met."""
    scopes = data.scopes.assign(level=data.scopes["level"].clip(lower=0.917), verdict="met")
    intervals = data.intervals.assign(level=scopes["level"], verdict="met")
    return replace(data, status="met", scopes=scopes, intervals=intervals)


def week() -> StaffData:
    """Work days and the weekend of two pools, planned for a week."""
    day = one_day()
    parts = [
        day.intervals.assign(day=first, group=group, queue=queue, staffed=staffed)
        for first in (0, 5)
        for group, queue, staffed in (("agents", "talk", 3), ("desk", "paper", 2))
    ]
    intervals = pd.concat(parts, ignore_index=True)
    shifts = pd.concat(
        [
            day.shifts.assign(day=k, weekday=k, group=group, person=k)
            for k in range(7)
            for group in ("agents", "desk")
        ],
        ignore_index=True,
    )
    return replace(
        day,
        days=7,
        alike=((0, 1, 2, 3, 4), (5, 6)),
        intervals=intervals,
        scopes=intervals.assign(end=intervals["at"] + HOUR),
        shifts=shifts,
    )


def peak() -> StaffData:
    """Kept over one peak from 9 to 11."""
    day = one_day()
    inside = day.intervals["at"] < 11 * HOUR
    word = ["not_met" if one else "" for one in inside]
    scopes = pd.DataFrame(
        [(0, 9 * HOUR, 11 * HOUR, "talk", 0.85, 0.84, 0.86, "not_met")],
        columns=["day", "at", "end", "queue", "level", "low", "high", "verdict"],
    )
    promise = replace(LEVEL, per="peak", peaks=((9 * HOUR, 11 * HOUR),))
    return replace(
        day, promise=promise, intervals=day.intervals.assign(verdict=word), scopes=scopes
    )


def goals() -> tuple[Goal, ...]:
    """Four goals, of which 85 % costs more than 90 % and reaches less."""
    rows = [
        (0.9, 23.0, 0.9123456789012345, "met"),
        (0.8, 20.0, 0.86, "met"),
        (0.85, 24.0, 0.9, "met"),
        (0.95, 30.0, 0.96, "unclear"),
    ]
    return tuple(
        Goal(goal, hours, Level(level, level - 0.01, level + 0.01), level - 0.05, 3, 4, status)
        for goal, hours, level, status in rows
    )
