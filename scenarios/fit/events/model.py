"""What was fitted to an event log as a model file has it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from scenarios.calendars import WEEKDAYS
from scenarios.fit.contacts import DAY
from scenarios.fit.events.carried_over import Remaining, carried_over
from scenarios.fit.events.finishing import until_gone
from scenarios.fit.events.fit import EventFit, Matter
from scenarios.fit.events.flow import Flow, at_several_places, delays_of
from scenarios.fit.events.hours_by_group import HoursByGroup
from scenarios.fit.events.keys import (
    activity_keys,
    called_alike,
    key_of,
    keys_for,
    kind_title,
    matter_keys,
    unique,
)
from scenarios.fit.events.working_time import WorkingTime
from scenarios.fit.midday_break import Spans
from scenarios.fit.work_kinds import WorkKind
from scenarios.model import ServiceModel
from scenarios.section import ProvenanceNote, TextPair

_DRAIN = 30 * 86400.0
_TITLE = TextPair(zh="由办件记录拟合的流程", en="Process fitted to an event log")
_IN_TIME = TextPair(zh="在记录中八成做到的时限内办结", en="Finished as fast as 80% of the log")


def model_of_events(
    fit: EventFit,
    name: str,
    source: TextPair,
    start: dt.date | None = None,
    days: int | None = None,
    cases: float = 1.0,
    still_open: Sequence[Remaining] = (),
) -> ServiceModel:
    """A model of the fitted numbers: a pool for each group, a flow for each matter.

    Parameters
    ----------
    fit
        What was fitted.
    name
        Name of the model.
    source
        The log, for the provenance of numbers.
    start, days
        Days that it is about; those of the log when left out.
    cases
        Times as many cases as were fitted: more where some were held out of the same days.
    still_open
        Cases under way when these days begin, and what is still to be done for them.
    """
    events = fit.events
    measured = ProvenanceNote(kind="measured", source=source, sample_size=events.cases)
    keys = activity_keys(fit)
    first = start or events.first_day
    n = days or events.days
    last = first + dt.timedelta(days=n + 400)
    # Cases come when nobody works, too, but not on days on which nothing was done at all, nor on
    # weekdays on which none comes.
    comes = np.any([matter.rates.per_hour.sum(axis=1) > 0 for matter in fit.matters], axis=0)
    always = tuple(((0.0, DAY),) if comes[day] else () for day in range(7))
    calendars = {"arrivals": _open(always, fit.hours, first, last)}
    for k, of in enumerate(fit.by_group.kinds):
        named = _calendar_names(fit.by_group, k)
        calendars[named.open] = _open(of.hours, of, first, last)
        if (fit.finishing & (fit.by_group.kind == k)).any():
            spans = until_gone(events, fit.by_group, k)
            calendars[named.until_gone] = _open(spans, of, first, last)
    delays = delays_of(fit)
    names, several = matter_keys(fit), at_several_places(fit)
    waits_in = [_calendar_names(fit.by_group, k).open for k in range(len(fit.by_group.kinds))]
    flows = [Flow(fit, keys_for(m.index, keys), delays, several, waits_in) for m in fit.matters]
    services = {
        names[matter.index]: _service(matter, flow, measured, cases)
        for matter, flow in zip(fit.matters, flows, strict=True)
    }
    used = set().union(*(flow.used for flow in flows))
    over = carried_over(fit, still_open, keys, waits_in)
    services |= over
    used |= {step["serve"] for one in over.values() for step in one["flow"] if "serve" in step}
    keys = {kind: key for kind, key in keys.items() if key in used}
    lines, alike = _lines(fit, keys), called_alike(fit, keys)
    longest = float(events.cycle_time[fit.whole.weight > 0].max())
    return ServiceModel.model_validate(
        {
            "name": name,
            "title": _TITLE,
            "provenance": measured,
            "start_date": first,
            "horizon": n * 86400.0,
            "drain": max(_DRAIN, 1.5 * longest),
            "calendars": calendars,
            "queues": {name: {"title": title} for name, title in lines.values()},
            "activities": {
                keys[k]: _activity(fit, k, source, lines, alike.get(k.symbol, ())) for k in keys
            },
            "pools": _pools(fit, keys, source),
            "services": services,
            "targets": {
                "done": {
                    "measure": "completion_time",
                    "title": _IN_TIME,
                    "fraction": 0.8,
                    "within": max(60.0, round(fit.cycle_time_quantile(0.8), -1)),
                    "provenance": measured.replace(
                        source=_with(source, "八成办件做到的时限", "Kept by 80% of the cases")
                    ),
                }
            },
        }
    )


class _Names(NamedTuple):
    """Calendars of a kind of hours."""

    open: str
    until_gone: str
    """Of those who finish what they began."""


def _calendar_names(hours: HoursByGroup, kind: int) -> _Names:
    if kind >= hours.of_people:
        return _Names("always", "always")
    number = f"_{kind + 1}" if hours.of_people > 1 else ""
    return _Names(f"office{number}", f"until_gone{number}")


def _open(
    hours: tuple[Spans, ...], dates: WorkingTime, first: dt.date, last: dt.date
) -> dict[str, Any]:
    """A calendar of weekly hours, with the dates that are shut, or like another weekday."""
    by_weekday = {WEEKDAYS[k]: spans for k, spans in enumerate(hours) if spans}
    alike = len(by_weekday) == len(hours) and len(set(hours)) == 1
    made: dict[str, Any] = {"open": {"daily": hours[0]} if alike else by_weekday}
    if shut := tuple(day for day in dates.closed if first <= day <= last):
        made["closed_dates"] = shut
    if opened := tuple(day for day in dates.opened if first <= day <= last):
        made["open_dates"] = dict.fromkeys(opened, hours[dates.makeup_as])
        made["makeup_as"] = WEEKDAYS[dates.makeup_as]
    return made


def _lines(fit: EventFit, keys: Mapping[WorkKind, str]) -> dict[int, tuple[str, str]]:
    """Name and title of the line of each group that does several kinds of work.

    Who does several takes what came first, whichever it is: lines of their own would have an order
    of preference among them.
    """
    several = [group for group, n in Counter(kind.group for kind in keys).items() if n > 1]
    groups = fit.events.groups
    names = unique([f"line_{key_of(groups[g], f'group_{g + 1}')}" for g in several])
    return {g: (name, groups[g]) for g, name in zip(several, names, strict=True)}


def _pools(fit: EventFit, keys: Mapping[WorkKind, str], source: TextPair) -> dict[str, Any]:
    made: dict[str, Any] = {}
    groups = fit.events.groups
    names = unique([f"pool_{key_of(group, f'group_{g + 1}')}" for g, group in enumerate(groups)])
    for g, group in enumerate(groups):
        serves = tuple(keys[kind] for kind in keys if kind.group == g)
        if not serves:
            continue
        staff: Any = "unlimited"
        if np.isfinite(fit.people[g]).any():
            staff = tuple(
                {"days": WEEKDAYS[k], "span": span, "level": max(1, int(np.ceil(fit.people[g, k])))}
                for k, spans in enumerate(fit.by_group.of(g).hours)
                for span in spans
            )
        said = _with(
            source,
            "平均每个工作日有几个人经手，向上取整",
            "Different people at work on a mean day, rounded up",
        )
        made[names[g]] = {
            "title": group,
            "serves": serves,
            "staff": staff,
            "calendar": _calendar(fit, g),
            "closing": "suspend",
            "provenance": {"kind": "measured", "source": said},
        }
    return made


def _calendar(fit: EventFit, group: int) -> str:
    """When a group works."""
    names = _calendar_names(fit.by_group, int(fit.by_group.kind[group]))
    # Blocks end with the hours: whoever finishes late leaves after it.
    return names.until_gone if fit.finishing[group] else names.open


def _activity(
    fit: EventFit,
    kind: WorkKind,
    source: TextPair,
    lines: dict[int, tuple[str, str]],
    called: tuple[str, ...],
) -> dict[str, Any]:
    events, times = fit.events, fit.work[kind]
    name = events.activities[kind.activity]
    said = source
    if not events.has_starts:
        said = _with(
            source,
            "只有完成时间：取前后两次完成之间较短的一半，真实工时未知",
            "Completions only: the quicker half of the times from one completion to the next; true "
            "work is not known",
        )
    made: dict[str, Any] = {"queue": lines[kind.group][0]} if kind.group in lines else {}
    if called:
        # It stands for all of them in redesigns.
        made["also_called"] = called
    return made | {
        "title": kind_title(fit, kind, name),
        "service_time": times.distribution(said, bounded=not events.has_starts),
        "place": "front" if name in fit.mapping.front else "back",
    }


def _service(matter: Matter, steps: Flow, measured: ProvenanceNote, cases: float) -> dict[str, Any]:
    rates = matter.rates
    seen = rates.days > 0
    mean = cases * rates.per_hour[seen].mean(axis=0)
    factors = cases * rates.per_hour.sum(axis=1) / float(mean.sum())
    arrivals: dict[str, Any] = {
        "pattern": "rates",
        "interval": rates.interval,
        "per_hour": tuple(np.round(mean, 4).tolist()),
        "weekday_factors": {WEEKDAYS[k]: round(float(factors[k]), 4) for k in range(7)},
        "provenance": measured.replace(sample_size=matter.cases),
    }
    if matter.busyness.told:
        arrivals["busyness_cv"] = round(matter.busyness.cv, 4)
    flow = steps.after(list(matter.routes.places), float(matter.cases), None)
    made: dict[str, Any] = {"arrivals": arrivals, "flow": flow, "calendar": "arrivals"}
    if matter.name != "cases":
        made["title"] = matter.name
    return made


def _with(source: TextPair, zh: str, en: str) -> TextPair:
    return TextPair(zh=f"{zh}；{source.zh}", en=f"{en}; {source.en}")
