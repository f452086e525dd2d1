"""Whether applicants are satisfied or complain: modelled from what happened to their cases.

Each finished case has a *discontent*: the weighted sum of what went worse than expected, in
logits. A run keeps how discontent its cases are, not how many are satisfied: that depends on an
intercept b0, which is known only when all replications of the baseline are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit

from scenarios.experience import Experience
from sim.case_table import Cases
from sim.runs import sums
from sim.tally import Key, Tallies
from sim.variates import Floats, Ints
from sim.world import World

DISCONTENT = "discontent"
SATISFIED, COMPLAINTS = "satisfied_fraction", "complaint_fraction"
PLACES: Floats = np.concatenate([np.arange(0, 500) * 0.02, np.arange(100, 401) * 0.1])
"""Discontent at which cases are counted, in logits.

A case between two places counts at both, by how near they are, so that sums of discontent are
kept. A logistic share is then off by at most h² / 8 times its greatest curvature, 0.0963: 5e-6 up
to 10 logits. Who is more discontent than 40 logits counts as 40.
"""
_AT = tuple(PLACES.tolist())


def discontent(experience: Experience, world: World, cases: Cases, wait: Floats) -> Floats:
    """Weighted sum of what went worse than expected, of each case, shape (cases,).

    A visit counts from the first, so that nothing is below 0 where nobody had to come in; that
    shifts b0 and no result.

    Parameters
    ----------
    wait
        Mean wait of a case's visits [s], 0 of none.
    """
    own = experience.service_waits
    expected = np.array([own.get(name, experience.expected_wait) for name in world.services])
    too_long = np.maximum(0.0, wait / expected[cases.service] - 1)
    late = cases.promised & cases.due & ~cases.on_time
    found: Floats = (
        experience.wait_weight * too_long
        + experience.visit_weight * cases.visits
        + experience.error_weight * cases.returns
        + experience.late_weight * late
    )
    return found


def tally_discontent(tally: Tallies, scope: str, of: str, discontents: Floats, run: Ints) -> None:
    """Count cases by their discontent; ``run`` is the replication of each."""
    there = np.minimum(discontents, PLACES[-1])
    below = np.minimum(np.searchsorted(PLACES, there, side="right") - 1, PLACES.size - 2)
    above = (there - PLACES[below]) / (PLACES[below + 1] - PLACES[below])
    cell, cells = run * PLACES.size + below, tally.runs * PLACES.size
    count = sums(cell, 1 - above, cells) + sums(cell + 1, above, cells)
    cases = np.bincount(run, minlength=tally.runs)[:, None]
    tally.profile(DISCONTENT, scope, of, _AT, count.reshape(tally.runs, PLACES.size), cases)


@dataclass(frozen=True, slots=True)
class Intercepts:
    """The b0 of each share, in logits; None where nothing was observed."""

    satisfaction: float | None = None
    complaints: float | None = None


def intercepts(experience: Experience | None, keys: Sequence[Key], value: Floats) -> Intercepts:
    """Those with which all replications together give the observed shares.

    Parameters
    ----------
    experience
        Of the baseline.
    keys, value
        Its measures, as in `sim.experiment.Replications`.
    """
    if experience is None or experience.observed is None:
        return Intercepts()
    at = [k for k, key in enumerate(keys) if key[:3] == (DISCONTENT, "all", "")]
    count = value[:, at].sum(axis=0)
    if not count.sum() > 0:
        return Intercepts()
    seen = experience.observed
    satisfaction = None if seen.satisfaction is None else _solved(seen.satisfaction, count)
    complaints = None if seen.complaints is None else -_solved(1 - seen.complaints, count)
    return Intercepts(satisfaction, complaints)


def _solved(share: float, count: Floats) -> float:
    """b0 so that logistic(b0 - discontent) is this share of all cases."""
    low = float(logit(share))

    def above(b0: float) -> float:
        return float(count @ expit(b0 - PLACES)) / float(count.sum()) - share

    # No discontent at all, and all as discontent as can be, with room for rounding.
    return float(brentq(above, low - 1, low + PLACES[-1] + 1, xtol=1e-13))


def with_experience(
    keys: tuple[Key, ...], value: Floats, per: Floats, given: Intercepts
) -> tuple[tuple[Key, ...], Floats, Floats]:
    """The measures with modelled shares in the place of the counts of discontent.

    Parameters
    ----------
    keys, value, per
        As in `sim.experiment.Replications`.
    given
        Of the baseline. They are held fixed: intervals are those of the cases.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for k, key in enumerate(keys):
        if key.measure == DISCONTENT:
            places.setdefault((key.scope, key.of), []).append(k)
    if not places:
        return keys, value, per
    curves = {}
    if given.satisfaction is not None:
        curves[SATISFIED] = expit(given.satisfaction - PLACES)
    if given.complaints is not None:
        curves[COMPLAINTS] = expit(given.complaints + PLACES)
    gone = {k for at in places.values() for k in at}
    kept = [k for k in range(len(keys)) if k not in gone]
    made = [(Key(name, *where), value[:, at] @ curve, per[:, at[0]])
            for where, at in places.items() for name, curve in curves.items()]  # fmt: skip
    return (
        (*(keys[k] for k in kept), *(key for key, _, _ in made)),
        np.column_stack([value[:, kept], *(top for _, top, _ in made)]),
        np.column_stack([per[:, kept], *(below for _, _, below in made)]),
    )
