"""Strict ranks come back from a log of a known model: who they are, how many, and their waits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onewindow.fitting.forecast import Forecast
from onewindow.fitting.replay import replay
from onewindow.fitting.runs import Came
from scenarios.fit.contacts import Contacts, Floats
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import Fit, fit_contacts
from scenarios.fit.ranks import Ranks
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.section import TextPair
from scenarios.writing import dump_model
from tests.onewindow.ranked_logs import hall, hall_by_matter, log_of, mean_waits

SOURCE = TextPair(zh="虚构", en="made up")
DAYS = 28
RUNS = 8
CHANCE = 4.0
"""Standard errors allowed: one case in 16,000."""
OFF = 0.1
"""Share by which a mean wait may be off beyond chance."""


def _fitted(log: Contacts, apart: tuple[str, ...] = ()) -> tuple[Fit, ServiceModel]:
    fit = fit_contacts(log, DAYS, SOURCE, apart=apart)
    return fit, model_of_fit(fit, "tickets", "fitted", SOURCE, days=DAYS)


def _check_waits(seen: Floats, model: ServiceModel) -> None:
    """Mean waits by priority: a log is one run, so chance is what runs of its length differ by."""
    runs = mean_waits(model, RUNS)
    assert runs.shape == (RUNS, len(seen))
    chance = runs.std(axis=0, ddof=1) * (1 + 1 / RUNS) ** 0.5
    assert (np.abs(runs.mean(axis=0) - seen) < OFF * seen + CHANCE * chance).all()
    # First come, first served would be far off for those who go first.
    assert seen.mean() - seen[0] > 2 * (OFF * seen[0] + CHANCE * chance[0])


@pytest.mark.parametrize("shares", [(0.15, 0.85), (0.1, 0.3, 0.6)])
def test_ranks_of_a_column_come_back(shares: tuple[float, ...]) -> None:
    log = log_of(hall(shares, days=DAYS), seed=1)
    fit, model = _fitted(log)
    assert fit.ranks.by == "priority"
    assert [fit.ranks.named(k) for k in range(fit.ranks.number)] == [
        (f"p{k}",) for k in range(len(shares))
    ]
    assert not fit.ranks.of_those_who_met
    (service,) = model.services.values()
    assert [c.priority for c in service.channels.values()] == list(range(len(shares)))
    n, true = len(log.arrival), np.array(shares)
    found = np.array([c.share for c in service.channels.values()])
    assert (np.abs(found - true) < CHANCE * np.sqrt(true * (1 - true) / n)).all()
    for channel in service.channels.values():
        assert channel.flow is not None
        (branch,) = channel.flow
        (permit,) = [
            one.probability
            for one in branch.branch  # type: ignore[union-attr]
            if one.steps[0].serve == "permit"  # type: ignore[union-attr]
        ]
        assert abs(permit - 0.3) < CHANCE * (0.3 * 0.7 / (n * channel.share)) ** 0.5
    _check_waits(np.array([log.wait[log.priority == k].mean() for k in range(len(shares))]), model)
    assert read_model(dump_model(model)) == model


@pytest.mark.parametrize("apart", [(), ("query",)])
@pytest.mark.parametrize("first", ["permit", "query"])
def test_a_matter_that_goes_first_comes_back(first: str, apart: tuple[str, ...]) -> None:
    log = log_of(hall_by_matter(days=DAYS, first=first), seed=2)
    fit, model = _fitted(replace(log, priority=None, priorities=()), apart)
    assert fit.ranks.by == "matter"
    assert fit.ranks.named(0) == (first,)
    if apart:
        assert {
            s.flow[0].serve: s.priority  # type: ignore[union-attr]
            for s in model.services.values()
        } == {name: int(name != first) for name in ("permit", "query")}
        # They come alike on all days, and a redesign names them as people do.
        assert set(model.services) == {"permit", "query"}
        assert {s.title.zh for s in model.services.values()} == {"permit", "query"}  # type: ignore[union-attr]
    else:
        (service,) = model.services.values()
        for rank, channel in enumerate(service.channels.values()):
            assert channel.flow is not None
            assert channel.priority == rank
            assert (channel.flow[0].serve == first) == (rank == 0)  # type: ignore[union-attr]
    order = [first, *(name for name in log.activities if name != first)]
    of = np.array([log.wait[log.activity == log.activities.index(k)].mean() for k in order])
    _check_waits(of, model)


def test_a_column_that_is_for_nothing_leaves_the_model_as_it_was() -> None:
    log = log_of(hall((1.0,), days=DAYS), seed=3)
    drawn = np.random.default_rng(3).integers(0, 3, len(log.arrival))
    _, without = _fitted(replace(log, priority=None, priorities=()))
    fit, model = _fitted(replace(log, priority=drawn))
    assert fit.ranks == Ranks()
    assert dump_model(model) == dump_model(without)
    assert "channels" not in dump_model(model)


def _within(came: Came, seconds: float) -> float:
    return float((came.wait <= seconds).mean())


def test_replays_and_forecasts_have_the_ranks() -> None:
    log = log_of(hall((0.5, 0.5), days=DAYS), seed=4)
    before, after = log.between(0, 21), log.since(21)
    fit = fit_contacts(before, 21, SOURCE)
    assert fit.ranks.number == 2
    # Most of those who go first wait less than two minutes: first come, first served far fewer.
    goal = _within(Came(after.arrival, after.wait, after.end, after.served), 120)
    for ranks, near in ((fit.ranks, True), (Ranks(), False)):
        told = replay(replace(fit, ranks=ranks), "tickets", SOURCE, after, 7, runs=2)
        for came in (told.came_known, told.all_known):
            assert (abs(np.mean([_within(one, 120) for one in came]) - goal) < 0.04) == near
            assert all(len(one.arrival) == len(after.arrival) for one in came)
        runs = Forecast(replace(fit, ranks=ranks), "tickets", SOURCE, after.first_day, 7)
        assert (abs(np.mean([_within(runs(r), 120) for r in range(8)]) - goal) < 0.08) == near
