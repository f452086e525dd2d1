"""Lines that are called more slowly while people wait in another one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy.stats import norm

from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.call_steps import CallSteps, call_steps
from scenarios.fit.snapshots.counter_kinds import Kind

FEWEST = 20
"""Calls while people waited with which a line may have counters in common with others."""
_SPELL = 7200.0
"""Calls are compared with those at the same time of the day, by spells so long [s]."""
_CHANCE = 0.05
"""So often any pair of an office whose lines have counters of their own is told to be slowed."""
_MAY_BE = 0.1
"""So often each pair is told that it may be."""


def slowed_lines(lines: tuple[LineSeen, ...]) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
    """Pairs of lines that slow each other down beyond chance, and those that may.

    Counters of its own know nothing of another line. While people wait in a line, those of its
    calls that are made while others wait in the other one are binomial then, with the share of the
    counters' time as probability; in each spell of the day, for more people come and calls may be
    quicker at some. The normal scores of both directions are added; chance is shared out to all
    pairs (Bonferroni). Pairs that may are those that one of ten would be by chance, of lines which
    others slow for sure.

    Parameters
    ----------
    lines
        All lines of the office, looked at in the same moments. Those with fewer than 20 calls while
        people waited are in no pair.
    """
    steps = [call_steps(line) for line in lines]
    told = [k for k, own in enumerate(steps) if own.calls.sum() >= FEWEST]
    scores = {
        frozenset(pair): sum(
            _score(steps[one], lines[one], lines[other]) for one, other in (pair, pair[::-1])
        )
        / 2**0.5
        for pair in combinations(told, 2)
    }
    least, some = (float(norm.ppf(p)) for p in (_CHANCE / max(1, len(scores)), _MAY_BE))
    sure = tuple(pair for pair, score in scores.items() if score < least)
    slowed = frozenset().union(*sure)
    return sure, tuple(
        pair for pair, score in scores.items() if least <= score < some and pair & slowed
    )


def _score(steps: CallSteps, line: LineSeen, other: LineSeen) -> float:
    """Calls of a line while people wait in the other, less those due, in standard deviations."""
    theirs = other.waiting[:-1][steps.kept] > 0
    spell = (line.clock[:-1][steps.kept] // _SPELL).astype(np.int64)
    cells = int(spell.max(initial=0)) + 1
    calls, time = (np.bincount(spell, one, cells) for one in (steps.calls, steps.exposure))
    while_ = np.bincount(spell, np.where(theirs, steps.exposure, 0.0), cells)
    share = while_ / np.maximum(time, 1e-9)
    variance = float((calls * share * (1 - share)).sum())
    due = float((calls * share).sum())
    return (float(steps.calls[theirs].sum()) - due) / variance**0.5 if variance > 0 else 0.0
