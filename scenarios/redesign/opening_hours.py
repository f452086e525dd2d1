"""Opening hours that are made longer, with the staff of the added hours."""

from __future__ import annotations

from collections.abc import Mapping, Set

from scenarios.arrivals import Counts, Rates
from scenarios.calendars import WEEKDAYS, Calendar, Weekday, parse_days
from scenarios.pools import Level, Pool, StaffBlock
from scenarios.redesign.refusals import refusal
from scenarios.section import ProvenanceNote
from scenarios.services import Service
from scenarios.units import span_text

Spans = tuple[tuple[float, float], ...]


def with_hours(calendar: Calendar, hours: Mapping[str, Spans], source: ProvenanceNote) -> Calendar:
    """A calendar with other hours on some weekdays; the other days keep theirs.

    What counts as one working day for delays and limits stays as long as it was.

    Raises
    ------
    RedesignError
        The new hours leave out a part of the old ones.
    """
    for days, spans in hours.items():
        for day in parse_days(days):
            _require_longer(calendar, day, spans)
    if all(calendar.spans_on(d) == s for days, s in hours.items() for d in parse_days(days)):
        return calendar
    given = {day for days in hours for day in parse_days(days)}
    open_: dict[str, Spans] = {}
    for days, spans in calendar.open.items():
        left = [day for day in parse_days(days) if day not in given]
        if len(left) == len(parse_days(days)):
            open_[days] = spans
        elif left:
            open_[",".join(WEEKDAYS[day] for day in left)] = spans
    changed = calendar.replace(open={**open_, **hours}, provenance=source)
    if changed.workday_seconds != calendar.workday_seconds:
        changed = changed.replace(workday=calendar.workday_seconds)
    return changed


def _require_longer(calendar: Calendar, day: int, spans: Spans) -> None:
    for old in calendar.spans_on(day):
        if not any(begin <= old[0] and old[1] <= end for begin, end in spans):
            told = ", ".join(map(span_text, spans)) or "none"
            raise refusal(
                "open",
                f"expected hours on {WEEKDAYS[day]} that contain {span_text(old)}, got {told}. "
                "Lengthen them.",
            )


def staff_in_added_hours(
    pool: Pool, level: Level, before: Calendar, after: Calendar, source: ProvenanceNote
) -> Pool:
    """A pool whose blocks of staff are followed by others in the hours that were added."""
    assert isinstance(pool.staff, tuple)
    by_span: dict[tuple[float, float], list[int]] = {}
    for day in range(7):
        for span in _without(after.spans_on(day), before.spans_on(day)):
            by_span.setdefault(span, []).append(day)
    more = tuple(
        StaffBlock(
            days=",".join(WEEKDAYS[day] for day in days),
            span=span,
            level=level,
            provenance=source,
        )
        for span, days in by_span.items()
    )
    return pool.replace(staff=(*pool.staff, *more)) if more else pool


def _without(spans: Spans, old: Spans) -> list[tuple[float, float]]:
    """What of some spans is not covered by others, which lie inside them and are in order."""
    left: list[tuple[float, float]] = []
    for begin, end in spans:
        at = begin
        for start, stop in old:
            if at <= start and stop <= end:
                if start > at:
                    left.append((at, start))
                at = stop
        if end > at:
            left.append((at, end))
    return left


def without_arrivals_on(service: Service, days: Set[Weekday]) -> Service:
    """A service to which nobody comes on weekdays that its calendar did not have so far."""
    arrivals = service.arrivals
    if not days or not isinstance(arrivals, Rates | Counts):
        return service
    factors = {**arrivals.weekday_factors, **dict.fromkeys(days, 0.0)}
    return service.replace(arrivals=arrivals.replace(weekday_factors=factors))
