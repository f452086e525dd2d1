"""Times that have to be in order, and working days that need a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.activities import Activity
from scenarios.arrivals import Times
from scenarios.distributions import ServiceTime, SumOf
from scenarios.findings import Finding, Path
from scenarios.flows import Delay, Rework
from scenarios.model import ServiceModel
from scenarios.sections import sections
from scenarios.services import Limits, Service
from scenarios.slots import Slots
from scenarios.units import Workdays, time_text
from scenarios.visits import visiting_calendar


def findings_in_times(model: ServiceModel) -> Iterator[Finding]:
    """Times out of order or beyond the horizon, and workdays without a calendar."""
    if model.warm_up >= model.horizon:
        yield Finding(
            ("warm_up",),
            f"expected a warm-up before the horizon of {time_text(model.horizon)}, got "
            f"{time_text(model.warm_up)}. Shorten the warm-up or lengthen the horizon.",
        )
    for name, activity in model.activities.items():
        yield from _activity(("activities", name), activity)
    for name, pool in model.pools.items():
        if pool.breakdowns is not None:
            up, down = pool.breakdowns.up, pool.breakdowns.down
            yield from _in_workdays(("pools", name, "breakdowns"), up=up, down=down)
    for name, service in model.services.items():
        path = ("services", name)
        yield from _arrivals((*path, "arrivals"), service, model.horizon)
        yield from _limits((*path, "limits"), service.limits, service)
        for channel_name, channel in service.channels.items():
            yield from _limits((*path, "channels", channel_name, "limits"), channel.limits, service)
        if service.retry is not None and service.retry.delay.in_workdays:
            yield _no_meaning((*path, "retry", "delay"))
        meant = visiting_calendar(model, name)
        for at, section in sections(service, path):
            if isinstance(section, Slots):
                yield from _in_workdays(at, early=section.early, late=section.late)
            if isinstance(section, Delay) and section.time.in_workdays and not section.calendar:
                yield Finding(
                    (*at, "time"),
                    "expected a calendar for a delay in workdays, got none. Add the key calendar "
                    "to this step, or use h, days or weeks.",
                )
            leave = section.go_home if isinstance(section, Rework) else None
            if leave is not None and leave.delay.in_workdays and meant is None:
                yield Finding(
                    (*at, "go_home", "delay"),
                    "expected a calendar for a delay in workdays, got none. Add the key calendar "
                    "to the service, or use h, days or weeks.",
                )


def _activity(path: Path, activity: Activity) -> Iterator[Finding]:
    names = ("service_time", "pickup", "after_work", "patience")
    yield from _in_workdays(path, **{name: getattr(activity, name) for name in names})


def _in_workdays(path: Path, **families: ServiceTime | None) -> Iterator[Finding]:
    for name, family in families.items():
        if family is not None and not isinstance(family, SumOf) and family.in_workdays:
            yield _no_meaning((*path, name))


def _no_meaning(path: Path) -> Finding:
    return Finding(
        path,
        "expected a time in s, min, h, days or weeks, got workdays. Workdays need a calendar: use "
        "them in delays and limits, or write hours of work.",
    )


def _arrivals(path: Path, service: Service, horizon: float) -> Iterator[Finding]:
    if not isinstance(service.arrivals, Times):
        return
    for k, at in enumerate(service.arrivals.at):
        if at >= horizon:
            yield Finding(
                (*path, "at", k),
                f"expected times before the horizon of {time_text(horizon)}, got {time_text(at)}. "
                "Take it out or lengthen the horizon.",
            )
            return


def _limits(path: Path, limits: Limits | None, service: Service) -> Iterator[Finding]:
    limits = limits or Limits()
    for name in ("statutory", "promised"):
        if isinstance(getattr(limits, name), Workdays) and service.calendar is None:
            yield Finding(
                (*path, name),
                "expected a calendar for a limit in workdays, got none. Add the key calendar to "
                "the service, or use h, days or weeks.",
            )
    promised, statutory = limits.promised, limits.statutory
    if promised is None or statutory is None:
        return
    if isinstance(promised, Workdays) != isinstance(statutory, Workdays):
        # Which of the two is longer depends on the day a case is accepted.
        return
    if _number(promised) > _number(statutory):
        yield Finding(
            (*path, "promised"),
            f"expected a promise within the statutory {time_text(statutory)}, got "
            f"{time_text(promised)}. Shorten the promise.",
        )


def _number(time: float | Workdays) -> float:
    return time.n if isinstance(time, Workdays) else time
