"""What contracts, skills, leave and pairs say, as limits."""

from __future__ import annotations

from collections.abc import Iterator

from optimize.roster.law import not_after, working_time
from optimize.roster.limits import Cell, Limit, Linear, known_days
from scenarios.roster.rosters import RosterCase, RuleName


def succession(case: RosterCase, name: str) -> Iterator[Limit]:
    """Kinds that may not follow each other on the next day."""
    for kind, one in case.kinds.items():
        yield from not_after(case, name, "succession", kind, one.not_followed_by, 1)


def available(case: RosterCase, name: str) -> Iterator[Limit]:
    """No work on leave, and no kind where it cannot be worked."""
    person = case.people[name]
    for day in person.leave:
        yield _none_of(name, "available", (name, day, None))
    for day, kinds in person.unavailable.items():
        for kind in kinds:
            yield _none_of(name, "available", (name, day, kind))


def skill(case: RosterCase, name: str) -> Iterator[Limit]:
    """No kind that asks for what one cannot do."""
    for kind, one in case.kinds.items():
        if one.skill is not None and one.skill not in case.people[name].skills:
            for day in range(case.days):
                yield _none_of(name, "skill", (name, day, kind), one.skill)


def most_of_kind(case: RosterCase, name: str) -> Iterator[Limit]:
    """Shifts of a kind in the days planned."""
    days = tuple(range(case.days))
    for kind, most in case.people[name].contract.most_of_kind.items():
        if most == 0:
            # One line a day says which day it is, and leaves the solver nothing to think about.
            for day in days:
                yield _none_of(name, "most_of_kind", (name, day, kind), kind)
        elif most < case.days:
            shifts = _count(*((name, day, kind) for day in days))
            yield Limit("most_of_kind", (name,), days, shifts, "<=", most, said=(kind,))


def least_asked(case: RosterCase, name: str) -> float:
    """Least hours of the contract that are left, as shifts lost by absence count as worked [s]."""
    person = case.people[name]
    lost = 3600 * sum(case.kinds[kind].hours for kind in person.lost.values())
    return max(0.0, person.contract.least_hours - lost)


def least_hours(case: RosterCase, name: str) -> Iterator[Limit]:
    """Least hours of the contract."""
    least = least_asked(case, name)
    if least > 0:
        days = tuple(range(case.days))
        hours = working_time(case, name, days)
        yield Limit("least_hours", (name,), days, hours, ">=", least / 3600)


def most_hours(case: RosterCase, name: str) -> Iterator[Limit]:
    """Most hours of the contract."""
    most = case.people[name].contract.most_hours
    if most is not None:
        days = tuple(range(case.days))
        hours = working_time(case, name, days)
        yield Limit("most_hours", (name,), days, hours, "<=", most / 3600)


def work_run_most(case: RosterCase, name: str) -> Iterator[Limit]:
    """Most days of work in a row: of one day more than that one is off."""
    most = case.people[name].contract.work_run_most
    if most is not None:
        for days in _windows(case, name, most + 1):
            works = _count(*((name, day, None) for day in days))
            yield Limit("work_run_most", (name,), days, works, "<=", most)


def same_kind_run(case: RosterCase, name: str) -> Iterator[Limit]:
    """Most days in a row on one kind of shift."""
    most = case.people[name].contract.same_kind_run
    if most is not None:
        for days in _windows(case, name, most + 1):
            for kind in case.kinds:
                works = _count(*((name, day, kind) for day in days))
                yield Limit("same_kind_run", (name,), days, works, "<=", most, said=(kind,))


def work_run_least(case: RosterCase, name: str) -> Iterator[Limit]:
    """No run of work that is too short between two days off."""
    least = case.people[name].contract.work_run_least
    for length in range(1, least):
        for days in _windows(case, name, length + 2):
            # A day off, so many of work, a day off: all worked inside less the ends is forbidden.
            works = Linear(_between(name, days, 1.0))
            run, got = days[1:-1], Linear((), length)
            yield Limit(
                "work_run_least", (name,), run, works, "<=", length - 1, counted=got, by_rule=least
            )


def off_run_least(case: RosterCase, name: str) -> Iterator[Limit]:
    """No run of days off that is too short between two of work."""
    least = case.people[name].contract.off_run_least
    for length in range(1, least):
        for days in _windows(case, name, length + 2):
            works = Linear(_between(name, days, -1.0))
            run, got = days[1:-1], Linear((), length)
            yield Limit("off_run_least", (name,), run, works, "<=", 1.0, counted=got, by_rule=least)


def off_run_most(case: RosterCase, name: str) -> Iterator[Limit]:
    """Most days off in a row: of one day more than that one is worked, unless one is leave."""
    most = case.people[name].contract.off_run_most
    if most is not None:
        away = set(case.people[name].leave)
        for days in _windows(case, name, most + 1):
            if away.isdisjoint(days):
                off = Linear(tuple(((name, day, None), -1.0) for day in days), float(len(days)))
                yield Limit("off_run_most", (name,), days, off, "<=", most)


def weekends_most(case: RosterCase, name: str) -> Iterator[Limit]:
    """Weekends with work on one of their days, and those before."""
    person = case.people[name]
    most = person.contract.weekends_most
    if most is None:
        return
    worked = weekends_worked(case, name)
    # Who has had too many already cannot have fewer: none is left to give.
    before = min(person.weekends_before, most)
    if len(worked) + before > most:
        days = tuple(cell[1] for parts in worked for part in parts for cell, _ in part.terms)
        yield Limit("weekends_most", (name,), days, Linear((), before), "<=", most, worked)


def weekends_worked(case: RosterCase, name: str) -> tuple[tuple[Linear, ...], ...]:
    """For each weekend its days, of which the largest is 1 when any is worked."""
    return tuple(
        tuple(_count((name, day, None)) for day in days)
        for days in case.calendar.weekends(range(case.days))
    )


def nights_most(case: RosterCase, name: str) -> Iterator[Limit]:
    """Night shifts, and those before."""
    person = case.people[name]
    most = person.contract.nights_most
    if most is None:
        return
    nights = nights_worked(case, name, tuple(range(case.days)))
    before = min(person.nights_before, most)
    if nights.terms and case.days + before > most:
        total = Linear(nights.terms, before)
        yield Limit("nights_most", (name,), tuple(range(case.days)), total, "<=", most)


def nights_worked(case: RosterCase, name: str, days: tuple[int, ...]) -> Linear:
    """Night shifts on some days."""
    at_night = [kind for kind, one in case.kinds.items() if one.is_night]
    return _count(*((name, day, kind) for day in days for kind in at_night))


def night_run_most(case: RosterCase, name: str) -> Iterator[Limit]:
    """Most night shifts in a row: of one day more than that one has none."""
    most = case.people[name].contract.night_run_most
    if most is not None:
        for days in _windows(case, name, most + 1):
            nights = nights_worked(case, name, days)
            if nights.terms:
                yield Limit("night_run_most", (name,), days, nights, "<=", most)


def post_most(case: RosterCase, name: str) -> Iterator[Limit]:
    """Days at one post in the days planned."""
    most = case.people[name].contract.post_most
    if most is None or most >= case.days:
        return
    posts: dict[str, list[str]] = {}
    for kind, one in case.kinds.items():
        if one.post is not None:
            posts.setdefault(one.post, []).append(kind)
    days = tuple(range(case.days))
    for post, kinds in posts.items():
        there = _count(*((name, day, kind) for day in days for kind in kinds))
        yield Limit("post_most", (name,), days, there, "<=", most, said=(post,))


def apart(case: RosterCase, one: str) -> Iterator[Limit]:
    """Pairs who may not work the same shift; told once, for the first of the two."""
    for other in (b for a, b in case.apart if a == one):
        for day in range(case.days):
            for kind in case.kinds:
                both = _count((one, day, kind), (other, day, kind))
                yield Limit("apart", (one, other), (day,), both, "<=", 1.0, said=(kind,))


def together(case: RosterCase, one: str) -> Iterator[Limit]:
    """Pairs of whom neither works a shift without the other."""
    for pair in (pair for pair in case.together if pair[0] == one):
        for here, there in (pair, pair[::-1]):
            for day in range(case.days):
                for kind in case.kinds:
                    alone = Linear((((here, day, kind), 1.0), ((there, day, kind), -1.0)))
                    yield Limit("together", (here, there), (day,), alone, "<=", 0.0, said=(kind,))


def _count(*cells: Cell) -> Linear:
    return Linear(tuple((cell, 1.0) for cell in cells))


def _none_of(name: str, rule: RuleName, cell: Cell, *said: object) -> Limit:
    return Limit(rule, (name,), (cell[1],), _count(cell), "<=", 0.0, said=said)


def _between(name: str, days: tuple[int, ...], factor: float) -> tuple[tuple[Cell, float], ...]:
    """Days inside a window with the factor, those at its ends with its opposite."""
    last = len(days) - 1
    return tuple(
        ((name, day, None), -factor if k in (0, last) else factor) for k, day in enumerate(days)
    )


def _windows(case: RosterCase, name: str, length: int) -> list[tuple[int, ...]]:
    """Known days in a row that have at least one day of the roster among them."""
    known = known_days(case, name)
    firsts = range(max(known.start, 1 - length), case.days - length + 1)
    return [tuple(range(first, first + length)) for first in firsts]
