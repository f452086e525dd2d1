"""What was fitted to a log as a model file has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from scenarios.calendars import WEEKDAYS
from scenarios.distributions import Family
from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.crowds import CrowdFit, parted
from scenarios.fit.fitting import Fit, Matter
from scenarios.fit.mapping import Kind
from scenarios.fit.midday_break import Spans
from scenarios.fit.on_duty import STEP, whole_levels
from scenarios.fit.open_hours import rates_within, within_hours
from scenarios.fit.ranks import By, Ranks
from scenarios.fit.service_times import TimesFit
from scenarios.fit.teams import Team
from scenarios.fit.unseen_weekdays import days_like
from scenarios.fit.zones import was_found, zone_title
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from scenarios.section import ProvenanceNote, TextPair
from scenarios.units import span_text

_WORDS: dict[Kind, dict[str, Any]] = {
    "calls": {
        "queue": "callers", "queue_title": {"zh": "来电排队", "en": "Callers waiting"},
        "pool": "agents", "pool_title": {"zh": "坐席", "en": "Agents"},
        "title": {"zh": "由通话记录拟合的热线", "en": "Hotline fitted to a call log"},
        "promise": {"zh": "限时内接通", "en": "Answered in time"},
        "within": 30.0,
    },
    "tickets": {
        "queue": "hall", "queue_title": {"zh": "大厅等候", "en": "People waiting"},
        "pool": "windows", "pool_title": {"zh": "窗口", "en": "Windows"},
        "title": {"zh": "由取号记录拟合的大厅", "en": "Hall fitted to a ticket log"},
        "promise": {"zh": "限时内开始办理", "en": "Served in time"},
        "within": 600.0,
    },
}  # fmt: skip
_WEEK = 7
_PROMISE = TextPair(zh="常见的承诺，记录中没有", en="A usual promise, not in the log")
_GIVEN = TextPair(zh="映射文件中的 in_time", en="in_time of the mapping")


def model_of_fit(
    fit: Fit,
    kind: Kind,
    name: str,
    source: TextPair,
    start: dt.date | None = None,
    days: int | None = None,
) -> ServiceModel:
    """A model of the fitted numbers.

    Each type of day has a service of its own, because rates repeat daily. Matters are a branch, or
    services too where they come at hours of their own.

    Parameters
    ----------
    fit
        What was fitted.
    kind
        What the rows of the log were.
    name
        Name of the model.
    source
        The log, for the provenance of numbers.
    start, days
        Days that it is about; those of the log when left out.
    """
    words = _WORDS[kind]
    names = _slugs(fit.matters)
    measured = ProvenanceNote(kind="measured", source=source, sample_size=len(fit.contacts.arrival))
    activities = {
        one: _activity(fit, matter, words["queue"], source, titled=matter.title.en != one)
        for one, matter in zip(names, fit.matters, strict=True)
    }
    services, calendars = _services(fit, names, measured)
    calendars["hours"] = fit.shut.calendar(
        {WEEKDAYS[day]: spans for day in range(7) if (spans := staffed_hours(fit, day))}
    )
    n = days or fit.days
    present = (
        _with(source, "由前后两件的间隔推断在岗", "Presence from gaps between services")
        if fit.on_duty.named
        else _with(
            source,
            "记录中没有人名：取一小时内同时办理的最多件数",
            "Nobody is named: the largest number served at once within the hour",
        )
    )
    return ServiceModel.model_validate(
        {
            "name": name,
            "title": words["title"],
            "provenance": measured,
            "start_date": start or fit.contacts.first_day,
            "horizon": n * 86400.0,
            "calendars": calendars,
            "queues": {words["queue"]: {"title": words["queue_title"]}},
            "activities": activities,
            "pools": {
                key: {
                    "title": title,
                    "serves": tuple(
                        one
                        for one, matter in zip(names, fit.matters, strict=True)
                        if team.serves(matter.zone)
                    ),
                    "calendar": "hours",
                    "staff": staff_blocks(fit, team),
                    "provenance": {"kind": "measured", "source": present},
                }
                for key, title, team in _pools(fit, words)
            },
            "services": services,
            "targets": {
                "answered": {
                    "measure": "service_level",
                    "title": words["promise"],
                    "queue": words["queue"],
                    "fraction": 0.8,
                    "within": acceptable_wait(fit, kind),
                    "provenance": {
                        "kind": "assumed",
                        "source": _PROMISE if fit.in_time is None else _GIVEN,
                    },
                }
            },
        }
    )


def acceptable_wait(fit: Fit, kind: Kind) -> float:
    """Wait up to which people are served in time [s]: as given, or usual of the kind."""
    return float(fit.in_time or _WORDS[kind]["within"])


def usual_week(fit: Fit) -> tuple[dt.date, int]:
    """First day and number of days of the week of the log with most days like their weekday.

    Rates and staff repeat every week: a model of more weeks says nothing more, and a plan for them
    has as many times the shifts. A week with a holiday, or with a Sunday worked for one, is no
    usual one.
    """
    length = min(_WEEK, fit.days)
    cases = fit.cases_by_day
    by_date = (fit.contacts.first_day.weekday() + np.arange(fit.days)) % 7
    came = (fit.weekday >= 0) & (cases > 0)
    worth = np.where(came, np.where(fit.weekday == by_date, 1, -1), 0)
    usual = [int(worth[a : a + length].sum()) for a in range(fit.days - length + 1)]
    first = int(np.argmax(usual))
    return fit.contacts.first_day + dt.timedelta(days=first), length


def staff_blocks(fit: Fit, team: Team) -> tuple[StaffBlock, ...]:
    """Blocks of equal level by weekday, from the steady number on duty of the days seen."""
    blocks: list[StaffBlock] = []
    for day in range(7):
        levels = levels_of(fit, team, day)
        edges = np.flatnonzero(np.diff(levels, prepend=-1, append=-1))
        blocks += [
            _block(day, a, b, int(levels[a]))
            for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
            if levels[a] > 0
        ]
    return tuple(blocks)


@lru_cache(maxsize=4096)
def _block(day: int, first: int, until: int, level: int) -> StaffBlock:
    """One level on a weekday from a step to another; days that are drawn again have it again."""
    return StaffBlock(days=WEEKDAYS[day], span=(first * STEP, until * STEP), level=level)


def levels_on(fit: Fit, weekday: int) -> Ints:
    """Staff of the model on a weekday (Monday 0), all teams together; shape (steps,)."""
    every = np.array([levels_of(fit, team, weekday) for team in fit.teams])
    return np.asarray(every.sum(axis=0), dtype=np.int64)


def levels_of(fit: Fit, team: Team, weekday: int) -> Ints:
    """Staff of a team on a weekday (Monday 0), in whole people by step, shape (steps,).

    Nobody is planned for the time after closing: who is there then stays until no visit
    inside needs the pool.
    """
    present = team.on_duty.present
    seen = present[days_like(fit.weekday, weekday, fit.shut.weekdays) & (present.sum(axis=1) > 0)]
    if not len(seen):
        return np.zeros(present.shape[1], dtype=np.int64)
    open_ = within_hours(staffed_hours(fit, weekday), STEP)
    wanted = np.asarray(fit.steady * seen.mean(axis=0) * open_, dtype=np.float64)
    # No more than were there at once on such a day: a Saturday has the windows of Saturdays.
    # Sums of times are whole but for their last digits.
    return whole_levels(wanted, np.ceil(seen.max() - 1e-6))


def staffed_hours(fit: Fit, weekday: int) -> Spans:
    """When people are served on a weekday (Monday 0) [s since midnight].

    Where those in line at midday wait until the afternoon, it is no closing, at which all who are
    in line are served.
    """
    spans = fit.hours[weekday]
    return spans if fit.stays or not spans else ((spans[0][0], spans[-1][1]),)


def staff_hours(fit: Fit, teams: Iterable[Team] | None = None) -> float:
    """Hours of staff a day that the model has on the days fitted, of some teams or of all
    [person-hours].
    """
    own = fit.teams if teams is None else tuple(teams)
    by_day = [sum(int(levels_of(fit, team, day).sum()) for team in own) for day in range(7)]
    of_weekday = np.array(by_day) * STEP / 3600
    return float(of_weekday[fit.weekday[fit.weekday >= 0]].mean())


def hours_a_day(fit: Fit, levels: Floats | Ints) -> float:
    """Hours of staff a day on the days fitted, which are those of the arrivals [person-hours].

    Parameters
    ----------
    fit
        Says which days were left out, such as holidays and weekdays that are shut.
    levels
        People by day and step, shape (days, steps).
    """
    return float(levels[fit.weekday >= 0].sum(axis=1).mean()) * STEP / 3600


def _pools(
    fit: Fit, words: Mapping[str, Any]
) -> Iterator[tuple[str, TextPair | dict[str, str], Team]]:
    """Key and title of the pool of each team."""
    for team in fit.teams:
        if not team.zones:
            yield words["pool"], words["pool_title"], team
            continue
        key = "_".join([words["pool"], *(str(zone + 1) for zone in team.zones)])
        yield key, team_title(fit, team, TextPair(**words["pool_title"])), team


def team_title(fit: Fit, team: Team, people: TextPair) -> TextPair:
    """A team by its zones; one of a single zone that was found with what most come for there."""
    zones = [zone_title(fit.zones.names[zone]) for zone in team.zones]
    zh, en = "、".join(one.zh for one in zones), ", ".join(one.en for one in zones)
    if len(zones) > 1:
        return TextPair(zh=f"跨区{people.zh}（{zh}）", en=f"{people.en} of {en}")
    (zone,) = team.zones
    most = [one.title for one in sorted(fit.matters, key=lambda one: -one.fraction)
            if one.zone == zone]  # fmt: skip
    if not was_found(fit.zones.names[zone]) or not most:
        return TextPair(zh=f"{zh}{people.zh}", en=f"{people.en} of {en}")
    # One matter tells a zone from the others; more make titles that no chart has room for.
    more_zh, more_en = ("等", ", ...") if len(most) > 1 else ("", "")
    return TextPair(
        zh=f"{zh}{people.zh}（{most[0].zh}{more_zh}）",
        en=f"{people.en} of {en} ({most[0].en}{more_en})",
    )


def _activity(
    fit: Fit, matter: Matter, queue: str, source: TextPair, *, titled: bool
) -> dict[str, Any]:
    made: dict[str, Any] = {"queue": queue, "service_time": _family(matter.times, source)}
    if titled:
        made["title"] = matter.title
    if fit.pickup is not None:
        made["pickup"] = _family(
            fit.pickup,
            _with(source, "从叫号到开始办理", "From the call to the start")
            if fit.walks_known
            else _with(source, "到时有人空闲者的等候", "Waits of those who found somebody free"),
        )
    if fit.after_work is not None:
        made["after_work"] = _family(
            fit.after_work,
            _with(source, "有人等候时的间隔", "Gaps while somebody waited")
            if fit.contacts.after_work is None
            else source,
        )
    patience = matter.patience or fit.patience
    if patience is not None:
        made["patience"] = patience.distribution(source)
    elif fit.left_unseen is not None:
        made["patience"] = fit.left_unseen.patience
        if fit.left_unseen.no_show:
            made["no_show"] = round(fit.left_unseen.no_show, 4)
    return made


@lru_cache(maxsize=64)
def _family(times: TimesFit, source: TextPair) -> Family:
    """Fitted times as a model has them; a judgement asks for the same ones in each of its runs."""
    return times.distribution(source)


def _with(source: TextPair, zh: str, en: str) -> TextPair:
    return TextPair(zh=f"{zh}；{source.zh}", en=f"{en}; {source.en}")


def _services(
    fit: Fit, names: list[str], measured: ProvenanceNote
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A service for each type of day; and for each matter, where matters come at hours of their
    own.

    Days of a type have one shape; those of them that are open at other hours are a service by
    themselves, as nobody comes outside its hours.
    """
    always = all(spans in ((), ((0.0, DAY),)) for spans in fit.hours) and not fit.shut.any
    services: dict[str, Any] = {}
    calendars: dict[str, Any] = {}
    parts: dict[str, list[tuple[str, Matter]]] = {}
    for key, matter in zip(names, fit.matters, strict=True):
        parts.setdefault(matter.comes, []).append((key, matter))
    for comes, members in parts.items():
        rates = members[0][1].rates or fit.rates
        flow, order = _flow(members), _order(fit.ranks, members)
        one = members[0][0] if len(members) == 1 and comes else comes
        alike = list(_days_alike(rates, fit.hours))
        for group, days in alike:
            on = "daily" if len(days) == 7 else "_".join(WEEKDAYS[day] for day in days)
            # Who comes alike on all days worked is called by the matter alone.
            dated = len(alike) > 1 or not one
            name = (f"{one}_{on}" if one else on) if dated else one
            title = day_title(days)
            if comes:
                own = len(members) == 1
                zh, en = (members[0][1].name,) * 2 if own else ("其他", "Others")
                title = (
                    {"zh": f"{zh} · {title['zh']}", "en": f"{en} · {title['en']}"}
                    if dated
                    else {"zh": zh, "en": en}
                )
            arrivals = _arrivals(rates, group, days, fit, measured)
            services[name] = {"title": title, "arrivals": arrivals, "flow": flow, **order}
            if on != "daily" or not always:
                of_days = ",".join(WEEKDAYS[day] for day in days)
                calendars[on] = fit.shut.calendar({of_days: fit.hours[days[0]]})
                services[name]["calendar"] = on
    return services, calendars


def _days_alike(
    rates: ArrivalFit, hours: tuple[Spans, ...]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Each type of day, and the weekdays of it that are open at the same hours."""
    for group in rates.day_types:
        for spans in dict.fromkeys(hours[day] for day in group):
            yield group, tuple(day for day in group if hours[day] == spans)


def _flow(members: list[tuple[str, Matter]], rank: int | None = None) -> list[dict[str, Any]]:
    """One step, or one of some by their shares: of all who come, or of those of a rank."""
    shares = _shares(
        [one.fraction * (1.0 if rank is None else one.ranks[rank]) for _, one in members]
    )
    steps = [([{"serve": members[k][0]}], p) for k, p in shares.items()]
    if len(steps) == 1:
        return steps[0][0]
    return [{"branch": [{"probability": p, "steps": each} for each, p in steps]}]


def _order(ranks: Ranks, members: list[tuple[str, Matter]]) -> dict[str, Any]:
    """A channel for each rank of those who come, or their priority where they have one rank."""
    shares = _shares(
        [sum(one.fraction * one.ranks[rank] for _, one in members) for rank in range(ranks.number)]
    )
    if len(shares) == 1:
        (rank,) = shares
        return {"priority": rank} if rank else {}
    channels = {
        f"rank_{rank + 1}": {
            "title": _title(class_words(ranks.by, ranks.named(rank))),
            "share": share,
            "priority": rank,
            **({"flow": _flow(members, rank)} if len(members) > 1 else {}),
        }
        for rank, share in shares.items()
    }
    return {"channels": channels}


def _title(words: TextPair) -> TextPair:
    return TextPair(zh=words.zh, en=words.en[:1].upper() + words.en[1:])


def class_words(by: By, names: tuple[str, ...]) -> TextPair:
    """Classes as people call them: priorities or matters."""
    zh, en = {"priority": ("优先级", "priority"), "matter": ("事项", "matter")}[by]
    return TextPair(
        zh=f"{zh} {'、'.join(name or '未填' for name in names)}",
        en=f"{en} {', '.join(name or 'not given' for name in names)}",
    )


def _arrivals(
    rates: ArrivalFit,
    group: tuple[int, ...],
    days: tuple[int, ...],
    fit: Fit,
    measured: ProvenanceNote,
) -> dict[str, Any]:
    """Rates of some days of a type: each weekday has all of its cases within its hours."""
    of_days = rates.per_hour[list(days)]
    hours = [fit.hours[day] for day in group]
    mean, interval = rates_within(
        rates.per_hour[list(group)], hours, fit.hours[days[0]], rates.interval
    )
    factors = of_days.sum(axis=1) * (rates.interval / interval) / mean.sum()
    rest, crowds = parted(fit.crowds[days[0]], mean, interval)
    arrivals: dict[str, Any] = {
        "pattern": "rates",
        "interval": interval,
        "per_hour": tuple(np.round(rest, 2).tolist()),
        **({"crowds": [_crowd(one, number) for one, number in crowds]} if crowds else {}),
        "weekday_factors": {
            WEEKDAYS[day]: round(float(f), 4) for day, f in zip(days, factors, strict=True)
        },
        "provenance": measured.replace(sample_size=int(rates.counts[list(days)].sum())),
    }
    if fit.busyness.told:
        arrivals["busyness_cv"] = round(fit.busyness.cv, 4)
        arrivals["busyness_of"] = "day"
    return arrivals


def _crowd(crowd: CrowdFit, number: float) -> dict[str, Any]:
    return {"span": span_text(crowd.span), "cases": round(number, 2)}


def day_title(group: tuple[int, ...]) -> dict[str, str]:
    """Those who come on some weekdays, as people call them."""
    if len(group) == 7:
        return {"zh": "每天", "en": "Every day"}
    days = [WEEKDAYS[day].capitalize() for day in group]
    return {"zh": "周" + "、".join("一二三四五六日"[day] for day in group), "en": ", ".join(days)}


def _shares(weights: list[float]) -> dict[int, float]:
    """Shares that sum to 1 as they are written, of those that are written as more than 0."""
    whole = sum(weights)
    shares = {k: round(weight / whole, 4) for k, weight in enumerate(weights)}
    shares = {k: share for k, share in shares.items() if share > 0}
    *others, last = shares
    shares[last] = round(1 - sum(shares[k] for k in others), 4)
    return shares


def _slugs(matters: tuple[Matter, ...]) -> list[str]:
    """Names that keys can have; others are numbered, and stand in the title."""
    return [
        matter.name if matter.name.isascii() and matter.name.isidentifier() else f"matter_{k + 1}"
        for k, matter in enumerate(matters)
    ]
