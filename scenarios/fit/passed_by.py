"""Who was away, told by the turns that passed her by: chance alone gives an idle person her turn.

Nobody need wait for a break to show. Of those who are idle each start of a service picks one; who
is there and is never picked, while many others are, was hardly there.
"""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.services_in_order import ServicesInOrder

_FALSE = 0.05
"""Share of the absences found that may be none (Benjamini & Hochberg 1995)."""
_ROUNDS = 3
"""Who is known to be away is not idle: the turns of the others weigh more."""
_LATE = 0.9
"""This quantile and the median tell how fast longer gaps grow rare."""
_STEEPEST = 2.0
"""No shape of Weibull's law is larger: where people are called in turn it would be 3 or more."""
_SHRUNK = 20.0
"""The quantiles of all stand for so many gaps of each server."""


def passed_by(services: ServicesInOrder, cut: Flags, asked: Flags) -> Flags:
    """Gaps in which somebody was away, as more turns passed her by than chance explains.

    A start of a service is one turn, shared among those idle then; a person who is there has had a
    usual number of turns to herself when she is picked. How rare a gap is follows from the median
    and the 90 % quantile of the person's own gaps, counted in turns, by Weibull's law: exponential
    where anybody idle may be picked, steeper where people are picked in turn, with a heavier tail
    where some are called last, or for rare matters. Gaps are away where no more than one in twenty
    of them is so by chance, of all that were looked at (Benjamini & Hochberg 1995, "Controlling the
    false discovery rate").

    Parameters
    ----------
    services
        They.
    cut
        Gaps in which the person is known to have been away, shape (services - 1,).
    asked
        Gaps that are looked at, shape (services - 1,).
    """
    away: Flags = np.zeros_like(cut)
    for _ in range(_ROUNDS):
        rest = asked & ~away
        found = _improbable(services, turns(services, cut | away, rest), rest)
        if not found.any():
            break
        away |= found
    return away


def turns(services: ServicesInOrder, cut: Flags, quiet: Flags) -> Floats:
    """Turns that passed the person by in each gap, shape (services - 1,): the sum over starts of
    one over the number idle.

    Parameters
    ----------
    services, cut
        As in `passed_by`.
    quiet
        Gaps in which the person was there, shape (services - 1,): so long she waits for a service.
    """
    start, end = services.start, services.end
    first, last = np.concatenate([[True], cut]), np.concatenate([cut, [True]])
    # Who has just come or is about to go is idle too, and takes turns from the others.
    idle_for = services.idle(quiet)
    comes, goes = start[first] - idle_for[first], end[last] + idle_for[last]
    times = np.concatenate([comes, end, start, goes])
    change = np.repeat([1.0, 1.0, -1.0, -1.0], [len(comes), len(end), len(start), len(goes)])
    # At one moment people come and end a service before they begin one, and leave thereafter.
    order = np.argsort(times, kind="stable")
    idle = np.cumsum(change[order])
    begins = (order >= len(comes) + len(end)) & (order < len(times) - len(goes))
    # Whoever begins was idle too.
    so_far = np.concatenate([[0.0], np.cumsum(np.where(begins, 1 / np.maximum(1, idle + 1), 0.0))])
    moments = times[order]
    after = so_far[np.searchsorted(moments, end[:-1], side="right")]
    before = so_far[np.searchsorted(moments, start[1:], side="left")]
    return np.asarray(np.maximum(0.0, before - after), dtype=np.float64)


def _improbable(services: ServicesInOrder, missed: Floats, asked: Flags) -> Flags:
    """Of the gaps that are looked at, those in which more turns were missed than by chance."""
    found: Flags = np.zeros_like(asked)
    number = int(asked.sum())
    if not number or not missed[asked].any():
        return found
    chance = _chance(services.server[1:][asked], missed[asked])
    order = np.sort(chance)
    rare = np.flatnonzero(order <= _FALSE * np.arange(1, number + 1) / number)
    if len(rare):
        found[asked] = chance <= order[rare[-1]]
    return found


def _chance(server: Ints, missed: Floats) -> Floats:
    """Probability of missing as many turns or more, shape (gaps,): Weibull's, by server."""
    middle, late = (_quantiles(server, missed, one) for one in (0.5, _LATE))
    doublings = np.log(-np.log(1 - _LATE) / np.log(2))
    shape = np.minimum(_STEEPEST, doublings / np.log(np.maximum(late / middle, 1 + 1e-9)))
    return np.asarray(np.exp(-np.log(2) * (missed / middle) ** shape), dtype=np.float64)


def _quantiles(server: Ints, missed: Floats, share: float) -> Floats:
    """Quantile of the gaps of each one's server, drawn to that of all and no less; (gaps,)."""
    of_all = float(np.quantile(missed[missed > 0], share))
    order = np.lexsort((missed, server))
    number = np.bincount(server)
    at = np.cumsum(number) - number + (share * number).astype(np.int64)
    own = np.where(number > 0, missed[order][np.minimum(at, len(order) - 1)], 0.0)
    own = (number * own + _SHRUNK * of_all) / (number + _SHRUNK)
    return np.asarray(np.maximum(own, of_all)[server], dtype=np.float64)
