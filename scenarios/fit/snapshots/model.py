"""What was fitted to queue snapshots as a model file has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np

from scenarios.calendars import WEEKDAYS
from scenarios.fit.fitted_model import day_title
from scenarios.fit.midday_break import Spans
from scenarios.fit.on_duty import STEP, whole_levels
from scenarios.fit.open_hours import rates_within, within_hours
from scenarios.fit.snapshots.fit import INTERVAL, CounterGroup, CounterPool, SnapshotFit
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from scenarios.section import ProvenanceNote, TextPair

WITHIN = 900.0
"""Acceptable waiting time [s]."""
SURE_SHARE = 0.5
"""Where a set may have less than this share of its counters to itself, or is called more slowly
while people wait at another, what each of them does is an assumption: that none is shared."""
MANY_LEFT = 0.01
"""Where so many of a line leave without a call, their numbers make the time of each look short:
three to four times as many have left, in made-up halls."""
_PROMISE = TextPair(zh="常见的承诺，文件中没有", en="A usual promise, not in the file")
_TITLE = {"zh": "由排队快照拟合的大厅", "en": "Hall fitted to queue snapshots"}


def model_of_snapshots(
    fit: SnapshotFit,
    name: str,
    source: TextPair,
    start: dt.date | None = None,
    days: int | None = None,
) -> ServiceModel:
    """A model of one office: a service for each queue, a pool for each set of counters.

    Days that are open at other hours have services of their own, because rates repeat daily and
    nobody comes outside the hours.

    Parameters
    ----------
    fit
        What was fitted.
    name
        Name of the model.
    source
        The file, for the provenance of numbers.
    start, days
        Days that it is about; those of the file when left out.
    """
    seen = fit.seen
    first = start or seen.dates[0]
    n = days or (seen.dates[-1] - seen.dates[0]).days + 1
    keys = queue_keys(fit)
    measured = ProvenanceNote(
        kind="measured", source=source, sample_size=max(1, int(seen.calls.sum()))
    )
    calendars: dict[str, Any] = {}
    activities: dict[str, Any] = {}
    pools: dict[str, Any] = {}
    queues: dict[str, Any] = {}
    targets: dict[str, Any] = {}
    for k, groups in enumerate(fit.lines):
        line, served = f"line_{k + 1}", [q for g in groups for q in fit.groups[g].queues]
        titles = " + ".join(seen.queues[q].title for q in served)
        queues[line] = {"title": titles}
        for g in groups:
            for q in fit.groups[g].queues:
                activities[keys[q]] = {
                    "title": seen.queues[q].title,
                    "queue": line,
                    "service_time": _service_time(fit, fit.groups[g], source),
                }
        targets[f"wait_{k + 1}"] = {
            "measure": "service_level",
            "title": titles,
            "queue": line,
            "fraction": 0.8,
            "within": WITHIN,
            "provenance": {"kind": "assumed", "source": _PROMISE},
        }
    last = _last_to_close(fit)
    for k, pool in enumerate(fit.pools):
        hall, served = f"hours_{k + 1}", [q for g in pool.groups for q in fit.groups[g].queues]
        calendars[hall] = fit.shut.calendar(
            {WEEKDAYS[day]: spans for day, spans in enumerate(pool.open_) if spans}
        )
        pools[f"counters_{k + 1}"] = {
            "title": " + ".join(seen.queues[q].title for q in served),
            "serves": tuple(keys[q] for q in served),
            "staff": counter_blocks(pool, last=k in last),
            "calendar": hall,
            "closing": "serve_queue",
            "provenance": {
                "kind": _kind(fit, *(fit.groups[g] for g in pool.groups)),
                "source": _counters_source(fit, pool, source),
            },
        }
    services: dict[str, Any] = {}
    for k, group in enumerate(fit.groups):
        alike = tuple(_days_alike(fit, group))
        named = {
            days: _calendar(fit, group.came[days[0]], days, f"_{k + 1}", calendars)
            for _, days in alike
        }
        for q in group.queues:
            parts = [(kind, days) for kind, days in alike if (fit.per_day[q, list(days)] > 0).any()]
            for kind, on in parts:
                name = keys[q] if len(parts) == 1 else f"{keys[q]}_{_days_name(on)}"
                services[name] = {
                    "title": _title(fit, q, on if len(parts) > 1 else None),
                    "arrivals": _arrivals(fit, group, q, (kind, on), measured),
                    "flow": [{"serve": keys[q]}],
                    "calendar": named[on],
                }
    title = _TITLE
    if seen.office:
        title = {"zh": f"{_TITLE['zh']}：{seen.office}", "en": f"{_TITLE['en']}: {seen.office}"}
    return ServiceModel.model_validate(
        {
            "name": name,
            "title": title,
            "provenance": measured,
            "start_date": first,
            "horizon": n * 86400.0,
            "calendars": calendars,
            "queues": queues,
            "activities": activities,
            "pools": pools,
            "services": services,
            "targets": targets,
        }
    )


def _last_to_close(fit: SnapshotFit) -> set[int]:
    """Of the counters of each line those that are most: they are there until it closes."""
    return {
        max(
            (k for k, pool in enumerate(fit.pools) if g in pool.groups),
            key=lambda k: float(fit.pools[k].level.sum()),
        )
        for g in range(len(fit.groups))
    }


def _kind(fit: SnapshotFit, *groups: CounterGroup) -> str:
    """Of counters and times per call: sets of counters may be the same ones seen several times."""
    known = fit.seen.counted and all(
        group.own_share >= SURE_SHARE and not group.slowed_by and group.left_fraction < MANY_LEFT
        for group in groups
    )
    return "measured" if known else "assumed"


def _counters_source(fit: SnapshotFit, pool: CounterPool, source: TextPair) -> TextPair:
    if not fit.seen.counted:
        return _with(
            source,
            "文件没有开放窗口数：按一个窗口计，叫号与全部窗口一样快",
            "No open counters in the file: one that calls as fast as all of them",
        )
    if pool.by_calls:
        return _with(
            source,
            "同时为这些事项叫号的窗口，由一个队列有人等候时另一个叫号变慢得出，取窗口数允许的最多",
            "Counters that serve all of these, from how calls slow down at one while people wait "
            "at another: as many as the numbers of counters allow",
        )
    if len(pool.groups) > 1:
        return _with(
            source,
            "同时为这些事项叫号的窗口的平均数，由各队列窗口数的同增同减得出",
            "Mean of the open counters that serve all of these, from how the counters of the "
            "queues open and close together",
        )
    if (pool.pace == 1).all():
        return _with(source, "开放窗口的平均数", "Mean open counters")
    return _with(
        source,
        "开放窗口的平均数，乘以该时段叫号的快慢",
        "Mean open counters, times how fast they call at that time of day",
    )


def queue_keys(fit: SnapshotFit) -> tuple[str, ...]:
    """Names of the queues that keys can have."""
    names = [f"queue_{queue.key}" for queue in fit.seen.queues]
    plain = all(name.isascii() and name.isidentifier() for name in names)
    return tuple(names) if plain else tuple(f"queue_{k + 1}" for k in range(len(names)))


def counter_blocks(pool: CounterPool, *, last: bool = True) -> tuple[StaffBlock, ...]:
    """Blocks of equal level by weekday: nobody at midday.

    Where they are the ``last`` to close, somebody is there in the last quarter of hours.
    """
    blocks: list[StaffBlock] = []
    for day, spans in enumerate(pool.open_):
        came = pool.came[day]
        at_midday = tuple((a, b) for (_, a), (b, _) in zip(came[:-1], came[1:], strict=True))
        on_duty = within_hours(spans, STEP) - within_hours(at_midday, STEP)
        levels = whole_levels(pool.at_work(day) * np.maximum(0.0, on_duty))
        for _, closing in spans if last else ():
            quarter = round(closing / STEP) - 1
            levels[quarter] = max(1, levels[quarter])
        edges = np.flatnonzero(np.diff(levels, prepend=-1, append=-1))
        blocks += [
            StaffBlock(days=WEEKDAYS[day], span=(a * STEP, b * STEP), level=int(levels[a]))
            for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
            if levels[a] > 0
        ]
    return tuple(blocks)


def _service_time(fit: SnapshotFit, group: CounterGroup, source: TextPair) -> dict[str, Any]:
    time = group.call_time
    mean = round(time.mean, 1)
    if not time.calls:
        said = _with(
            source,
            "没有见到有人等候：取本大厅其他窗口的均值",
            "Nobody was seen waiting: the mean of the office's other counters",
        )
        note: dict[str, Any] = {"kind": "assumed", "source": said}
        return {"distribution": "exponential", "mean": mean, "provenance": note}
    low, high = f"{time.low:.0f}", f"{time.high:.0f}"
    shared = f"{time.low * group.own_share:.0f}"
    shape_zh, shape_en = "指数分布的形状是假设", "the shape, exponential, is assumed"
    family: dict[str, Any] = {"distribution": "exponential", "mean": mean}
    if time.shaped:
        cv = f"{time.cv:.2f}"
        bounds = f"{time.cv_low:.2f}", f"{time.cv_high:.2f}"
        shape_zh = f"变异系数 {cv}（95% 区间 {bounds[0]} 至 {bounds[1]}）由叫号数的波动得出"
        shape_en = f"cv {cv} (95% within {bounds[0]} to {bounds[1]}) from how calls scatter"
        family = {"distribution": "gamma", "mean": mean, "cv": round(time.cv, 2)}
    said = _with(
        source,
        f"有人等候时每次叫号占用一个开放窗口的时间，95% 区间 {low} 至 {high} 秒，"
        f"与其他事项共用窗口时可低至 {shared} 秒；{shape_zh}",
        f"Time that a call keeps an open counter while people wait, 95% within {low} to {high} s, "
        f"down to {shared} s if its counters serve other queues as well; {shape_en}",
    )
    note = {"kind": _kind(fit, group), "source": said}
    if note["kind"] == "measured":
        note["sample_size"] = time.calls
    return {**family, "provenance": note}


def _with(source: TextPair, zh: str, en: str) -> TextPair:
    return TextPair(zh=f"{zh}；{source.zh}", en=f"{en}; {source.en}")


def _days_alike(
    fit: SnapshotFit, group: CounterGroup
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Each type of day, and the weekdays of it on which people come to a set at the same hours."""
    for kind in fit.day_types:
        open_ = [day for day in kind if group.open_[day]]
        for spans in dict.fromkeys(group.came[day] for day in open_):
            yield kind, tuple(day for day in open_ if group.came[day] == spans)


def _calendar(
    fit: SnapshotFit, spans: Spans, days: tuple[int, ...], mark: str, calendars: dict[str, Any]
) -> str:
    """The name of the calendar of some days, which is put to the others if it is not there yet."""
    made = fit.shut.calendar({",".join(WEEKDAYS[day] for day in days): spans})
    name = _days_name(days)
    if calendars.get(name, made) != made:  # another set has these days at other hours
        name += mark
    calendars[name] = made
    return name


def _arrivals(
    fit: SnapshotFit,
    group: CounterGroup,
    q: int,
    alike: tuple[tuple[int, ...], tuple[int, ...]],
    measured: ProvenanceNote,
) -> dict[str, Any]:
    """Rates of a queue on some days of a type: each weekday has all of its people in its hours."""
    kind, days = alike
    rows = np.repeat(fit.shape[q, kind[0]][None], len(kind), axis=0)
    shape, interval = rates_within(
        rows, [group.came[day] for day in kind], group.came[days[0]], INTERVAL
    )
    of_days = fit.per_day[q, list(days)]
    level = float(of_days.mean())
    arrivals: dict[str, Any] = {
        "pattern": "rates",
        "interval": interval,
        "per_hour": tuple(np.round(shape / shape.sum() * level * 3600.0 / interval, 3).tolist()),
        "weekday_factors": {
            WEEKDAYS[day]: round(float(one) / level, 4)
            for day, one in zip(days, of_days, strict=True)
        },
        "provenance": measured.replace(sample_size=max(1, round(float(fit.arrived[q].sum())))),
    }
    if fit.busyness.told and fit.busyness.cv > 0:
        arrivals["busyness_cv"] = round(fit.busyness.cv, 4)
    return arrivals


def _title(fit: SnapshotFit, q: int, days: tuple[int, ...] | None) -> TextPair:
    """A queue, and the days where these make several services of it."""
    title = fit.seen.queues[q].title
    if days is None:
        return TextPair(zh=title, en=title)
    on = day_title(days)
    return TextPair(zh=f"{title} · {on['zh']}", en=f"{title} · {on['en']}")


def _days_name(kind: tuple[int, ...]) -> str:
    return "_".join(WEEKDAYS[day] for day in kind)
