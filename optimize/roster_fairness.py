"""Shares of nights, weekends, holidays and hours that would be fair, as limits that only cost.

What is above a share costs the more the further it is: the price once for all above the share,
once more for all above a step more, and again, each a limit of its own. So two people a step above
cost less than one who is two above, and nobody's row has to be known to judge another's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from optimize.roster_contract import nights_worked
from optimize.roster_law import working_time
from optimize.roster_limits import Limit, Linear
from scenarios.rosters import Person, RosterCase, RuleName

PIECES = 3
"""Steps after which a price grows no more."""


def even_nights(case: RosterCase, name: str) -> Iterator[Limit]:
    """Night shifts above a fair share of those needed, nights before counted in."""
    share = night_shares(case).get(name)
    if share is not None:
        days = tuple(range(case.days))
        nights = nights_worked(case, name, days)
        total = Linear(nights.terms, nights_before(case, name))
        yield from _above("even_nights", name, days, total, share)


def even_weekends(case: RosterCase, name: str) -> Iterator[Limit]:
    """Weekend days above a fair share, those before counted in."""
    worked = Linear(days_worked(name, weekend_days(case)).terms, weekend_days_before(case, name))
    yield from _of_days("even_weekends", name, worked, weekend_shares(case))


def even_holidays(case: RosterCase, name: str) -> Iterator[Limit]:
    """Days of holidays above a fair share, those before counted in."""
    worked = Linear(days_worked(name, holidays(case)).terms, holidays_before(case, name))
    yield from _of_days("even_holidays", name, worked, holiday_shares(case))


def even_hours(case: RosterCase, name: str) -> Iterator[Limit]:
    """Hours above a fair share of those needed, in steps of a day."""
    days = tuple(range(case.days))
    hours = working_time(case, name, days)
    share = hour_shares(case).get(name)
    if share is not None:
        yield from _above("even_hours", name, days, hours, share, case.law.day_hours)


def even_wishes(case: RosterCase, name: str) -> Iterator[Limit]:
    """Wishes not met beyond the first."""
    wishes = case.people[name].wishes
    if len(wishes) > 1:
        terms = tuple(((name, w.day, w.kind), -1.0 if w.works else 1.0) for w in wishes)
        unmet = Linear(terms, float(sum(w.works for w in wishes)))
        days = tuple(sorted({wish.day for wish in wishes}))
        yield from _above("even_wishes", name, days, unmet, 1.0)


def nights_before(case: RosterCase, name: str) -> int:
    """Nights before the first day: as many as are said, or those of the history where more."""
    person = case.people[name]
    known = sum(kind is not None and case.kinds[kind].is_night for kind in person.history)
    return max(person.nights_before, known)


def weekend_days_before(case: RosterCase, name: str) -> int:
    """Weekend days before it: those of the history, and two for each more weekend that is said."""
    person = case.people[name]
    weekends = case.calendar.weekends(_days_of_history(person))
    return sum(map(len, weekends)) + 2 * max(0, person.weekends_before - len(weekends))


def holidays_before(case: RosterCase, name: str) -> int:
    """Days of holidays before it: as many as are said, or those of the history where more."""
    person = case.people[name]
    known = sum(map(case.calendar.is_holiday, _days_of_history(person)))
    return max(person.holidays_before, known)


def weekend_days(case: RosterCase) -> tuple[int, ...]:
    """Days of weekends among those planned."""
    return tuple(filter(case.calendar.is_weekend, range(case.days)))


def holidays(case: RosterCase) -> tuple[int, ...]:
    """Days of public holidays among those planned, days off moved there included."""
    return tuple(filter(case.calendar.is_holiday, range(case.days)))


def days_worked(name: str, days: Iterable[int]) -> Linear:
    """How many of some days somebody works."""
    return Linear(tuple(((name, day, None), 1.0) for day in days))


def night_shares(case: RosterCase) -> dict[str, float]:
    """By person who can work nights, the nights that would be fair, those before counted in."""
    needed = sum(need.required for need in case.needs if case.kinds[need.kind].is_night)
    able = {name: one for name, one in case.people.items() if _works_nights(case, one)}
    before = {name: nights_before(case, name) for name in able}
    return _with_before(case, able, needed, before)


def weekend_shares(case: RosterCase) -> dict[str, float]:
    """By person who can work on a weekend, the days that would be fair, those before counted in."""
    return _day_shares(case, weekend_days(case), weekend_days_before)


def holiday_shares(case: RosterCase) -> dict[str, float]:
    """By person who can work on a holiday, the days that would be fair, those before counted in."""
    return _day_shares(case, holidays(case), holidays_before)


def hour_shares(case: RosterCase) -> dict[str, float]:
    """By person the hours that would be fair."""
    needed = sum(need.required * case.kinds[need.kind].hours for need in case.needs)
    return _shared(case, case.people, needed)


def _day_shares(
    case: RosterCase, days: Collection[int], before: Callable[[RosterCase, str], int]
) -> dict[str, float]:
    """By person who can work on some days, their share of what those need and of what was."""
    needed = sum(need.required for need in case.needs if need.day in days)
    able = {name: one for name, one in case.people.items() if _works_on(case, one, days)}
    return _with_before(case, able, needed, {name: before(case, name) for name in able})


def _with_before(
    case: RosterCase, people: Mapping[str, Person], needed: float, before: Mapping[str, float]
) -> dict[str, float]:
    """Shares of what is needed, for all, and of what was before, for those who were there."""
    old = {name: one for name, one in people.items() if not one.new or before[name]}
    was = _shared(case, old, sum(before.values()))
    return {
        name: share + was.get(name, 0.0) for name, share in _shared(case, people, needed).items()
    }


def _shared(case: RosterCase, people: Mapping[str, Person], total: float) -> dict[str, float]:
    """A total in proportion to the days on which people are there and the hours they may work."""
    usual = case.law.week_hours * case.days / 7
    weights: dict[str, float] = {}
    for name, one in people.items():
        most = one.contract.most_hours
        part = 1.0 if most is None or usual == 0 else min(1.0, most / 3600 / usual)
        weights[name] = part * (case.days - len(set(one.leave)))
    whole = sum(weights.values())
    return {name: total * weight / whole for name, weight in weights.items()} if whole else {}


def _works_nights(case: RosterCase, person: Person) -> bool:
    return person.protected is None and any(
        one.is_night
        and (one.skill is None or one.skill in person.skills)
        and person.contract.most_of_kind.get(kind) != 0
        for kind, one in case.kinds.items()
    )


def _works_on(case: RosterCase, person: Person, days: Iterable[int]) -> bool:
    return any(
        day not in person.leave and not set(case.kinds) <= set(person.unavailable.get(day, ()))
        for day in days
    )


def _days_of_history(person: Person) -> list[int]:
    """Days before the first that were worked, negative."""
    history = enumerate(person.history, -len(person.history))
    return [day for day, kind in history if kind is not None]


def _of_days(
    rule: RuleName, name: str, worked: Linear, shares: Mapping[str, float]
) -> Iterator[Limit]:
    days = tuple(cell[1] for cell, _ in worked.terms)
    if days and name in shares:
        yield from _above(rule, name, days, worked, shares[name])


def _above(
    rule: RuleName, name: str, days: tuple[int, ...], total: Linear, share: float, step: float = 1.0
) -> Iterator[Limit]:
    for k in range(PIECES):
        yield Limit(rule, (name,), days, total, "<=", share + k * step, said=(share,))
