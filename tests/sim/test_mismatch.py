"""What is told when the engines differ: the row, and the smallest model that shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scenarios.model import ServiceModel
from sim.experiment import simulate
from tests.sim.models import at, desk, exp, hours
from tests.sim.smallest import smallest

pytest.importorskip("numba", reason="numba is not installed")

from tests.sim.mismatch import Mismatch, difference, first_rows, told


def test_only_what_shows_the_fault_is_left_of_a_model() -> None:
    whole = desk(
        at(0, 10, 20, 30),
        exp(60.0),
        3,
        activity={"patience": 40.0, "pickup": 5.0},
        calendars=hours(0.0, 5000.0),
        pool={"calendar": "office", "closing": "suspend"},
        service={"priority": 2},
    )

    def shows(model: ServiceModel) -> bool:
        return model.activities["serve"].pickup is not None and model.pools["desk"].seats == 3

    less = smallest(whole, shows)
    assert shows(less)
    assert less.activities["serve"].patience is None
    assert less.pools["desk"].calendar is None
    assert less.services["matter"].priority == 0
    assert not less.calendars
    # Arrivals are needed by every model, but not four.
    assert less.services["matter"].arrivals.model_dump()["at"] in ((), (0.0,))


def test_the_first_row_that_differs_is_told_as_each_engine_has_it() -> None:
    model = desk(at(0, 3, 4), 10.0, 1)
    one = simulate(model, engine="simpy")
    table = one.log.services
    start = table.start_time.copy()
    start[1:] += 0.5
    other = replace(one, log=replace(one.log, services=replace(table, start_time=start)))
    assert difference(one.log, one.log) == ""
    assert (
        difference(one.log, other.log) == "services.start_time[1]: 10.0 with SimPy, compiled 10.5"
    )
    text = first_rows(one, other)
    _, head, simpy, compiled = text.splitlines()
    assert head.split()[0] == "case"
    assert simpy.split()[:3] == ["SimPy", "1", "serve"]
    assert compiled.split()[:3] == ["compiled", "1", "serve"]
    assert "10.5" in compiled
    assert "10.5" not in simpy
    message = told(Mismatch(model, 0, text))
    assert text in message
    assert "service_time: 10 s" in message
    assert "mismatch.yaml" in message
