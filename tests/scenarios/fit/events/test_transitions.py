"""Logs of transitions: work is what people were at it, and what lay meanwhile waited."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.contention import with_contention
from onewindow.fitting.events.distances import cycle_times
from onewindow.fitting.events.runs import run_traces
from onewindow.fitting.events.unknown_words import unknown_lines
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.events.transitions import put_together
from scenarios.section import TextPair

MINUTE, DAY = 60.0, 86400.0
OPEN = 7.5 * 3600.0
"""From 9:00 to 16:30, Monday to Friday [s]."""
A_DAY = 6
"""Cases on each working day, 75 minutes apart."""
BEFORE, AFTER = 10 * MINUTE, 20 * MINUTE
"""Work on a decision until it is put down, and from when it is taken up again."""
LYING = (1, 2, 3)
"""Days for which decisions lie in turn."""
TRIED = 15 * MINUTE
"""Work on calls that are given up while they lie."""
SOURCE = TextPair(zh="日志", en="log")


def _fitted(folder: Path, rows: list[tuple[str, str, str, dt.datetime]]) -> EventFit:
    """A fit to rows of case, activity, transition and moment."""
    file = folder / "events.csv"
    columns = ["case_id", "activity", "lifecycle", "timestamp"]
    pd.DataFrame(rows, columns=columns).to_csv(file, index=False)
    table = read_table(file)
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


def _rows() -> list[tuple[str, str, str, str, dt.datetime]]:
    """Cases that are accepted, called, and decided after some days of lying."""
    rows, monday = [], dt.datetime(2026, 3, 2)
    for number in range(40 * A_DAY):
        day, place = divmod(number, A_DAY)
        at = monday + dt.timedelta(days=day + 2 * (day // 5), hours=9, minutes=75 * place)

        def row(step: str, what: str, who: str, after: float, at: dt.datetime = at) -> None:
            moment = at + dt.timedelta(seconds=after)
            rows.append((f"c{number}", step, what, who, moment))  # noqa: B023

        row("accept", "start", "ann", 0)
        row("accept", "complete", "ann", 5 * MINUTE)
        row("call", "schedule", "ann", 5 * MINUTE)
        row("call", "start", "ann", 5 * MINUTE)
        row("call", "suspend", "ann", 5 * MINUTE + TRIED)
        row("decide", "schedule", "ann", 30 * MINUTE)
        row("decide", "start", "bob", 40 * MINUTE)
        row("decide", "suspend", "bob", 40 * MINUTE + BEFORE)
        nights = LYING[number % 3]
        nights += 2 * ((day % 5) + nights > 4)  # over the weekend
        resumed = nights * DAY + 40 * MINUTE + BEFORE
        row("decide", "resume", "cay", resumed)
        row("call", "ate_abort", "system", resumed)
        row("decide", "complete", "cay", resumed + AFTER)
        row("file", "schedule", "cay", resumed + AFTER)
        row("file", "withdraw", "cay", resumed + AFTER + 1)
    return rows


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> EventFit:
    file = tmp_path_factory.mktemp("log") / "events.csv"
    columns = ["case_id", "activity", "lifecycle", "user", "timestamp"]
    pd.DataFrame(_rows(), columns=columns).to_csv(file, index=False)
    table = read_table(file)
    mapping = guess_events(table)
    assert mapping.lifecycle == "lifecycle"
    return fit_events(read_events(table, mapping)[0], mapping)


def _of(fit: EventFit, activity: str) -> np.ndarray:
    return fit.events.activity == fit.events.activities.index(activity)


def test_pieces_of_work_add_up_and_what_lay_between_them_waited(fit: EventFit) -> None:
    assert fit.hours.a_day == OPEN
    decided, called = _of(fit, "decide"), _of(fit, "call")
    assert fit.times.work[decided] == pytest.approx(BEFORE + AFTER)
    lay = np.mean(LYING) * OPEN
    # Twenty minutes from the call's being given up to the beginning.
    assert fit.times.delay[decided].mean() == pytest.approx(lay + 20 * MINUTE)
    assert fit.times.busy[decided].max() == 0
    # A step given up while it lay ended when it was put down; one that nobody began was none.
    assert fit.times.work[called] == pytest.approx(TRIED)
    assert fit.events.activities == ("accept", "call", "decide")
    assert set(np.asarray(fit.events.resources)[fit.events.resource[called]]) == {"ann"}


def test_who_put_a_piece_down_was_at_work(fit: EventFit) -> None:
    assert {"ann", "bob", "cay"} == set(fit.events.resources)
    # On all Thursdays all three; Bob completes nothing.
    assert fit.people[0, 3] == 3


def test_the_model_is_as_long_on_its_way_as_the_log_and_its_people_as_little_busy(
    fit: EventFit,
) -> None:
    made = with_contention(fit, SOURCE)
    model = model_of_events(made, "known", SOURCE)
    runs = [cycle_times(run_traces(made, model, 3, r)).mean() for r in range(4)]
    # Four standard errors of the cases of four runs: they lie a day and a half (36 h) more or less,
    # by their number of days and the weekend between.
    error = 36.0 / (4 * fit.events.cases) ** 0.5
    assert np.mean(runs) == pytest.approx(fit.mean_cycle_time / 3600, abs=4 * error)


def test_what_such_steps_waited_for_is_not_known_and_said_so(fit: EventFit) -> None:
    steps = int(_of(fit, "decide").sum())
    assert sum(f"({steps} steps, {steps} times)" in line for line in unknown_lines(fit, "en")) == 1
    assert sum(f"{steps} 个环节共搁下" in line for line in unknown_lines(fit, "zh")) == 1


@pytest.mark.parametrize("before", ["start", "schedule"])
@pytest.mark.parametrize("steps", [1, 2])
def test_a_first_step_that_lay_counts_in_the_cycle_time(
    before: str, steps: int, tmp_path: Path
) -> None:
    """It lies for three hours after it was begun, or before, as the only step of a case or not."""
    lies = {
        "start": (("start", 0), ("suspend", 10), ("resume", 190), ("complete", 200)),
        "schedule": (("schedule", 0), ("start", 180), ("complete", 200)),
    }
    rows = []
    for number in range(60):
        day = dt.datetime(2026, 3, 2) + dt.timedelta(days=number + 2 * (number // 5))
        at = day + dt.timedelta(hours=10, minutes=9 * (number % 20))
        accepted = [("accept", what, minute) for what, minute in lies[before]]
        filed = [("file", "schedule", 200), ("file", "start", 200), ("file", "complete", 210)]
        for step, what, minute in accepted + filed * (steps - 1):
            rows.append((f"c{number}", step, what, at + dt.timedelta(minutes=minute)))
        # Somebody is there from 8 to 18 h.
        for place in range(20):
            for minute, what in enumerate(("start", "complete")):
                greeted = day + dt.timedelta(hours=8, minutes=30 * place + minute)
                rows.append((f"g{number}.{place}", "greet", what, greeted))
    fit = _fitted(tmp_path, rows)
    accept = _of(fit, "accept")
    assert fit.times.work[accept] == pytest.approx(20 * MINUTE)
    assert fit.times.delay[accept] == pytest.approx(180 * MINUTE)
    made = run_traces(fit, model_of_events(fit, "known", SOURCE), 3, 0)
    with_accept = made.case[made.activity == fit.events.activities.index("accept")]
    times = cycle_times(made)[np.isin(np.unique(made.case), with_accept)]
    # On the same day, but for those whom chance makes wait for "greet": most are that long.
    assert np.median(times) == pytest.approx((200 + 10 * (steps - 1)) / 60, rel=0.05)


def test_cases_left_out_take_their_pauses_with_them(fit: EventFit) -> None:
    kept = np.arange(fit.events.cases) % 3 == 1
    some = fit.events.of_cases(kept)
    assert len(some.pauses.event) == kept.sum()
    between = some.pauses
    assert (some.start[between.event] < between.begin).all()
    assert (between.end < some.end[between.event]).all()
    assert (between.end - between.begin >= LYING[1] * DAY).all()
    day = fit.events.first_day + dt.timedelta(days=7)
    later = fit.events.since(day).pauses
    assert later.begin.min() >= 0
    done = fit.events.before(30 * DAY)
    assert (done.pauses.end < done.end[done.pauses.event]).all()


def test_a_step_is_put_together_from_its_rows() -> None:
    rows = [
        ("assign", 0), ("start", 10), ("suspend", 20), ("start", 50), ("complete", 60),
        ("complete", 70), ("resume", 80), ("pi_abort", 90), ("suspend", 95), ("withdraw", 99),
    ]  # fmt: skip
    at = np.array([moment for _, moment in rows], dtype=np.float64)
    made = put_together(np.zeros(len(rows), dtype=np.int64), [what for what, _ in rows], at)
    assert np.flatnonzero(made.done).tolist() == [4, 5, 7]
    assert made.start[[4, 7]].tolist() == [10, 80]
    assert np.isnan(made.start[5])
    assert made.enable[4] == 0
    assert np.isnan(made.enable[[5, 7]]).all()
    assert (made.put_down.tolist(), made.by.tolist(), made.taken_up.tolist()) == ([4], [2], [50])


def test_a_step_enabled_while_another_is_at_work_waits_from_the_end_of_that(
    tmp_path: Path,
) -> None:
    rows = []
    for number in range(120):
        at = dt.datetime(2026, 3, 2, 9) + dt.timedelta(
            days=(number // 12) + 2 * (number // 60), minutes=30 * (number % 12)
        )
        for step, what, minute in (
            ("accept", "start", 0), ("file", "schedule", 0), ("accept", "complete", 60),
            ("file", "start", 90), ("file", "complete", 100), ("send", "schedule", 110),
            ("send", "start", 115), ("send", "complete", 120),
        ):  # fmt: skip
            rows.append((f"c{number}", step, what, at + dt.timedelta(minutes=minute)))
    made = _fitted(tmp_path, rows)
    waits = (made.times.delay + made.times.busy).reshape(-1, 3) / MINUTE
    # All that a case waits and works adds up to its time from beginning to end.
    assert waits == pytest.approx(np.tile([0.0, 30.0, 15.0], (120, 1)))
    assert (made.times.delay + made.times.busy + made.times.work).sum() == pytest.approx(
        made.events.cycle_time.sum()
    )
