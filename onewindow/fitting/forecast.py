"""A fit asked about days that were not seen: each replication draws them within what it knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from onewindow.fitting.runs import WEEK, Came, joined, later, run
from scenarios.fit.contacts import DAY
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind
from scenarios.fit.redrawn import with_days_of_staff, with_other_means
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class Forecast:
    """Runs of the days from a date on."""

    fit: Fit
    kind: Kind
    source: TextPair
    first_day: dt.date
    days: int
    seed: int = 1

    def __call__(self, replication: int) -> Came:
        """Those who come in a replication; times are seconds since the first midnight."""
        rng = np.random.default_rng((self.seed, replication))
        # Means are off by as much in all weeks; each week has days of its own.
        fit = with_other_means(self.fit, rng, self.days)
        weeks = range(0, self.days, WEEK)
        return joined(
            [self._week(with_days_of_staff(fit, rng), begin, replication) for begin in weeks]
        )

    def _week(self, fit: Fit, begin: int, replication: int) -> Came:
        days = min(WEEK, self.days - begin)
        start = self.first_day + dt.timedelta(days=begin)
        model = model_of_fit(fit, self.kind, "forecast", self.source, start, days)
        weeks = -(-self.days // WEEK)
        came = run(model, self.seed, replication * weeks + begin // WEEK)
        return later(came, begin * DAY)
