"""Which counters of an office serve which queues: counters that open and close in several of them.

A counter that serves two queues is counted in both, so that their numbers of open counters go up
and down in the same moment. How often that happens, over how often it would by chance, tells the
kinds of counters there are; how many of each were open follows from the numbers of all queues.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.stats import poisson

from scenarios.fit.contacts import Flags, Floats, Ints

Kind = frozenset[int]
"""The lines that a counter serves."""
_LOOK = 300.0
"""Changes nearer to each other on the clock than this are of one time of the day [s]."""
_SPELL = 1800.0
"""Counters of two kinds change together by chance as often as at this time of all days [s]."""
_SURE = 1e-3
"""Changes together are no chance when chance makes so many as rarely."""
_FEWEST = 4
"""Changes together that tell a kind, at the least."""
_AT_WORK = 0.1
"""Share of its most counters from which on an office is at work: opening is no change."""
_WAYS = 50
"""Ways to put a kind together from others that are looked at."""
_OWN = 1.5
"""A change of counters that no kind explains counts for so many of those of a kind."""
_RATHER = 1e-4
"""So little counts a counter, over a change: of two accounts that with fewer counters is taken."""


def kinds_of_counters(
    counters: Ints, day: Ints, clock: Floats
) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
    """Kinds of counters that serve several lines: those that are sure, and those that may be.

    Steps in which the counters of some lines change by one, all in the same direction, and no
    other ones do, are one counter that opens or closes. Those of a kind are told from counters of
    other kinds that happen to change in one step (Poisson, by half hour). Where changes are
    at the same time of every day (by five minutes), counters of each line may open by the clock as
    well: then numbers of counters do not tell.

    Parameters
    ----------
    counters
        Open ones of each line, shape (lines, moments); -1 where there is no row.
    day, clock
        Of the moments; shape (moments,).
    """
    change, seen = _single_changes(counters, day)
    looks, spells = (clock[1:] // length for length in (_LOOK, _SPELL))
    by_look, by_spell = _by_cell(change, seen, looks), _by_cell(change, seen, spells)
    of_line = [
        _summed([cells for kind, cells in by_look.items() if line in kind], by_look.steps)
        for line in range(len(counters))
    ]
    changes = Counter(kind for kind, _ in change.values())
    told: list[Kind] = []
    by_clock: list[Kind] = []
    order = sorted(changes, key=lambda kind: (-changes[kind], len(kind), sorted(kind)))
    for kind in order:
        number = changes[kind]
        if number < _FEWEST:
            break
        ways = _ways(kind, told)
        parts = [[by_spell[part] + by_spell[kind] for part in way] for way in ways]
        chance = sum(_joint(way, by_spell.steps) for way in parts)
        if ways and poisson.sf(number - 1, chance) >= _SURE:
            continue
        told.append(kind)
        at_once = _joint([of_line[line] for line in kind], by_look.steps)
        if poisson.sf(number - 1, at_once) >= _SURE:
            by_clock.append(kind)
    several = [kind for kind in told if len(kind) > 1]
    return (
        tuple(kind for kind in several if kind not in by_clock),
        tuple(kind for kind in several if kind in by_clock),
    )


class _Cells(dict[Kind, Floats]):
    """Changes of each kind by direction and time of day, shape (2, cells)."""

    steps: Floats
    """Steps seen at each time of day, shape (cells,)."""


def _single_changes(counters: Ints, day: Ints) -> tuple[dict[int, tuple[Kind, int]], Flags]:
    """Steps in which one counter opens (0) or closes (1), and those that are looked at."""
    total = np.maximum(counters, 0).sum(axis=0)
    at_work = total >= _AT_WORK * total.max(initial=1)
    there = (counters >= 0).all(axis=0) & at_work
    seen = there[1:] & there[:-1] & (np.diff(day) == 0)
    steps = np.diff(counters, axis=1)
    made = {}
    for step in np.flatnonzero(seen & (steps != 0).any(axis=0)).tolist():
        own = steps[:, step]
        size = set(own[own != 0].tolist())
        if size in ({1}, {-1}):
            made[step] = frozenset(np.flatnonzero(own).tolist()), int(-1 in size)
    return made, seen


def _by_cell(change: dict[int, tuple[Kind, int]], seen: Flags, at: Floats) -> _Cells:
    cell = at.astype(np.int64)
    cells = int(cell.max(initial=0)) + 1
    made: dict[Kind, Floats] = defaultdict(lambda: np.zeros((2, cells)))
    for step, (kind, way) in change.items():
        made[kind][way, cell[step]] += 1
    told = _Cells(made)
    told.steps = np.bincount(cell[seen], minlength=cells).astype(np.float64)
    return told


def _summed(cells: Sequence[Floats], steps: Floats) -> Floats:
    return np.asarray(sum(cells, np.zeros((2, len(steps)))))


def _joint(parts: Sequence[Floats], steps: Floats) -> float:
    """Steps in which all parts would change in the same direction, did they change by chance."""
    rates = [np.minimum(1.0, part / np.maximum(steps, 1.0)) for part in parts]
    return float((np.prod(rates, axis=0) * steps).sum())


def _ways(kind: Kind, told: Sequence[Kind]) -> list[tuple[Kind, ...]]:
    """Ways to put a kind together from those that are told."""
    made: list[tuple[Kind, ...]] = []

    def put(rest: Kind, parts: tuple[Kind, ...]) -> None:
        if not rest:
            made.append(parts)
            return
        for part in told:
            if min(rest) in part and part <= rest and len(made) < _WAYS:
                put(rest - part, (*parts, part))

    put(kind, ())
    return [way for way in made if len(way) > 1]


def counters_by_kind(
    counters: Ints, day: Ints, kinds: Sequence[Kind]
) -> tuple[tuple[Kind, ...], Ints]:
    """Open counters of each kind at each moment.

    The numbers of the lines as sums over kinds, and over counters of their own, that change the
    least during a day (a linear program for each day): a counter rather stays open than that it
    closes while one of another kind opens.

    Parameters
    ----------
    counters
        Open ones of each line, shape (lines, moments).
    day
        Of each moment, in order.
    kinds
        Those that serve several lines.

    Returns
    -------
    tuple
        The kinds, with those of single lines, and their counters, shape (kinds, moments).
    """
    every = (*kinds, *(frozenset([line]) for line in range(len(counters))))
    served = np.array([[line in kind for kind in every] for line in range(len(counters))], float)
    weight = np.where(np.arange(len(every)) < len(kinds), 1.0, _OWN)
    known = np.maximum(counters, 0)
    made = np.zeros((len(every), known.shape[1]), dtype=np.int64)
    for one in np.unique(day):
        own = np.flatnonzero(day == one)
        new = np.concatenate([[True], (np.diff(known[:, own]) != 0).any(axis=0)])
        open_ = _least_change(known[:, own[new]], served, weight)
        made[:, own] = open_[:, np.cumsum(new) - 1]
    used = np.flatnonzero(made.any(axis=1)).tolist()
    return tuple(every[k] for k in used), made[used]


def _least_change(counters: Ints, served: Floats, weight: Floats) -> Ints:
    """Counters of each kind whose sums are given with the least change, shape (kinds, moments)."""
    lines, kinds = served.shape
    moments = counters.shape[1]
    one = sparse.identity(kinds * moments, format="csr")
    before = sparse.kron(sparse.identity(kinds), sparse.eye(moments, k=-1), format="csr")
    sums = sparse.kron(sparse.csr_matrix(served), sparse.identity(moments))
    nothing = sparse.csr_matrix((lines * moments, 2 * kinds * moments))
    changed = np.repeat(weight, moments)
    equal: Any = sparse.vstack(
        [sparse.hstack([one - before, -one, one]), sparse.hstack([sums, nothing])]
    )
    found = linprog(
        np.concatenate([np.full(kinds * moments, _RATHER), changed, changed]),
        A_eq=equal,
        b_eq=np.concatenate([np.zeros(kinds * moments), counters.ravel()]),
        method="highs",
    )
    open_: Floats = np.asarray(found.x)[: kinds * moments]
    return np.asarray(np.rint(open_).astype(np.int64).reshape(kinds, moments))
