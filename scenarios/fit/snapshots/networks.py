"""Lines of an office that have counters in common, where the file tells which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import Floats, Ints
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.call_steps import call_steps
from scenarios.fit.snapshots.call_times import CallTime
from scenarios.fit.snapshots.counter_kinds import Kind, counters_by_kind, kinds_of_counters
from scenarios.fit.snapshots.network_replay import Network
from scenarios.fit.snapshots.network_times import SIGNS, network_times, unlike_apart
from scenarios.fit.snapshots.slowed_lines import FEWEST, slowed_lines

_ALIKE = 0.99
"""Replays of a true account are as like what was seen so often (chi-squared)."""
_EACH = 2.0
"""What each kind that calls allow for has to make replays more alike by (Akaike's criterion)."""


@dataclass(frozen=True, slots=True)
class CommonLines:
    """Lines with counters that serve several of them."""

    lines: tuple[int, ...]
    kinds: tuple[Kind, ...]
    """What each kind of counter serves, as indices of all lines of the office."""
    open_: Ints
    """Open counters of each kind, shape (kinds, moments)."""
    times: tuple[CallTime, ...]
    """Of each of the lines."""
    pace: Floats
    """Of each of the lines, as `counter_paces` has it; shape (lines, 96)."""
    by_calls: bool
    """Whether calls alone tell some of the kinds."""


def common_lines(
    lines: tuple[LineSeen, ...], counters: Ints, times: tuple[CallTime, ...]
) -> tuple[CommonLines, ...]:
    """Lines that have counters in common, as counters and calls tell them.

    Lines with fewer than 20 calls while people waited say too little, and keep theirs. Counters
    that open and close in several lines tell kinds (`kinds_of_counters`); where they never do,
    calls that slow down while people wait in another line tell pairs (`slowed_lines`), which have
    as many counters in common as their numbers let them. Of accounts of the same numbers the one is
    taken whose replays are most like what was seen: that all kinds told serve several lines, that
    those do which counters by the clock do not explain, or that each line has counters of its own;
    lines of the last kind are left out. An account that rests on calls has to be like what was seen
    besides, not only more so than another; where it is not, counters alone tell.

    Parameters
    ----------
    lines
        All lines of the office.
    counters
        As they are in the file, -1 where there is no row; shape (lines, moments).
    times
        Of each line as if its counters were its own.
    """
    day, clock = lines[0].day, lines[0].clock
    told = [k for k, line in enumerate(lines) if call_steps(line).calls.sum() >= FEWEST]
    sure, by_clock = (
        tuple(frozenset(told[k] for k in kind) for kind in kinds)
        for kinds in kinds_of_counters(counters[told], day, clock)
    )
    by_calls, may_be = slowed_lines(lines)
    levels = tuple(
        tuple(_Account((*sure, *clocked), *called) for clocked in (by_clock, ()))
        for called in ((by_calls, may_be), (by_calls, ()), ((), ()))
    )
    return tuple(_told(lines, times, frozenset(told), levels))


@dataclass(frozen=True, slots=True)
class _Account:
    """Counters that serve several lines, it is supposed."""

    counted: tuple[Kind, ...]
    """Kinds that numbers of counters tell."""
    called: tuple[Kind, ...]
    """Kinds that calls tell."""
    may_be: tuple[Kind, ...]
    """Kinds that calls allow for."""

    def of(self, lines: Set[int]) -> _Account:
        """What it says of some lines; what counters tell is not told by calls."""
        counted = tuple(kind for kind in self.counted if kind <= lines)
        called, may_be = (
            tuple(kind for kind in kinds if kind <= lines and kind not in counted)
            for kinds in (self.called, self.may_be)
        )
        return _Account(counted, called, may_be)

    @property
    def by_calls(self) -> bool:
        """Whether counters alone do not tell it."""
        return bool(self.called or self.may_be)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All of them."""
        return *self.counted, *self.called, *self.may_be


def _told(
    lines: tuple[LineSeen, ...],
    times: tuple[CallTime, ...],
    left: frozenset[int],
    levels: Sequence[tuple[_Account, ...]],
) -> Iterator[CommonLines]:
    """Of some lines those that accounts connect, by the first level that tells them.

    Lines that calls connect, but whose replays are more like what was seen without it, are looked
    at by the next level, which connects fewer of them.
    """
    accounts = [account for level in levels for account in level]
    for some in _connected(len(lines), accounts[0].of(left).kinds):
        best, account = _likeliest(lines, times, some, accounts)
        fewer = [
            level
            for level in levels[1:]
            if some not in _connected(len(lines), level[0].of(set(some)).kinds)
        ]
        if fewer and not account.by_calls:
            yield from _told(lines, times, frozenset(some), fewer)
        elif best:
            yield best


def _likeliest(
    lines: tuple[LineSeen, ...],
    times: tuple[CallTime, ...],
    some: tuple[int, ...],
    accounts: Sequence[_Account],
) -> tuple[CommonLines | None, _Account]:
    """The account whose replays are like what was seen; None for counters of their own."""
    own, apart = tuple(lines[k] for k in some), tuple(times[k] for k in some)
    counters = np.array([line.counters for line in own])
    best, its, unlike = None, _Account((), (), ()), unlike_apart(own, apart)
    alike = float(chi2.ppf(_ALIKE, SIGNS * len(some)))
    # The same kinds are an account of counters where these tell them.
    different = {frozenset(one.kinds): one for one in (one.of(set(some)) for one in accounts[::-1])}
    for account in different.values():
        if not account.kinds:
            continue
        mine = tuple(frozenset(map(some.index, kind)) for kind in account.kinds)
        every, open_ = counters_by_kind(counters, own[0].day, mine)
        found = network_times(Network(own, every, open_), apart)
        far = found.unlike + _EACH * len(account.may_be)
        if far < unlike and (found.unlike < alike or not account.by_calls):
            named = tuple(frozenset(some[k] for k in kind) for kind in every)
            best = CommonLines(some, named, open_, found.times, found.pace, account.by_calls)
            its, unlike = account, far
    return best, its


def _connected(lines: int, kinds: Sequence[Kind]) -> Iterator[tuple[int, ...]]:
    """Lines that kinds of counters connect, in order; those of no kind are left out."""
    of = list(range(lines))
    for kind in kinds:
        same = {of[line] for line in kind}
        of = [min(same) if one in same else one for one in of]
    for first in sorted(set(of)):
        some = tuple(line for line, one in enumerate(of) if one == first)
        if len(some) > 1:
            yield some
