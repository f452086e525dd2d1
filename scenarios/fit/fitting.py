"""Everything that is fitted to contacts, in one place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from scenarios.fit.arrival_rates import ArrivalFit, count_by_day, fit_rates
from scenarios.fit.busyness import Busyness, fit_busyness
from scenarios.fit.contacts import Contacts, Flags, Floats, Ints
from scenarios.fit.course import Course, course_of
from scenarios.fit.crowds import CrowdFit, crowds_of
from scenarios.fit.matter_mix import changes
from scenarios.fit.midday_break import Spans
from scenarios.fit.on_duty import OnDuty, all_on_duty
from scenarios.fit.open_hours import QUARTER, hours_of_days, open_hours, stays_at_midday
from scenarios.fit.patience import PatienceFit, fit_patience, log_rank
from scenarios.fit.pick_up import knows_walks, pick_ups
from scenarios.fit.ranks import Ranks, rank_shares, ranks_of
from scenarios.fit.service_days import ServiceDays, fit_service_days
from scenarios.fit.service_times import TimesFit, fit_times
from scenarios.fit.shut_days import EVERY_DAY, LogDays, ShutDays, weekday_kept
from scenarios.fit.teams import Team, find_teams
from scenarios.fit.unseen_leaving import UnseenLeaving, unseen_leaving
from scenarios.fit.unseen_weekdays import with_unseen
from scenarios.fit.zones import Zones, zone_title, zones_found, zones_given
from scenarios.section import TextPair

INTERVAL = 1800.0
"""Length of an interval of arrivals [s]."""
FEW = 100
"""Matters served less often are put together."""
_DIFFERS = 0.001
"""Patience of a matter differs when chance makes such a difference as rarely."""
_OFTEN = 1000
"""A matter of so many has hours of its own."""
_MOST_SERVICES = 40
"""A model of more services, one for each matter and type of day, is slow to run and to read."""


REST, ALL = "other", "contact"
"""Names of the matters too rare to be told apart, and of all where none is named."""
_TITLES = {
    REST: TextPair(zh="其他事项", en="Other matters"),
    ALL: TextPair(zh="服务", en="Service"),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter with its share of those who come and its service times."""

    name: str
    fraction: float
    times: TimesFit
    patience: PatienceFit | None = None
    """Of those who come for it, where it differs from that of the others."""
    rates: ArrivalFit | None = None
    """When they come, where matters come at hours of their own: they and those of the same
    ``comes``."""
    comes: str = ""
    """The matter itself, or ``others`` for the rare ones together; empty where all come alike."""
    ranks: tuple[float, ...] = (1.0,)
    """Share of each rank of `Fit.ranks` among those who come for it."""
    of: tuple[str, ...] = ()
    """The rare matters that are together here; empty for one by itself."""
    zone: int = -1
    """Zone of `Fit.zones` that it belongs to, -1 for none."""
    zone_name: str = ""

    @property
    def title(self) -> TextPair:
        """What people call it."""
        if self.of and self.zone_name:
            zone, rest = zone_title(self.zone_name), _TITLES[REST]
            return TextPair(zh=f"{rest.zh}（{zone.zh}）", en=f"{rest.en} ({zone.en})")
        return _TITLES.get(self.name, TextPair(zh=self.name, en=self.name))


@dataclass(frozen=True, slots=True)
class Fit:
    """What a log says."""

    contacts: Contacts
    source: TextPair
    """The log, and its days."""
    days: int
    weekday: Ints
    """That each day is like, Monday 0, shape (days,); -1 for days left out, such as holidays."""
    shut: ShutDays
    rates: ArrivalFit
    hours: tuple[Spans, ...]
    """When people come, Monday first [s since midnight]."""
    crowds: tuple[tuple[CrowdFit, ...], ...]
    """Minutes of each weekday, Monday first, in which many come, such as at opening."""
    stays: bool
    """Whether staff serves all who are in line at midday before it goes (`stays_at_midday`)."""
    course: Course
    """Drift and jump of the number of cases over the days."""
    busyness: Busyness
    matters: tuple[Matter, ...]
    service_days: ServiceDays
    """How much longer services are on one day than on another."""
    patience: PatienceFit | None
    left_unseen: UnseenLeaving | None
    """Patience from who was there when called, where nobody knows when the others went."""
    abandoned_fraction: float
    zones: Zones
    """Matters that have people of their own."""
    teams: tuple[Team, ...]
    """Those who serve the same zones, with who of them was on duty; one where all do all."""
    pickup: TimesFit | None
    walks_known: bool
    """Whether ``pickup`` is from the call to the start; else waits of those who found somebody
    free."""
    after_work: TimesFit | None
    ranks: Ranks
    """Who goes first."""
    in_time: float | None = None
    """Wait up to which people are served in time [s]; the usual one of the kind when None."""
    steady: float = 1.0
    """Share of the mean staff that, at the same level on each such day, does as well as the staff
    seen, which changes from day to day."""

    @property
    def on_duty(self) -> OnDuty:
        """All teams together."""
        return all_on_duty([team.on_duty for team in self.teams])

    @property
    def open_(self) -> Flags:
        """Days that rates are fitted to: those not left out on which somebody came, (days,)."""
        return (self.weekday >= 0) & (self.cases_by_day > 0)

    @property
    def cases_by_day(self) -> Ints:
        """Those who came on each day, shape (days,)."""
        return np.bincount(self.contacts.day, minlength=self.days)[: self.days].astype(np.int64)

    @property
    def log_days(self) -> LogDays:
        """All days of the log."""
        cases = self.cases_by_day
        return LogDays(self.contacts.first_day, self.weekday, cases, cases > 0, self.shut)

    @property
    def rank_shares(self) -> tuple[float, ...]:
        """Share of each rank in all who come."""
        return tuple(
            sum(one.fraction * one.ranks[rank] for one in self.matters)
            for rank in range(self.ranks.number)
        )


def fit_contacts(
    contacts: Contacts,
    days: int,
    source: TextPair,
    shut: ShutDays = EVERY_DAY,
    apart: Collection[str] = (),
    in_time: float | None = None,
    zones: Mapping[str, Collection[str]] | None = None,
) -> Fit:
    """Fit arrivals, services, patience and staff.

    Parameters
    ----------
    contacts
        Those who came on the days from 0 until before ``days``.
    days
        Days in the log, those without anybody too: they are left out of the rates.
    source
        The log, for the provenance of numbers.
    shut
        Days that are left out of rates and staff, and on which the model is shut.
    apart
        Matters that have rates of their own whatever their hours tell, where enough were served.
    in_time
        Wait up to which people are served in time [s], where it is not the usual one.
    zones
        Matters of each zone by its name, and none where everybody does all; found when left out.

    Raises
    ------
    ModelError
        A year is not in the calendar of holidays.
    """
    weekday = weekday_kept(contacts.first_day, days, shut)
    daily = count_by_day(contacts.arrival, days, INTERVAL)
    of = _Days(weekday, (daily.sum(axis=1) > 0) & (weekday >= 0), shut)
    open_ = of.open_
    gave_up = ~contacts.served
    seen = ~np.isnan(contacts.wait)
    patience = unseen = None
    if (gave_up & seen).any():
        patience = fit_patience(contacts.wait[seen], gave_up[seen])
    elif gave_up.any():
        unseen = unseen_leaving(contacts, source)
    rates = of.rates(daily)
    quarters = count_by_day(contacts.arrival, days, QUARTER)
    hours = open_hours(rates, np.array([quarters[weekday == day].sum(axis=0) for day in range(7)]))
    divided = zones_found(contacts) if zones is None else zones_given(zones, contacts)
    teams = find_teams(contacts, days, divided, hours_of_days(hours, weekday))
    measured = _measured(contacts)
    gaps = all_on_duty([team.on_duty for team in teams]).after_work
    pickup = _worth(pick_ups(contacts, gaps if measured is None else measured))
    matters = _with_rates(_matters(contacts, divided), contacts, of, apart)
    matter = matter_of_each(matters, contacts)
    ranks = ranks_of(contacts, matter, tuple(one.name for one in matters))
    shares = rank_shares(contacts, matter, len(matters), ranks).tolist()
    return Fit(
        contacts=contacts,
        source=source,
        days=days,
        weekday=weekday,
        shut=shut,
        rates=rates,
        hours=hours,
        crowds=crowds_of(contacts.arrival, weekday, hours),
        stays=stays_at_midday(contacts, hours_of_days(hours, weekday)),
        course=course_of(daily.sum(axis=1)[open_], weekday[open_], np.flatnonzero(open_)),
        busyness=fit_busyness(daily.sum(axis=1)[open_], weekday[open_]),
        matters=tuple(
            replace(one, ranks=tuple(each)) for one, each in zip(matters, shares, strict=True)
        ),
        service_days=fit_service_days(contacts, matter),
        patience=patience,
        left_unseen=unseen,
        abandoned_fraction=float(gave_up.mean()),
        zones=divided,
        teams=teams,
        pickup=pickup,
        walks_known=knows_walks(contacts),
        after_work=_after_work(gaps, pickup) if measured is None else _worth(measured),
        ranks=ranks,
        in_time=in_time,
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a log."""

    weekday: Ints
    """That each is like, Monday 0, shape (days,); -1 for those left out."""
    open_: Flags
    """Days that rates are fitted to, shape (days,)."""
    shut: ShutDays

    def rates(self, daily: Ints) -> ArrivalFit:
        """Rates of arrivals by day and interval, shape (days, intervals)."""
        fitted = fit_rates(daily[self.open_], self.weekday[self.open_], INTERVAL)
        return with_unseen(fitted, self.weekday, self.shut.weekdays)


def _matters(contacts: Contacts, zones: Zones) -> tuple[Matter, ...]:
    """Matters, the rare ones of each zone together; what has no name is of the last."""
    service = contacts.end - contacts.start
    called = (*zones.names, "")
    made: list[Matter] = []

    def matter(name: str, own: Flags, zone: int) -> Matter:
        times = fit_times(service[own & contacts.served])
        return Matter(name, float(own.mean()), times, zone=zone, zone_name=called[zone])

    rare: dict[int, list[int]] = {-1: [-1]}
    for k, (name, zone) in enumerate(zip(contacts.activities, zones.of_matter, strict=True)):
        own = contacts.activity == k
        if (own & contacts.served).sum() >= FEW:
            made.append(replace(matter(name, own, zone), patience=_own_patience(contacts, own)))
        else:
            rare.setdefault(zone, []).append(k)
    for zone in sorted(rare, reverse=True):
        own = np.isin(contacts.activity, rare[zone])
        if (own & contacts.served).any():
            name = (REST if zone < 0 else f"{REST}_{zone + 1}") if made else ALL
            of = tuple(contacts.activities[k] for k in rare[zone] if k >= 0)
            made.append(replace(matter(name, own, zone), of=of))
    return tuple(made)


def _with_rates(
    matters: tuple[Matter, ...],
    contacts: Contacts,
    days: _Days,
    apart: Collection[str],
) -> tuple[Matter, ...]:
    """Matters with rates of their own, where the hour tells who comes and how long they take."""
    asked = np.array([one.name in apart for one in matters], dtype=np.bool_)
    of, mean = matter_of_each(matters, contacts), np.array([one.times.mean for one in matters])
    often = np.bincount(of, minlength=len(matters)) >= _OFTEN
    if not often.any() or not changes(contacts.arrival, of, mean, INTERVAL):
        often = np.zeros_like(often)
    for own in (often | asked, asked):
        made = _rated(matters, own, contacts, of, days)
        services = {one.comes: len(one.rates.day_types) for one in made if one.rates is not None}
        if sum(services.values()) <= _MOST_SERVICES:
            break
    return made


def _rated(
    matters: tuple[Matter, ...],
    own: Flags,
    contacts: Contacts,
    of: Ints,
    days: _Days,
) -> tuple[Matter, ...]:
    """The matters, some with rates of their own and the rest with common ones."""
    if not own.any():
        return matters
    # Matters that are rare say little of their hours: they come together.
    rest = _rates_of(contacts, ~own[of], days) if not own.all() else None
    return tuple(
        replace(one, rates=_rates_of(contacts, of == k, days), comes=one.name)
        if own[k]
        else replace(one, rates=rest, comes="others")
        for k, one in enumerate(matters)
    )


def _rates_of(contacts: Contacts, own: Flags, days: _Days) -> ArrivalFit:
    return days.rates(count_by_day(contacts.arrival[own], len(days.open_), INTERVAL))


def _own_patience(contacts: Contacts, own: Flags) -> PatienceFit | None:
    """Patience of some people, where enough of them gave up to tell it from that of the others."""
    seen = ~np.isnan(contacts.wait)
    wait, gave_up, own = contacts.wait[seen], ~contacts.served[seen], own[seen]
    if (gave_up & own).sum() < FEW or log_rank(wait, gave_up, own) >= _DIFFERS:
        return None
    return fit_patience(wait[own], gave_up[own])


def matter_of_each(matters: tuple[Matter, ...], contacts: Contacts) -> Ints:
    """The matter of each contact as an index; the last one for those that have none of their own.

    Shape (contacts,).
    """
    at = {name: k for k, one in enumerate(matters) for name in one.of or (one.name,)}
    last = len(matters) - 1
    own = np.array([at.get(name, last) for name in contacts.activities] + [last], dtype=np.int64)
    return own[contacts.activity]


def _measured(contacts: Contacts) -> Floats | None:
    """Work after services as the log has it [s]; None where it does not."""
    if contacts.after_work is None:
        return None
    return contacts.after_work[np.isfinite(contacts.after_work)]


def _after_work(gaps: Floats, pickup: TimesFit | None) -> TimesFit | None:
    """Work after a service: gaps while somebody waited, less what picking up takes of them."""
    return _worth(gaps if pickup is None else np.maximum(0.0, gaps - pickup.mean))


def _worth(times: Floats) -> TimesFit | None:
    """Times that are long enough and frequent enough to matter."""
    return fit_times(times) if len(times) >= FEW and times.mean() >= 1.0 else None
