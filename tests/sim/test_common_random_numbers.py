"""What pairing of replications rests on: the same draws elsewhere, and waits that only shrink."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.checks import checked
from scenarios.distributions import SumOf
from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from sim.drawing import draw
from sim.experiment import SimResult, simulate
from sim.script import Script
from tests.scenarios.redesign.flow_steps import step_of
from tests.scenarios.redesign.halls import draws
from tests.scenarios.redesign.random_steps import step_data
from tests.sim.busy_models import busy_models
from tests.sim.models import at, desk, exp, flows, poisson, series
from tests.strategies import models

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
any_model = st.one_of(models(most_days=1), busy_models())


# More capacity


def waits(given: ServiceModel | SimResult) -> np.ndarray:
    """Wait of each case at each of its steps [s], in the order of the log."""
    run = given if isinstance(given, SimResult) else simulate(given)
    table = run.log.services
    return table.start_time - table.enable_time


whole = st.integers(0, 9).map(float)


@st.composite
def single_queues(draw: st.DrawFn) -> dict[str, Any]:
    """Who comes when and needs what, whole seconds full of ties or times from distributions."""
    if draw(st.booleans()):
        times = draw(st.lists(st.integers(0, 60).map(float), min_size=1, max_size=25))
        values = draw(st.lists(whole, min_size=1, max_size=4))
        work = {"distribution": "empirical", "values": values}
        return {"arrivals": at(*sorted(times)), "work": work}
    return {"arrivals": poisson(0.1), "work": exp(draw(st.sampled_from([5.0, 20.0, 60.0])))}


@some
@given(single_queues(), st.integers(1, 4), st.integers(1, 3))
def test_more_servers_of_one_queue_make_nobody_wait_longer(queue, seats, more):
    """First come, first served: Kiefer & Wolfowitz (1955), each sorted workload only shrinks."""
    fewer = waits(desk(queue["arrivals"], queue["work"], seats))
    assert (waits(desk(queue["arrivals"], queue["work"], seats + more)) <= fewer + 1e-9).all()


@some
@given(single_queues(), st.integers(1, 3), st.lists(st.integers(0, 2), min_size=2, max_size=4))
def test_a_later_shift_more_makes_nobody_wait_longer(queue, seats, shifts):
    """Staff that comes on top at some time, and stays, delays nobody of a single queue."""
    first = {"span": (0.0, 1000.0), "level": seats}
    more = [{"span": (20.0 * k, 1000.0), "level": n} for k, n in enumerate(shifts)]
    base = {"drain": 1e6, "horizon": 1000.0}
    given = queue["arrivals"], queue["work"], None
    fewer = waits(desk(*given, pool={"staff": [first]}, **base))
    assert (waits(desk(*given, pool={"staff": [first, *more]}, **base)) <= fewer + 1e-9).all()


@some
@given(st.integers(1, 4), st.sampled_from([30.0, 300.0]))
def test_with_ample_servers_nobody_waits_and_more_change_nothing(windows, mean):
    """Exponential servers in series, as many as there are cases: only who serves changes."""

    def run(seats):
        pool = {"seats": seats}
        return simulate(series(windows, poisson(0.05), exp(mean), pool=pool, horizon=2000.0))

    ample = run(200)
    assert ample.script.cases < 200
    assert (waits(ample) == 0).all()
    for more in (run(201), run("unlimited")):
        assert (waits(more) == 0).all()
        assert np.array_equal(more.log.services.end_time, ample.log.services.end_time)


def test_with_two_queues_one_after_the_other_somebody_may_wait_longer():
    """Why the law is about single queues: who is served sooner here stands before another there.

    a takes 10, 1, 1 for the cases 0, 1, 2; b takes 1, 9, 1. One window at a: they leave at 10, 11
    and 12. With two, cases 1 and 2 overtake case 0, which finds b busy: it waits for its end.
    """

    def hall(seats):
        every = flows(
            {
                "long": (at(0), ["a long", "b short"]),
                "short": (at(0), ["a short", "b long"]),
            },
            {"a long": 10.0, "a short": 1.0, "b short": 1.0, "b long": 15.0},
            {
                "first": {"serves": ["a long", "a short"], "seats": seats},
                "second": {"serves": ["b short", "b long"], "seats": 1},
            },
        )
        return waits(every).tolist()

    assert hall(1) == [0, 0, 10, 0]
    assert hall(2) == [0, 6, 0, 0]


# Nothing changed


NOTHING: dict[str, dict[str, Any]] = {
    "train": {"time_factor": 1.0, "rework_factor": 1.0},
    "standardize": {"cv_factor": 1.0},
    "knowledge_base": {"lookup_factor": 1.0, "rework_factor": 1.0},
    "smart_forms": {"time_factor": 1.0, "rework_factor": 1.0},
    "share_data": {"remove": [], "rework_factor": 1.0},
    "prioritize": {"share": 0.0},
    "appointments": {"share": 0.0},
}
"""Operators with numbers that change nothing."""


@pytest.mark.parametrize("operator", [*NOTHING, "set_capacity"])
@settings(some, max_examples=8)
@given(model=any_model, data=st.data())
def test_a_step_that_does_nothing_leaves_the_log_byte_for_byte(operator, model, data):
    words = {**data.draw(step_data(operator, model)), **NOTHING.get(operator, {}), "pilot": 1.0}
    if operator == "set_capacity":
        pool = model.pools[words["pool"]]
        words |= {"seats": pool.seats, "staff": None if pool.people else pool.staff}
    try:
        after = step_of(words).apply(model).model
    except RedesignError:
        return
    assert simulate(after).log.tobytes() == simulate(model).log.tobytes()


# Draws elsewhere


def columns(script: Script) -> dict[str, bytes]:
    """Every number of a Script, by column."""
    values = {field.name: getattr(script, field.name) for field in fields(script)}
    return {name: v.tobytes() for name, v in values.items() if isinstance(v, np.ndarray)}


@st.composite
def staffed_models(draw: st.DrawFn) -> ServiceModel:
    """A random model one of whose pools has crews and seats to spare."""
    model = draw(any_model)
    name = draw(st.sampled_from(list(model.pools)))
    crew = {"base": (0.0, 0.0), "speed": 30.0}
    pool = model.pools[name].replace(people={}, surge=None, seats=5, staff=2, crew=crew)
    where = {"points": [(1.0, 2.0)]}
    services = {name: one.replace(where=where) for name, one in model.services.items()}
    return checked(model.replace(pools={**model.pools, name: pool}, services=services))


WHO_WORKS = ("set_capacity", "surge_windows", "dispatch_nearest", "plan_routes")


@pytest.mark.parametrize("operator", WHO_WORKS)
@settings(some, max_examples=8)
@given(model=staffed_models(), data=st.data())
def test_a_step_about_who_works_leaves_every_draw_of_the_cases(operator, model, data):
    pool = next(name for name, one in model.pools.items() if one.crew and one.seats == 5)
    words = {**data.draw(step_data(operator, model)), "pool": pool, "pilot": 1.0}
    after = step_of(words).apply(model).model
    one, other = draw(model, seed=1), draw(after, seed=1)
    assert columns(one) == columns(other)
    # Failures in other pools, too.
    touched = list(model.pools).index(pool)
    elsewhere = [
        {at: spans for at, spans in script.down.by_resource().items() if at[0] != touched}
        for script in (one, other)
    ]
    assert elsewhere[0] == elsewhere[1]


@pytest.mark.parametrize("operator", ["train", "standardize", "knowledge_base", "smart_forms"])
@settings(some, max_examples=15)
@given(model=any_model, data=st.data())
def test_a_step_about_some_work_leaves_every_draw_of_other_work(operator, model, data):
    words = {**data.draw(step_data(operator, model)), "pilot": 1.0}
    own = {"time_factor": 0.5, "lookup_factor": 0.5, "cv_factor": 0.5, "rework_factor": 1.0}
    words |= {name: number for name, number in own.items() if name in words}
    try:
        after = step_of(words).apply(model).model
    except RedesignError:
        return
    changed = {name for name, one in model.activities.items() if after.activities[name] != one}
    # Merged ones may be parts of others in turn.
    of_changed: set[str] = set()
    for _ in model.activities:
        of_changed |= {
            name
            for name, one in model.activities.items()
            if isinstance(one.service_time, SumOf)
            and (changed | of_changed) & {*one.service_time.parts}
        }
    before, now = draws(model), draws(after)
    assert before.keys() == now.keys()
    for address, drawn in before.items():
        if address[3] not in changed | of_changed:
            assert now[address] == drawn
