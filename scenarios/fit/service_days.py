"""How much services are longer on one day than on another, beyond chance and matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import DAY, Contacts, Floats, Ints

_FEWEST = 5
"""Fewer days say nothing."""
_SERVED = 20
"""Days with fewer services are left out."""


@dataclass(frozen=True, slots=True)
class ServiceDays:
    """A factor on the services of a whole day."""

    cv: float
    """Its coefficient of variation (no unit); 0 where days differ as little as chance."""
    days: int
    """Days looked at."""

    def spread(self, held: int) -> float:
        """Of the mean of so many further days about the mean of those looked at (no unit)."""
        return self.cv * (1 / self.days + 1 / held) ** 0.5 if self.days else 0.0


def fit_service_days(contacts: Contacts, matter: Ints) -> ServiceDays:
    """The spread of days about what their matters take, by moments.

    A day whose n services take r times as long as their matters do on average has r with the
    variance v of its services by chance and cv^2 beside; cv^2 is the mean of (r - 1)^2 D / (D - 1)
    less v over D days, each weighted by its services.

    Parameters
    ----------
    contacts
        Those who came.
    matter
        Of each, shape (contacts,).
    """
    kept = contacts.served
    service = (contacts.end - contacts.start)[kept]
    of, day = matter[kept], (contacts.start[kept] // DAY).astype(np.int64)
    number = np.maximum(1, np.bincount(of))
    mean = np.bincount(of, weights=service) / number
    variance = np.bincount(of, weights=(service - mean[of]) ** 2) / number
    n = np.bincount(day)
    expected, chance = (_sums(day, values[of]) for values in (mean, variance))
    whole = (n >= _SERVED) & (expected > 0)
    days = int(whole.sum())
    if days < _FEWEST:
        return ServiceDays(0.0, days)
    ratio = _sums(day, service)[whole] / expected[whole]
    by_chance = chance[whole] / expected[whole] ** 2
    seen = (ratio - np.average(ratio, weights=n[whole])) ** 2 * days / (days - 1)
    excess = float(np.average(seen - by_chance, weights=n[whole]))
    return ServiceDays(max(0.0, excess) ** 0.5, days)


def _sums(day: Ints, values: Floats) -> Floats:
    return np.asarray(np.bincount(day, weights=values), dtype=np.float64)
