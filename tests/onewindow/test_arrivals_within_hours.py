"""Nobody comes to a fitted hall outside the hours that its log shows, and as many come inside."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from onewindow.fitting.runs import run
from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import fit_contacts
from scenarios.section import TextPair

MONDAY = dt.date(2026, 3, 2)
SOURCE = TextPair(zh="虚构", en="made up")
WEEKS, A_DAY, RUNS = 10, 80, 8
Hours = tuple[tuple[float, float], ...]
"""Spans of a day [h]."""


def _log(usual: Hours, fridays: Hours, strays: int) -> Contacts:
    """People who come at random while it is open, and tickets that were printed at three."""
    rng = np.random.default_rng(7)
    each = []
    for day in range(WEEKS * 7):
        if day % 7 > 4:
            continue
        spans = np.array(fridays if day % 7 == 4 else usual) * 3600
        lengths = np.diff(spans, axis=1)[:, 0]
        which = rng.choice(len(spans), A_DAY, p=lengths / lengths.sum())
        each.append(day * DAY + rng.uniform(spans[which, 0], spans[which, 1]))
    nights = rng.choice(WEEKS, strays, replace=False) * 7 * DAY + 3 * 3600.0
    arrival = np.sort(np.concatenate([*each, nights]))
    n = len(arrival)
    return Contacts(
        first_day=MONDAY, arrival=arrival, start=arrival, end=arrival + 120,
        left=np.full(n, np.nan), activity=np.full(n, -1), server=np.arange(n) % 3,
        activities=(), servers=("a", "b", "c"),
    )  # fmt: skip


@pytest.mark.parametrize("strays", [0, 2])
@pytest.mark.parametrize(
    ("usual", "fridays"),
    [
        (((9, 17.25),), ((9, 17.25),)),
        (((8.75, 17),), ((8.75, 17),)),
        (((9, 12), (14, 17.25)), ((9, 12), (14, 17.25))),
        (((8.5, 17.25),), ((8.5, 12.75),)),
    ],
)
def test_nobody_comes_outside_the_hours_of_the_log(
    usual: Hours, fridays: Hours, strays: int
) -> None:
    contacts = _log(usual, fridays, strays)
    fit = fit_contacts(contacts, WEEKS * 7, SOURCE)
    model = model_of_fit(fit, "tickets", "made_up", SOURCE)
    came = np.concatenate([run(model, 1, r).arrival for r in range(RUNS)])
    weekday, clock = (came // DAY) % 7, came % DAY / 3600
    for day, spans in [*((day, usual) for day in range(4)), (4, fridays), (5, ()), (6, ())]:
        of_day = clock[weekday == day]
        inside = np.zeros(len(of_day), dtype=np.bool_)
        for begin, end in spans:
            inside |= (of_day >= begin) & (of_day <= end)
        assert inside.all(), (day, np.sort(of_day[~inside]))
        if spans:
            # As many as the log has: Poisson, within four standard errors of the runs, and of
            # what a cell of the log may lend to others (its own chance once more).
            expected = (contacts.day % 7 == day).sum() * RUNS
            off = 4 * (expected + RUNS * expected) ** 0.5
            assert len(of_day) == pytest.approx(expected, abs=off)
