"""From a promise to shifts proven in simulation, on small models."""

import json
import multiprocessing
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import onewindow as ow
import sim.workers
from onewindow.cli import app
from onewindow.requiring import Asked
from onewindow.staffing import Solving, staff
from optimize.judging import judge
from optimize.proving import Effort
from scenarios.model import ServiceModel
from scenarios.writing import write_model

EFFORT = Effort(replications=40, rounds=12, in_vain=3, checks=4, first_check=100, most_check=800)
SHIFTS = {
    "kinds": {
        "day": {
            "first_start": "09:00",
            "last_start": "13:00",
            "lengths": ["4 h", "8 h"],
            "breaks": {"rest": {"length": "15 min", "between": ["1 h", "3 h"]}},
        }
    }
}


def hotline(seats="unlimited", per_hour=30.0, **changes):
    """Eight open hours, with a peak in the fourth and the fifth."""
    rates = [per_hour] * 3 + [2 * per_hour] * 2 + [per_hour] * 3
    return ServiceModel.model_validate(
        {
            "name": "small",
            "title": {"zh": "小热线", "en": "Small hotline"},
            "provenance": "assumed",
            "horizon": "1 day",
            "queues": {"calls": {}},
            "calendars": {"open": {"open": {"daily": ["09:00-17:00"]}}},
            "activities": {
                "answer": {
                    "queue": "calls",
                    "service_time": {"distribution": "exponential", "mean": "4 min"},
                    "patience": {"distribution": "exponential", "mean": "2 min"},
                }
            },
            "pools": {
                "agents": {
                    "serves": ["answer"], "staff": 1, "seats": seats, "calendar": "open",
                    "shifts": SHIFTS,
                }
            },
            "services": {
                "call": {
                    "arrivals": {
                        "pattern": "rates", "start": "09:00", "interval": "1 h", "per_hour": rates
                    },
                    "calendar": "open",
                    "flow": [{"serve": "answer"}],
                }
            },
            **changes,
        }
    )  # fmt: skip


ASKED = Asked("80% in 30 s", interval="1 h")


def staffed(model, target="80% in 30 s", **asked):
    return staff(
        model, Asked(target, interval="1 h", **asked), Solving(), EFFORT, 1, lambda _: None
    )


@pytest.fixture(scope="module")
def found():
    return staffed(hotline())


def test_the_promise_is_kept_in_every_interval_on_fresh_numbers(found):
    assert found.status == "met"
    table = found.intervals()
    assert table["met"].all()
    assert (table["low"] >= 0.8).all()
    assert (table["level"].between(table["low"], table["high"])).all()


def test_the_bounds_of_an_interval_are_those_that_its_verdict_goes_by(found):
    # A search that was stopped: its verdicts hold each by itself, not together as a check's do.
    made, counts = found.requirement, found.proven.counts
    scopes = np.eye(made.starts.size, dtype=bool)
    alone = judge(counts, made.promise, scopes, 0.05)
    middle = float(np.median(alone.low))
    for goal in (made.promise.goal, middle, 0.99):
        promise = replace(made.promise, goal=goal)
        judged = judge(counts, promise, scopes, 0.05)
        proven = replace(found.proven, check=judged, interrupted=True)
        answer = replace(found.answer, requirement=replace(made, promise=promise))
        stopped = replace(found, proven=proven, answer=answer)
        table = stopped.intervals()
        assert ((table["verdict"] == "met") == (table["low"] >= goal)).all()
        assert ((table["verdict"] == "not_met") == (table["high"] < goal)).all()
    assert stopped.status == "interrupted"


def test_who_is_staffed_is_who_the_shifts_put_on_position(found):
    table, shifts = found.intervals(), found.shifts()
    hour = 3600.0

    def clock(text):
        hours, minutes = text.split(":")
        return int(hours) * hour + int(minutes) * 60

    slots = np.arange(96) * 900.0
    there = np.zeros(96, dtype=int)
    for row in shifts.to_dict("records"):
        there += (slots >= clock(row["start"])) & (slots < clock(row["end"]))
        for span in row["breaks"].split(", "):
            begin, end = map(clock, span.split("-"))
            there -= (slots >= begin) & (slots < end)
    for row in table.to_dict("records"):
        at = (slots >= row["start"]) & (slots < row["start"] + hour)
        assert there[at].min() == row["staffed"]


def test_paid_hours_are_those_of_the_shifts_and_no_less_than_the_bound(found):
    assert found.plan.paid_hours == pytest.approx(found.shifts()["paid_hours"].sum())
    assert found.plan.bound <= found.plan.cost + 1e-6


def test_an_independent_simulation_of_the_shifts_keeps_the_promise(found):
    # The model with the people of the plan, run and measured as any other model: the day's level
    # lies in the interval that the check gave, widened for the noise of 300 replications.
    from optimize.plan_people import people_of

    model = found.model
    agents = model.pools["agents"].replace(staff=None, people=people_of(found.plan.shifts[0]))
    target = {
        "day": {"measure": "service_level", "queue": "calls", "fraction": 0.8, "within": "30 s"}
    }
    run = ow.replicate(
        model.replace(pools={"agents": agents}, targets=target), replications=300, seed=77
    )
    table = run.estimates()
    level = table[(table["measure"] == "of_offered") & table["at"].isna()].iloc[0]
    _, low, high = found.day_level()
    assert low - 0.01 < level["value"] < high + 0.01


def test_too_few_seats_are_told_with_the_time_the_level_and_what_would_mend_it():
    with pytest.raises(ow.InfeasibleError) as caught:
        staffed(hotline(seats=4))
    sentence = str(caught.value)
    hours = ("12:00–13:00", "13:00–14:00")
    assert sentence.startswith(tuple(f"calls: {one}: expected 80 %, got " for one in hours))
    assert "with all 4 seats of agents taken" in sentence
    assert "2 of 8 are missed" in sentence
    assert "Add at least " in sentence


def test_seats_that_are_just_enough_are_not_refused(found):
    most = int(found.intervals()["staffed"].max())
    assert staffed(hotline(seats=most)).status == "met"


def test_hours_that_no_shift_covers_are_refused_in_one_sentence():
    early = {"kinds": {"late": {"first_start": "10:00", "lengths": ["7 h"]}}}
    model = hotline()
    model = model.replace(pools={"agents": model.pools["agents"].replace(shifts=early)})
    with pytest.raises(ow.InfeasibleError, match="09:00"):
        staffed(model)


def test_a_peak_is_kept_over_its_calls(found):
    peak = staffed(hotline(), peaks="12:00-14:00")
    assert peak.status == "met"
    assert len(peak.scopes()) == 1
    assert peak.plan.cost <= found.plan.cost
    table = peak.intervals()
    # Nobody is sent home where nothing is promised.
    assert (table["staffed"] > 0).all()
    assert table.loc[table["start"] < 12 * 3600, "verdict"].eq("").all()


def test_a_faster_service_needs_fewer_hours(found):
    from onewindow.staff_compared import staff_compared
    from onewindow.study import Redesign, Study
    from scenarios.section import TextPair

    before = hotline()
    quick = before.activities["answer"].replace(
        service_time={"distribution": "exponential", "mean": "2 min"}
    )
    after = before.replace(activities={"answer": quick})
    title = TextPair(zh="快", en="quick")
    study = Study("small", before, {"quick": Redesign("quick", title, None, after)})
    names = []
    compared = staff_compared(
        study, Asked("80% in 30 s", interval="1 h"), Solving(), EFFORT, 1,
        lambda name, _: names.append(name),
    )  # fmt: skip
    table = compared.table().set_index("name")
    assert set(names) == {"baseline", "quick"}
    # Alone or compared, the baseline meets the same people.
    assert table.loc["baseline", "paid_hours"] == pytest.approx(found.plan.paid_hours)
    assert table.loc["quick", "difference"] < 0
    assert table.loc["quick", "change"] == pytest.approx(
        table.loc["quick", "hours_a_day"] / table.loc["baseline", "hours_a_day"] - 1
    )


def test_the_command_prints_what_machines_need(tmp_path, found):
    file = tmp_path / "small.yaml"
    write_model(hotline(), file)
    arguments = ["staff", str(file), "--target", "80% in 30 s", "--interval", "1h", "-n", "40"]
    result = CliRunner().invoke(
        app, [*arguments, "--json", "--out", str(tmp_path / "out")], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["status"] == "met"
    wanted = {"start", "required", "staffed", "level", "low", "high", "met"}
    assert all(wanted <= row.keys() for row in told["intervals"])
    assert told["gap"] == pytest.approx((told["cost"] - told["bound"]) / told["cost"])
    assert len(told["shifts"]) > 0
    shifts = pd.read_csv(tmp_path / "out" / "shifts.csv")
    # Kinds that have no title are called by their name.
    assert (shifts["title_zh"] == shifts["kind"]).all()


def test_free_seats_are_as_many_as_it_takes(found):
    free = staff(
        hotline(seats=4), Asked("80% in 30 s", interval="1 h"), Solving(free_seats=True), EFFORT, 1,
        lambda _: None,
    )  # fmt: skip
    # The seats that are there no longer matter: it is the plan of a hotline without a limit.
    assert free.status == "met"
    assert free.intervals().equals(found.intervals())


@pytest.fixture
def in_processes(monkeypatch):
    """Start processes even where it does not pay."""
    monkeypatch.setattr(sim.workers, "SERIAL_SECONDS", 0.0)


def test_the_plan_does_not_depend_on_the_number_of_processes(found, in_processes):
    shared = staff(hotline(), ASKED, Solving(processes=2), EFFORT, 1, lambda _: None)
    assert shared.proven.rounds == found.proven.rounds
    assert shared.plan.shifts[0].shifts == found.plan.shifts[0].shifts
    for name in ("part", "whole"):
        one, two = (getattr(of.proven.counts, name) for of in (found, shared))
        assert one.tobytes() == two.tobytes()
    assert multiprocessing.active_children() == []


def test_ctrl_c_keeps_the_best_plan_and_leaves_no_process(in_processes):
    told = []

    def pressed(one):
        told.append(one)
        assert len(multiprocessing.active_children()) == 2
        if len(told) == 3:
            raise KeyboardInterrupt

    stopped = staff(hotline(), ASKED, Solving(processes=2), EFFORT, 1, pressed)
    assert multiprocessing.active_children() == []
    assert stopped.status == "interrupted"
    assert stopped.proven.rounds == tuple(told)
    assert stopped.plan.cost in [one.cost for one in told]
