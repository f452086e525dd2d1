"""Event logs by hand: reading, working time, runs of work, routes, changes."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.fitting.heads_words import heads_lines
from plots.language import LANGS
from scenarios.errors import DataError
from scenarios.fit.drift import find_change
from scenarios.fit.events.hours_by_group import same_for_all
from scenarios.fit.events.log import Events
from scenarios.fit.events.mapping import EventMapping, guess_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.events.times import time_events
from scenarios.fit.events.working_time import WorkingTime, find_working_time
from scenarios.fit.mapping import read_mapping_as
from scenarios.fit.routes import Pace, Visit, groups_hang_together, grow, places_in

MONDAY = dt.date(2026, 3, 2)
OFFICE = WorkingTime(MONDAY, (((9 * 3600.0, 17 * 3600.0),),) * 5 + ((), ()), (), 1.0)
LOG = """case,activity,timestamp,resource,group
b,check,2026-03-02T10:05:00.500+01:00,Li,desk
a,check,2026-03-02T09:05:00+01:00,Li,desk
a,decide,2026-03-03T09:30:00+01:00,Wu,head
"""
XES = """<?xml version="1.0"?>
<log xmlns="http://www.xes-standard.org/"><trace><string key="concept:name" value="a"/>
<event><string key="concept:name" value="check"/><date key="time:timestamp"
 value="2026-03-02T09:00:00Z"/><string key="lifecycle:transition" value="start"/></event>
<event><string key="concept:name" value="check"/><date key="time:timestamp"
 value="2026-03-02T09:05:00Z"/><string key="lifecycle:transition" value="complete"/></event>
</trace></log>
"""


def _events(rows: list[tuple[int, int, float, float, float]], resource: list[int]) -> Events:
    """Rows of case, activity, enable, start and end."""
    case, activity, enable, start, end = np.array(rows, dtype=np.float64).T
    n = len(rows)
    return Events(
        first_day=MONDAY,
        case=case.astype(np.int64),
        activity=activity.astype(np.int64),
        group=np.zeros(n, dtype=np.int64),
        resource=np.array(resource),
        service=np.zeros(n, dtype=np.int64),
        enable=enable,
        start=start,
        end=end,
        activities=("check", "decide"),
        groups=("-",),
        resources=("Li", "Wu"),
        services=("cases",),
    )


def test_rows_come_by_case_in_the_time_of_the_place(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    table = read_table(path)
    events, quality = read_events(table, guess_events(table))
    assert (events.first_day, events.cases, quality.used) == (MONDAY, 2, 3)
    assert [events.activities[k] for k in events.activity] == ["check", "decide", "check"]
    assert events.end.tolist() == [9 * 3600 + 300, 86400 + 9 * 3600 + 1800, 10 * 3600 + 300.5]
    assert not events.has_starts


@pytest.mark.parametrize("head", ["科室", "处室", "承办单位", "承办部门", "办理部门"])
def test_the_group_is_guessed_by_what_offices_call_it(tmp_path: Path, head: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        f"业务编号,事项名称,环节,完成时间,经办人,{head}\na,许可,受理,2026-03-02 10:05:00,李,一科\n"
    )
    mapping = guess_events(read_table(path))
    assert (mapping.case, mapping.activity, mapping.end) == ("业务编号", "环节", "完成时间")
    assert (mapping.resource, mapping.group) == ("经办人", head)


HEADS_OF_MATTERS = ["事项", "事项名称", "事项类别", "业务类型", "业务名称"]


def log_of_matters(path: Path, head: str, matters: int, mixed: int = 0) -> Path:
    """A hundred cases of two rows; some of the cases have another matter in the second."""
    rows = [
        f"c{k},m{(k + (k < mixed) * again) % matters},{step},2026-03-02 1{again}:05:00"
        for k in range(100)
        for again, step in enumerate(("受理", "审查"))
    ]
    path.write_text("\n".join([f"编号,{head},环节,完成时间", *rows]))
    return path


@pytest.mark.parametrize("head", HEADS_OF_MATTERS)
@pytest.mark.parametrize(
    ("matters", "mixed", "guessed"), [(2, 0, True), (3, 0, False), (2, 5, True), (2, 6, False)]
)
def test_matters_are_told_apart_where_they_have_cases_enough(
    tmp_path: Path, head: str, matters: int, mixed: int, guessed: bool
) -> None:
    path = log_of_matters(tmp_path / "log.csv", head, matters, mixed)
    assert guess_events(read_table(path)).service == (head if guessed else None)


@pytest.mark.parametrize(("matters", "told"), [(2, (("渠道", 2),)), (3, ()), (1, ())])
def test_a_column_that_could_tell_matters_is_named(
    tmp_path: Path, matters: int, told: tuple[tuple[str, int], ...]
) -> None:
    table = read_table(log_of_matters(tmp_path / "log.csv", "渠道", matters))
    mapping = guess_events(table)
    heads = read_events(table, mapping)[1].heads
    assert (mapping.service, heads.matters) == (None, told)
    for lang in LANGS:
        assert any("service: 渠道" in line for line in heads_lines(heads, lang)) == bool(told)
    chosen = read_events(table, mapping.replace(service="渠道"))[1].heads
    assert chosen.matters == ()


TWO_FORMS = """编号,环节,完成时间
a,受理,2026-03-02 10:05:00
b,受理,2026/03/02 10:05
a,审查,2026-03-02 11:05:00
b,审查,2026/03/02 11:05
"""


def test_times_in_two_forms_are_told_with_the_mapping_that_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(TWO_FORMS)
    table = read_table(path)
    both = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M")
    one = EventMapping(
        kind="events", case="编号", activity="环节", end="完成时间", front=("受理",),
        since=MONDAY, time_format=both[1],
    )  # fmt: skip
    with pytest.raises(DataError, match="several forms") as unguessed:
        guess_events(table)
    with pytest.raises(DataError, match="several forms") as unread:
        read_events(table, one)
    for stopped, front, since in ((unguessed, (), None), (unread, one.front, one.since)):
        (line,) = re.findall(r"\{.*\}", str(stopped.value))
        (tmp_path / "log.mapping.yaml").write_text(line)
        mapping = read_mapping_as(tmp_path / "log.mapping.yaml", EventMapping)
        assert mapping == one.replace(time_format=both, front=front, since=since)
        assert read_events(table, mapping)[1].used == 4


@pytest.mark.parametrize(
    "row",
    ["a,受理,2026/03/02 10:05", "a,受理,2026-03-02 10:05:00", "a, 受理 ,2026/03/02 10:05"],
)
def test_a_row_that_says_the_same_is_the_same_however_it_is_written(
    tmp_path: Path, row: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(TWO_FORMS + row + "\na,受理,2026/03/02 10:06\n")
    mapping = EventMapping(
        kind="events", case="编号", activity="环节", end="完成时间", most_dirty=0.5,
        time_format=("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M"),
    )  # fmt: skip
    quality = read_events(read_table(path), mapping)[1]
    assert (quality.reasons, quality.used) == ({"same row twice": 1}, 5)


def test_starts_and_completions_of_xes_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES)
    table = read_table(path)
    events, quality = read_events(table, guess_events(table))
    assert (events.start.tolist(), events.end.tolist()) == ([9 * 3600], [9 * 3600 + 300])
    assert (quality.used, quality.not_contacts) == (1, 1)


@pytest.mark.parametrize("text", ["<log><trace>", "", "<log/>"])
def test_what_is_no_xes_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "log.xes"
    path.write_text(text)
    with pytest.raises(DataError, match=r"log\.xes"):
        read_table(path)


def test_open_time_by_hand() -> None:
    at = np.array([0, 9.5, 20, 24 + 10, 5 * 24 + 12, 7 * 24 + 10, np.nan]) * 3600
    hours = OFFICE.open_before(at) / 3600
    assert hours[:6].tolist() == [0, 0.5, 8, 9, 40, 41]
    assert np.isnan(hours[6])
    assert OFFICE.open_before(np.array([-86400.0 + 10 * 3600])).tolist() == [0]  # a Sunday


@given(st.lists(st.floats(0, 40 * 86400.0), min_size=2, max_size=20))
def test_open_time_never_falls_and_never_passes_the_clock(moments: list[float]) -> None:
    at = np.sort(np.array(moments))
    gone = np.diff(OFFICE.open_before(at))
    assert (gone >= -1e-6).all()
    assert (gone <= np.diff(at) + 1e-6).all()


def test_waiting_for_somebody_busy_is_told_from_lying_about() -> None:
    nine = 9 * 3600.0
    nan = float("nan")
    events = _events(
        [
            (0, 0, nine, nine, nine + 600),
            # Came at once, waited until Li was done: busy.
            (1, 0, nine + 60, nine + 600, nine + 1200),
            # Came while Li worked, was left lying an hour.
            (2, 0, nine + 300, nine + 4800, nine + 5400),
            (2, 1, nan, nine + 5400 + 1800, nine + 5400 + 2400),
        ],
        [0, 0, 0, 1],
    )
    times = time_events(events, same_for_all(OFFICE, 1), 1800)
    assert times.work.tolist() == [600, 600, 600, 600]
    assert times.busy.tolist() == [0, 540, 0, 0]
    assert times.delay.tolist() == [0, 0, 4500, 1800]


def test_a_piece_begun_while_another_is_in_hand_did_not_wait_for_the_end_of_that() -> None:
    nine, nan = 9 * 3600.0, float("nan")
    rows = [
        (0, 0, nine, nine, nine + 600),
        (1, 0, nan, nine + 300, nine + 900),
        # It came a minute before it was begun.
        (2, 0, nine + 640, nine + 700, nine + 1000),
    ]
    events = _events(rows, [0] * 3)
    times = time_events(events, same_for_all(OFFICE, 1), 1800)
    assert times.work.tolist() == [600, 600, 300]
    assert times.busy.tolist() == [0, 0, 60]
    assert times.delay.tolist() == [0, 0, 0]


def test_without_starts_work_is_bounded_by_what_came_before() -> None:
    nine, nan = 9 * 3600.0, float("nan")
    rows = [(k, a, nan, nan, nine + 3600 * k + 120 * a) for k in range(6) for a in (0, 1)]
    times = time_events(_events(rows, [0] * 12), same_for_all(OFFICE, 1), 1800)
    assert np.isnan(times.work_most[::2]).all()  # nothing says when a case came
    assert times.work_most[1::2].tolist() == [120] * 6
    assert times.work[1::2].tolist() == [120] * 6
    assert times.delay.sum() == 0


def _ways(*texts: str) -> tuple[tuple[Visit, ...], ...]:
    made, k, alike = [], 0, Pace(0, 0, left=False)
    for text in texts:
        made.append(tuple(Visit((ord(c), 0), (k + j,), alike, 0.0) for j, c in enumerate(text)))
        k += len(text)
    return tuple(made)


def test_routes_are_counted() -> None:
    routes = grow(_ways(*["abc"] * 6, *["abd"] * 3, "ab"), np.ones(10), 10)
    (a,) = routes.places
    (b,) = a.next
    assert (routes.steps, routes.least, routes.stood_for) == (4, 1, 0)
    assert [(chr(p.symbol[0]), p.weight) for p in b.next] == [("c", 6), ("d", 3)]


@given(
    st.lists(st.text("abcd", min_size=1, max_size=5), min_size=1, max_size=60),
    st.integers(10, 40),
)
def test_rare_ways_stand_for_each_other_and_nobody_is_lost(texts: list[str], most: int) -> None:
    routes = grow(_ways(*texts), np.ones(len(texts)), most)
    assert sum(place.weight for place in routes.places) == pytest.approx(len(texts))
    for place in places_in(routes.places):
        assert sum(p.weight for p in place.next) <= place.weight + 1e-9
    assert routes.steps == len(list(places_in(routes.places)))
    assert 0 <= routes.stood_for <= 1


def test_groups_that_keep_to_their_cases_hang_together() -> None:
    case = np.repeat(np.arange(100), 4)
    activity = np.tile(np.arange(4), 100)
    of_case = np.repeat(np.arange(100) % 2, 4)
    assert groups_hang_together(case, activity, of_case)
    rng = np.random.default_rng(1)
    assert not groups_hang_together(case, activity, rng.integers(0, 2, 400))


def test_a_change_is_dated_and_chance_is_none() -> None:
    rng = np.random.default_rng(2)
    values = np.concatenate([rng.exponential(10, 120), rng.exponential(2, 80)])
    found = find_change(values, np.arange(200) // 4)
    assert found.told
    assert abs(found.at - 120) <= 15
    # Of independent values one test in a thousand is wrong, however many of them a day has.
    for a_day in (1, 4):
        day = np.arange(100) // a_day
        told = sum(find_change(rng.exponential(1, 100), day).told for _ in range(200))
        assert told <= 2


def _queue(rng: np.random.Generator, days: int, load: float) -> tuple[np.ndarray, np.ndarray]:
    """When cases come, and their time in one stationary queue, both in days."""
    warm, per_day = 60, 18
    n = rng.poisson(per_day * (warm + days))
    came = np.sort(rng.uniform(-warm, days, n))
    work = rng.gamma(3, load / per_day / 3, n)
    wait = np.zeros(n)
    for k in range(1, n):
        wait[k] = max(0.0, wait[k - 1] + work[k - 1] - (came[k] - came[k - 1]))
    return came[came >= 0], (wait + work)[came >= 0]


def test_a_queue_that_never_changes_is_seldom_told_to_change() -> None:
    rng = np.random.default_rng(3)
    found, late, off = [], [], []
    for _ in range(100):
        came, time = _queue(rng, 84, 0.87)
        day = came.astype(np.int64)
        found.append(find_change(time, day))
        late.append(find_change(time + (came > 42), day))
        off.append(abs(came[late[-1].at] - 42))
    # About one in twenty: 12 of 100 would be reached once in 200 times. Cases taken for independent
    # are told to change in nearly all of these logs.
    assert sum(one.told for one in found) <= 11
    # A day more from the middle on is found nearly always, and dated.
    assert sum(one.told for one in late) >= 85
    assert np.median(off) < 2


def test_a_change_of_constant_values_is_told_and_no_change_is_none() -> None:
    # Of 20 independent values even this would be seen once in 600 times; of 30 hardly ever.
    day = np.arange(30)
    assert find_change(np.repeat([1.0, 2.0], 15), day).told
    assert not find_change(np.ones(30), day).told
    assert not find_change(np.repeat([1.0, 2.0], 3), day[:6]).told  # days too few to tell


@pytest.mark.parametrize(
    "written",
    ["%Y/%m/%d %H:%M:%S.000", "%d-%m-%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S.000"],
)
def test_moments_are_read_as_helpdesks_and_banks_write_them(written: str, tmp_path: Path) -> None:
    moments = [dt.datetime(2013, 2, day, 14, 33) for day in (1, 13, 28)]
    rows = [f"Case {k},open,{moment.strftime(written)}" for k, moment in enumerate(moments)]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["Case ID,Activity,Complete Timestamp", *rows]), encoding="utf-8")
    table = read_table(log)
    events, _ = read_events(table, guess_events(table))
    assert events.first_day == dt.date(2013, 2, 1)
    assert events.end.tolist() == [
        (one - dt.datetime(2013, 2, 1)).total_seconds() for one in moments
    ]


@pytest.mark.parametrize("written", ["%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT00:00:00+01:00"])
def test_days_alone_tell_no_hours(written: str, tmp_path: Path) -> None:
    steps = [("fined", 0), ("sent", 0), ("paid", 14)]
    rows = [
        f"{case},{step},{(MONDAY + dt.timedelta(days=case % 5 + later)).strftime(written)}"
        for case in range(40)
        for step, later in steps
    ]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["case,activity,timestamp", *rows]), encoding="utf-8")
    table = read_table(log)
    events, _ = read_events(table, guess_events(table))
    hours = find_working_time(events)
    assert events.days_alone
    assert set(events.cycle_time) == {14 * 86400.0}
    assert hours.hours == (((0.0, 86400.0),),) * 5 + ((), ())
    # What was done on one day stands as in the log.
    assert [events.activities[k] for k in events.activity[:3]] == [step for step, _ in steps]


def _loops(seed: int) -> tuple[tuple[Visit, ...], ...]:
    """Ways with a geometric number of loops, most of them taken once."""
    random = np.random.default_rng(seed)
    ways = []
    for _ in range(1000):
        loops = int(random.geometric(0.4)) - 1
        steps = [0, *(step for _ in range(loops) for step in random.integers(1, 7, 2)), 7]
        waits = random.exponential(5000.0) * random.exponential(1.0, len(steps))
        ways.append(
            tuple(
                Visit((int(step), 0), (k,), Pace(0, 0, bool(wait > 1800)), float(wait))
                for k, (step, wait) in enumerate(zip(steps, waits, strict=True))
            )
        )
    return tuple(ways)


def test_rare_ways_keep_how_much_is_done() -> None:
    ratios = []
    for seed in range(24):
        ways = _loops(seed)
        routes = grow(ways, np.ones(len(ways)), 200)
        assert routes.least > 1
        done = sum(place.weight for place in places_in(routes.places))
        ratios.append(done / sum(len(way) for way in ways))
    # Which ways stand for the others is chance: no bias beyond three standard errors, and 3 %.
    error = float(np.std(ratios, ddof=1)) / len(ratios) ** 0.5
    assert abs(float(np.mean(ratios)) - 1) < 3 * error
    assert 3 * error < 0.06
