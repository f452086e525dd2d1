"""Shares of nights, weekends, holidays and hours that would be fair, as limits that only cost.

What is above a share costs the more the further it is: the price once for all above the share,
once more for all above a step more, and again, each a limit of its own. So two people a step above
cost less than one who is two above, and nobody's row has to be known to judge another's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache

import numpy as np

from optimize.roster.contract import nights_worked
from optimize.roster.fair_division import divide_evenly
from optimize.roster.law import working_time
from optimize.roster.limits import Limit, Linear
from scenarios.roster.rosters import Person, RosterCase, RuleName

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
    kinds = [kind for kind, one in case.kinds.items() if one.is_night]
    return _with_before(case, _divided(case, kinds), nights_before)


def weekend_shares(case: RosterCase) -> dict[str, float]:
    """By person who can work on a weekend, the days that would be fair, those before counted in."""
    return _with_before(case, _divided(case, case.kinds, weekend_days(case)), weekend_days_before)


def holiday_shares(case: RosterCase) -> dict[str, float]:
    """By person who can work on a holiday, the days that would be fair, those before counted in."""
    return _with_before(case, _divided(case, case.kinds, holidays(case)), holidays_before)


def hour_shares(case: RosterCase) -> dict[str, float]:
    """By person who can work any kind, the hours that would be fair."""
    hours = {kind: one.hours for kind, one in case.kinds.items()}
    return _divided(case, case.kinds, size=hours)


def _divided(
    case: RosterCase,
    kinds: Iterable[str],
    days: Collection[int] | None = None,
    size: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """What some kinds need on some days, divided among those who can do them.

    In proportion to the days on which people are there and the hours that they may work, as far as
    skills allow: who can do what few can has more of it, and less of what many can do.

    Parameters
    ----------
    case
        Says who can do what.
    kinds, days
        What is divided; without days all of the roster, whether people are there or not: who is
        never there has a share of nothing.
    size
        What a shift of a kind counts; 1 when left out.
    """
    some, inside = tuple(kinds), set(range(case.days) if days is None else days)
    when = {kind: {n.day for n in case.needs if n.kind == kind} & inside for kind in some}
    needed = dict.fromkeys(some, 0.0)
    for need in case.needs:
        if need.kind in needed and need.day in inside:
            needed[need.kind] += need.required * (1.0 if size is None else size[need.kind])
    able = {
        name: [
            _can_do(case, person, kind)
            and (days is None or _is_free(person, kind, when[kind] or inside))
            for kind in some
        ]
        for name, person in case.people.items()
    }
    able = {name: each for name, each in able.items() if any(each)}
    if not able:
        return {}
    shares = _evenly(
        tuple(needed[kind] for kind in some),
        tuple(map(tuple, able.values())),
        tuple(_weight(case, case.people[name]) for name in able),
    )
    return dict(zip(able, shares, strict=True))


@lru_cache(maxsize=16)
def _evenly(
    needed: tuple[float, ...], able: tuple[tuple[bool, ...], ...], weights: tuple[float, ...]
) -> tuple[float, ...]:
    # Each person's limits ask for it: worked out once for all of them.
    return tuple(divide_evenly(np.array(needed), np.array(able), np.array(weights)).tolist())


def _with_before(
    case: RosterCase, shares: Mapping[str, float], count: Callable[[RosterCase, str], int]
) -> dict[str, float]:
    """Shares of what is needed, for all, and of what was before, for those who were there.

    What was before is divided as what is needed now: of people who work nights by trade and others
    who seldom do, each are to have had as much as they are to have.
    """
    before = {name: count(case, name) for name in shares}
    old = [name for name in shares if not case.people[name].new or before[name]]
    parts = {name: shares[name] for name in old}
    if not any(parts.values()):
        parts = {name: _weight(case, case.people[name]) for name in old}
    each = sum(before.values()) / (sum(parts.values()) or 1.0)
    return {name: share + each * parts.get(name, 0.0) for name, share in shares.items()}


def _weight(case: RosterCase, person: Person) -> float:
    """Days on which somebody is there, less where the contract has fewer hours than usual."""
    usual = case.law.week_hours * case.days / 7
    most = person.contract.most_hours
    part = 1.0 if most is None or usual == 0 else min(1.0, most / 3600 / usual)
    return part * (case.days - len(set(person.leave)))


def _can_do(case: RosterCase, person: Person, kind: str) -> bool:
    """Whether somebody can do a kind at all."""
    one = case.kinds[kind]
    if one.skill is not None and one.skill not in person.skills:
        return False
    if person.contract.most_of_kind.get(kind) == 0:
        return False
    spared = one.is_night or one.at_night or one.hours > case.law.day_hours
    return person.protected is None or not spared


def _is_free(person: Person, kind: str, days: Iterable[int]) -> bool:
    """Whether somebody is free for a kind on one of some days at the least."""
    return any(
        day not in person.leave and kind not in person.unavailable.get(day, ()) for day in days
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
