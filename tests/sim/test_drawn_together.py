"""Replications drawn together: each Script is the one that it is alone, to the last bit."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.model import ServiceModel
from sim.drawing import draw, draw_together
from sim.script import Script
from sim.world import build_world
from tests.sim.busy_models import busy_models
from tests.sim.models import desk, exp
from tests.strategies import models

many = settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
numbers = st.lists(st.integers(0, 10**6), min_size=1, max_size=6)
"""Replications in any order; the same may be asked for twice."""


def columns(part: Any) -> dict[str, bytes]:
    """Every column of a Script with its type and shape."""
    found = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name == "down":
            found |= {f"down.{name}": data for name, data in columns(value).items()}
        else:
            array = np.asarray(value)
            found[field.name] = f"{array.dtype} {array.shape} ".encode() + array.tobytes()
    return found


def differing(one: Script, other: Script) -> list[str]:
    """Names of the columns in which two Scripts differ."""
    left, right = columns(one), columns(other)
    return [name for name in left if left[name] != right[name]]


def check(model: ServiceModel, replications: list[int]) -> None:
    world = build_world(model)
    together = draw_together(model, seed=1, replications=replications, world=world)
    assert len(together) == len(replications)
    for replication, script in zip(replications, together, strict=True):
        alone = draw(model, seed=1, replication=replication, world=world)
        assert differing(script, alone) == [], replication


@many
@given(busy_models(), numbers)
def test_busy_models(model: ServiceModel, replications: list[int]) -> None:
    check(model, replications)


@many
@given(models(), numbers)
def test_any_model(model: ServiceModel, replications: list[int]) -> None:
    check(model, replications)


def test_a_replication_without_cases_among_others() -> None:
    # Two cases in an hour on average: of twelve replications some have none at all.
    model = desk({"pattern": "rates", "per_hour": 2}, exp(60.0), horizon=3600.0)
    sizes = [script.cases for script in draw_together(model, seed=1, replications=range(12))]
    assert min(sizes) == 0 < max(sizes)
    check(model, list(range(12)))
