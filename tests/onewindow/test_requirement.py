"""The requirement of a model: its demand, promises in words, and plans that are simulated."""

import json
from dataclasses import replace

import numpy as np
import pytest

import onewindow as ow
from onewindow.demand import demand_of
from onewindow.promised import promise_of, target_of
from onewindow.simulated import SimulatedEvaluation
from optimize.erlang_a import erlang_a
from optimize.promise import Promise
from scenarios.errors import DataError
from sim.interval_counts import Counted
from sim.staffed import StaffedRuns
from tests.sim.models import exp, model

HALF = 1800.0
LEVEL = Promise("service_level", 0.9, 30.0)


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("90% in 30 s", LEVEL),
        ("90 % within 30s", LEVEL),
        ("30秒内接通90%", LEVEL),
        ("80% in 15 min", replace(LEVEL, goal=0.8, within=900.0)),
        ("95% answered", Promise("answered_fraction", 0.95)),
        ("接通率 98.5%", Promise("answered_fraction", 0.985)),
        ("P90 20 s", replace(LEVEL, within=20.0, formula="of_answered")),
        ("mean 15 s", Promise("mean_wait", 15.0)),
        ("80% done in 1 h", Promise("completion", 0.8, 3600.0)),
        ("60分钟内办结80%", Promise("completion", 0.8, 3600.0)),
        ("平均 1 分钟", Promise("mean_wait", 60.0)),
        ("80% in 15 mins", replace(LEVEL, goal=0.8, within=900.0)),
        ("90% within 30secs", LEVEL),
        ("80% done in 1.5 hrs", Promise("completion", 0.8, 5400.0)),
        ("15分内80%", replace(LEVEL, goal=0.8, within=900.0)),
        ("1个小时内办结80%", Promise("completion", 0.8, 3600.0)),
    ],
)
def test_promises_in_words(text, promise):
    assert promise_of(text) == promise


@pytest.mark.parametrize(
    "text",
    [
        "三十秒内接通90%",
        "-5% in 30 s",
        "90% in 30 s or so",
        "90% in 30 s 5",
        "at 3 90% in 30 s",
        "90% in 30 sx",
    ],
)
def test_what_is_not_understood_is_not_passed_over(text):
    with pytest.raises(DataError, match="says nothing here"):
        promise_of(text)


def test_all_of_ninety_percent_is_not_yet_a_promise():
    with pytest.raises(DataError, match=r'--target: expected .* "90% in 30 s".*, got \'90%\''):
        promise_of("90%")


def hotline(**changes):
    parts = {
        "horizon": 86400.0,
        "activities": {
            "talk": {
                "queue": "calls",
                "service_time": exp(150.0),
                "pickup": 6.0,
                "after_work": exp(44.0),
                "patience": exp(120.0),
            }
        },
        "queues": {"calls": {}},
        "pools": {"agents": {"serves": ["talk"], "staff": 3}},
        "services": {
            "call": {
                "arrivals": {
                    "pattern": "rates", "start": 8 * 3600.0, "interval": 3600.0,
                    "per_hour": [60.0, 120.0, 30.0, 0.0],
                },
                "flow": [{"serve": "talk"}],
            }
        },
    }  # fmt: skip
    return model(**{**parts, **changes})


def test_the_demand_is_what_the_model_says():
    demand = demand_of(hotline(), HALF).demand
    assert demand.starts.tolist() == [(8 + k / 2) * 3600 for k in range(6)]
    assert demand.calls[:, 0].tolist() == [30, 30, 60, 60, 15, 15]
    assert (demand.queues, demand.groups) == (("calls",), ("agents",))
    assert demand.aht == pytest.approx([200.0])
    spread = (150.0**2 + 44.0**2) ** 0.5 / 200
    assert demand.aht_cv == pytest.approx([spread], rel=1e-3)
    assert demand.pickup.tolist() == [6]


def test_who_is_never_there_asks_for_nobody():
    given = hotline()
    talk = given.activities["talk"].replace(no_show=0.1)
    there = demand_of(given.replace(activities={"talk": talk}), HALF).demand
    assert there.calls == pytest.approx(0.9 * demand_of(given, HALF).demand.calls)


def test_erlang_a_of_a_model_is_erlang_a():
    found = ow.requirement(hotline(), "90% in 30 s", method="erlang_a")
    for t, calls in enumerate([30, 30, 60, 60, 15, 15]):
        n = int(found.required[t, 0])
        # Six of the thirty seconds are the ring.
        levels = erlang_a([n, n - 1], calls / HALF, 200.0, 120.0, 24.0).answered_within
        assert (levels >= 0.9).tolist() == [True, False]
        assert (found.level[t, 0], found.level_below[t, 0]) == pytest.approx(tuple(levels))


def test_days_alike_are_worked_out_once():
    week = {
        "pattern": "rates", "start": 8 * 3600.0, "per_hour": [60.0, 120.0],
        "weekday_factors": {"sat": 0.5, "sun": 0.0},
    }  # fmt: skip
    service = {"arrivals": week, "flow": [{"serve": "talk"}]}
    days = demand_of(hotline(horizon=7 * 86400.0, services={"call": service}), 3600.0)
    assert days.alike == ((0, 1, 2, 3, 4), (5,))
    assert days.demand.calls[:, 0].tolist() == [60, 120, 30, 60]
    assert days.demand.starts.tolist() == [28800, 32400, 5 * 86400 + 28800, 5 * 86400 + 32400]


def test_who_comes_before_the_opening_counts_when_it_opens():
    hall = {"open": {"daily": [(9 * 3600.0, 11 * 3600.0)]}}
    pool = {"serves": ["talk"], "staff": 3, "calendar": "hall"}
    demand = demand_of(hotline(calendars={"hall": hall}, pools={"agents": pool}), 3600.0).demand
    assert demand.starts.tolist() == [9 * 3600, 10 * 3600]
    assert demand.calls[:, 0].tolist() == [180, 30]


def test_a_hall_has_a_requirement_for_each_window():
    found = ow.requirement("social_security", "90% in 15 min", interval="1h")
    assert found.groups == tuple(f"window_{k}" for k in range(1, 6))
    assert len(found.starts) == 8  # all days measured are alike
    # .12 of the cases are sent home at the second window and come back to it.
    again = sum(0.12**k for k in range(21))
    assert found.calls[:, 1] == pytest.approx(found.calls[:, 0] * again, rel=1e-6)


def test_staff_by_interval_is_simulated_as_given():
    # With nobody all give up; with very many all are answered after the ring of six seconds.
    days = demand_of(hotline(), HALF)
    plans = np.array([[0], [0], [50], [50], [50], [0]])
    for promise, levels in {
        LEVEL: [0, 0, 1, 1, 1, 0],
        Promise("answered_fraction", 0.9): [0, 0, 1, 1, 1, 0],
        Promise("mean_wait", 20.0): [np.nan, np.nan, 6, 6, 6, np.nan],
    }.items():
        evaluation = SimulatedEvaluation(hotline(), days, promise)
        counts = evaluation.evaluate(plans, replications=range(3), seed=1)
        with np.errstate(invalid="ignore"):
            level = (counts.part.sum(axis=0) / counts.whole.sum(axis=0))[:, 0]
        # Those left over from an interval with nobody are answered when the next one begins.
        assert level[[0, 2, 3, 4]] == pytest.approx(np.array(levels)[[0, 2, 3, 4]], nan_ok=True)


def test_ranges_of_replications_can_be_joined():
    evaluation = SimulatedEvaluation(hotline(), demand_of(hotline(), HALF), LEVEL)
    plan = np.full((6, 1), 6)
    whole = evaluation.evaluate(plan, replications=range(4), seed=2)
    rest = evaluation.evaluate(plan, replications=range(2, 4), seed=2)
    assert whole.part[2:].tolist() == rest.part.tolist()


def test_a_plan_like_the_model_is_the_model():
    subject = hotline(pools={"agents": {"serves": ["talk"], "staff": 6}})
    starts = np.arange(48) * HALF
    runs = StaffedRuns(subject, ["agents"], [["talk"]], starts, HALF, Counted("answered_fraction"))
    part, whole = runs.counts(np.full((48, 1), 6), range(3), seed=5)
    measured = ow.replicate(subject, replications=3, seed=5, processes=1).estimates()
    kept = measured.query("measure == 'answered_fraction' and scope == 'queue' and at != at")
    assert part.sum() / whole.sum() == pytest.approx(kept["value"].item(), rel=1e-12)


def test_by_simulation_it_is_kept_on_other_random_numbers():
    subject = hotline()
    told = []
    found = ow.requirement(
        subject, "85% in 30 s", method="simulation", interval="1h", replications=60,
        progress=lambda done, asked: told.append((done, asked)),
    )  # fmt: skip
    assert told
    days = demand_of(subject, 3600.0)
    fresh = SimulatedEvaluation(subject, days, promise_of("85% in 30 s"))
    counts = fresh.evaluate(found.required, replications=range(60, 360), seed=9)
    assert (counts.part.sum(axis=0) / counts.whole.sum(axis=0) >= 0.85).all()
    assert (found.level_below[found.required > 1] < found.level[found.required > 1]).all()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--target", "90"), "--target: expected a promise"),
        (("--target", "90% in 30 s", "--method", "erlang"), "--method: expected one of"),
        (("--target", "90% in 30 s", "--interval", "7 min"), "--interval: expected a part of"),
        (("--target", "90% in 30 s", "--per", "week"), "--per: expected one of"),
        (("--target", "90% in 30 s", "--peaks", "9"), "--peaks: expected a span"),
        (("--target", "90% in 30 s", "--queue", "advice"), "--queue: expected"),
        (("--target", "90% in 30 s", "--formula", "x"), "--formula: expected one of"),
        (("--target", "90% in 30 s", "--shrinkage", "130%"), "--shrinkage: expected a share"),
        (("--target", "100% in 30 s"), "--target: expected a share above 0 % and below 100 %"),
        ((), "--target: expected a promise, because the model has no target"),
    ],
)
def test_mistakes_are_told_in_a_sentence(call, folder, words, told):
    result = call("requirement", "desk.yaml", *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_table_and_the_document_have_the_same_numbers(call, folder):
    words = ("requirement", "hotline_12345", "--per", "peak", "--shrinkage", "30%")
    document = json.loads(call(*words, "--json").stdout)
    assert document["target"]["peaks"] == [[30600, 39600], [63000, 72000]]
    nine = next(one for one in document["intervals"] if one["start"] == 9 * 3600)
    assert (nine["group"], nine["queue"], nine["days"]) == ("agents", "callers", [0])
    assert nine["rostered"] == -(-nine["required"] * 10 // 7)
    screen = call(*words).stdout
    line = next(line for line in screen.splitlines() if "09:00" in line)
    cells = [cell.strip() for cell in line.split("│")[1:-1]]
    assert cells == [
        "09:00", f"{nine['calls']:.1f}", f"{nine['offered_load']:.2f}", str(nine["required"]),
        str(nine["rostered"]), f"{nine['level'] * 100:.1f}", f"{nine['level_below'] * 100:.1f}",
    ]  # fmt: skip


def test_too_few_seats_are_told(call, folder):
    result = call("requirement", "desk.yaml", "--target", "95% in 1 min")
    assert "pools.desk.seats: 4 are needed, got 2 seats" in result.stderr.replace("\n", " ")


@pytest.mark.parametrize(("fraction", "within", "goal"), [(0.9, 600.0, 0.9), (0.955, 45.0, 0.955)])
def test_a_target_of_waits_is_no_promise_and_what_to_write_is_said(fraction, within, goal) -> None:
    target = {"measure": "wait", "fraction": fraction, "within": within}
    asked = ow.load("social_security").replace(targets={"soon": target})
    with pytest.raises(DataError, match=r"got targets\.soon") as error:
        target_of(asked)
    advised = promise_of(str(error.value).split('"')[1])
    assert (advised.measure, advised.within) == ("service_level", within)
    assert advised.goal == pytest.approx(goal)
