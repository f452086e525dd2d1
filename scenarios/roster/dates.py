"""Dates on which visitors come and nobody is on the roster, or people are and the model is shut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from scenarios.calendar_days import DAY, chinese_day, known_years, spans_of_day
from scenarios.calls import is_calls, walked_activities
from scenarios.checks.workload import expected_arrivals
from scenarios.errors import Problem
from scenarios.findings import listed, listed_zh
from scenarios.how_many import HowMany
from scenarios.model import ServiceModel
from scenarios.roster.capacity import Staffed
from scenarios.roster.days import span_text
from scenarios.roster.presence import Presence
from scenarios.roster.rosters import RosterCase


@dataclass(slots=True)
class _Apart:
    """Pools of which the same dates do not fit, and the services that come to them."""

    pools: list[str] = field(default_factory=list)
    services: dict[str, None] = field(default_factory=dict)
    calendars: dict[str | None, None] = field(default_factory=dict)
    """Those of the services, then those of the pools; None for round the clock."""
    shifts: int = 0


def dates_apart(staffed: Staffed, case: RosterCase) -> tuple[Problem, ...]:
    """What to say of dates on which a roster and its model do not fit each other.

    Parameters
    ----------
    staffed
        The model with the people of the roster.
    case
        What the roster was made from.

    Returns
    -------
    tuple of Problem
        A sentence for each set of dates on which visitors come and nobody is on the roster, and
        for each on which people are and the model is shut.
    """
    model = staffed.model
    coming = {name: _coming(model, name, case.days) for name in model.services}
    nobody: dict[tuple[int, ...], _Apart] = {}
    in_vain: dict[tuple[int, ...], _Apart] = {}
    homes = dict(staffed.home_of) | {
        name: name for name, pool in model.pools.items() if pool.staff == 0 and not pool.machines
    }
    for home in dict.fromkeys(homes.values()):
        pools = [pool for pool, of in homes.items() if of == home]
        own = [one for one in staffed.shifts if staffed.pool_of[one.kind, one.person] in pools]
        there = {day for one in own for day in _touched(one)}
        begun = [one.day for one in own if one.day >= 0]
        services = _coming_to(model, {name for pool in pools for name in model.pools[pool].serves})
        calendar = model.pools[pools[0]].calendar
        hours = None if calendar is None else model.calendars[calendar]
        is_open = [bool(spans_of_day(hours, case.first_day, day)) for day in range(case.days)]
        busy = {day for name in services for day in coming[name]}
        alone = tuple(day for day in sorted(busy) if is_open[day] and day not in there)
        idle = tuple(
            day for day in sorted(set(begun))
            if not is_open[day] or (services and not any(one in busy for one in (day, day + 1)))
        )  # fmt: skip
        for days, found in ((alone, nobody), (idle, in_vain)):
            if days:
                of = found.setdefault(days, _Apart())
                of.pools.append(home)
                of.services |= dict.fromkeys(services)
                of.calendars |= dict.fromkeys(model.services[name].calendar for name in services)
                of.calendars[calendar] = None
                of.shifts += sum(day in days for day in begun)
    return (
        *(_nobody(model, case, of, days, coming) for days, of in nobody.items()),
        *(_in_vain(model, case, of, days) for days, of in in_vain.items()),
    )


def _coming(model: ServiceModel, service: str, days: int) -> dict[int, float]:
    """How many come, by day, of those on which any do."""
    found: dict[int, float] = {}
    for start, _, number in expected_arrivals(model, model.services[service], days):
        if number > 0 and start < days * DAY:
            found[int(start // DAY)] = found.get(int(start // DAY), 0.0) + number
    return found


def _coming_to(model: ServiceModel, serves: set[str]) -> list[str]:
    """Services whose applicants themselves come to a pool."""
    front = {name for name in serves if model.activities[name].place == "front"}
    return [
        name for name, one in model.services.items() if not front.isdisjoint(walked_activities(one))
    ]


def _touched(one: Presence) -> Iterable[int]:
    """Days on which somebody is there."""
    ends = ((one.day * DAY + begin, one.day * DAY + end) for begin, end in one.spans)
    return {day for begin, end in ends for day in range(int(begin // DAY), -int(-end // DAY))}


def _nobody(
    model: ServiceModel,
    case: RosterCase,
    of: _Apart,
    days: tuple[int, ...],
    coming: dict[str, dict[int, float]],
) -> Problem:
    number = sum(coming[name].get(day, 0.0) for name in of.services for day in days)
    calls = all(is_calls(model, name) for name in of.services)
    who = ("来电", "calls come") if calls else ("来访", "visitors come")
    mend = _mend(model, case, of, days, "closed_dates")
    dates = [case.date(day) for day in days]
    return Problem(
        mend.where,
        f"{_spans(dates)} ({HowMany(len(days)):day|days}): {who[1]}, {number:,.0f} in the mean, "
        f"and nobody of {listed(of.pools)} is on the roster. Those who come wait for the next "
        f"shift. {mend.what} Or put people on the roster of these days.",
        zh=f"{_spans_zh(dates)}（{len(days)} 天）有{who[0]}（平均共 {number:,.0f} 次），而"
        f"{listed_zh(of.pools)} 无人排班，来的都要等到下一个班。{mend.zh}或在排班表中安排人。",
    )


def _in_vain(model: ServiceModel, case: RosterCase, of: _Apart, days: tuple[int, ...]) -> Problem:
    mend = _mend(model, case, of, days, "open_dates")
    dates = [case.date(day) for day in days]
    return Problem(
        mend.where,
        f"{_spans(dates)} ({HowMany(len(days)):day|days}): {HowMany(of.shifts):shift|shifts} of "
        f"{listed(of.pools)} on the roster, and the model is shut: nobody comes. {mend.what} "
        "Or take the shifts out.",
        zh=f"{_spans_zh(dates)}（{len(days)} 天）{listed_zh(of.pools)} 排了 {of.shifts} 个班，"
        f"而模型里不开放，没有人来。{mend.zh}或取消这些班。",
    )


def _mend(
    model: ServiceModel, case: RosterCase, of: _Apart, days: tuple[int, ...], key: str
) -> Problem:
    """Which key of the model says otherwise on some days, where it stands, and what to write."""
    calendars = [name for name in of.calendars if name is not None]
    dates = [case.date(day) for day in days]
    own = f"[{listed(map(str, dates))}]"
    if key == "open_dates":
        own = f'{{{dates[0]}: ["09:00-17:00"]{", …" if len(dates) > 1 else ""}}}'
    said = said_zh = f"{key}: {own}"
    if all(_is_of_china(date, key) for date in dates) and all(
        model.calendars[name].holidays is None for name in calendars
    ):
        said, said_zh = f"holidays: CN, or {said}", f"holidays: CN，或 {said}"
    if calendars:
        where = f"calendars.{calendars[0]}"
        en, zh = f"Write {said} there", f"请在该日历里写 {said_zh}"
    else:
        where = f"services.{next(iter(of.services))}.calendar"
        en, zh = f"Give it a calendar with {said}", f"请给它一个日历，写上 {said_zh}"
    more = calendars[1:]
    if more:
        en, zh = f"{en}, and in {listed(more)}", f"{zh}（{listed_zh(more)} 也一样）"
    return Problem(where, f"{en}.", zh=f"{zh}；")


def _is_of_china(date: dt.date, key: str) -> bool:
    """Whether the Chinese holidays say what a date should be."""
    first, last = known_years()
    if not first <= date.year <= last:
        return False
    is_holiday, is_makeup = chinese_day(date)
    return is_makeup if key == "open_dates" else is_holiday


def _runs(dates: list[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """First and last of dates that follow each other."""
    found = []
    for _, run in groupby(enumerate(dates), lambda one: one[1].toordinal() - one[0]):
        own = [date for _, date in run]
        found.append((own[0], own[-1]))
    return found


def _spans(dates: list[dt.date]) -> str:
    return listed(span_text(span) for span in _runs(dates))


def _spans_zh(dates: list[dt.date]) -> str:
    return listed_zh(span_text(span) for span in _runs(dates))
