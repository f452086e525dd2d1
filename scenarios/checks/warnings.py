"""What a model may say but hardly means: warnings, not errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios.activities import Help
from scenarios.arrivals import Appointments
from scenarios.calendar_days import DAY, spans
from scenarios.checks.called_alike import called_alike
from scenarios.checks.coming_back import shut_on_return
from scenarios.checks.delays_alike import delays_alike
from scenarios.checks.longer_than_a_day import longer_than_a_day
from scenarios.checks.never_done import never_done
from scenarios.checks.never_there import beyond_who_comes
from scenarios.checks.open_share import covered
from scenarios.checks.seats import surges_without_seats
from scenarios.checks.unknown_work import unknown_work
from scenarios.checks.workload import days_of, expected_arrivals, overloaded
from scenarios.distributions import SumOf
from scenarios.errors import Problem
from scenarios.findings import Finding, dotted, listed, listed_zh
from scenarios.flows import Serve
from scenarios.model import ServiceModel
from scenarios.pools import Pool
from scenarios.sections import sections
from scenarios.services import Service
from scenarios.units import clock_text
from scenarios.visits import served_in

_SHARE = 0.01
"""Share of arrivals outside opening hours that is worth a word."""
_OTHER_TIMES = (
    "Correct start and end of the arrivals; while the service's calendar is shut nobody comes.",
    "请改正到达的起止时间（start、end）；事项的日历休息的日子没有人来。",
)
"""How to mend arrivals while nobody serves."""
_OTHER_HOURS = (
    'Correct start and end, or leave out lunch by hours such as ["09:00-12:00", "13:30-17:00"].',
    '请改正 start 和 end，或写成几段，如 ["09:00-12:00", "13:30-17:00"]，把午休空出来。',
)
"""How to mend slots at which nobody serves."""


def warnings_for(model: ServiceModel, before: ServiceModel | None = None) -> tuple[Problem, ...]:
    """What looks unintended in a model that passes `check_model`.

    Arrivals or slots outside opening hours, applicants who come back to a window that is shut,
    work on one case that a day does not hold, more work than staff, cases that are never finished,
    targets beyond the share of people who are there when called,
    windows on top for which there is no seat, work that is assumed where arrivals were counted,
    parts that nothing uses, words for several activities that one has too, one name for delays that
    differ; and first of all what its forecasts were found to be worth.

    Parameters
    ----------
    model
        The model.
    before
        What a redesign made it of, if it did: its lines and hours may be empty after it, and work
        that it assumes to be other than measured is no gap of a log.
    """
    found = [
        *_judged(model),
        *_unused(model, before),
        *called_alike(model, before),
        *delays_alike(model, before),
        *_outside_hours(model),
        *_slots(model),
        *shut_on_return(model),
        *surges_without_seats(model),
        *longer_than_a_day(model, before),
        *overloaded(model),
        *never_done(model),
        *beyond_who_comes(model),
        # What a redesign assumes of work it says itself, and what the log hid is told of the model.
        *(unknown_work(model) if before is None else ()),
    ]
    return tuple(Problem(dotted(f.path), f.what, zh=f.zh) for f in found)


def _judged(model: ServiceModel) -> Iterator[Finding]:
    if (worth := model.judged) is not None and not model.judged_well:
        yield Finding(
            (),
            f"The fit of this model says: {worth.en}.",
            zh=f"模型拟合时的结论：{worth.zh}。",
        )


def _unused(model: ServiceModel, before: ServiceModel | None) -> Iterator[Finding]:
    used: dict[str, set[str]] = {"activities": set(), "queues": set(), "logs": set()}
    used["calendars"] = set()
    for service in model.services.values():
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow)):
            used["activities"].update(served_in(flow))
    for _, section in sections(model):
        if isinstance(section, SumOf):
            used["activities"].update(section.parts)
        if isinstance(section, Help):
            used["activities"].add(section.activity)
        for key, field in (("queues", "queue"), ("logs", "log"), ("calendars", "calendar")):
            used[key].add(str(getattr(section, field, None)))
    for key, names in used.items():
        for name in getattr(model, key):
            if name not in names and (before is None or name not in getattr(before, key)):
                yield Finding(
                    (key, name),
                    "expected to be used by another part of the model, got no use. "
                    "Take it out, or name it where it is meant.",
                    "模型的其他部分应当用到它，但没有一处用到。请删去，或在该用的地方写上它的名字。",
                )


def _outside_hours(model: ServiceModel) -> Iterator[Finding]:
    for name, service in model.services.items():
        first = service.flow[0]
        if not isinstance(first, Serve):
            continue
        pools = {n: pool for n, pool in model.pools.items() if first.serve in pool.serves}
        if any(pool.calendar is None for pool in pools.values()):
            continue
        calendars, seen = {str(p.calendar) for p in pools.values()}, _seen(service)
        if seen and service.calendar is not None and service.calendar not in calendars:
            continue  # as was seen, cases come by a calendar of their own: while nobody works, too
        share = _share_outside(model, service, calendars, early=seen)
        if share > _SHARE:
            booked = isinstance(service.arrivals, Appointments)
            mend, mend_zh = _OTHER_HOURS if booked else _OTHER_TIMES
            do, do_zh = _what_they_do(pools)
            yield Finding(
                ("services", name, "arrivals"),
                f"expected arrivals while {listed(pools)} can serve the first step, got "
                f"{share:.0%} outside opening hours. {do} {mend}",
                f"应在 {listed_zh(pools)} 能办理第一个环节时到达，但有 {100 * share:.0f} % "
                f"在开放时间之外。{do_zh}{mend_zh}",
            )


def _what_they_do(pools: Mapping[str, Pool]) -> tuple[str, str]:
    """What happens to those who come while the pools are shut, in English and in Chinese."""
    away = [name for name, pool in pools.items() if pool.closing == "turn_away"]
    if not away:
        return "They wait for the next opening.", "他们等到下一次开门。"
    others, others_zh = "", ""
    if len(away) < len(pools):
        others, others_zh = f" by {listed(away)}", f" {listed_zh(away)} "
    what = "Who comes before the opening waits for it; who comes after the closing is turned away"
    return (
        f"{what}{others} and comes back on the next open day.",
        f"开门前来的等到开门；关门后来的被{others_zh}请回，下一个开放日再来。",
    )


def _slots(model: ServiceModel) -> Iterator[Finding]:
    """Slots to be booked at times of day at which nobody serves the first step on any day."""
    for name, service in model.services.items():
        for channel_name, channel in service.channels.items():
            first = (channel.flow or service.flow)[0]
            if channel.booking is None or not isinstance(first, Serve):
                continue
            pools = {n: pool for n, pool in model.pools.items() if first.serve in pool.serves}
            if not pools or any(pool.calendar is None for pool in pools.values()):
                continue
            hours = _hours(model, {str(pool.calendar) for pool in pools.values()})
            slots = channel.booking.times()
            outside = [
                clock_text(slot)
                for slot in slots
                if not any(open_ <= slot < close for open_, close in hours)
            ]
            if outside:
                do, do_zh = _what_they_do(pools)
                mend, mend_zh = _OTHER_HOURS
                yield Finding(
                    ("services", name, "channels", channel_name, "booking"),
                    f"expected slots while {listed(pools)} can serve the first step, got "
                    f"{len(outside)} of {len(slots)} outside opening hours ({listed(outside)}). "
                    f"{do} {mend}",
                    f"可预约的时段应在 {listed_zh(pools)} 能办理第一个环节的时候，但 {len(slots)} "
                    f"个时段中有 {len(outside)} 个在开放时间之外（{listed_zh(outside)}）。"
                    f"{do_zh}{mend_zh}",
                )


def _hours(model: ServiceModel, calendars: set[str]) -> list[tuple[float, float]]:
    """Opening spans of some day of the week or of a date; one past midnight in two parts."""
    sections = [model.calendars[name] for name in calendars]
    days = [c.spans_on(day) for c in sections for day in range(7)]
    days += [spans for c in sections for spans in c.open_dates.values()]
    found = [span for spans_of_day in days for span in spans_of_day]
    return [*found, *((open_ - DAY, close - DAY) for open_, close in found)]


def _seen(service: Service) -> bool:
    """Whether a log shows when people come: those before the opening were there."""
    note = service.arrivals.provenance
    return note is not None and note.kind == "measured"


def _share_outside(
    model: ServiceModel, service: Service, calendars: set[str], *, early: bool
) -> float:
    """Share of arrivals while all calendars are shut; ``early`` counts a day's hours before the
    opening as open.
    """
    open_spans = [
        (open_ // DAY * DAY if early else open_, close)
        for name in calendars
        for open_, close in spans(
            model.calendars[name], model.start_date, -1, days_of(model) + 1
        ).tolist()
    ]
    total = inside = 0.0
    for start, length, amount in expected_arrivals(model, service):
        total += amount
        inside += amount * covered(open_spans, start, start + length) / length
    return 1 - inside / total if total > 0 else 0.0
