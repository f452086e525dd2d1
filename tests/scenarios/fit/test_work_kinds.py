"""Which work has a distribution of its own: as many as differ, and no more than chance allows."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from scenarios.fit.contacts import Floats
from scenarios.fit.events.log import Events
from scenarios.fit.events.times import EventTimes
from scenarios.fit.work_kinds import ENOUGH, WorkKind, kinds_of
from tests.scenarios.fit.events.test_events import MONDAY

CV = 0.7


def _log(work: list[list[Floats]], *, starts: bool = True) -> tuple[Events, EventTimes]:
    """Events of a case each, and their work [s] by activity and matter; all of one group."""
    many = [(a, m, w) for a, of in enumerate(work) for m, each in enumerate(of) for w in each]
    activity, matter, took = np.array(many, dtype=np.float64).T
    n = len(took)
    zero, end = np.zeros(n, dtype=np.int64), np.arange(n) * 60.0 + took
    events = Events(
        first_day=MONDAY, case=np.arange(n), activity=activity.astype(np.int64), group=zero,
        resource=zero, service=matter.astype(np.int64), enable=np.full(n, np.nan),
        start=end - took if starts else np.full(n, np.nan), end=end,
        activities=tuple(f"a{k}" for k in range(len(work))), groups=("desk",), resources=("Li",),
        services=tuple(f"m{k}" for k in range(max(map(len, work)))),
    )  # fmt: skip
    return events, EventTimes(end, took, *[0 * end] * 4, took, 0.0)


def _drawn(rng: np.random.Generator, mean: float, n: int) -> Floats:
    return rng.gamma(1 / CV**2, mean * CV**2, n)


def _kinds(work: list[list[Floats]], *, starts: bool = True) -> list[WorkKind]:
    return list(kinds_of(*_log(work, starts=starts)))


def test_matters_with_the_same_work_stay_together_but_for_the_level_of_the_test() -> None:
    rng, trials = np.random.default_rng(1), 1500
    work = [[_drawn(rng, 600.0, 60), _drawn(rng, 600.0, 60)] for _ in range(trials)]
    false = len(_kinds(work)) - trials
    # By chance more come once in ten thousand times.
    assert false <= binom.isf(1e-4, trials, 0.001)


@pytest.mark.parametrize("sizes", [(400, 400, 400), (1500, 60, 60), (60, 1500, 1500)])
def test_the_matter_that_takes_longer_has_its_own_and_the_others_share(
    sizes: tuple[int, int, int],
) -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        means = (600.0, 600.0, 1200.0)
        work = [_drawn(rng, mean, n) for mean, n in zip(means, sizes, strict=True)]
        assert _kinds([work]) == [WorkKind(0, 0, (0, 1)), WorkKind(0, 0, (2,))]


def test_of_two_matters_each_has_its_own_and_the_rarer_is_taken_out() -> None:
    rng = np.random.default_rng(2)
    work = [_drawn(rng, 600.0, 900), _drawn(rng, 1200.0, 90)]
    assert _kinds([work]) == [WorkKind(0, 0, (0,)), WorkKind(0, 0, (1,))]
    assert _kinds([work[::-1]]) == [WorkKind(0, 0, (1,)), WorkKind(0, 0, (0,))]


def test_many_matters_are_told_apart_one_after_the_other() -> None:
    rng = np.random.default_rng(3)
    means = (300.0, 600.0, 600.0, 600.0, 1200.0, 2400.0)
    shared, *own = _kinds([[_drawn(rng, mean, 300) for mean in means]])
    assert shared.matters == (1, 2, 3)
    assert [kind.matters for kind in own] == [(0,), (4,), (5,)]


def test_a_matter_with_few_pieces_shares_and_so_do_completions_alone() -> None:
    rng = np.random.default_rng(4)
    work = [_drawn(rng, 600.0, 500), _drawn(rng, 3000.0, 500)]
    few = [work[0], work[1][: ENOUGH - 1]]
    assert _kinds([few]) == [WorkKind(0, 0, (0, 1))]
    assert _kinds([[few[0], work[1][:ENOUGH]]]) == [WorkKind(0, 0, (0,)), WorkKind(0, 0, (1,))]
    assert _kinds([work], starts=False) == [WorkKind(0, 0, (0, 1))]


def test_less_than_a_tenth_is_not_told_apart_however_certain() -> None:
    even = np.tile([590.0, 610.0], 200)
    # Each differs from the mean of both by half of the difference.
    assert len(_kinds([[even, even * 1.2]])) == 1
    assert len(_kinds([[even, even * 1.25]])) == 2


def test_every_event_is_of_one_kind() -> None:
    rng = np.random.default_rng(5)
    work = [
        [_drawn(rng, mean, 100) for mean in means] for means in ((600, 1500, 600), (60, 60, 60))
    ]
    events, times = _log(work)
    often = np.sum([kind.pieces(events) for kind in kinds_of(events, times)], axis=0)
    assert (often == 1).all()
