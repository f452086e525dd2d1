"""How long people would have waited, from those who gave up and those who were served first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2

from scenarios.distributions import Empirical, Exponential, Family
from scenarios.fit.contacts import Flags, Floats
from scenarios.fit.families import FittedFamily, fit_families
from scenarios.fit.grid import grid_of
from scenarios.fit.kaplan_meier import kaplan_meier
from scenarios.fit.service_times import as_distribution
from scenarios.section import ProvenanceNote, TextPair

_CLOSE = 0.03
_VALUES = 200
_MANY = 30
"""The curve is looked at while so many are left: normal errors hold no longer with fewer."""


@dataclass(frozen=True, slots=True)
class PatienceFit:
    """Patience: Kaplan and Meier's curve, and the likeliest family."""

    abandoned: int
    waited: int
    times: Floats
    """Moments at which somebody gave up [s], shape (moments,)."""
    survival: Floats
    """Share whose patience is longer, right after each moment, shape (moments,)."""
    error: Floats
    """Greenwood's standard error of this share, shape (moments,); NaN where nobody is left."""
    family: FittedFamily
    """The likeliest family with those served censored."""
    distance: float
    """Largest gap between curve and family beyond two standard errors of the curve."""
    tried: tuple[FittedFamily, ...]
    """Every family, the likeliest first."""

    @property
    def fits(self) -> bool:
        """Whether the family is as good as the curve."""
        return self.distance <= _CLOSE

    @property
    def mean(self) -> float:
        """Mean patience as a model has it [s]."""
        return self.family.mean if self.fits else float(self._kept.mean())

    @property
    def median(self) -> float:
        """Time within which half would be gone, as a model has it [s]."""
        return float(self.family.frozen.median() if self.fits else np.median(self._kept))

    def distribution(self, source: TextPair) -> Family:
        """As a model has it: the family, or the curve with the family behind its end."""
        note = ProvenanceNote(kind="measured", source=source, sample_size=self.abandoned)
        if self.fits:
            return as_distribution(self.family, note)
        rounded = tuple(round(value, 1) for value in self._kept.tolist())
        return Empirical(distribution="empirical", values=rounded, provenance=note)

    @property
    def _kept(self) -> Floats:
        """Values of equal weight: the curve, with the family behind its end."""
        levels = (np.arange(_VALUES) + 0.5) / _VALUES
        seen = 1 - self.survival
        at = np.searchsorted(seen, levels)
        inside = at < len(seen)
        tail = float(self.family.frozen.sf(self.times[-1]))
        beyond = self.family.frozen.isf(
            np.clip((1 - levels) / max(self.survival[-1], 1e-12), 0, 1) * tail
        )
        kept: Floats = np.where(inside, self.times[np.minimum(at, len(seen) - 1)], beyond)
        return kept


def fit_patience(wait: Floats, gave_up: Flags) -> PatienceFit:
    """Kaplan and Meier's curve and the family of most likelihood with right censoring.

    Raises
    ------
    ValueError
        Nobody gave up.
    """
    if not gave_up.any():
        raise ValueError("expected some who gave up, got none. Leave patience out.")
    times, survival = kaplan_meier(wait, gave_up)
    tried = fit_families(wait, gave_up)
    family = tried[0]
    at_risk = len(wait) - np.searchsorted(np.sort(wait), times)
    d = np.unique(wait[gave_up], return_counts=True)[1]
    # Greenwood's standard error of the curve: its end hangs on few people.
    with np.errstate(divide="ignore", invalid="ignore"):
        error = survival * np.sqrt(np.cumsum(d / (at_risk * (at_risk - d))))
    gap = (np.abs(family.frozen.sf(times + grid_of(wait[gave_up]) / 2) - survival) - 2 * error)[
        at_risk >= _MANY
    ]
    distance = max(0.0, float(gap.max(initial=0.0)))
    return PatienceFit(
        int(gave_up.sum()), len(wait), times, survival, error, family, distance, tried
    )


def log_rank(wait: Floats, gave_up: Flags, own: Flags) -> float:
    """p-value of some having the patience of the others (Mantel 1966, the log-rank test).

    At each moment at which d of n gave up, those of a group of m are expected to be d m / n of
    them; the squared sum of what they differ by, over its hypergeometric variance, is chi-squared.

    Parameters
    ----------
    wait, gave_up
        As for `kaplan_meier`.
    own
        Who belongs to the group, shape (people,).
    """
    times, d = np.unique(wait[gave_up], return_counts=True)
    n, m = (len(w) - np.searchsorted(np.sort(w), times) for w in (wait, wait[own]))
    mine = np.searchsorted(np.sort(wait[gave_up & own]), times, side="right")
    found = np.diff(mine, prepend=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.nan_to_num(d * (m / n) * (1 - m / n) * (n - d) / (n - 1)).sum()
    if not variance:
        return 1.0
    return float(chi2.sf((found - d * m / n).sum() ** 2 / variance, 1))


def patience_from_share(wait: Floats, fraction: float, source: TextPair) -> Exponential:
    """Exponential patience that a share of people has less of than the wait they met.

    For tickets that were never answered when called: who went is known, when is not. The mean is
    the root of mean(1 - exp(-wait / mean)) = fraction.

    Parameters
    ----------
    wait
        The wait that each one met or would have met [s], shape (people,).
    fraction
        Share that gave up, above 0.
    """

    def excess(log_mean: float) -> float:
        return float(-np.expm1(-wait / np.exp(log_mean)).mean()) - fraction

    low, high = np.log(0.1), np.log(1e9)
    if excess(low) <= 0 or excess(high) >= 0:
        mean = 0.1 if excess(low) <= 0 else 1e9
    else:
        mean = float(np.exp(brentq(excess, low, high)))
    note = ProvenanceNote(kind="measured", source=source, sample_size=len(wait))
    return Exponential(distribution="exponential", mean=round(mean, 1), provenance=note)
