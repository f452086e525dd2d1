"""Two engines, one meaning: the same script gives the same log, byte for byte."""

from __future__ import annotations

import math
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

from scenarios.errors import SimulationError
from scenarios.model import ServiceModel
from sim import engines
from sim.drawing import draw
from sim.world import build_world
from tests.sim.busy_models import busy_models
from tests.sim.models import at, desk, exp, hours, mm_s
from tests.sim.smallest import smallest
from tests.strategies import models

engine_fast = pytest.importorskip("sim.engine_fast", reason="numba is not installed")

from tests.sim.mismatch import Mismatch, difference, prove, told  # noqa: E402

MODELS = int(os.environ.get("ONEWINDOW_PROVE", "150"))
"""Models from each of two sources; ``make prove`` asks for many more."""
PARTS = max(1, MODELS // 100)
"""Each is a test of its own, so that one sees how far it is and all processors have work."""


def prove_many(strategy: SearchStrategy[ServiceModel], part: int) -> None:
    """Run both engines on random models; of those that differ, tell of the smallest."""

    @seed(part)
    @settings(
        max_examples=math.ceil(MODELS / PARTS),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(strategy)
    def run(model: ServiceModel) -> None:
        prove(model)

    if (mismatch := mismatch_of(run)) is None:
        return
    less = smallest(mismatch.model, lambda model: mismatch_of(lambda: prove(model)) is not None)
    found = mismatch_of(lambda: prove(less))
    assert found is not None
    pytest.fail(told(found), pytrace=False)


def mismatch_of(check: Callable[[], None]) -> Mismatch | None:
    try:
        check()
    except Mismatch as found:
        return found
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_the_same_log_on_busy_models(part: int) -> None:
    prove_many(busy_models(), part)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_same_log_on_any_model(part: int) -> None:
    prove_many(models(), part)


@pytest.mark.parametrize("seats", [1, 3, 200, "unlimited"])
def test_the_same_log_when_tables_have_to_grow(seats: int | str) -> None:
    # Overload, with hundreds who wait or are served at once: every table grows on the way.
    prove(desk({"pattern": "rates", "per_hour": 3600}, exp(900.0), seats, horizon=7200.0), 1)


def test_the_same_log_of_many_who_are_turned_away_at_one_instant() -> None:
    pool = {"calendar": "office", "closing": "turn_away", "last_ticket": 50.0}
    parts = {"calendars": hours(100.0, 2000.0), "horizon": 86400.0, "pool": pool}
    prove(desk(at(*range(0, 4000, 5)), 20.0, 2, **parts), 1)


def test_auto_takes_simpy_where_somebody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    model = desk(at(0, 10), 5.0)
    world = build_world(model)
    script = draw(model, seed=1, world=world)
    seen: list[float] = []
    log = engines.run(world, script, watch=lambda now, hall: seen.append(now))
    assert seen == [0, 5, 10, 15]
    assert difference(log, engine_fast.run(world, script)) == ""


def test_a_compiled_engine_cannot_be_watched() -> None:
    with pytest.raises(SimulationError, match="only SimPy can be watched"):
        engines.chosen("fast", lambda now, hall: None)


def test_an_unknown_engine_lists_those_there_are() -> None:
    with pytest.raises(SimulationError, match="auto, fast, simpy, got 'quick'"):
        engines.chosen("quick")  # type: ignore[arg-type]


def test_without_numba_all_runs_on_simpy_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    monkeypatch.setattr(engines, "_told", set())
    model = mm_s(1 / 10, 8.0, 1, customers=20, warm_up=0)
    world = build_world(model)
    script = draw(model, seed=1, world=world)
    first = engines.run(world, script)
    assert difference(first, engines.run(world, script)) == ""
    assert capsys.readouterr().err.count("numba is not installed") == 1
    with pytest.raises(SimulationError, match="pip install numba"):
        engines.run(world, script, "fast")
