"""Patience where nobody saw people leave: only whether they were there when they were called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.stats import chi2

from scenarios.distributions import Exponential
from scenarios.fit.contacts import Contacts, Flags, Floats
from scenarios.fit.patience import patience_from_share
from scenarios.means import mean_time
from scenarios.section import TextPair

_MOST = 0.5
"""Share of those who went whose call has to be known: other waits are taken from neighbors."""
_CHANCE = 0.001
"""Some never come where chance makes such a likelihood as rarely without them."""
_FEW = 100
"""Fewer who went do not tell those who never come from those who lost patience."""
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class UnseenLeaving:
    """A share that never comes when called, and the patience of the others."""

    no_show: float
    """Share that is not there however soon it is called; 0 where the log does not show one."""
    error: float
    """Standard error of this share; 0 where there is none."""
    p_value: float
    """Chance of such a likelihood where all lose patience alone; 1 where calls are not known."""
    patience: Exponential
    """Of the others."""


def unseen_leaving(contacts: Contacts, source: TextPair) -> UnseenLeaving:
    """Who was there when called tells of patience, and of who would never have come.

    Whoever is called after a wait w is gone with probability p + (1 - p) (1 - exp(-w / mean)): a
    mixture cure model turned round (Boag 1949) with current status data, as of nobody the moment
    of leaving is known (Groeneboom & Wellner 1992). p is kept where the likelihood ratio against
    p = 0, which lies on the border, is beyond chance: half a chi-squared of one degree of freedom
    (Self & Liang 1987). Without the moments of calls the waits that people met are taken from
    those served just before and after, which says too little to tell the two apart.

    Parameters
    ----------
    contacts
        Those who came, some of whom left nobody knows when.
    source
        The log, for the provenance.
    """
    gone, called = ~contacts.served, called_after(contacts)
    known = np.isfinite(called)
    met = np.interp(contacts.arrival, contacts.arrival[~gone], called[~gone])
    wait = np.where(known, called, met)
    plain = patience_from_share(wait, float(gone.mean()), source)
    if gone.sum() < _FEW or known[gone].mean() < _MOST:
        return UnseenLeaving(0.0, 0.0, 1.0, plain)
    return _mixture(wait, gone, plain)


def called_after(contacts: Contacts) -> Floats:
    """Wait until the call to the counter [s], shape (people,); NaN where nobody knows.

    Of those served it is the wait until the service where the log has no call.
    """
    if contacts.called is None:
        return np.where(contacts.served, contacts.wait, np.nan)
    called = contacts.called - contacts.arrival
    return np.where(contacts.served & np.isnan(called), contacts.wait, called)


def _mixture(wait: Floats, gone: Flags, plain: Exponential) -> UnseenLeaving:
    def cost(odds: Floats) -> float:
        share, rate = float(odds[0]), float(np.exp(odds[1]))
        stays = np.log1p(-share) - wait * rate
        left = np.log(np.maximum(_LEAST, -np.expm1(stays)))
        return -float(np.where(gone, left, stays).sum())

    start = -np.log(mean_time(plain))
    bounds = [(0.0, 1 - _LEAST), (start - 12.0, start + 12.0)]
    whole = minimize(cost, (float(gone.mean()) / 2, start - 0.5), bounds=bounds)
    alone = minimize(cost, (0.0, start), bounds=[(0.0, 0.0), bounds[1]])
    p_value = float(chi2.sf(max(0.0, 2 * (alone.fun - whole.fun)), 1)) / 2
    if p_value >= _CHANCE:
        return UnseenLeaving(0.0, 0.0, p_value, plain)
    share, rate = float(whole.x[0]), float(np.exp(whole.x[1]))
    patience = plain.replace(mean=round(1 / rate, 1))
    return UnseenLeaving(share, _error(wait, share, rate), p_value, patience)


def _error(wait: Floats, share: float, rate: float) -> float:
    """Standard error of the share that never comes, from the expected information."""
    stays = (1 - share) * np.exp(-wait * rate)
    slope = np.stack([stays / (1 - share), stays * wait])
    weight = 1 / np.maximum(_LEAST, stays * (1 - stays))
    information = (slope * weight) @ slope.T
    return float(np.linalg.pinv(information)[0, 0] ** 0.5)
