"""Where people were comes back from the course of their services: by day, by half-day, mixed."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.places import zones_at

DAYS, A_DAY = 20, 40
COLLEAGUES = 4
"""Of each zone, who stay there: they make what comes by chance."""


def _drawn(shares: Floats, seed: int) -> Ints:
    """Zones of the services of somebody by her shares that time, shape (days, services)."""
    rng = np.random.default_rng(seed)
    below = np.cumsum(np.broadcast_to(shares, (DAYS, A_DAY, shares.shape[-1])), axis=2)
    return np.asarray((rng.random((DAYS, A_DAY, 1)) > below).sum(axis=2), dtype=np.int64)


def _at(zone: Ints, seed: int = 0) -> Flags:
    """Where the person of these services was, beside colleagues; rows are in no order."""
    stay = [np.full((DAYS, A_DAY), k) for k in (0, 1, 2) for _ in range(COLLEAGUES)]
    zones = np.stack([zone, *stay])
    person, day, start = (k.ravel() for k in np.indices(zones.shape))
    order = np.random.default_rng(seed).permutation(len(person))
    found = np.zeros((len(person), 3), dtype=np.bool_)
    found[order] = zones_at(
        person[order], day[order], start[order].astype(float), zones.ravel()[order], 3
    )
    colleagues = np.eye(3, dtype=np.bool_)[zones.ravel()]
    assert (found == colleagues)[person > 0].all()
    return found[person == 0].reshape(DAYS, A_DAY, 3)


def _right(found: Flags, truth: Flags) -> float:
    """Share of the services with the right zones."""
    return float((found == truth).all(axis=2).mean())


HOME, AWAY, BOTH = ([1.0, 0, 0], [0, 1.0, 0], [0.5, 0.5, 0])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("away", [0.1, 0.3, 0.5])
def test_who_swaps_for_a_day_is_where_she_is(away: float, seed: int) -> None:
    there = np.random.default_rng(seed).random(DAYS) < away
    truth = np.where(there[:, None, None], AWAY, HOME) * np.ones((1, A_DAY, 1))
    assert _right(_at(_drawn(truth, seed), seed), truth > 0) == 1


@pytest.mark.parametrize("seed", range(5))
def test_who_swaps_at_noon_is_where_she_is(seed: int) -> None:
    rng = np.random.default_rng(seed)
    later = (rng.random((DAYS, 1, 1)) < 0.4) & (np.arange(A_DAY)[:, None] >= A_DAY // 2)
    truth = np.where(later, AWAY, HOME)
    assert _right(_at(_drawn(truth, seed), seed), truth > 0) == 1


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("share", [0.5, 0.7])
def test_who_mixes_zones_serves_both_at_once(share: float, seed: int) -> None:
    # Runs of one zone come by chance: they are no change of place.
    found = _at(_drawn(np.array([share, 1 - share, 0]), seed), seed)
    assert _right(found, np.array([[[True, True, False]]])) > 0.95


def test_who_mixes_in_the_afternoon_does_so_then_alone() -> None:
    half = A_DAY // 2
    truth = np.where(np.arange(A_DAY)[:, None] >= half, BOTH, HOME) * np.ones((DAYS, 1, 1))
    found = np.stack([_at(_drawn(truth, seed), seed) for seed in range(10)])
    assert found[:, :, :half, 0].mean() > 0.99
    assert found[:, :, :half, 1].mean() < 0.01
    # A fair mix begins with one service of her own zone, on the mean, which looks like the morning,
    # and ends with one that looks like one zone alone.
    assert found[:, :, half:, :2].all(axis=3).mean() > 1 - 2 / half


@pytest.mark.parametrize("seed", range(5))
def test_who_helps_out_now_and_then_stays_with_her_zone(seed: int) -> None:
    found = _at(_drawn(np.array([0.97, 0.03, 0]), seed), seed)
    assert _right(found, np.array([[[True, False, False]]])) > 0.95


def test_what_is_of_no_zone_is_done_where_she_is() -> None:
    rng = np.random.default_rng(3)
    there = rng.random(DAYS) < 0.4
    truth = np.where(there[:, None, None], AWAY, HOME) * np.ones((1, A_DAY, 1))
    hidden = rng.random((DAYS, A_DAY)) < 0.3
    assert _right(_at(np.where(hidden, -1, _drawn(truth, 3))), truth > 0) == 1
    # Who did nothing else may do everything.
    assert _at(np.full((DAYS, A_DAY), -1)).all()
