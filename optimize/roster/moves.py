"""What may still be done on a day that has begun: breaks later, stay longer, call people in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from optimize.roster.hours import hours_of
from optimize.roster.limits import Grid, Limit, Roster, grid_of
from optimize.roster.neighbourhoods import LimitIndex
from optimize.roster.rules import limits_of
from scenarios.calendar_days import DAY
from scenarios.roster.kinds import RosterKind
from scenarios.roster.presence import Presence
from scenarios.roster.rosters import RosterCase, RuleName

Way = Literal["posted", "breaks", "longer", "called"]
"""Nothing, breaks later, people stay longer, people who are off come."""
HOUR = 3600.0
LATER = (1.0, 2.0)
"""Hours by which breaks or ends may be put off."""
_BEFORE_END = 1800.0
"""A break put off ends so long before the shift at least [s]."""
_SHORTEST = 2 * HOUR
"""Nobody is called in for less [s]."""
_WITHOUT_BREAK = 6 * HOUR
"""A part of a shift up to this has no break [s]."""
_BY_NAME: frozenset[RuleName] = frozenset(
    ("available", "skill", "most_of_kind", "succession", "same_kind_run", "apart", "together")
)
"""Rules that know a shift by its kind; what is longer, or a part, is of the kind all the same."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that may be done."""

    way: Way
    amount: float
    """Hours later or longer, or people called."""
    kind: str | None
    """Who stays longer or comes: those of this kind of shift; None for all."""
    people: tuple[str, ...]
    """Whom it is about."""
    shifts: tuple[Presence, ...]
    """Who is there when on that day, nights of the eve too."""
    extra_hours: float
    """Working time beyond what was posted [h]."""


def moves_of(
    case: RosterCase,
    roster: Roster,
    shifts: Sequence[Presence],
    day: int,
    now: float,
    *,
    kinds: Collection[str] | None = None,
    notice: float = HOUR,
    most: int = 3,
) -> list[Move]:
    """What may be done from a time on; no hard rule is broken by it that was kept before.

    Parameters
    ----------
    case, roster
        The roster as it was posted.
    shifts
        Its shifts of the day and of the eve.
    day, now
        The day, and the time since its midnight [s].
    kinds
        Kinds of shift that may be worked longer or by who is called; all when left out.
    notice
        Time until somebody called can be there [s].
    most
        Most people called in.
    """
    posted = tuple(shifts)
    moves = [Move("posted", 0.0, None, (), posted, 0.0)]
    for hours in LATER:
        late = {one: late for one in posted if (late := _later(one, day, now, hours)) is not None}
        if late:
            made = tuple(late.get(one, one) for one in posted)
            moves.append(Move("breaks", hours, None, _names(late), made, 0.0))
    judge = _Judge(case, roster, day, now + notice)
    changed = [kind for kind in case.kinds if kinds is None or kind in kinds]
    for kind in changed:
        going = [one for one in posted if (one.day, one.kind) == (day, kind) and one.end > now]
        for hours in LATER:
            stay = {
                one: replace(one, end=one.end + hours * HOUR)
                for one in going
                if judge.may_stay(one, hours)
            }
            if stay:
                made = tuple(stay.get(one, one) for one in posted)
                extra = hours * len(stay)
                moves.append(Move("longer", hours, kind, _names(stay), made, extra))
    for kind in changed:
        called = judge.callable(kind)
        for number in sorted({1, min(most, len(called))} if called and most else ()):
            come = called[:number]
            extra = sum(end - begin for one in come for begin, end in one.spans) / HOUR
            made = (*posted, *come)
            moves.append(Move("called", float(number), kind, _names(come), made, extra))
    return moves


def _names(shifts: Iterable[Presence]) -> tuple[str, ...]:
    return tuple(one.person for one in shifts)


def _later(one: Presence, day: int, now: float, hours: float) -> Presence | None:
    """A shift with the breaks put off that have not begun; None if none, or if it is too late."""
    over = tuple(pause for pause in one.pauses if pause[0] < now)
    late = tuple((begin + hours * HOUR, end + hours * HOUR)
                 for begin, end in one.pauses[len(over):])  # fmt: skip
    if one.day != day or not late or late[-1][1] > one.end - _BEFORE_END:
        return None
    return replace(one, pauses=(*over, *late))


class _Judge:
    """Knows who may stay or come, by the limits that solver and auditor have."""

    def __init__(self, case: RosterCase, roster: Roster, day: int, ready: float) -> None:
        self._day = day
        longer = {
            _longer(name, hours): kind.replace(length=kind.length + hours * HOUR)
            for name, kind in case.kinds.items()
            for hours in LATER
            if kind.length + hours * HOUR <= DAY
        }
        self._parts = {
            _part(name): part
            for name, kind in case.kinds.items()
            if (part := _from(kind, ready)) is not None
        }
        self._case = case.replace(kinds={**case.kinds, **longer, **self._parts})
        self._grid: Grid = grid_of(self._case, roster)
        self._index = LimitIndex(limits_of(self._case))
        self._hours = hours_of(case, roster)

    def may_stay(self, one: Presence, hours: float) -> bool:
        """Whether somebody may stay so much longer; on a shift of the whole day nobody can."""
        longer = _longer(one.kind, hours)
        return longer in self._case.kinds and self._may(one.person, one.kind, longer)

    def callable(self, kind: str) -> list[Presence]:
        """A shift, or what is left of it, of each who is off and may come; fewest hours first."""
        part = self._parts.get(_part(kind))
        if part is None or part.start is None:
            return []
        middle, end = part.start + part.length / 2, part.start + part.length
        half = part.unpaid_break / 2
        pause = ((middle - half, middle + half),) if half else ()
        return [
            Presence(name, self._day, kind, part.start, end, pause)
            for name in sorted(self._hours, key=lambda name: self._hours[name].hours)
            if self._grid[name, self._day] is None and self._may(name, kind, _part(kind))
        ]

    def _may(self, name: str, kind: str, made: str) -> bool:
        """Whether no hard rule is broken further when somebody works what was made of a kind."""
        limits = [
            limit
            for limit in self._index.touching(frozenset([(name, self._day)]))
            if self._case.strength(limit.rule) == "hard"
        ]
        now = self._grid[name, self._day]
        before = self._broken(limits)
        self._grid[name, self._day] = kind
        of_kind = self._broken(limits)
        self._grid[name, self._day] = made
        as_made = self._broken(limits)
        self._grid[name, self._day] = now
        after = [
            kind_broken if limit.rule in _BY_NAME else made_broken
            for limit, kind_broken, made_broken in zip(limits, of_kind, as_made, strict=True)
        ]
        return all(b <= a + 1e-9 for a, b in zip(before, after, strict=True))

    def _broken(self, limits: list[Limit]) -> list[float]:
        return [limit.broken_by(self._grid) for limit in limits]


def _longer(kind: str, hours: float) -> str:
    return f"{kind} (+{hours:g} h)"


def _part(kind: str) -> str:
    return f"{kind} (part)"


def _from(kind: RosterKind, ready: float) -> RosterKind | None:
    """What is left of a kind of shift for somebody who can come at a time; None if too little."""
    if kind.start is None:
        return None
    start, end = max(kind.start, ready), kind.start + kind.length
    if end - start < _SHORTEST:
        return None
    pause = kind.unpaid_break if end - start > _WITHOUT_BREAK else 0.0
    return kind.replace(start=start, length=end - start, unpaid_break=pause, breaks=())
