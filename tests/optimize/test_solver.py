"""What a solver says is taken for what it is: died, out of time, nonsense, nothing, or a plan."""

from __future__ import annotations

import itertools
import math
import os
import re
import signal
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulp
import pytest

from optimize import near_relaxation, solver_names
from optimize import solver as calls
from optimize.highs import Highs
from optimize.interrupt_heard import InterruptHeard
from optimize.near_relaxation import solve_near
from optimize.shifts import plan_shifts
from optimize.solved import relative_gap
from optimize.solver import solve
from optimize.solver_names import solver_named
from scenarios.errors import Interrupted, SolverError
from tests.optimize.day_of_shifts import hours, kind, rules


def knapsack(n: int = 3) -> Any:
    """Least cost of n covers: x0 + ... >= 7.5 with costs 2, 3, ...: 8 of the first, 16."""
    problem = pulp.LpProblem("covers", pulp.LpMinimize)
    xs = [pulp.LpVariable(f"x{k}", 0, 50, pulp.LpInteger) for k in range(n)]
    problem.setObjective(pulp.lpSum((k + 2) * x for k, x in enumerate(xs)) + 1)
    problem.addConstraint(pulp.lpSum(xs) >= 7.5, "enough")
    return problem


class Fake(pulp.LpSolver):  # type: ignore[misc]
    """A solver that says what it is told to say."""

    def __init__(self, status: int, sol_status: int, value: Callable[[int], float | None]) -> None:
        super().__init__(msg=False)
        self.answer = status, sol_status, value

    def actualSolve(self, lp: Any) -> int:
        status, sol_status, value = self.answer
        for k, variable in enumerate(lp.variables()):
            variable.varValue = value(k)
        lp.assignStatus(status, sol_status)
        return status


def faked(monkeypatch: pytest.MonkeyPatch, engine: Any) -> None:
    monkeypatch.setattr(calls, "_engine", lambda *_: engine)


OPTIMAL = pulp.LpStatusOptimal, pulp.LpSolutionOptimal


@pytest.mark.parametrize("name", ["HiGHS", "PULP_CBC_CMD"])
def test_the_optimum_is_proved_with_its_bound(name: str) -> None:
    solved = solve(knapsack(), name, time_limit=10)
    assert (solved.status, solved.termination) == ("optimal", "proved")
    assert (solved.objective, solved.bound) == (pytest.approx(17), pytest.approx(17))
    assert solved.values == {"x0": 8, "x1": 0, "x2": 0}
    relaxed = solve(knapsack(), name, time_limit=10, mip=False)
    assert (relaxed.objective, relaxed.bound) == (pytest.approx(16), pytest.approx(16))


@pytest.mark.parametrize("name", ["HiGHS", "PULP_CBC_CMD"])
def test_what_cannot_be_is_infeasible_and_what_has_no_least_is_said(name: str) -> None:
    problem = knapsack()
    problem.addConstraint(pulp.lpSum(problem.variables()) <= 7.2, "too_few")
    assert solve(problem, name, time_limit=10).status == "infeasible"
    free = pulp.LpProblem("free", pulp.LpMinimize)
    free.setObjective(pulp.LpVariable("down", None, 5, pulp.LpInteger) * 1)
    solved = solve(free, name, time_limit=10)
    assert not solved.found
    assert solved.values is None


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (lambda k: 1e6, r"x0: expected within \[0, 50\], got 1e\+06"),
        (lambda k: math.nan, "x0: expected a number, got nan"),
        (lambda k: None, "x0: expected a number, got None"),
        (lambda k: 2.5, "x0: expected a whole number, got 2.5"),
        (lambda k: 2.0, "enough: expected >= 7.5, got 6"),
    ],
)
def test_a_solution_that_is_none_is_nonsense(
    monkeypatch: pytest.MonkeyPatch, value: Callable[[int], float | None], why: str
) -> None:
    faked(monkeypatch, Fake(*OPTIMAL, value))
    solved = solve(knapsack(), "Fake", time_limit=10)
    assert (solved.status, solved.termination, solved.values) == ("failed", "nonsense", None)
    assert re.search(why, solved.why)


def test_what_stands_in_variables_without_a_solution_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing = pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound
    faked(monkeypatch, Fake(*nothing, lambda k: 8.0))
    solved = solve(knapsack(), "Fake", time_limit=10)
    assert (solved.status, solved.values) == ("nothing_found", None)
    assert math.isnan(solved.objective)


def test_a_solution_at_the_time_limit_is_not_called_optimal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # PuLP calls it optimal; only the status of the solution says that it is not.
    faked(monkeypatch, Fake(pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible, lambda k: 4.0))
    solved = solve(knapsack(), "Fake", time_limit=0.0)
    assert (solved.status, solved.termination) == ("feasible", "time_limit")
    assert (solved.objective, solved.gap) == (37, math.inf)


def test_a_solver_that_dies_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "cbc"
    program.write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    faked(monkeypatch, pulp.COIN_CMD(path=os.fspath(program), msg=False))
    solved = solve(knapsack(), "COIN_CMD", time_limit=10)
    assert (solved.status, solved.termination, solved.values) == ("failed", "killed", None)
    assert "COIN_CMD ended without an answer" in solved.why
    with pytest.raises(SolverError, match=r"expected a plan, got none: .* ended without an answer"):
        plan_shifts(hours({(8, 12): 1}), rules(day=kind(8)))


def test_a_solver_that_writes_rubbish_is_no_solver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "cbc"
    program.write_text(
        '#!/bin/sh\nfor a in "$@"; do case "$a" in *.sol) echo "Optimal rubbish" > "$a";; esac; '
        "done\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    faked(monkeypatch, pulp.COIN_CMD(path=os.fspath(program), msg=False))
    solved = solve(knapsack(), "COIN_CMD", time_limit=10)
    assert (solved.status, solved.termination) == ("failed", "nonsense")


def test_a_plan_out_of_nonsense_or_out_of_time_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faked(monkeypatch, Fake(*OPTIMAL, lambda k: -3.0))
    with pytest.raises(SolverError, match=r"expected within .*, got -3"):
        plan_shifts(hours({(8, 12): 1}), rules(day=kind(8)))
    nothing = pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound
    faked(monkeypatch, Fake(*nothing, lambda k: 8.0))
    with pytest.raises(SolverError, match="expected a plan within 0 s, got none yet"):
        plan_shifts(hours({(8, 12): 1}), rules(day=kind(8)), time_limit=0.0)


def test_highs_begins_with_the_solution_given() -> None:
    # In no time at all it has nothing but what it was given.
    problem = _hard()
    assert solve(problem, "HiGHS", time_limit=0.0).status == "nothing_found"
    sides = [-row.constant for row in problem.constraints.values()]
    given = {f"more{k}": float(side) for k, side in enumerate(sides)}
    solved = solve(problem, "HiGHS", time_limit=0.0, start=given)
    assert (solved.status, solved.objective) == ("feasible", sum(sides))


def test_the_number_of_threads_may_change_in_one_process() -> None:
    for threads in (1, 2, 1):
        engine = calls._engine("HiGHS", 10, 0.0, True, None, None)
        engine.threads = threads
        problem = knapsack()
        problem.solve(engine)
        assert problem.sol_status == pulp.LpSolutionOptimal


def test_ctrl_c_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(done: int, limit: int) -> None:
        raise KeyboardInterrupt

    solved = solve(_hard(), "HiGHS", time_limit=20, progress=pressed)
    assert solved.termination == "interrupted"
    assert solved.seconds < 10


def test_a_signal_while_the_solver_runs_keeps_what_it_has_found() -> None:
    before = signal.getsignal(signal.SIGINT)
    signals = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    signals.start()
    solved = solve(_hard(), "HiGHS", time_limit=20, progress=lambda done, of: None)
    signals.join()
    assert (solved.status, solved.termination) == ("feasible", "interrupted")
    assert 0.4 < solved.seconds < 10
    assert signal.getsignal(signal.SIGINT) == before


def test_a_signal_too_late_to_change_the_answer_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = InterruptHeard.__exit__

    def pressed(self: InterruptHeard, *given: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        real(self, *given)

    monkeypatch.setattr(InterruptHeard, "__exit__", pressed)
    solved = solve(knapsack(), "HiGHS", time_limit=20, progress=lambda done, of: None)
    assert (solved.objective, solved.termination) == (17, "interrupted")


def test_people_halved_are_no_plan_when_ctrl_c_comes_after_the_relaxation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Highs.callSolver

    def pressed(self: Highs, lp: Any) -> None:
        real(self, lp)
        self._told_to_end = True

    monkeypatch.setattr(Highs, "callSolver", pressed)
    stopped = solve_near(knapsack(), "HiGHS", time_limit=20, gap=0.0, progress=lambda *_: None)
    assert (stopped.found, stopped.termination, stopped.values) == (False, "interrupted", None)


def test_ctrl_c_keeps_the_plan_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_relaxation, "LARGE", 1)
    answers = iter([[7.5, 0, 0], [9, 0, 0]])

    class Pressed(Fake):
        def actualSolve(self, lp: Any) -> int:
            if (values := next(answers, None)) is None:
                raise KeyboardInterrupt
            self.answer = (*OPTIMAL, lambda k: values[k])
            return super().actualSolve(lp)

    faked(monkeypatch, Pressed(*OPTIMAL, lambda k: None))
    told: list[int] = []
    solved = solve_near(
        knapsack(), "Fake", time_limit=20, gap=0.0, progress=lambda done, of: told.append(done)
    )
    assert (solved.status, solved.termination, solved.objective) == ("feasible", "interrupted", 19)
    with pytest.raises(KeyboardInterrupt):
        solve(knapsack(), "Fake", time_limit=20)
    with pytest.raises(Interrupted, match="stopped before there was a plan"):
        plan_shifts(
            hours({(8, 12): 1}), rules(day=kind(8)), progress=lambda done, of: told.append(done)
        )


def _hard() -> Any:
    """A market split, which no solver ends in seconds (Cornuejols & Dawande 1999)."""
    problem = pulp.LpProblem("split", pulp.LpMinimize)
    xs = [pulp.LpVariable(f"x{k:02d}", 0, 1, pulp.LpInteger) for k in range(40)]
    off = []
    for row in range(5):
        factors = [(37 * (k + 3) * (row + 7) + 11 * k * k * (row + 1)) % 97 for k in range(40)]
        more, less = (pulp.LpVariable(f"{way}{row}", 0) for way in ("more", "less"))
        off += [more, less]
        left = pulp.lpSum(f * x for f, x in zip(factors, xs, strict=True)) + more - less
        problem.addConstraint(left == sum(factors) // 2, f"split{row}")
    problem.setObjective(pulp.lpSum(off))
    return problem


@pytest.mark.parametrize("name", ["HiGHS", "PULP_CBC_CMD"])
def test_a_large_problem_keeps_the_better_of_both_answers(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_relaxation, "LARGE", 1)
    problem = knapsack(6)
    bounds = [(v.lowBound, v.upBound) for v in problem.variables()]
    solved = solve_near(problem, name, time_limit=20, gap=0.0)
    assert (solved.status, solved.objective) == ("optimal", pytest.approx(17))
    assert [(v.lowBound, v.upBound) for v in problem.variables()] == bounds
    loose = solve_near(problem, name, time_limit=20, gap=0.1)
    assert (loose.status, loose.termination) == ("feasible", "gap")
    assert loose.bound == pytest.approx(16)


def test_a_worse_answer_after_a_better_one_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    # CBC with a start and a short limit was seen to come back with less than it was given.
    monkeypatch.setattr(near_relaxation, "LARGE", 1)
    answers = iter([(OPTIMAL, [7.5, 0, 0]), (OPTIMAL, [8, 0, 0]), (None, [9, 0, 0])])

    def engine(*_: Any) -> Fake:
        said, values = next(answers)
        feasible = pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible
        return Fake(*(said or feasible), lambda k: values[k])

    monkeypatch.setattr(calls, "_engine", engine)
    solved = solve_near(knapsack(), "Fake", time_limit=20, gap=0.0)
    assert (solved.objective, solved.status) == (17, "feasible")
    assert solved.bound == 16


def test_solvers_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert solver_named("highs") == solver_named("HiGHS") == solver_named(None) == "HiGHS"
    assert solver_named("cbc") == "PULP_CBC_CMD"
    with pytest.raises(SolverError, match=r"expected one of .*, got 'hihgs'. Choose one"):
        solver_named("hihgs")
    with pytest.raises(SolverError, match="expected one that is installed, got MIPCL_CMD"):
        solver_named("MIPCL_CMD")
    real = solver_names.pulp.listSolvers
    monkeypatch.setattr(
        solver_names.pulp,
        "listSolvers",
        lambda onlyAvailable=False: [n for n in real(onlyAvailable) if n != "HiGHS"],
    )
    assert solver_named(None) == "PULP_CBC_CMD"


def test_gaps() -> None:
    assert relative_gap(100, 99) == pytest.approx(0.01)
    assert relative_gap(100, 101) == 0
    assert relative_gap(0, 0) == 0
    assert relative_gap(5, -math.inf) == math.inf


def test_a_search_that_may_see_no_more_nodes_keeps_what_it_has() -> None:
    problem = pulp.LpProblem("knapsacks", pulp.LpMinimize)
    x = [pulp.LpVariable(f"x{k}", cat="Binary") for k in range(40)]
    problem += -pulp.lpSum((17 + k * k % 23) * v for k, v in enumerate(x))
    for row in range(8):
        problem += pulp.lpSum((11 + (k * (row + 3)) % 19) * v for k, v in enumerate(x)) <= 150
    stopped = solve(problem, "HiGHS", time_limit=60, nodes=1)
    proved = solve(problem, "HiGHS", time_limit=60)
    assert (stopped.status, stopped.termination) == ("feasible", "stopped")
    assert stopped.bound <= proved.objective <= stopped.objective


@pytest.mark.parametrize("mip", [True, False])
def test_a_problem_reaches_highs_as_pulp_would_have_put_it_there(mip: bool) -> None:
    problem = pulp.LpProblem("mixed", pulp.LpMinimize)
    whole = pulp.LpVariable("whole", 0, 9, pulp.LpInteger)
    free = pulp.LpVariable("free", None, None)
    least = pulp.LpVariable("least", 2.5)
    problem.setObjective(3 * whole - 2 * least + 7)
    for row in (whole + free >= 4, whole - least == 1, 2 * free + 0 * least <= 8.5):
        problem.addConstraint(row)
    given = []
    for engine in (Highs(mip=mip, threads=1), pulp.HiGHS(mip=mip, msg=False, threads=1)):
        engine.createAndConfigureSolver(problem)
        engine.buildSolverModel(problem)
        given.append(problem.solverModel.getLp())
    ours, theirs = given
    for name in ("col_cost_", "col_lower_", "col_upper_", "row_lower_", "row_upper_"):
        assert list(getattr(ours, name)) == list(getattr(theirs, name))
    whole_ones = [[str(kind) for kind in one.integrality_] for one in given]
    continuous = ["HighsVarType.kContinuous"] * 3
    assert (whole_ones[0] or continuous) == (whole_ones[1] or continuous)
    assert _entries(ours) == _entries(theirs)


def _entries(lp) -> set[tuple[int, int, float]]:
    """Row, column and factor of what is not 0, however the matrix is kept."""
    matrix, by_row = lp.a_matrix_, "Row" in str(lp.a_matrix_.format_)
    found = set()
    for outer, (begin, end) in enumerate(itertools.pairwise(matrix.start_)):
        for k in range(begin, end):
            inner = matrix.index_[k]
            row, column = (outer, inner) if by_row else (inner, outer)
            found.add((int(row), int(column), float(matrix.value_[k])))
    return found
