"""What was fitted to an event log as a model file has it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from typing import Any

import numpy as np

from scenarios.calendars import WEEKDAYS
from scenarios.fit.event_fit import EventFit, Matter, thinned_delays, ways_of
from scenarios.fit.routes import ANY, Place, Symbol
from scenarios.model import ServiceModel
from scenarios.section import ProvenanceNote, TextPair

_FEW = 10
"""Delays that a place has of its own; with fewer it takes those of the same two steps."""
_DRAIN = 30 * 86400.0
_TITLE = TextPair(zh="由办件记录拟合的流程", en="Process fitted to an event log")
Delays = dict[tuple[Any, ...], list[float]]


def model_of_events(
    fit: EventFit,
    name: str,
    source: TextPair,
    start: dt.date | None = None,
    days: int | None = None,
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
    """
    events = fit.events
    measured = ProvenanceNote(kind="measured", source=source, sample_size=events.cases)
    keys = activity_keys(fit)
    calendar: dict[str, Any] = {
        "open": {WEEKDAYS[k]: (span,) for k, span in enumerate(fit.hours.hours) if span},
    }
    first = start or events.first_day
    n = days or events.days
    last = first + dt.timedelta(days=n + 400)
    if shut := tuple(day for day in fit.hours.closed if first <= day <= last):
        calendar["closed_dates"] = shut
    # Cases come when nobody works, too, but not on days on which nothing was done at all.
    arrivals = {**calendar, "open": {"daily": ((0.0, 86400.0),)}}
    delays = _delays(fit)
    names = unique([_key(m.name, f"matter_{k + 1}") for k, m in enumerate(fit.matters)])
    flows = [_Flow(fit, keys, delays) for _ in fit.matters]
    services = {
        name: _service(fit, matter, flow, measured)
        for name, matter, flow in zip(names, fit.matters, flows, strict=True)
    }
    used = set().union(*(flow.used for flow in flows))
    keys = {symbol: key for symbol, key in keys.items() if key in used}
    longest = float(events.cycle_time.max())
    return ServiceModel.model_validate(
        {
            "name": name,
            "title": _TITLE,
            "provenance": measured,
            "start_date": first,
            "horizon": n * 86400.0,
            "drain": max(_DRAIN, 1.5 * longest),
            "calendars": {"office": calendar, "arrivals": arrivals},
            "activities": {keys[s]: _activity(fit, s, source) for s in keys},
            "pools": _pools(fit, keys, source),
            "services": services,
            "targets": {
                "done": {
                    "measure": "completion_time",
                    "fraction": 0.8,
                    "within": max(60.0, round(float(np.quantile(events.cycle_time, 0.8)), -1)),
                    "provenance": measured.replace(
                        source=_with(source, "八成办件做到的时限", "Kept by 80% of the cases")
                    ),
                }
            },
        }
    )


def activity_keys(fit: EventFit) -> dict[Symbol, str]:
    """Name of each activity and group in the model."""
    events = fit.events
    groups = Counter(activity for activity, _ in fit.work)
    made = []
    for activity, group in fit.work:
        plain = _key(events.activities[activity], f"activity_{activity + 1}")
        if groups[activity] > 1:
            plain += f"_{_key(events.groups[group], f'group_{group + 1}')}"
        made.append(plain)
    return dict(zip(fit.work, unique(made), strict=True))


def unique(names: list[str]) -> list[str]:
    """Names with a number where one stood already."""
    made: list[str] = []
    for name in names:
        k, free = 2, name
        while free in made:
            k, free = k + 1, f"{name}_{k}"
        made.append(free)
    return made


def _key(text: str, otherwise: str) -> str:
    """A text as a key; ``otherwise`` where too little is left of it."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    if not plain or not text.isascii():
        return otherwise
    return plain if plain[0].isalpha() else f"a_{plain}"


def _pools(fit: EventFit, keys: dict[Symbol, str], source: TextPair) -> dict[str, Any]:
    made: dict[str, Any] = {}
    groups = fit.events.groups
    names = unique([f"pool_{_key(group, f'group_{g + 1}')}" for g, group in enumerate(groups)])
    for g, group in enumerate(groups):
        serves = tuple(keys[s] for s in keys if s[1] == g)
        if not serves:
            continue
        staff: Any = "unlimited"
        if np.isfinite(fit.people[g]).any():
            staff = tuple(
                {"days": WEEKDAYS[k], "span": span, "level": max(1, int(np.ceil(fit.people[g, k])))}
                for k, span in enumerate(fit.hours.hours)
                if span
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
            "calendar": "office",
            "closing": "suspend",
            "provenance": {"kind": "measured", "source": said},
        }
    return made


def _activity(fit: EventFit, symbol: Symbol, source: TextPair) -> dict[str, Any]:
    events, times = fit.events, fit.work[symbol]
    name, group = events.activities[symbol[0]], events.groups[symbol[1]]
    shared = sum(one[0] == symbol[0] for one in fit.work) > 1
    said = source
    if not events.has_starts:
        said = _with(
            source,
            "只有完成时间：取前后两次完成之间较短的一半，真实工时未知",
            "Completions only: the quicker half of the times from one completion to the next; true "
            "work is not known",
        )
    return {
        "title": f"{name} ({group})" if shared else name,
        "service_time": times.distribution(said),
        "place": "front" if name in fit.mapping.front else "back",
    }


def _service(
    fit: EventFit,
    matter: Matter,
    steps: _Flow,
    measured: ProvenanceNote,
) -> dict[str, Any]:
    rates = matter.rates
    seen = rates.days > 0
    mean = rates.per_hour[seen].mean(axis=0)
    total = float(mean.sum())
    factors = rates.per_hour.sum(axis=1) / total
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


def _delays(fit: EventFit) -> Delays:
    """Delays of events by the step before, the step and the pace, and by less of these."""
    made: Delays = defaultdict(list)
    events, delay = fit.events, fit.times.delay
    for way in ways_of(events, fit.times, fit.grouped):
        before: Symbol | None = None
        for visit in way:
            own = [float(delay[k]) for k in visit.events]
            for key in (
                (before, visit.symbol, visit.pace), (before, visit.symbol, None),
                (visit.symbol, visit.pace), (visit.symbol, None),
            ):  # fmt: skip
                made[key] += own
            before = visit.symbol
    return made


class _Flow:
    """The steps of one matter, written down from its tree."""

    def __init__(self, fit: EventFit, keys: dict[Symbol, str], delays: Delays) -> None:
        self._fit = fit
        self._keys = keys
        self._delays = delays
        self.used: set[str] = set()
        self._number = 0

    def after(self, places: list[Place], cases: float, before: Symbol | None) -> list[Any]:
        """What the cases that come here do next."""
        if not places:
            return []
        shares = [place.weight / cases for place in places]
        if len(places) == 1 and shares[0] > 1 - 5e-5:
            return self._steps(places[0], before)
        rounded = [round(share, 5) for share in shares]
        if sum(shares) > 1 - 5e-5:
            rounded[0] = round(1 - sum(rounded[1:]), 5)  # nobody ends here
        arms = [
            {"probability": share, "steps": self._steps(place, before)}
            for place, share in zip(places, rounded, strict=True)
        ]
        return [{"branch": arms}]

    def _steps(self, place: Place, before: Symbol | None) -> list[Any]:
        made: list[Any] = []
        self._number += 1
        serve = self._serve(place)
        name = serve.get("name") or serve.get("serve")
        values = self._values(place, before)
        if values:
            title = self._fit.events.activities[place.symbol[0]]
            wait = f"wait_{self._number}"
            made.append(
                {
                    "delay": wait,
                    "title": {"zh": f"等待：{title}", "en": f"Waiting: {title}"},
                    "time": {"distribution": "empirical", "values": values},
                    "calendar": "office",
                }
            )
            name = wait
        made.append(serve)
        if place.again > 0:
            made.append({"rework": name, "probability": round(place.again, 5), "max_rounds": 100})
        return made + self.after(place.next, place.weight, place.symbol)

    def _serve(self, place: Place) -> dict[str, Any]:
        """The step itself: by one group, or by each of its activity's groups for a share."""
        activity, group = place.symbol
        if group != ANY:
            return self._named({"serve": self._keys[place.symbol]})
        own = self._fit.events.group[place.events]
        if len(own) < _FEW:
            own = self._fit.events.group[self._fit.events.activity == activity]
        groups, often = np.unique(own, return_counts=True)
        if len(groups) == 1:
            return self._named({"serve": self._keys[activity, int(groups[0])]})
        shares = [round(float(n) / len(own), 5) for n in often]
        shares[0] = round(1 - sum(shares[1:]), 5)
        arms = [
            {"probability": p, "steps": [self._named({"serve": self._keys[activity, int(g)]})]}
            for g, p in zip(groups, shares, strict=True)
        ]
        return {"branch": arms, "name": f"who_{self._number}"}

    def _named(self, step: dict[str, Any]) -> dict[str, Any]:
        """A step with a name of its own where its activity stands in the flow already."""
        key = step["serve"]
        if key in self.used:
            step = {**step, "name": f"{key}_{self._number}"}
        self.used.add(key)
        return step

    def _values(self, place: Place, before: Symbol | None) -> tuple[float, ...]:
        """Delays before a place; none where cases go straight on."""
        if place.pace == 0 or before is None:
            return ()
        own = self._fit.times.delay[place.events]
        for key in ((before, place.symbol, place.pace), (place.symbol, place.pace)):
            if len(own) >= _FEW:
                break
            own = np.array(self._delays[key], dtype=np.float64)
        values = thinned_delays(own, place.pace)
        return values if any(values) else ()


def _with(source: TextPair, zh: str, en: str) -> TextPair:
    return TextPair(zh=f"{zh}；{source.zh}", en=f"{en}; {source.en}")
