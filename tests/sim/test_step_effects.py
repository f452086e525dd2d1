"""What steps brought in models that run: sums, needs, what is not simulated twice."""

from collections.abc import Callable

import numpy as np
import pytest

from scenarios.errors import RedesignError, SimulationError
from scenarios.model import ServiceModel
from sim.comparison import Comparison
from sim.experiment import replicate, replicate_together
from sim.reused_runs import replicate_once
from sim.step_effects import MOST_SHARED, ORDERS, Step, step_effects
from sim.tally import Key
from tests.sim.models import at, desk, exp, poisson

HALL = Key("hall_time_mean", "all", "")


def slow() -> ServiceModel:
    """One window, busy 80 % of the time."""
    return desk(poisson(0.08), exp(10.0), horizon=2000.0)


def work(mean: float) -> Step:
    def step(model: ServiceModel) -> ServiceModel:
        return desk(poisson(0.08), exp(mean), model.pools["desk"].seats, horizon=2000.0)

    return step


def seats(more: int) -> Step:
    def step(model: ServiceModel) -> ServiceModel:
        pool = model.pools["desk"]
        wider = pool.replace(seats=pool.seats + more)
        return model.replace(pools={**model.pools, "desk": wider})

    return step


def nothing(model: ServiceModel) -> ServiceModel:
    return model


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many models are simulated, call by call."""
    models: list[int] = []

    def watched(given: list[ServiceModel], **rest: object) -> object:
        models.append(len(given))
        return replicate_together(given, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr("sim.reused_runs.replicate_together", watched)
    return models


def test_each_column_sums_to_what_the_comparison_says() -> None:
    steps = [work(8.0), seats(1), work(6.0)]
    found = step_effects(slow(), steps, HALL, replications=6, processes=1)
    after = slow()
    for step in steps:
        after = step(after)
    pair = Comparison(
        replicate(slow(), replications=6, processes=1),
        {"all": replicate(after, replications=6, processes=1)},
    ).table()
    row = pair[(pair["measure"] == "hall_time_mean") & (pair["scope"] == "all")].iloc[0]
    assert (found.before, found.after) == pytest.approx((row["before"], row["after"]))
    for order in ORDERS:
        assert found.table[order].sum() == pytest.approx(row["difference"])
    assert found.unit == "s"


def test_one_step_is_the_whole_change_with_its_interval() -> None:
    found = step_effects(slow(), [work(5.0)], HALL, replications=5, processes=1)
    runs = [replicate(m, replications=5, processes=1) for m in (slow(), work(5.0)(slow()))]
    pair = Comparison(runs[0], {"all": runs[1]}).table()
    row = pair[(pair["measure"] == "hall_time_mean") & (pair["scope"] == "all")].iloc[0]
    for order in ORDERS:
        told = found.table.loc[0, [order, f"{order}_low", f"{order}_high"]].astype(float)
        np.testing.assert_allclose(told, row[["difference", "low", "high"]].astype(float))


def test_service_that_nobody_waits_for_adds_up_in_any_order() -> None:
    # One every 100 s, 10 s of work at most: hall time is the work, whatever comes first.
    def shorter(by: float) -> Step:
        def step(model: ServiceModel) -> ServiceModel:
            mean = model.activities["serve"].service_time.value - by  # type: ignore[union-attr]
            return desk(at(0.0, 100.0, 200.0), mean)

        return step

    base = desk(at(0.0, 100.0, 200.0), 10.0)
    table = step_effects(base, [shorter(3), shorter(1)], HALL, replications=2, processes=1).table
    for order in ORDERS:
        np.testing.assert_allclose(table[order], [-3, -1])
        np.testing.assert_allclose(table[f"{order}_high"] - table[f"{order}_low"], 0, atol=1e-9)


def test_a_step_that_needs_another_has_no_effect_without_it() -> None:
    def second(model: ServiceModel) -> ServiceModel:
        if model.pools["desk"].seats == 1:
            raise RedesignError("second: expected 2 seats, got 1. Add one first.")
        return work(2.0)(model)

    found = step_effects(slow(), [seats(1), second], HALL, replications=4, processes=1)
    table = found.table
    assert table["needs"].tolist() == [(), (0,)]
    assert table["fits_alone"].tolist() == [True, False]
    assert table["reverse"][1] == 0
    assert table["reverse"][0] == pytest.approx(found.after - found.before)
    assert found.models == 3  # the second alone is the baseline


def test_equal_models_and_runs_from_before_are_not_simulated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = replicate(slow(), replications=6, processes=1)
    models = counted(monkeypatch)
    found = step_effects(
        slow(), [nothing, work(5.0), nothing], HALL, replications=4, processes=1, known=[before]
    )
    assert models == [1]
    assert found.models == 2
    assert found.n == 4
    for order in ORDERS:
        assert found.table[order].tolist()[::2] == [0, 0]


@pytest.mark.parametrize(("seed", "replications"), [(2, 4), (1, 8)])
def test_runs_of_another_seed_or_too_short_are_not_taken_over(
    monkeypatch: pytest.MonkeyPatch, seed: int, replications: int
) -> None:
    before = replicate(slow(), replications=6, seed=1, processes=1)
    models = counted(monkeypatch)
    (run,) = replicate_once(
        [slow()], known=[before], replications=replications, seed=seed, processes=1
    )
    assert models == [1]
    assert (run.n, run.seed) == (replications, seed)


def test_beyond_so_many_steps_there_is_no_shapley_value() -> None:
    steps = [nothing] * (MOST_SHARED - 1) + [work(5.0), seats(1)]
    table = step_effects(slow(), steps, HALL, replications=2, processes=1).table
    assert table["shapley"].isna().all()
    assert table["shapley_low"].isna().all()
    assert table["sequential"].iloc[-2] < 0
    assert table["reverse"].sum() == pytest.approx(table["sequential"].sum())


@pytest.mark.parametrize(
    ("steps", "replications", "key", "told"),
    [
        ([], 5, HALL, "expected at least 1 step"),
        ([nothing], 1, HALL, "got 1 and 1"),
        ([nothing], 2, Key("wait_mean", "service", "nobody"), "wait_mean of service matter"),
        ([nothing], 2, Key("wait_men", "all", ""), "wait_mean"),
    ],
)
def test_what_cannot_be_asked_raises(
    steps: list[Callable[[ServiceModel], ServiceModel]], replications: int, key: Key, told: str
) -> None:
    with pytest.raises(SimulationError, match=told):
        step_effects(slow(), steps, key, replications=replications, processes=1)
