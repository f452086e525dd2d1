"""Ctrl-C before there are shifts: what is solved for is kept, and the rest is planned at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

import onewindow
from benchmarks import staffing_week
from onewindow import staffing
from onewindow.cli import app
from onewindow.requiring import Asked
from onewindow.simulated import SimulatedEvaluation
from onewindow.staffing import Solving, staff
from onewindow.staffing_found import Staffing
from optimize import near_relaxation
from optimize.near_relaxation import COARSE
from optimize.proving import Effort
from scenarios.errors import Interrupted
from scenarios.model import ServiceModel
from scenarios.writing import write_model
from tests.onewindow.test_staffing import hotline

DAYS, SEATS = 7, 100
WEEK = staffing_week.model(2000.0)


def stopped(model: ServiceModel = WEEK, solving: Solving | None = None) -> Staffing:
    """The plan of a search that is ended before a plan was simulated."""
    asked, how = Asked("90% in 30 s", interval="1h"), solving or Solving(at_once=60.0)
    effort = Effort(replications=10)
    return staff(model, asked, how, effort, 1, lambda _: pytest.fail("simulated"))


def with_seats(seats: int) -> ServiceModel:
    """The week with fewer seats than the formula asks for at its peaks."""
    return WEEK.replace(pools={"agents": WEEK.pools["agents"].replace(seats=seats)})


def pressed(*_, **__):
    raise KeyboardInterrupt


def covers(found: Staffing) -> bool:
    """Whether in every interval as many are on position as the plan was asked for."""
    return bool((found.plan.staffed >= found.proven.need).all())


@pytest.fixture
def press_at(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Presses Ctrl-C instead of the solver's call of a number; columns of calls in whole numbers,
    of those before it and of those after it.
    """
    real, seen = near_relaxation.solve, SimpleNamespace(at=0, calls=0, before=set(), after=set())

    def solve(problem, *args, **given):
        seen.calls += 1
        if seen.calls == seen.at:
            raise KeyboardInterrupt
        if given.get("mip", True):
            asked = seen.before if seen.calls < seen.at else seen.after
            asked.add(frozenset(one.name for one in problem.variables()))
        return real(problem, *args, **given)

    monkeypatch.setattr(near_relaxation, "solve", solve)
    return seen


# The relaxation of the week is the first call; each day is two, its relaxation and itself.
@pytest.mark.parametrize(("at", "days"), [(1, 0), (3, 0), (7, 2)])
def test_days_that_are_solved_are_kept_and_the_others_planned_at_once(press_at, at, days):
    press_at.at = at
    found = stopped()
    assert (found.status, found.is_simulated, found.proven.rounds) == ("interrupted", False, ())
    assert covers(found)
    assert (found.proven.need == found.requirement.required).all()
    assert found.plan.bound <= found.plan.cost <= found.plan.bound / (1 - COARSE)
    # No day is solved for again, and none is left out.
    assert (len(press_at.before), len(press_at.after)) == (days, DAYS - days)
    assert not press_at.before & press_at.after


@pytest.mark.parametrize("at", ["solver", "seats"])
def test_seats_that_were_not_seen_to_be_enough_hold_in_what_is_kept(monkeypatch, press_at, at):
    if at == "seats":
        monkeypatch.setattr(SimulatedEvaluation, "evaluate", pressed)
    else:
        monkeypatch.setattr(staffing, "check_seats", lambda *_: None)
        press_at.at = 1
    found = stopped(with_seats(SEATS))
    assert (found.status, found.is_simulated) == ("interrupted", False)
    assert covers(found)
    assert found.plan.staffed.max() <= SEATS < found.requirement.required.max()


def of_two_pools() -> ServiceModel:
    """Calls that are answered, and then looked into by others."""
    first = hotline().model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    first["activities"]["look"] = first["activities"]["answer"] | {"queue": "looks"}
    first["queues"]["looks"] = {}
    first["pools"]["others"] = first["pools"]["agents"] | {"serves": ["look"]}
    first["services"]["call"]["flow"].append({"serve": "look"})
    return ServiceModel.model_validate(first)


@pytest.mark.parametrize(
    "stopped_with_something", [False, True], ids=["between two pools", "at the end of the first"]
)
def test_the_plan_of_one_pool_is_kept_with_one_at_once_of_the_other(
    monkeypatch, stopped_with_something
):
    real, plans = staffing.plan_shifts, []

    def planned(*args, **given):
        if len(plans) == 1 and not stopped_with_something:
            plans.append(None)
            raise KeyboardInterrupt
        plan = real(*args, **given)
        if not plans and stopped_with_something:
            plan = replace(plan, termination="interrupted")
        plans.append(plan)
        return plan

    monkeypatch.setattr(staffing, "plan_shifts", planned)
    found = stopped(of_two_pools())
    assert found.status == "interrupted"
    assert [plan.shifts for plan in found.plan.shifts] == [plans[0].shifts, plans[-1].shifts]
    assert len(plans) == (2 if stopped_with_something else 3)
    assert covers(found)


def run(tmp_path: Path, model: ServiceModel, *more: str) -> Result:
    write_model(model, file := tmp_path / "model.yaml")
    asked = ["staff", str(file), "--target", "90% in 30 s", "--interval", "1h", *more]
    return CliRunner().invoke(app, asked)


def test_where_there_is_no_plan_at_once_a_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(staffing, "plan_shifts", pressed)
    with pytest.raises(KeyboardInterrupt):
        stopped(solving=Solving(at_once=0.0))
    with pytest.raises(Interrupted, match="none could be found at once: nothing is kept"):
        stopped()
    out = tmp_path / "out"
    for lang, words in (("zh", "没有可保留的结果"), ("en", "nothing is kept")):
        result = run(tmp_path, hotline(), "--out", str(out), "--lang", lang)
        assert (result.exit_code, result.stdout) == (130, "")
        assert words in result.stderr
        assert result.stderr.count("\n") == 1
    assert not list(out.glob("*"))


def test_the_command_says_what_it_keeps_when_it_looked_at_the_seats(tmp_path, monkeypatch):
    monkeypatch.setattr(SimulatedEvaluation, "evaluate", pressed)
    model = hotline(seats=5)
    for lang, words in (
        ("zh", "席位够不够也还没有查"),
        ("en", "whether they are enough has not been seen either"),
    ):
        result = run(tmp_path, model, "--lang", lang)
        assert result.exit_code == 130
        assert words in " ".join(result.stdout.split())
    result = run(tmp_path, model, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 130
    assert (told["status"], told["interrupted"], told["replications"]) == ("interrupted", True, 0)
    assert told["shifts"]


PRESSED_IN_SOLVER = """
import os, signal, sys, threading
import optimize.near_relaxation as near
from onewindow.interrupts import answer_interrupts
answer_interrupts()
from onewindow.cli import app
real, calls, at = near.solve, [], int(sys.argv.pop(1))
def solve(problem, *args, **given):
    calls.append(1)
    if len(calls) == at:
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
    return real(problem, *args, **given)
near.solve = solve
app()
"""
"""The command line in a process to which a signal is sent while the solver has its nth call."""


@pytest.mark.oracles
@pytest.mark.parametrize("at", [1, 6])
def test_a_signal_while_the_solver_runs_keeps_whole_files(tmp_path, at):
    write_model(staffing_week.model(4000.0), file := tmp_path / "week.yaml")
    out = tmp_path / "out"
    asked = ["staff", str(file), "--target", "90% in 30 s", "--interval", "15 min", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", PRESSED_IN_SOLVER, str(at), *asked, "--out", str(out)],
        env={**os.environ, "PYTHONPATH": str(Path(onewindow.__file__).parents[1])},
        capture_output=True, text=True, start_new_session=True, check=False,
    )  # fmt: skip
    assert done.returncode == 130, done.stderr
    told = json.loads(done.stdout)
    assert (told["status"], told["replications"]) == ("interrupted", 0)
    assert told["gap"] <= COARSE
    assert all(row["staffed"] >= row["required"] for row in told["intervals"])
    assert len(pd.read_csv(out / "shifts.csv")) == len(told["shifts"]) > 0
    assert {str(file) for file in out.iterdir()} == set(told["files"])
