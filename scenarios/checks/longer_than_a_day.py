"""Work on one case that takes longer than a day is open, as when days were meant to go by."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.calendar_days import DAY
from scenarios.distributions import FromLog, ServiceTime, SumOf
from scenarios.findings import Finding, listed, listed_zh
from scenarios.means import mean_time, mean_work
from scenarios.model import ServiceModel

_FIELDS = ("service_time", "pickup", "after_work")
_WEEK = 7


def longer_than_a_day(model: ServiceModel, before: ServiceModel | None = None) -> Iterator[Finding]:
    """Work whose mean is longer than the longest day of all who do it.

    Somebody would be at one case for days. Most often the time is that in which a case is done,
    which nobody works all along, or its unit is wrong. What was measured is believed.

    Parameters
    ----------
    model
        The model.
    before
        What a redesign made it of, if it did: what was so before has been told.
    """
    told = set() if before is None else {(name, field) for name, field, *_ in _too_long(before)}
    for name, field, hours, most in _too_long(model):
        if (name, field) in told:
            continue
        pools = [pool for pool, one in model.pools.items() if name in one.serves]
        yield Finding(
            ("activities", name, field),
            f"expected work on one case that a day of {listed(pools)} holds, {_hours(most)} h, got "
            f"{_hours(hours)} h in the mean: somebody is at it all that time. Correct the unit; "
            "time that goes by while nobody works on the case is a step of its own, delay.",
            f"{listed_zh(pools)} 一天开 {_hours(most)} 小时，一件的办理应当用不了一天，但平均要 "
            f"{_hours(hours)} 小时，而且一直有人在办。请改正单位；没有人在办、只是过去的时间，"
            "请写成单独的一步 delay。",
        )


def _too_long(model: ServiceModel) -> Iterator[tuple[str, str, float, float]]:
    """Activity, field, its mean, and what the longest day holds [h]."""
    for name, activity in model.activities.items():
        pools = [pool for pool in model.pools.values() if name in pool.serves]
        most = max((_longest_day(model, pool.calendar) for pool in pools), default=DAY)
        for field in _FIELDS:
            mean = _mean(model, name, getattr(activity, field))
            if mean > most > 0:
                yield name, field, mean / 3600, most / 3600


def _mean(model: ServiceModel, name: str, family: ServiceTime | None) -> float:
    """The mean of a time [s]; none of what is measured or known from a log only."""
    if family is None or isinstance(family, FromLog):
        return 0.0
    note = family.provenance or model.activities[name].provenance or model.provenance
    if note.kind == "measured":
        return 0.0
    if isinstance(family, SumOf):
        return mean_work(model, name) or 0.0
    return mean_time(family)


def _longest_day(model: ServiceModel, calendar: str | None) -> float:
    """Open time [s] of the longest day of a calendar; round the clock where there is none."""
    if calendar is None:
        return DAY
    section = model.calendars[calendar]
    days = [*map(section.spans_on, range(_WEEK)), *section.open_dates.values()]
    return max(sum(close - open_ for open_, close in spans) for spans in days)


def _hours(hours: float) -> str:
    return f"{hours:.3g}"
