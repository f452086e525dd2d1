"""Lines of an office that have counters in common, where the file tells which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Floats, Ints
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.call_steps import call_steps
from scenarios.fit.snapshots.call_times import CallTime
from scenarios.fit.snapshots.counter_kinds import Kind, counters_by_kind, kinds_of_counters
from scenarios.fit.snapshots.network_replay import Network
from scenarios.fit.snapshots.network_times import network_times, unlike_apart

_FEWEST = 20
"""Calls while people waited with which a line may have counters in common with others."""


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


def common_lines(
    lines: tuple[LineSeen, ...], counters: Ints, times: tuple[CallTime, ...]
) -> tuple[CommonLines, ...]:
    """Lines that have counters in common, as `kinds_of_counters` tells them.

    Lines with fewer than 20 calls while people waited say too little, and keep theirs. Of accounts
    of the same numbers the one is taken whose replays are most like what was seen: that all kinds
    told serve several lines, that those are which counters by the clock do not explain, or that
    each line has counters of its own; lines of the last kind are left out.

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
    told = [k for k, line in enumerate(lines) if call_steps(line).calls.sum() >= _FEWEST]
    sure, by_clock = (
        tuple(frozenset(told[k] for k in kind) for kind in kinds)
        for kinds in kinds_of_counters(counters[told], day, clock)
    )
    return tuple(
        best
        for some in _connected(len(lines), (*sure, *by_clock))
        if (best := _likeliest(lines, times, some, sure, by_clock)) is not None
    )


def _likeliest(
    lines: tuple[LineSeen, ...],
    times: tuple[CallTime, ...],
    some: tuple[int, ...],
    sure: Sequence[Kind],
    by_clock: Sequence[Kind],
) -> CommonLines | None:
    """The account whose replays are like what was seen; None for counters of their own."""
    own, apart = tuple(lines[k] for k in some), tuple(times[k] for k in some)
    counters = np.array([line.counters for line in own])
    best, unlike = None, unlike_apart(own, apart)
    for kinds in dict.fromkeys(((*sure, *by_clock), tuple(sure))):
        mine = tuple(frozenset(map(some.index, kind)) for kind in kinds if kind <= set(some))
        if not mine:
            continue
        every, open_ = counters_by_kind(counters, own[0].day, mine)
        found = network_times(Network(own, every, open_), apart)
        if found.unlike < unlike:
            named = tuple(frozenset(some[k] for k in kind) for kind in every)
            best, unlike = CommonLines(some, named, open_, found.times, found.pace), found.unlike
    return best


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
