"""Service times of an activity: a family or a constant where one fits, else what was observed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.distributions import (
    Constant,
    Empirical,
    Exponential,
    Family,
    Gamma,
    Lognormal,
    Weibull,
)
from scenarios.fit.contacts import Floats
from scenarios.fit.families import FittedFamily, fit_families, ks_distance
from scenarios.fit.grid import grid_of
from scenarios.fit.mixtures import Mixture, fit_mixture
from scenarios.section import ProvenanceNote, TextPair

_NO_SPREAD = 1e-4
"""Times whose cv is smaller are all alike, but for rounding: no family has them."""
_HARDLY = 0.05
"""Times whose cv is smaller wait as a constant does: waits go by 1 + cv^2 (Pollaczek-Khinchine),
which a quarter of a percent is added to."""
_STRAYS = 0.005
"""Share of the times at either end that may be strays of a constant."""
_CLOSE = 0.03
"""Largest gap in the distribution function that does not matter to a planner."""
_MEAN_KEPT = 0.03
"""Largest error of the mean as a share of it: the mean is the load."""
_VALUES = 200
"""Values that an empirical distribution is kept as."""
_FEW_SHORT = 0.2
"""Short services that are more are what the matter takes."""
_LEAST_KIND = 0.005
"""Share of a kind below which it is none: it is told as 0 %."""
_MANY = 200
"""Of fewer times no two kinds are told."""
SHORT = 10.0
"""Services shorter than this are hardly any [s] (Brown et al. 2005 found agents hanging up)."""


@dataclass(frozen=True, slots=True, eq=False)
class TimesFit:
    """Times of one kind, fitted.

    They are told apart by which they are, so that what is made of one can be kept for its models.
    """

    n: int
    mean: float
    """Of what was seen [s]."""
    cv: float
    best: FittedFamily
    """The likeliest family."""
    distance: float
    """Its Kolmogorov distance."""
    family: FittedFamily | None
    """The likeliest family where it fits, else None: what was observed is kept."""
    observed: Floats
    """At most 200 values of equal weight with the mean of all [s], in order."""
    short_fraction: float
    """Share shorter than 10 s."""
    short_expected: float
    """Share that the likeliest family has so short."""
    mixture: Mixture | None = None
    """Two kinds in one, where these fit and no single family does; the model keeps the observed."""
    constant: float | None = None
    """The one time that a model has [s], where no family fits and they hardly differ."""
    tried: tuple[FittedFamily, ...] = ()
    """Every family, the likeliest first; none where all times are alike."""

    @property
    def kept_as(self) -> str | None:
        """Family that a model has them as, ``constant`` among them; None for what was observed."""
        if self.family is not None:
            return self.family.name
        return "constant" if self.constant is not None else None

    @property
    def has_strays(self) -> bool:
        """Whether they are a constant but for a few that are far from it."""
        return self.constant is not None and self.cv > _HARDLY

    @property
    def short_artefact(self) -> bool:
        """Whether there are more short ones than the shape of the others explains.

        The shape of all, or a kind of their own, which few belong to.
        """
        two = self.mixture
        apart = two is not None and two.mean[0] < SHORT and two.share[0] < _FEW_SHORT
        return apart or self.short_fraction > 2 * self.short_expected + 0.01

    def distribution(self, source: TextPair, *, bounded: bool = False) -> Family:
        """As a model has it; times that were only bounded are assumed, not measured."""
        note = ProvenanceNote(kind="measured", source=source, sample_size=self.n)
        if bounded:
            note = ProvenanceNote(kind="assumed", source=source)
        if self.kept_as == "constant":
            assert self.constant is not None
            return Constant(value=round(self.constant, 2), provenance=note)
        if self.family is None:
            values = tuple(round(value, 1) for value in self.observed.tolist())
            return Empirical(distribution="empirical", values=values, provenance=note)
        return as_distribution(self.family, note)


def fit_times(times: Floats) -> TimesFit:
    """Fit a family, and keep it when it cannot be told from what was seen, or hardly.

    A family fits when its Kolmogorov distance is at most 1.36 / sqrt(n), the 5 % point, or 0.03,
    and its mean is within 3 % of the observed. Where none fits, times that hardly differ (cv up to
    0.05) are a constant; so are those that do but for half a percent at either end, without which
    the mean stays within 3 %.

    Parameters
    ----------
    times
        Times seen to their end [s], shape (times,), at least one.
    """
    tried = fit_families(times) if times.std() > _NO_SPREAD * times.mean() else ()
    best = tried[0] if tried else FittedFamily("exponential", 1.0, float(times[0]), 0.0)
    distance = ks_distance(best, times)
    mean = float(times.mean())
    close = distance <= max(_CLOSE, 1.36 / len(times) ** 0.5)
    kept = close and abs(best.mean - mean) <= _MEAN_KEPT * mean
    cv = float(times.std() / mean) if mean else 0.0
    constant = None if kept else _constant(times, cv)
    told = not kept and constant is None and len(times) >= _MANY
    two = fit_mixture(times) if told else None
    if two is not None and (
        two.distance > max(_CLOSE, 1.36 / len(times) ** 0.5) or min(two.share) < _LEAST_KIND
    ):
        two = None
    return TimesFit(
        n=len(times),
        mean=mean,
        cv=cv,
        best=best,
        distance=distance,
        family=best if kept else None,
        observed=thinned(times),
        short_fraction=float((times < SHORT).mean()),
        # On a coarse grid those under 10 s are all that were rounded to nothing.
        short_expected=float(best.frozen.cdf(max(SHORT, grid_of(times) / 2))),
        mixture=two,
        constant=constant,
        tried=tried,
    )


def _constant(times: Floats, cv: float) -> float | None:
    """The one time that all have, or all but a few strays [s]; None where they differ."""
    mean = float(times.mean())
    if cv <= _HARDLY:
        return mean
    low, high = np.quantile(times, (_STRAYS, 1 - _STRAYS))
    most = times[(times >= low) & (times <= high)]
    middle = float(most.mean())
    alike = most.std() <= _HARDLY * middle and abs(middle - mean) <= _MEAN_KEPT * mean
    return middle if alike else None


def thinned(times: Floats) -> Floats:
    """The means of equal parts of the sorted times: fewer values, the same mean."""
    parts = np.array_split(np.sort(times), min(_VALUES, len(times)))
    sizes = {len(part) for part in parts}
    made = np.array([part.mean() for part in parts])
    return made if len(sizes) == 1 else made * (times.mean() / made.mean() if made.mean() else 1.0)


def as_distribution(family: FittedFamily, note: ProvenanceNote) -> Family:
    """A fitted family as a model has it, by its mean and cv."""
    mean, cv = round(family.mean, 2), round(family.cv, 4)
    match family.name:
        case "exponential":
            return Exponential(distribution="exponential", mean=mean, provenance=note)
        case "gamma":
            return Gamma(distribution="gamma", mean=mean, cv=cv, provenance=note)
        case "lognormal":
            return Lognormal(distribution="lognormal", mean=mean, cv=cv, provenance=note)
        case _:
            return Weibull(
                distribution="weibull",
                shape=round(family.shape, 4),
                scale=round(family.scale, 2),
                provenance=note,
            )
