"""How much staff, the same on each such day, does as well as the changing staff of a log."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onewindow.fit_runs import run
from scenarios.fit.fitted_model import acceptable_wait, model_of_fit
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind
from scenarios.fit.redrawn import with_days_of_staff
from scenarios.section import TextPair

_FURTHEST = 0.3
"""Staff is moved by no more than this share, and never out of the range that the log allows."""
_CLOSE = 0.005
"""A share answered in time so close to the one seen is right."""
_STEPS = 6
_PEOPLE = 50_000
"""People simulated at each step, about."""


def steady_staff(
    fit: Fit, kind: Kind, source: TextPair, seed: int = 1, *, changing: bool = False
) -> Fit:
    """The fit with the factor on its staff that gives the share served in time that was seen.

    A model has the same staff on each Monday; the staff of a log changes. Queues grow more on days
    with one agent fewer than they shrink on days with one more, so a model with the mean staff does
    too well (Whitt 2006, staffing with uncertain arrivals and absence). One factor on all levels is
    found by bisection, on the same random numbers at each step; it is the only number of a fit that
    is found by simulation, and it stays within what the log allows.

    Parameters
    ----------
    fit
        What was fitted.
    kind, source
        As for `model_of_fit`.
    seed
        Of the runs.
    changing
        Whether each run has the staff of single days (`with_days_of_staff`) instead of their mean:
        the factor then makes good only what gaps between services do not tell of presence.
    """
    duty = fit.on_duty
    total = float(duty.present.sum())
    if not total:
        return fit
    seen, quick = fit.contacts, acceptable_wait(fit, kind)
    goal = float((seen.served & (np.nan_to_num(seen.wait) <= quick)).mean())
    days, runs = _size(len(seen.arrival) / fit.days, fit.days)
    low = max(1 - _FURTHEST, float(duty.least.sum()) / total)
    high = min(1 + _FURTHEST, float(duty.most.sum()) / total)

    def reached(factor: float) -> float:
        return float(np.mean([in_time(replace(fit, steady=factor), r) for r in range(runs)]))

    def in_time(fit: Fit, r: int) -> float:
        if changing:
            rng = np.random.default_rng((seed, r))
            fit = with_days_of_staff(fit, rng)
        came = run(model_of_fit(fit, kind, "steady", source, days=days), seed, r)
        return float((came.served & (came.wait <= quick)).mean())

    factor = 1.0
    for _ in range(_STEPS):
        found = reached(factor)
        if abs(found - goal) <= _CLOSE:
            break
        low, high = (factor, high) if found < goal else (low, factor)
        factor = (low + high) / 2
    return replace(fit, steady=round(factor, 3))


def _size(per_day: float, days: int) -> tuple[int, int]:
    """Days and runs that make about so many people."""
    whole_weeks = max(1, min(4, int(_PEOPLE / max(1.0, per_day) // 7)))
    shown = min(days, 7 * whole_weeks)
    return shown, max(1, min(5, int(_PEOPLE / max(1.0, per_day * shown))))
