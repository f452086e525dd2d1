"""Days drawn from a fitted model with the staff of single days, as forecasts draw them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from onewindow.fitting.runs import WEEK, run
from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind
from scenarios.fit.redrawn import with_days_of_staff
from scenarios.section import TextPair

_PEOPLE = 50_000
"""People simulated at each step, about."""
_RUNS = 5
_WEEKS = 4


@dataclass(frozen=True, slots=True)
class DrawnDays:
    """Runs of as many days as a log has, or four weeks of a longer one."""

    fit: Fit
    kind: Kind
    source: TextPair
    within: float
    """Wait up to which people are served in time [s]."""
    seed: int

    @property
    def goal(self) -> float:
        """Share of all who came that was served in time."""
        seen = self.fit.contacts
        return float((seen.served & (np.nan_to_num(seen.wait) <= self.within)).mean())

    def share(self, factor: float) -> float:
        """Share served in time of all who come, where each run draws the staff of some days."""
        came, in_time = self._by_day(factor, drawn=True)
        return float(in_time.sum() / came.sum())

    def chance(self, factor: float) -> float:
        """Standard error of the share in time of so many days of the log, with level staff.

        That of a ratio (Cochran 1977, "Sampling techniques", ch. 2.11), the days of one weekday
        among each other: they have the same staff and rates.
        """
        by_day = self._by_day(factor, drawn=False)
        people, in_time = (each.reshape(-1) for each in by_day)
        weekday = np.tile(np.arange(by_day.shape[2]) % WEEK, by_day.shape[1])
        of_all, of_quick = (np.bincount(weekday, each) for each in (people, in_time))
        share = of_quick / of_all.clip(1)
        off = in_time - share[weekday] * people
        seen = people > 0
        free = int(seen.sum()) - len(np.unique(weekday[seen]))
        if free <= 0:
            return 0.0
        variance, days = float((off**2).sum()) / free, self.fit.days
        return float((variance * seen.mean() * days) ** 0.5 / (people.mean() * days))

    def _by_day(self, factor: float, *, drawn: bool) -> Floats:
        """Who came, and who of them was served in time, shape (2, runs, days)."""
        per_day = max(1.0, len(self.fit.contacts.arrival) / self.fit.days)
        weeks = max(1, min(_WEEKS, int(_PEOPLE / per_day // WEEK)))
        days = min(self.fit.days, WEEK * weeks)
        runs = max(1, min(_RUNS, int(_PEOPLE / (per_day * days))))
        fit = replace(self.fit, steady=factor)
        return np.stack([self._counts(fit, r, days, drawn) for r in range(runs)], axis=1)

    def _counts(self, fit: Fit, r: int, days: int, drawn: bool) -> Floats:
        if drawn:
            fit = with_days_of_staff(fit, np.random.default_rng((self.seed, r)))
        model = model_of_fit(fit, self.kind, "steady", self.source, days=days)
        came = run(model, self.seed, r)
        day = np.minimum(came.arrival // DAY, days - 1).astype(np.int64)
        quickly = (came.served & (came.wait <= self.within)).astype(np.float64)
        return np.array([np.bincount(day, w, minlength=days) for w in (None, quickly)])
