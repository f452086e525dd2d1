"""Mean times of distributions, and how often a case is served in a flow."""

from __future__ import annotations

import math

from scenarios.distributions import (
    Constant,
    Empirical,
    Exponential,
    Family,
    FromLog,
    Gamma,
    Lognormal,
    SumOf,
    Triangular,
    Uniform,
    Weibull,
)
from scenarios.flows import Branch, Flow, Rework, Serve, inner_flows, step_name
from scenarios.model import ServiceModel


def mean_time(family: Family) -> float:
    """Mean of a distribution, in seconds or in working days; the standard formulas."""
    match family:
        case Constant():
            return family.amount("value")
        case Gamma() | Lognormal() | Weibull() | Exponential() if family.mean is not None:
            return family.amount("mean")
        case Gamma():
            assert family.shape is not None
            return family.shape * family.amount("scale")
        case Lognormal():
            assert family.sigma is not None
            return family.amount("median") * math.exp(family.sigma**2 / 2)
        case Weibull():
            assert family.shape is not None
            return family.amount("scale") * math.gamma(1 + 1 / family.shape)
        case Triangular():
            return sum(family.amount(name) for name in ("low", "mode", "high")) / 3
        case Uniform():
            return (family.amount("low") + family.amount("high")) / 2
        case Empirical():
            values = [v if isinstance(v, float) else v.n for v in family.values]
            if family.smooth and len(values) > 1:
                low, *between, high = sorted(values)
                return ((low + high) / 2 + sum(between)) / (len(values) - 1)
            weights = family.weights or (1.0,) * len(values)
            return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
        case _:
            raise AssertionError(family)


def mean_work(model: ServiceModel, activity: str) -> float | None:
    """Mean work of an activity with its after-work [s]; None when it is known from a log only."""
    section = model.activities[activity]
    family = section.service_time
    if isinstance(family, FromLog) or isinstance(section.after_work, FromLog):
        return None
    after = 0.0 if section.after_work is None else mean_time(section.after_work)
    if not isinstance(family, SumOf):
        return mean_time(family) + after
    parts = [_own(model, part) for part in family.parts]
    if any(part is None for part in parts):
        return None
    total = sum(part for part in parts if part is not None)
    return total * family.factor + after


def _own(model: ServiceModel, activity: str) -> float | None:
    """Mean work of a part of a sum: its after-work is not done."""
    family = model.activities[activity].service_time
    if isinstance(family, FromLog):
        return None
    if not isinstance(family, SumOf):
        return mean_time(family)
    parts = [_own(model, part) for part in family.parts]
    total = sum(part for part in parts if part is not None)
    return None if None in parts else total * family.factor


def times_served(flow: Flow) -> dict[str, float]:
    """Mean number of times that a case is served in each activity of a flow.

    Rework of probability p goes back p + p² + … times, up to its most rounds.
    """
    steps: list[dict[str, float]] = []
    for step in flow:
        here: dict[str, float] = {}
        if isinstance(step, Serve):
            here[step.serve] = 1.0
        elif isinstance(step, Rework):
            back = next(k for k, s in enumerate(flow) if step_name(s) == step.rework)
            rounds = sum(step.probability**k for k in range(1, step.max_rounds + 1))
            for inner in steps[back:]:
                _add(here, inner, rounds)
        shares = [arm.probability for arm in step.branch] if isinstance(step, Branch) else None
        for k, inner_flow in enumerate(inner_flows(step)):
            _add(here, times_served(inner_flow), 1.0 if shares is None else shares[k])
        steps.append(here)
    total: dict[str, float] = {}
    for inner in steps:
        _add(total, inner, 1.0)
    return total


def _add(total: dict[str, float], more: dict[str, float], factor: float) -> None:
    for name, number in more.items():
        total[name] = total.get(name, 0.0) + number * factor
