"""Weeks of a log with those who came in them, simulated with staff that is tried."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onewindow.fitting.runs import WEEK, run
from onewindow.fitting.told import told_who_came
from scenarios.fit.contacts import DAY, Contacts, Floats
from scenarios.fit.fitted_model import model_of_fit, staff_blocks
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind
from scenarios.fit.open_hours import QUARTER, within_hours
from scenarios.model import ServiceModel
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class LogWeek:
    """Up to seven days of a log, with those who came within hours on days that are not left out."""

    first: int
    """Day of the log that it begins with."""
    days: int
    contacts: Contacts
    """Times are seconds since its first midnight."""

    def in_time(self, within: float) -> int:
        """How many of them were served within a wait [s]."""
        wait = np.nan_to_num(self.contacts.wait)
        return int((self.contacts.served & (wait <= within)).sum())

    def model(self, fit: Fit, kind: Kind, source: TextPair, folder: Path) -> ServiceModel:
        """The model of these days to which those who came come; they are written to a folder."""
        came = self.contacts
        model = model_of_fit(fit, kind, "same_people", source, came.first_day, self.days)
        file, rng = folder / f"{self.first}", np.random.default_rng(self.first)
        return told_who_came(model, fit, came, file, rng, work=False)

    def counts(self, model: ServiceModel, seed: int, replication: int, within: float) -> Floats:
        """Of a run those who came, and who of them were served within a wait, shape (2, days)."""
        came = run(model, seed, replication)
        day = np.minimum(came.arrival // DAY, self.days - 1).astype(np.int64)
        quickly = (came.served & (came.wait <= within)).astype(np.float64)
        return np.array([np.bincount(day, w, minlength=self.days) for w in (None, quickly)])


def with_staff_of(model: ServiceModel, fit: Fit) -> ServiceModel:
    """The model of a fit, with the staff of a fit of the same teams."""
    pools = zip(model.pools.items(), fit.teams, strict=True)
    return model.replace(
        pools={name: pool.replace(staff=staff_blocks(fit, team)) for (name, pool), team in pools}
    )


def weeks_of_log(fit: Fit, people: int) -> tuple[LogWeek, ...]:
    """The weeks of the log that a fit was made of; of a long log some, evenly spread over it.

    Parameters
    ----------
    fit
        What was fitted.
    people
        So many come in them, about; one week at the least.
    """
    contacts = fit.contacts
    day = contacts.day
    # Nobody comes outside the hours in the model, nor on days that are left out.
    open_ = np.array([within_hours(spans, QUARTER) > 0 for spans in fit.hours])
    quarter = ((contacts.arrival - day * DAY) // QUARTER).astype(np.int64)
    weekday = fit.weekday[day]
    contacts = contacts.only((weekday >= 0) & open_[weekday, quarter])
    starts = np.arange(0, fit.days, WEEK)
    number = int(np.clip(people * len(starts) / max(1, len(contacts.arrival)), 1, len(starts)))
    taken = starts[np.round((np.arange(number) + 0.5) * len(starts) / number - 0.5).astype(int)]
    weeks = (
        LogWeek(a, min(WEEK, fit.days - a), contacts.between(a, a + WEEK).since(a))
        for a in taken.tolist()
    )
    return tuple(week for week in weeks if week.contacts.served.any())


@dataclass(frozen=True, slots=True)
class SamePeople:
    """Runs of weeks of a log, whose people come again; the same staff on each such day."""

    fit: Fit
    weeks: tuple[LogWeek, ...]
    models: tuple[ServiceModel, ...]
    """Of each week; its staff is replaced."""
    within: float
    """Wait up to which people are served in time [s]."""
    seed: int
    runs: int
    """Of each week, two or more."""

    @property
    def goal(self) -> float:
        """Share of all who came that was served in time."""
        people = sum(len(week.contacts.arrival) for week in self.weeks)
        return sum(week.in_time(self.within) for week in self.weeks) / people

    def share(self, factor: float) -> float:
        """Share served in time of all who come, with a factor on all staff."""
        came, in_time = self._by_day(factor)
        return float(in_time.sum() / came.sum())

    def chance(self, factor: float) -> float:
        """Standard error of what the share of the log and that of the runs differ by.

        Both have the same people: the variance of those served in time on a day between runs is
        that of chance, once for the log and once for the mean of the runs.
        """
        came, in_time = self._by_day(factor)
        variance = float(in_time.var(axis=0, ddof=1).sum()) * (1 + 1 / self.runs)
        return float(variance**0.5 / came.mean(axis=0).sum())

    def _by_day(self, factor: float) -> Floats:
        """Who came, and who of them was served in time, shape (2, runs, days)."""
        fit = replace(self.fit, steady=factor)
        made = [
            self._of_week(week, with_staff_of(model, fit))
            for week, model in zip(self.weeks, self.models, strict=True)
        ]
        return np.concatenate(made, axis=2)

    def _of_week(self, week: LogWeek, model: ServiceModel) -> Floats:
        made = [week.counts(model, self.seed, r, self.within) for r in range(self.runs)]
        return np.stack(made, axis=1)
