"""Rates by the clock are per hour that is open, as in the model."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from onewindow.fitting.rate_frames import arrival_frame
from plots.clock_axis import clock_axis
from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import Fit, fit_contacts
from scenarios.section import TextPair

SOURCE = TextPair(zh="虚构", en="made up")
RATE, DAYS = 12, 14
"""People an hour, evenly from 8:45 to 16:45, and days."""


@pytest.fixture(scope="module")
def fit() -> Fit:
    day = 8.75 * 3600 + (np.arange(8 * RATE) + 0.5) * 3600 / RATE
    arrival = np.concatenate([k * DAY + day for k in range(DAYS)])
    n = len(arrival)
    contacts = Contacts(
        first_day=dt.date(2026, 3, 2), arrival=arrival, start=arrival, end=arrival + 120,
        left=np.full(n, np.nan), activity=np.full(n, -1), server=np.arange(n) % 2,
        activities=(), servers=("a", "b"),
    )  # fmt: skip
    return fit_contacts(contacts, DAYS, SOURCE)


def test_half_hours_that_are_open_for_a_quarter_have_the_rate_of_the_quarter(fit: Fit) -> None:
    frame = arrival_frame(fit)
    first, last = frame.iloc[0], frame.iloc[-1]
    assert (first["at"], first["length"]) == (8.75 * 3600, 900)
    assert (last["at"], last["length"]) == (16.5 * 3600, 900)
    # All come evenly: every step is 12 an hour, and rates times lengths are all who came.
    assert frame["counted"].to_numpy() == pytest.approx(RATE)
    assert frame["fitted"].to_numpy() == pytest.approx(RATE)
    assert (frame["counted"] * frame["length"]).sum() / 3600 == pytest.approx(8 * RATE)
    assert ((frame["low"] < RATE) & (frame["high"] > RATE)).all()
    (service,) = model_of_fit(fit, "tickets", "made_up", SOURCE).services.values()
    rates = np.array(service.arrivals.per_hour)
    assert rates.max() == pytest.approx(frame["fitted"].max(), rel=0.01)


def test_steps_of_several_lengths_are_one_run_of_the_axis(fit: Fit) -> None:
    frame = arrival_frame(fit)
    axis = clock_axis(frame["at"], frame["length"])
    assert axis.runs == ((8.75 * 3600, 16.75 * 3600),)
    assert axis.end == 8 * 3600
