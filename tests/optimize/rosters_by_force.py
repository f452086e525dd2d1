"""Every roster of a tiny case, judged by looking at its rows as one would with a pencil."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations, groupby, product

from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import RosterCase, RuleName

Row = tuple[str | None, ...]


def rows(case: RosterCase) -> list[Row]:
    """All that one person can be given."""
    return list(product([None, *case.kinds], repeat=case.days))


class Judge:
    """Judges rosters of a case; each row of a person once, however many rosters it stands in."""

    def __init__(self, case: RosterCase) -> None:
        self.case = case
        self._alone = cache(lambda name, row: frozenset(_alone(case, name, row)))
        self._extra = cache(lambda name, row: tuple(_extra(case, name, row)))

    def broken(self, roster: dict[str, Row]) -> set[tuple[str, RuleName]]:
        """Who breaks which rule; a pair is told under its first."""
        found = _tied(self.case, roster)
        for name, row in roster.items():
            rules = {rule for rule, units in self._extra(name, row) if units}
            found |= {(name, rule) for rule in rules | self._alone(name, row)}
        return {(name, rule) for name, rule in found if self.case.strength(rule) != "off"}

    def cost(self, roster: dict[str, Row]) -> float:
        """Cover, wishes, and what only costs."""
        case, total = self.case, 0.0
        for need in case.cover:
            there = sum(row[need.day] == need.kind for row in roster.values())
            total += need.under * max(0, need.required - there)
            total += need.over * max(0, there - need.required)
        for name, row in roster.items():
            for wish in case.people[name].wishes:
                here = row[wish.day]
                works = here is not None if wish.kind is None else here == wish.kind
                total += wish.weight * (works != wish.works)
            for rule, units in self._extra(name, row):
                price = case.strength(rule)
                total += units * price if isinstance(price, float) else 0.0
        return total


def broken(case: RosterCase, roster: dict[str, Row]) -> set[tuple[str, RuleName]]:
    """Who breaks which rule in one roster."""
    return Judge(case).broken(roster)


def cost(case: RosterCase, roster: dict[str, Row]) -> float:
    """What one roster costs."""
    return Judge(case).cost(roster)


def _tied(case: RosterCase, roster: dict[str, Row]) -> set[tuple[str, RuleName]]:
    found: set[tuple[str, RuleName]] = set()
    for one, other in case.apart:
        if any(a == b is not None for a, b in zip(roster[one], roster[other], strict=True)):
            found.add((one, "apart"))
    for one, other in case.together:
        for a, b in zip(roster[one], roster[other], strict=True):
            if a != b:
                found |= {(n, "together") for n, k in ((one, a), (other, b)) if k is not None}
    return found


def _extra(case: RosterCase, name: str, row: Row) -> Iterator[tuple[RuleName, float]]:
    """Rules that only cost, with the units that a person's row has of each."""
    person, law = case.people[name], case.law
    known = list(enumerate([*person.history, *row], start=-len(person.history)))
    first = case.date(0).isocalendar()[:2]
    weeks: dict[tuple[int, ...], float] = defaultdict(float)
    extra = 0.0
    for day, kind in known:
        week = case.date(day).isocalendar()[:2]
        if kind is None or week < first:
            continue
        hours = case.kinds[kind].hours
        if _mark(case, day) == "statutory":
            extra += hours * law.pay_holiday * (day >= 0)
            continue
        weeks[week] += min(hours, law.day_hours)
        if day >= 0:
            extra += max(0.0, hours - law.day_hours) * law.pay_overtime
    past = len(person.history)
    over = sum(max(0.0, hours - _owed(case, week, past)) for week, hours in weeks.items())
    yield "extra_pay", round(extra + over * law.pay_rest_day, 9)
    there = {n: case.days - len(set(one.leave)) for n, one in case.people.items()}
    for n, one in case.people.items():
        most = one.contract.most_hours
        if most is not None:
            there[n] *= min(1.0, most / 3600 / (law.week_hours * case.days / 7))
    nights = {k for k, one in case.kinds.items() if counts_as_night(one)}
    every = set(range(case.days))
    weekends = {day for day in every if _is_weekend(case, day)}
    feasts = {day for day in every if _mark(case, day) in ("statutory", "rest")}
    # Days ago from the Monday after next: a week of them is a week of the calendar.
    off = 6 - (case.first_day.isoweekday() - 1)
    before: dict[str, dict[str, float]] = {"nights": {}, "weekends": {}, "holidays": {}}
    for n, one in case.people.items():
        before["nights"][n] = max(one.nights_before, sum(kind in nights for kind in one.history))
        ago = _weekend_days(case, one.history)
        weeks_seen = len({(a + off) // 7 for a in ago})
        before["weekends"][n] = len(ago) + 2 * max(0, one.weekends_before - weeks_seen)
        past_feasts = sum(
            kind is not None and _mark(case, -ago) in ("statutory", "rest")
            for ago, kind in enumerate(reversed(one.history), start=1)
        )
        before["holidays"][n] = max(one.holidays_before, past_feasts)
    for rule, what, kinds, days, worked in (
        ("even_nights", "nights", nights, every, sum(kind in nights for kind in row)),
        ("even_weekends", "weekends", set(case.kinds), weekends,
         sum(row[day] is not None for day in weekends)),
        ("even_holidays", "holidays", set(case.kinds), feasts,
         sum(row[day] is not None for day in feasts)),
    ):  # fmt: skip
        ones, asked = dict.fromkeys(case.kinds, 1.0), what != "nights"
        shares = _even(case, kinds, days, ones, there, present=asked)
        if name in shares and days:
            old = [n for n in shares if not case.people[n].new or before[what][n]]
            parts = {n: shares[n] for n in old}
            if sum(parts.values()) == 0:
                parts = {n: there[n] for n in old}
            was = sum(before[what][n] for n in shares)
            share = shares[name] + was * parts.get(name, 0.0) / (sum(parts.values()) or 1.0)
            yield rule, _steps(worked + before[what][name] - share, 1.0)
    sizes = {kind: one.hours for kind, one in case.kinds.items()}
    shares = _even(case, set(case.kinds), every, sizes, there, present=False)
    if name in shares:
        hours = sum(case.kinds[kind].hours for kind in row if kind)
        yield "even_hours", _steps(hours - shares[name], law.day_hours)
    unmet = 0
    for wish in person.wishes:
        works = row[wish.day] is not None if wish.kind is None else row[wish.day] == wish.kind
        unmet += works != wish.works
    if len(person.wishes) > 1:
        yield "even_wishes", _steps(unmet - 1.0, 1.0)


def _mark(case: RosterCase, day: int) -> str | None:
    """What the calendar says of a day."""
    return case.holidays.get(case.date(day))


def _is_weekend(case: RosterCase, day: int) -> bool:
    return case.date(day).isoweekday() > 5 and _mark(case, day) != "work"


def _even(
    case: RosterCase, kinds: set[str], days: set[int], sizes: dict[str, float],
    there: dict[str, float], present: bool,
) -> dict[str, float]:  # fmt: skip
    """What kinds need on some days, as even as can be.

    Of all sets of kinds left, those with most work for the people who can do any of them are done
    by these, and so on with the others. Who can is ``present`` on one of the days, where asked.
    """
    wanted = dict.fromkeys(kinds, 0.0)
    for need in case.needs:
        if need.kind in kinds and need.day in days:
            wanted[need.kind] += need.required * sizes[need.kind]
    able: dict[str, set[str]] = {}
    for n, one in case.people.items():
        for kind in kinds:
            this = case.kinds[kind]
            dark = counts_as_night(this) or this.at_night or this.hours > case.law.day_hours
            when = {x.day for x in case.needs if x.kind == kind and x.day in days} or days
            if (
                this.skill in (None, *one.skills)
                and one.contract.most_of_kind.get(kind, 1) > 0
                and not (one.protected and dark)
                and (
                    not present
                    or any(
                        d not in one.leave and kind not in one.unavailable.get(d, ()) for d in when
                    )
                )
            ):
                able.setdefault(n, set()).add(kind)
    shares = dict.fromkeys(able, 0.0)
    left = {
        k
        for k, work in wanted.items()
        if work and any(k in a and there[n] for n, a in able.items())
    }
    free = {n for n in able if there[n]}
    while left:
        sets = [
            set(some)
            for size in range(1, len(left) + 1)
            for some in combinations(sorted(left), size)
        ]

        weight = [sum(there[n] for n in free if able[n] & some) for some in sets]
        burden = [
            sum(wanted[kind] for kind in some) / w for some, w in zip(sets, weight, strict=True)
        ]
        k = max(range(len(sets)), key=lambda k: (round(burden[k], 9), len(sets[k])))
        most = sets[k]
        theirs, each = {n for n in free if able[n] & most}, burden[k]
        shares |= {n: each * there[n] for n in theirs}
        free, left = free - theirs, left - most
    return shares


def counts_as_night(kind: RosterKind) -> bool:
    """Three hours, in steps of a minute, between 22:00 and 06:00."""
    return kind.night if kind.night is not None else _dark(kind.start or 0.0, kind.length) >= 180


@cache
def _dark(start: float, length: float) -> int:
    minutes = range(round(start / 60), round((start + length) / 60))
    return sum((minute // 60) % 24 in (22, 23, 0, 1, 2, 3, 4, 5) for minute in minutes)


def _steps(above: float, step: float) -> float:
    """What is above a share, once more for each step of the next two."""
    return round(sum(max(0.0, above - k * step) for k in range(3)), 9)


def _owed(case: RosterCase, week: tuple[int, ...], past: int) -> float:
    """Hours of a week, less those of each holiday that is known from Monday to Friday, and more."""
    dates = [case.date(day) for day in range(-past, case.days) if _mark(case, day) == "statutory"]
    off = [d for d in dates if d.isocalendar()[:2] == week[:2] and d.isoweekday() < 6]
    known = [day for day in range(-past, case.days) if case.date(day).isocalendar()[:2] == week[:2]]
    less = case.law.day_hours * len(off)
    return max(0.0, case.law.week_hours - less + _moved_in(case, known))


def _moved_in(case: RosterCase, days: list[int]) -> float:
    """Hours of make-up workdays less those of weekdays moved elsewhere; 0 at the least."""
    marks = [(_mark(case, day), case.date(day).isoweekday() < 6) for day in days]
    net = marks.count(("work", False)) - marks.count(("rest", True))
    return max(0, net) * case.law.day_hours


def _over(
    case: RosterCase, week: tuple[int, ...], hours: dict[int, float], days: list[int], past: int
) -> float:
    """Overtime of some days of a week: above what is owed in it, or above the hours of a day."""
    plain = [hours[day] for day in days if _mark(case, day) != "statutory"]
    daily = sum(max(0.0, one - case.law.day_hours) for one in plain)
    return max(sum(plain) - _owed(case, week, past), daily)


def _weekend_days(case: RosterCase, history: Row) -> list[int]:
    """How many days ago days of weekends were worked before the first day."""
    past = enumerate(reversed(history), start=1)
    return [ago for ago, kind in past if kind is not None and _is_weekend(case, -ago)]


def legal(case: RosterCase) -> Iterator[dict[str, Row]]:
    """All rosters that break no rule that is not off, those that only cost aside."""
    names = list(case.people)
    alone = [[row for row in rows(case) if not set(_hard(case, name, row))] for name in names]
    for some in product(*alone):
        roster = dict(zip(names, some, strict=True))
        if not _tied(case, roster):
            yield roster


def least_cost(case: RosterCase) -> float | None:
    """Cost of the best roster that breaks nothing; None when there is none."""
    return min(map(Judge(case).cost, legal(case)), default=None)


def missing(case: RosterCase, roster: dict[str, Row]) -> int:
    """People missing."""
    there = [sum(row[n.day] == n.kind for row in roster.values()) for n in case.needs]
    return sum(max(0, n.required - on) for n, on in zip(case.needs, there, strict=True))


def _hard(case: RosterCase, name: str, row: Row) -> list[RuleName]:
    return [rule for rule in _alone(case, name, row) if case.strength(rule) != "off"]


def _alone(case: RosterCase, name: str, row: Row) -> Iterator[RuleName]:
    person, contract, law = case.people[name], case.people[name].contract, case.law
    past = len(person.history)
    known = list(enumerate([*person.history, *row], start=-past))
    hours = {day: case.kinds[kind].hours for day, kind in known if kind is not None}
    planned = {day: hours[day] for day in hours if day >= 0}
    long = max(planned.values(), default=0.0)
    if not contract.overtime and long > law.day_hours:
        yield "day_hours"
    if contract.overtime and long > law.day_hours + law.day_overtime:
        yield "day_overtime"
    # Days of last week that no planned day shares a week with are not ours to judge.
    first = case.date(0).isocalendar()[:2]
    weeks: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for day in hours:
        if (week := case.date(day).isocalendar()[:2]) >= first:
            weeks[week].append(day)
    total = {week: sum(hours[day] for day in days) for week, days in weeks.items()}
    # What was too much before the first day stays; nothing may be added to it.
    before = {w: [day for day in days if day < 0] for w, days in weeks.items()}
    known_in = {
        w: [day for day in range(-past, case.days) if case.date(day).isocalendar()[:2] == w]
        for w in weeks
    }
    long_week = any(
        one
        > max(law.week_hours + _moved_in(case, known_in[w]), sum(hours[day] for day in before[w]))
        for w, one in total.items()
    )
    plain = {day: hours[day] for day in hours if _mark(case, day) != "statutory"}
    long_week = long_week or any(
        sum(plain.get(day, 0.0) for day in days)
        > max(_owed(case, w, past), sum(plain.get(day, 0.0) for day in before[w]))
        for w, days in weeks.items()
    )
    if not contract.overtime and long_week:
        yield "week_hours"
    if any(len(days) > max(7 - law.rest_days, len(before[w])) for w, days in weeks.items()):
        yield "rest_day"
    if contract.overtime:
        months: dict[int, float] = defaultdict(float)
        over: dict[int, float] = defaultdict(float)
        begun: dict[int, float] = defaultdict(float)
        every: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for day in hours:
            every[case.date(day).isocalendar()[:2]].append(day)
        for week, days in every.items():
            sunday = case.date(days[0] + 6 - case.date(days[0]).weekday())
            here = months if week >= first else over
            here[sunday.month] += _over(case, week, hours, days, past)
            begun[sunday.month] += _over(case, week, hours, before.get(week, []), past)
        # Weeks that are over count in their month, as much as it may have at most.
        most = law.month_overtime
        past_ones = {month: min(over[month], most) for month in months}
        if any(
            one + past_ones[month] > max(most, past_ones[month] + begun[month])
            for month, one in months.items()
        ):
            yield "month_overtime"
    if person.protected and (
        any(case.kinds[kind].at_night for kind in row if kind) or long > law.day_hours or long_week
    ):
        yield "protected"
    spans = [
        (24 * day + (one.start or 0) / 3600, 24 * day + ((one.start or 0) + one.length) / 3600, day)
        for day, kind in known
        if kind is not None
        for one in [case.kinds[kind]]
    ]
    pairs = list(zip(spans, spans[1:], strict=False))
    if any(later[0] - before[1] < law.rest and later[2] >= 0 for before, later in pairs):
        yield "rest"
    nights = list(zip(known, known[1:], strict=False))
    if any(a and b in case.kinds[a].not_followed_by and day >= 0 for (_, a), (day, b) in nights):
        yield "succession"
    if any(row[day] for day in person.leave) or any(
        row[day] in kinds for day, kinds in person.unavailable.items()
    ):
        yield "available"
    if any(case.kinds[k].skill not in (None, *person.skills) for k in row if k):
        yield "skill"
    if any(row.count(kind) > most for kind, most in contract.most_of_kind.items()):
        yield "most_of_kind"
    lost = sum(case.kinds[kind].hours for kind in person.lost.values())
    if sum(planned.values()) + lost < contract.least_hours / 3600:
        yield "least_hours"
    if contract.most_hours is not None and sum(planned.values()) > contract.most_hours / 3600:
        yield "most_hours"
    for works, some in groupby(known, lambda one: one[1] is not None):
        days = [day for day, _ in some]
        inside = days[0] > -past and days[-1] < case.days - 1 and days[-1] >= -1
        if works and days[-1] >= 0 and len(days) > (contract.work_run_most or case.days + past):
            yield "work_run_most"
        if works and inside and len(days) < contract.work_run_least:
            yield "work_run_least"
        if not works and inside and len(days) < contract.off_run_least:
            yield "off_run_least"
    for away, some in groupby(known, lambda one: one[1] is not None or one[0] in person.leave):
        days = [day for day, _ in some]
        most = contract.off_run_most
        if not away and most is not None and len(days) > most and days[-1] >= 0:
            yield "off_run_most"
    nights = {kind for kind, one in case.kinds.items() if counts_as_night(one)}
    before, most = person.nights_before, contract.nights_most
    worked = sum(kind in nights for kind in row)
    if most is not None and worked > max(0, most - before):
        yield "nights_most"
    for night, some in groupby(known, lambda one: one[1] in nights):
        days = [day for day, _ in some]
        most = contract.night_run_most
        if night and most is not None and len(days) > most and days[-1] >= 0:
            yield "night_run_most"
    for post in {one.post for one in case.kinds.values()} - {None}:
        there = sum(kind is not None and case.kinds[kind].post == post for kind in row)
        if contract.post_most is not None and there > contract.post_most:
            yield "post_most"
    for kind, some in groupby(known, lambda one: one[1]):
        days = [day for day, _ in some]
        if kind and days[-1] >= 0 and len(days) > (contract.same_kind_run or case.days + past):
            yield "same_kind_run"
    weekends = {case.date(d).isocalendar()[:2] for d in planned if _is_weekend(case, d)}
    if contract.weekends_most is not None:
        left = max(0, contract.weekends_most - person.weekends_before)
        if len(weekends) > left:
            yield "weekends_most"
