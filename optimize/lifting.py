"""Where a requirement is lifted and lowered after its plan has been simulated: the heuristic."""

from __future__ import annotations

import numpy as np

from optimize.evaluation import Counts, Floats, Ints
from optimize.judging import Flags, Judgement
from optimize.promise import Promise

STEEP = 2.0
"""People for each part of 1 that a level is short, times the root of those on position.

Near the promises that are usual, one more of n people lifts the share answered in time by about
0.4 / sqrt(n) (the square-root rule of Halfin & Whitt 1981); the bound is short by noise as well.
"""
FAR = 0.1
"""Where a level is shorter than this there was a line already: lift the interval before, too."""
WORST = 4
"""Of a scope of many intervals the worst one in so many is lifted."""
BACK = 2
"""How many intervals a line may have been carried over."""
AMPLE = 0.75
"""Who has more to spare than this part of all there can be is lowered by more than one."""
STRIDE = 20
"""Then one in so many goes."""


def lifted(
    need: Ints,
    staffed: Ints,
    counts: Counts,
    judged: Judgement,
    promise: Promise,
    scopes: Flags,
    group_of: tuple[int, ...],
    most: Floats,
) -> Ints:
    """A requirement that asks for more where scopes fall short.

    Parameters
    ----------
    need, staffed
        What the plan was solved for, and who was on position, shape (intervals, groups).
    counts, judged
        What was counted, and the judgement of it.
    promise, scopes, group_of
        As in `optimize.proving.Proving`.
    most
        Most people who can be on position, shape (intervals, groups).
    """
    more = need.copy()
    part, whole = counts.part.sum(axis=0), counts.whole.sum(axis=0)
    missing = -promise.margin(part, whole)
    late = part > 0 if promise.is_time else part < whole
    for scope, queue in np.argwhere(judged.short > 0):
        group, short = group_of[queue], float(judged.short[scope, queue])
        at = np.flatnonzero(scopes[scope])
        # Where all there is room for are asked for already, others of the scope can still help.
        room = at[need[at, group] < most[at, group]]
        at = room if room.size else at
        at = at[np.argsort(-missing[at, queue], kind="stable")][: 1 + (at.size - 1) // WORST]
        if short > FAR:
            before = np.maximum(at - 1, 0)
            # Where nobody was late, more people before would find no line to serve.
            at = np.unique(np.concatenate([at, before[late[before, queue]]]))
        step = np.ceil(STEEP * short * np.sqrt(staffed[at, group])).astype(np.int64)
        asked = staffed[at, group] + np.maximum(step, 1)
        more[at, group] = np.maximum(more[at, group], np.minimum(asked, most[at, group]))
    return more


def lowered(
    need: Ints,
    judged: Judgement,
    promise: Promise,
    scopes: Flags,
    group_of: tuple[int, ...],
    fixed: Flags,
    share: float,
) -> Ints:
    """A requirement that asks for less where scopes have most to spare.

    Parameters
    ----------
    need, judged, promise, scopes, group_of
        As in `lifted`; every scope is met.
    fixed
        What is not to be lowered, shape (intervals, groups).
    share
        Which part of all that could be lowered is.
    """
    room = np.full(need.shape, np.inf)
    for queue, group in enumerate(group_of):
        of_queue = np.where(scopes, judged.spare[:, queue, None], np.inf).min(axis=0)
        room[:, group] = np.minimum(room[:, group], of_queue)
    ample = room > AMPLE * (1.0 if promise.is_time else 1 - promise.goal)
    step = np.where(ample, np.maximum(need // STRIDE, 1), 1)
    free = (need > 0) & ~fixed
    # One person is a smaller part where there are many.
    order = np.argsort(
        np.where(free, -room * np.sqrt(np.maximum(need, 1)), np.inf), axis=None, kind="stable"
    )
    chosen = np.zeros(need.size, dtype=np.bool_)
    chosen[order[: int(np.ceil(share * free.sum()))]] = True
    return np.where(chosen.reshape(need.shape), need - step, need)


def to_blame(lower: Flags, judged: Judgement, scopes: Flags, group_of: tuple[int, ...]) -> Flags:
    """Of what was lowered, what made scopes fall short: their own intervals, or the ones before.

    Shape (intervals, groups), as ``lower``.
    """
    blamed = np.zeros_like(lower)
    for scope, queue in np.argwhere(~judged.met):
        at, group = np.flatnonzero(scopes[scope]), group_of[queue]
        for back in range(BACK + 1):
            near = np.unique(np.maximum(at - back, 0))
            if lower[near, group].any():
                blamed[near, group] = True
                break
    return lower & blamed
