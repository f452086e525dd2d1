"""Halls of known staff: who is idle at opening, at midday and at closing is there all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pytest

from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitted_model import levels_on, model_of_fit, staffed_hours
from scenarios.fit.fitting import Fit, fit_contacts
from scenarios.fit.passed_by import passed_by, turns
from scenarios.fit.services_in_order import ServicesInOrder
from scenarios.section import TextPair
from sim.drawing import draw
from tests.scenarios.fit.served import served

HOUR = 3600.0
DAYS = 20
SOURCE = TextPair(zh="虚构的记录", en="a made-up log")
Span = tuple[float, float]
Called = Literal["in turn", "at random", "first free"]
MORNING_AND_AFTERNOON = ((9.0, 12.0), (13.5, 17.0))


def _hall(
    shifts: Sequence[Span],
    per_hour: float,
    hours: Sequence[Span] = MORNING_AND_AFTERNOON,
    *,
    last_ticket: float = 0.0,
    finish: bool = True,
    called: Called = "in turn",
    people: Sequence[int] | None = None,
    between: float = 0.0,
    named: bool = True,
    seed: int = 1,
) -> Contacts:
    """Windows with shifts [h], first come, first served, services of 5 min in the mean.

    Whoever is there at closing stays until the line is empty, or, without ``finish``, leaves, and
    those in line wait for the afternoon. Of the free windows one is ``called``. There are
    ``between`` seconds between two services of a window. ``people`` has who works each shift.
    """
    rng = np.random.default_rng(seed)
    rows: list[tuple[float, float, float, int]] = []
    for day in range(DAYS):
        free = [a * HOUR for a, _ in shifts]
        for k, (opens, closes) in enumerate(hours):
            until = (closes - last_ticket) * HOUR
            n = rng.poisson(per_hour * (closes - opens - last_ticket))
            for came in np.sort(rng.uniform(opens * HOUR, until, n)).tolist():
                open_now, best = opens, (np.inf, 0.0, 0)
                for w, (begin, end) in enumerate(shifts):
                    start = max(came, free[w], open_now * HOUR, begin * HOUR)
                    gone = closes if end >= closes else end
                    if start >= gone * HOUR and not (finish and end >= closes):
                        again = [a for a, b in hours[k + 1 :] if end >= b]
                        if not again:
                            continue
                        start = again[0] * HOUR
                    order = {"in turn": free[w], "at random": rng.random(), "first free": w}
                    best = min(best, (start, float(order[called]), w))
                start, _, w = best
                end = start + float(rng.gamma(2, 150))
                free[w] = end + between
                rows.append((came + day * DAY, start + day * DAY, end + day * DAY, w))
    rows = [row for row in sorted(rows) if np.isfinite(row[1])]
    if people is not None:
        rows = [(*times, people[w]) for *times, w in rows]
    return served(rows, len(shifts), named=named)


def _fit(contacts: Contacts) -> Fit:
    return fit_contacts(contacts, DAYS, SOURCE)


def _level(fit: Fit, begin: float, end: float) -> list[int]:
    """Levels of a Monday that occur between two hours."""
    return np.unique(levels_on(fit, 0)[round(begin * 4) : round(end * 4)]).tolist()


@pytest.mark.parametrize("load", [0.55, 0.75, 0.95])
def test_all_windows_are_there_from_opening_to_closing(load: float) -> None:
    fit = _fit(_hall([(9, 17)] * 4, 4 * 12 * load))
    assert _level(fit, 9, 12) == [4]
    assert _level(fit, 13.5, 17) == [4]
    # Who serves on after closing is no staff that is planned.
    assert _level(fit, 12, 13.5) == [0]
    assert _level(fit, 17, 24) == [0]
    assert fit.hours[0] == tuple((a * HOUR, b * HOUR) for a, b in MORNING_AND_AFTERNOON)
    assert fit.stays


@pytest.mark.parametrize("load", [0.55, 0.75, 0.95])
def test_a_window_that_is_called_last_is_there_too(load: float) -> None:
    # The fourth window waits for a line of its own for half an hour at times.
    fit = _fit(_hall([(9, 17)] * 4, 4 * 12 * load, called="first free"))
    assert levels_on(fit, 0).sum() / 4 == pytest.approx(4 * 6.5, rel=0.04)


@pytest.mark.parametrize("named", [True, False])
def test_time_between_services_shows_where_people_wait(*, named: bool) -> None:
    fit = _fit(_hall([(9, 17)] * 4, 4 * 12 * 0.85, between=20, named=named))
    assert fit.after_work is not None
    assert fit.after_work.mean == pytest.approx(20, rel=0.1)
    assert levels_on(fit, 0).sum() / 4 == pytest.approx(4 * 6.5, rel=0.04)
    without = _fit(_hall([(9, 17)] * 4, 4 * 12 * 0.85, named=named))
    assert without.after_work is None


def test_windows_that_open_for_the_peak_alone_come_and_go_in_the_model() -> None:
    fit = _fit(_hall([(9, 17), (9, 17), (10, 16), (10, 16)], 30, [(9, 17)]))
    assert _level(fit, 9, 9.75) == [2]
    assert _level(fit, 10.25, 15.75) == [4]
    assert _level(fit, 16.25, 17) == [2]


@pytest.mark.parametrize("load", [0.6, 0.85])
def test_who_finishes_after_the_shift_is_no_staff_of_the_next_one(load: float) -> None:
    shifts = [(8.0, 14.0)] * 12 + [(8.0, 20.0)] * 8 + [(14.0, 20.0)] * 4
    fit = _fit(_hall(shifts, 12 * 12 * load, [(8, 20)]))
    present = fit.on_duty.present[:, 8 * 4 : 20 * 4].mean(axis=0)
    # Twenty until two, twelve then: eight fewer, of whom most serve on for some minutes.
    assert present[:23] == pytest.approx(20, rel=0.04)
    assert present[23:25] == pytest.approx([20, 12], rel=0.04)
    assert present[25:] == pytest.approx(12, rel=0.04)


@pytest.mark.parametrize(("called", "close"), [("in turn", 0.03), ("at random", 0.08)])
def test_breaks_in_turns_show_though_nobody_waits(called: Called, close: float) -> None:
    # Twenty-four people at 60 %; from eleven to one, six are at lunch, for half an hour each.
    lunch = [11 + 0.5 * (k % 4) for k in range(24)]
    shifts = [span for at in lunch for span in ((8.0, at), (at + 0.5, 17.0))]
    people = [k for k in range(24) for _ in range(2)]
    came = _hall(shifts, 24 * 12 * 0.6, [(8, 17)], called=called, people=people)
    assert np.mean(came.wait > 60) < 0.03
    present = _fit(came).on_duty.present[:, 8 * 4 : 17 * 4].mean(axis=0)
    assert present[:12] == pytest.approx(24, rel=0.03)
    assert present[12:20].mean() == pytest.approx(18, rel=close)
    # Those who come back are seen from their first service on, as those who go serve on.
    assert present[21:] == pytest.approx(24, rel=0.03)


@pytest.mark.parametrize("called", ["in turn", "at random", "first free"])
@pytest.mark.parametrize(("windows", "load"), [(4, 0.5), (12, 0.3), (12, 0.7), (24, 0.5)])
def test_who_is_there_all_day_is_hardly_ever_taken_for_absent(
    windows: int, load: float, called: Called
) -> None:
    came = _hall([(9, 17)] * windows, windows * 12 * load, [(9, 17)], called=called)
    services = ServicesInOrder.of(came, [((9 * HOUR, 17 * HOUR),)] * DAYS)
    same = services.same_opening
    away = passed_by(services, ~same, same & (services.gaps > 0))
    # Of the absences found one in twenty may be false; here all are, so there must be next to none.
    assert away.sum() <= 1 + 0.0005 * same.sum()


def test_turns_are_shared_among_the_idle() -> None:
    # Two serve at midnight; the second is called three times while the first is idle.
    first = [(0.0, 0.0, 1.0, 0), (10.0, 10.0, 11.0, 0)]
    second = [(t, t, t + 1.0, 1) for t in (0.0, 2.0, 4.0, 6.0)]
    services = ServicesInOrder.of(served(sorted(first + second), 2), [])
    same = services.same_day
    assert turns(services, ~same, same)[same] == pytest.approx([1.5, 0, 0, 0])


def test_who_waits_over_midday_waits_in_the_model_too() -> None:
    fit = _fit(_hall([(9, 17)] * 3, 3 * 12 * 1.05, finish=False))
    assert not fit.stays
    assert staffed_hours(fit, 0) == ((9 * HOUR, 17 * HOUR),)
    # Those who finish what they do are gone within a quarter of an hour.
    assert _level(fit, 12.25, 13.5) == [0]


def test_hours_end_with_the_last_ticket() -> None:
    fit = _fit(_hall([(9, 17)] * 4, 36, last_ticket=0.25))
    assert fit.hours[0] == ((9 * HOUR, 11.75 * HOUR), (13.5 * HOUR, 16.75 * HOUR))


def test_nobody_comes_outside_the_hours_and_as_many_as_came() -> None:
    came = _hall([(9, 17)] * 4, 36, last_ticket=0.25)
    model = model_of_fit(_fit(came), "tickets", "hall", SOURCE)
    days = 7 * 8
    script = draw(model.replace(horizon=days * DAY), seed=1)
    clock = script.arrival % DAY / HOUR
    assert (((clock >= 9) & (clock < 11.75)) | ((clock >= 13.5) & (clock < 16.75))).all()
    a_day = len(came.arrival) / DAYS
    # Poisson both: three standard errors of the difference.
    bound = 3 * (a_day / DAYS + a_day / days) ** 0.5
    assert len(clock) / days == pytest.approx(a_day, abs=bound)


@pytest.mark.parametrize("load", [0.2, 0.5, 0.8])
def test_shifts_that_begin_at_all_hours_come_back_in_sum(load: float) -> None:
    rng = np.random.default_rng(3)
    begin = rng.choice(np.arange(8, 14.01, 0.5), 12)
    begin[:3], shifts = 8, [(float(a), float(min(a + 8, 22))) for a in begin]
    shifts[-3:] = [(14.0, 22.0)] * 3
    hours = sum(b - a for a, b in shifts)
    fit = _fit(_hall(shifts, load * hours / 14 * 12, [(8, 22)], finish=False))
    assert levels_on(fit, 0).sum() / 4 == pytest.approx(hours, rel=0.05)
