"""Hours of halls seen in snapshots: known ones come back, and chance makes no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest

from scenarios.fit.shut_days import EVERY_DAY, ShutDays
from scenarios.fit.snapshots.days import days_of_office
from scenarios.fit.snapshots.fit import SnapshotFit, fit_snapshots
from scenarios.fit.snapshots.mapping import SnapshotMapping
from scenarios.fit.snapshots.model import model_of_snapshots
from scenarios.fit.snapshots.seen import Queue, Snapshots
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from sim.expected import expected_cases
from sim.experiment import simulate

SOURCE = TextPair(zh="编造的快照", en="made-up snapshots")
MONDAY = dt.date(2026, 3, 2)
H = 3600.0
WORK = ((8.5 * H, 17 * H),)
BREAK = ((8.5 * H, 12 * H), (13 * H, 17 * H))
Hours = Callable[[int, int], tuple[tuple[float, float], ...]]


def hall(
    hours: Hours,
    *,
    queues: int = 2,
    days: int = 26,
    a_day: float = 90.0,
    left_on: tuple[int, ...] = (),
    over_noon: bool = True,
    seed: int = 3,
    late: float = 20.0,
) -> Snapshots:
    """Rows every five minutes of queues with four counters each, whose people come in their hours.

    Each is called four minutes after the one before at the earliest, in the hours or, of those in
    line at their end, after it; over a break those in line wait, or are called first. On the days
    ``left_on`` screens show zeros.
    """
    rng = np.random.default_rng(seed)
    clock = np.arange(8 * H, 19 * H, 300.0) + late
    rows: dict[str, list[np.ndarray]] = {name: [] for name in ("day", "waiting", "open", "calls")}
    dates = [d for d in range(days) if d % 7 < 5 or d in left_on]
    for q in range(queues):
        for k, day in enumerate(dates):
            spans = () if day in left_on else hours(q, day % 7)
            length = sum(b - a for a, b in spans)
            came = np.sort(rng.random(rng.poisson(a_day * length / (8.5 * H)))) * length
            for (_, closing), (opening, _) in zip(spans[:-1], spans[1:], strict=True):
                came[came >= closing - spans[0][0]] += opening - closing
            came += spans[0][0] if spans else 0.0
            called = np.array(came)
            for i in range(len(came)):
                at = max(came[i], called[i - 1] + 240 if i else 0.0)
                for (_, closing), (opening, _) in zip(spans[:-1], spans[1:], strict=True):
                    if over_noon and closing <= at < opening:
                        at = opening
                called[i] = at
            until = np.searchsorted(called, clock, "right")
            inside = np.zeros(len(clock), dtype=np.int64)
            for a, b in spans:
                inside[(clock >= a) & (clock < b)] = 4
            waiting = np.searchsorted(came, clock, "right") - until
            calls = np.diff(until, prepend=0)
            served_on = (calls > 0) & (inside == 0)
            rows["day"].append(np.full(len(clock), k))
            rows["waiting"].append(waiting)
            rows["open"].append(np.where(served_on, 1, inside))
            rows["calls"].append(calls)
    n = len(clock) * len(dates)
    return Snapshots(
        office="Hall",
        queues=tuple(Queue(str(q), f"Queue {q}") for q in range(queues)),
        dates=tuple(MONDAY + dt.timedelta(days=day) for day in dates),
        queue=np.repeat(np.arange(queues), n),
        day=np.concatenate(rows["day"]),
        clock=np.tile(clock, queues * len(dates)),
        waiting=np.concatenate(rows["waiting"]),
        counters=np.concatenate(rows["open"]),
        calls=np.concatenate(rows["calls"]),
    )


def fitted(seen: Snapshots) -> SnapshotFit:
    days = days_of_office(seen, EVERY_DAY)
    return fit_snapshots(seen.on_days(days), days.shut)


def closings(fit: SnapshotFit) -> set[float]:
    return {group.open_[day][-1][1] for group in fit.groups for day in range(5)}


def test_closings_are_one_for_a_hall_whose_lines_are_worked_off_at_random() -> None:
    for seed in range(5):
        fit = fitted(hall(lambda q, day: WORK, queues=4, seed=seed))
        assert closings(fit) == {17 * H}
        assert {group.came[day] for group in fit.groups for day in range(5)} == {WORK}
        assert all(group.came[day] == () for group in fit.groups for day in (5, 6))


def test_hours_that_differ_beyond_chance_stay_apart() -> None:
    long, short = ((8.5 * H, 18.5 * H),), ((8.5 * H, 14 * H),)
    fit = fitted(hall(lambda q, day: long if day == 2 else short if q == 0 else WORK))
    of = {fit.seen.queues[group.queues[0]].key: group for group in fit.groups}
    assert set(of) == {"0", "1"}
    assert [of["1"].came[day][-1][1] for day in range(5)] == [
        17 * H,
        17 * H,
        18.5 * H,
        17 * H,
        17 * H,
    ]
    # The last quarter of people seen every five minutes reaches into the next.
    assert all(abs(of["0"].came[day][-1][1] - 14 * H) <= 900 for day in (0, 1, 3, 4))
    assert of["0"].came[2][-1][1] == 18.5 * H


def test_nobody_comes_when_no_counter_can_serve() -> None:
    """As many as were seen come, all within the hours, and none waits overnight."""
    fit = fitted(hall(lambda q, day: BREAK if day < 4 else ((8.5 * H, 11.25 * H),)))
    model = model_of_snapshots(fit, "hall", SOURCE)
    for name, service in model.services.items():
        calendar = model.calendars[service.calendar]
        (pool,) = (one for one in model.pools.values() if service.flow[0].serve in one.serves)
        open_ = model.calendars[pool.calendar]
        rates, step = service.arrivals.per_hour, service.arrivals.interval
        for day in range(7):
            for k in np.flatnonzero(rates) if calendar.spans_on(day) else ():
                at = k * step
                assert any(a <= at and at + step <= b for a, b in calendar.spans_on(day)), name
                assert any(a <= at and at + step <= b for a, b in open_.spans_on(day)), name
    each = [expected_cases(model, one) for one in model.services.values()]
    expected = sum(one.per_day * one.open_days for one in each)
    assert expected == pytest.approx(float(fit.arrived.sum()), rel=0.02)
    assert _longest_wait(model) < 3 * H


def _longest_wait(model: ServiceModel) -> float:
    rows = simulate(model, seed=1).log.services
    return float(np.nanmax(rows.seize_time - rows.enable_time))


@pytest.mark.parametrize("over_noon", [True, False])
def test_the_break_at_midday_is_in_the_hours(over_noon: bool) -> None:
    seen = hall(lambda q, day: BREAK, a_day=150.0, over_noon=over_noon)
    fit = fitted(seen)
    assert {group.came[day] for group in fit.groups for day in range(5)} == {BREAK}
    # Where those in line wait for the afternoon the break is no closing, before which they would be
    # served; nobody is on duty in it.
    for group in fit.groups:
        assert group.open_[0] == (((8.5 * H, 17 * H),) if over_noon else BREAK)
    model = model_of_snapshots(fit, "hall", SOURCE)
    for pool in model.pools.values():
        assert not any(one.span[0] < 13 * H and one.span[1] > 12 * H for one in pool.staff)


def test_days_on_which_nothing_moves_are_shut_days() -> None:
    holiday, sundays = 18, (6, 13, 20)
    seen = hall(lambda q, day: WORK, left_on=(*sundays, holiday))
    days = days_of_office(seen, EVERY_DAY)
    assert days.shut.still == (MONDAY + dt.timedelta(days=holiday),)
    assert days.shut.never_seen == (5, 6)
    fit = fit_snapshots(seen.on_days(days), days.shut)
    assert len(fit.seen.dates) == 19
    # The holiday counts as no Friday: all weekdays are alike but for chance.
    mean = fit.arrived.sum(axis=0).mean()
    each = fit.per_day.sum(axis=0)[:5]
    assert np.abs(each - mean).max() < 4 * (mean / 3) ** 0.5
    assert fit.busyness.cv < 0.1
    model = model_of_snapshots(fit, "hall", SOURCE)
    assert {one.closed_dates for one in model.calendars.values()} == {days.shut.still}


def test_holidays_and_dates_of_the_mapping_are_left_out_as_those_of_tickets() -> None:
    mapping = SnapshotMapping.model_validate(
        {
            "kind": "queue-snapshots", "time": "t", "time_format": "%H:%M", "queue": "q",
            "open_counters": "o", "waiting": "w", "called": "c", "holidays": "CN",
            "closed_dates": ["2026-03-04"],
        }
    )  # fmt: skip
    told = ShutDays(mapping.holidays, mapping.closed_dates)
    days = days_of_office(hall(lambda q, day: WORK), told)
    seen = hall(lambda q, day: WORK).on_days(days)
    assert dt.date(2026, 3, 4) not in seen.dates
    assert len(seen.dates) == 19
    model = model_of_snapshots(fit_snapshots(seen, days.shut), "hall", SOURCE)
    for calendar in model.calendars.values():
        assert calendar.holidays == "CN"
        assert calendar.closed_dates == (dt.date(2026, 3, 4),)


def test_a_saturday_worked_for_a_holiday_is_open_as_on_a_monday() -> None:
    # Screens are on every Saturday, and one of four was worked.
    seen = hall(lambda q, day: WORK if day != 5 else (), days=28, left_on=(5, 12, 19, 26))
    worked = seen.day == seen.dates.index(MONDAY + dt.timedelta(days=12))
    like = seen.day == seen.dates.index(MONDAY + dt.timedelta(days=14))
    for values in (seen.calls, seen.waiting, seen.counters):
        values[worked] = values[like]
    days = days_of_office(seen, EVERY_DAY)
    assert days.shut.rarely == (5,)
    assert days.shut.worked == (dt.date(2026, 3, 14),)
    kept = seen.on_days(days)
    assert kept.weekday[kept.dates.index(dt.date(2026, 3, 14))] == 0
    model = model_of_snapshots(fit_snapshots(kept, days.shut), "hall", SOURCE)
    assert all(list(one.open_dates) == [dt.date(2026, 3, 14)] for one in model.calendars.values())


def test_a_quiet_office_is_not_shut_when_nobody_comes() -> None:
    seen = hall(lambda q, day: WORK, a_day=0.7, seed=8)
    assert days_of_office(seen, EVERY_DAY).shut.still == ()


@pytest.mark.parametrize("late", [20.0, 60.0, 180.0, 240.0])
@pytest.mark.parametrize("closing", [16.0, 16.5, 17.25])
def test_hours_are_those_of_people_whenever_rows_are_written(late: float, closing: float) -> None:
    seen = hall(lambda _q, _day: ((9 * H, closing * H),), queues=3, days=12, a_day=150.0, late=late)
    fit = fitted(seen)
    assert {group.came[day] for group in fit.groups for day in range(5)} == {
        ((9 * H, closing * H),)
    }
