"""Times that vary less around the same mean, each case keeping its own draw."""

from __future__ import annotations

import math

from scipy import special

from scenarios.distributions import (
    Constant,
    Empirical,
    Exponential,
    Family,
    Gamma,
    Lognormal,
    Triangular,
    Uniform,
    Weibull,
)
from scenarios.means import mean_time
from scenarios.units import Workdays


def less_spread(family: Family, factor: float) -> Family:
    """The distribution with the same mean and ``factor`` times the coefficient of variation.

    Gamma, lognormal and Weibull times stay in their family; exponential times become gamma, of
    which they are the one with cv 1. Bounded and observed times move towards their mean. A case
    keeps its uniform number, so who took longer than another still does.

    Parameters
    ----------
    family
        The distribution.
    factor
        Within [0, 1]; 0 leaves the mean alone.
    """
    if factor == 1 or isinstance(family, Constant):
        return family
    mean = mean_time(family)
    unit = Workdays if family.in_workdays else float
    if factor == 0:
        return Constant(value=unit(mean))
    match family:
        case Exponential():
            return Gamma(distribution="gamma", mean=family.mean, cv=factor)
        case Gamma() | Lognormal() | Weibull():
            kept = {"distribution": family.distribution, "mean": unit(mean)}
            return type(family).model_validate({**kept, "cv": _cv(family) * factor})
        case Triangular() | Uniform() | Empirical():
            return family.replace(
                **{name: _moved(getattr(family, name), mean, factor) for name in family.TIMES}
            )
    raise AssertionError(family)


def _cv(family: Gamma | Lognormal | Weibull) -> float:
    """Coefficient of variation; the standard formulas."""
    if family.cv is not None:
        return family.cv
    if isinstance(family, Lognormal):
        assert family.sigma is not None
        return math.sqrt(math.expm1(family.sigma**2))
    assert family.shape is not None
    if isinstance(family, Gamma):
        return 1 / math.sqrt(family.shape)
    first, second = (float(special.gammaln(1 + k / family.shape)) for k in (1, 2))
    return math.sqrt(math.expm1(second - 2 * first))


def _moved(time: object, mean: float, factor: float) -> object:
    """A time, or several, moved towards the mean."""
    if isinstance(time, tuple):
        return tuple(_moved(each, mean, factor) for each in time)
    if isinstance(time, Workdays):
        return Workdays(mean + (time.n - mean) * factor)
    assert isinstance(time, float)
    return mean + (time - mean) * factor
