"""A flow unrolled into the operations that each case walks, many cases at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from scenarios.causes import cause_name
from scenarios.flows import (
    Branch,
    Delay,
    Flow,
    GoHome,
    Parallel,
    Rework,
    Serve,
    inner_flows,
    step_name,
)
from scenarios.model import ServiceModel
from scenarios.visits import visiting_calendar
from sim.draws import Draws, draws_away, draws_of_service
from sim.labels import Path, step_labels
from sim.script import BRANCH, DELAY, FORK, HOME, JOIN, LET_GO, SERVE, STAY_AWAY
from sim.times import TimeDrawer, Turn
from sim.variates import Floats, Ints
from sim.world import ALWAYS, World


@dataclass(slots=True)
class Chunk:
    """One operation of many cases."""

    cases: Ints
    """Indices into the service's population."""
    kind: int
    what: int
    step: int
    branch: int
    round: Ints
    visit: Ints
    draws: list[Draws]
    """By attempt."""
    keeps: bool = False
    link: Chunk | None = None
    """The chunk that its jump leads to; that chunk has the same cases in the same order."""


@dataclass(slots=True)
class Walker:
    """Walks cases of one service and channel through the flow, writing chunks of operations."""

    model: ServiceModel
    world: World
    flow: Flow
    times: TimeDrawer
    attempts: Ints
    """Most attempts of each case of the population."""
    chunks: list[Chunk] = field(default_factory=list)
    returns: list[tuple[Ints, int]] = field(default_factory=list)
    """Cases of the population that are sent back, with the cause, each time."""
    bounded: list[Ints] = field(default_factory=list)
    """Cases of the population let through at the bound of a rework, each time."""
    _labels: dict[Path, str] = field(init=False)
    _visit: Ints = field(init=False)
    _walked: dict[Path, Ints] = field(init=False, default_factory=dict)
    _branch: int = field(init=False, default=0)
    _numbers: dict[Path, int] = field(init=False)

    def __post_init__(self) -> None:
        self._labels = step_labels(self.flow)
        self._visit = np.ones(self.attempts.size, dtype=np.int64)
        self._numbers = _branch_numbers(self.flow)

    def walk(self, cases: Ints) -> None:
        """Walk these cases to the end: from the first step, or where an open case stands."""
        opened = self.model.services[self.times.service].open_cases
        places = {step_name(step): k for k, step in enumerate(self.flow)}
        begins = [places.get(case.step, 0) for case in opened]
        # Cases that are not open at the beginning are -1: they find the 0 at the end.
        first = np.array([*begins, 0])[self.times.population.open_case[cases]]
        for k in sorted({0, *begins}):
            self._steps(self.flow, (), cases[first == k], k)

    def stay_away(self, cases: Ints) -> None:
        """Booked cases that do not come."""
        if cases.size:
            self._mark(STAY_AWAY, cases)

    def _steps(
        self, steps: Flow, prefix: Path, cases: Ints, start: int = 0, stop: int | None = None
    ) -> None:
        for k in range(start, len(steps) if stop is None else stop):
            if cases.size == 0:
                return
            step, path = steps[k], (*prefix, k)
            match step:
                case Serve():
                    self._serve(step, path, cases)
                case Delay():
                    self._delay(step, path, cases)
                case Branch():
                    self._part(step, path, cases)
                case Parallel():
                    self._fork(step, path, cases)
                case Rework():
                    self._again(step, path, cases, steps)

    def _turn(self, path: Path, cases: Ints) -> Ints:
        """How often each case has walked the step before; counts this time."""
        count = self._walked.setdefault(path, np.zeros(self.attempts.size, dtype=np.int64))
        turns = count[cases]
        count[cases] = turns + 1
        return turns

    def _emit(
        self, kind: int, cases: Ints, turns: Ints, draws: list[Draws], what: int, name: str | None
    ) -> Chunk:
        step = -1 if name is None else self.world.steps.index(name)
        chunk = Chunk(cases, kind, what, step, self._branch, turns, self._visit[cases], draws)
        self.chunks.append(chunk)
        return chunk

    def _serve(self, step: Serve, path: Path, cases: Ints) -> None:
        self._serve_with_help(step, step.serve, self._labels[path], cases, self._turn(path, cases))

    def _serve_with_help(
        self, step: Serve, activity: str, label: str, cases: Ints, turns: Ints
    ) -> None:
        """Ask for a resource, and keep it for those who need help until they have had it."""
        help_ = self.model.activities[activity].help
        if help_ is None:
            self._ask(step, activity, label, cases, turns)
            return
        u = self.times.uniform(label, "help", self.times.turn(cases, turns))
        needs = u < help_.probability
        self._ask(step, activity, label, cases[~needs], turns[~needs])
        cases, turns = cases[needs], turns[needs]
        if cases.size:
            self._ask(step, activity, label, cases, turns, keeps=True)
            helper = f"{label} {help_.activity}"
            self._serve_with_help(step, help_.activity, helper, cases, turns)
            self._mark(LET_GO, cases)

    def _ask(
        self, step: Serve, activity: str, label: str, cases: Ints, turns: Ints, keeps: bool = False
    ) -> None:
        """Ask for a resource for an activity."""
        if cases.size:
            draws = draws_of_service(
                self.model, self.times, activity, label, cases, turns, self.attempts[cases]
            )
            what = self.world.activities.index(activity)
            self._emit(SERVE, cases, turns, draws, what, step_name(step)).keeps = keeps

    def _delay(self, step: Delay, path: Path, cases: Ints) -> None:
        turns, label = self._turn(path, cases), self._labels[path]
        turn = self.times.turn(cases, turns)
        what = ALWAYS if step.calendar is None else self.world.calendars.index(step.calendar)
        workday = 0.0 if what == ALWAYS else self.world.workday_seconds[what]
        away = self.times.time(step.time, label, "time", turn, workday)
        if step.go_home:
            self._leave(cases, turns, away, label, turn, what, step.delay)
        else:
            self._emit(DELAY, cases, turns, self._away(cases, away, away), what, step.delay)

    def _leave(
        self, cases: Ints, turns: Ints, away: Floats, label: str, turn: Turn, what: int, name: str
    ) -> None:
        place = self.times.uniform(label, "return", turn)
        self._emit(HOME, cases, turns, self._away(cases, away, place), what, name)
        self._visit[cases] += 1

    def _away(self, cases: Ints, away: Floats | None, place: Floats | None) -> list[Draws]:
        return draws_away(self.attempts[cases], away, place)

    def _mark(self, kind: int, cases: Ints, what: int = 0) -> Chunk:
        turns = np.zeros(cases.size, dtype=np.int64)
        return self._emit(kind, cases, turns, self._away(cases, None, None), what, None)

    def _part(self, step: Branch, path: Path, cases: Ints) -> None:
        turn = self.times.turn(cases, self._turn(path, cases))
        u = self.times.uniform(self._labels[path], "branch", turn)
        way = np.zeros(u.size, dtype=np.int64)
        for bound in np.cumsum([arm.probability for arm in step.branch]):
            way += u >= bound
        for b, arm in enumerate(step.branch):
            self._steps(arm.steps, (*path, b), cases[way == b])

    def _fork(self, step: Parallel, path: Path, cases: Ints) -> None:
        outer = self._branch
        fork = self._mark(FORK, cases, len(step.parallel))
        mark: Chunk | None = None
        for b, steps in enumerate(step.parallel):
            self._branch = self._numbers[*path, b]
            following = self._mark(BRANCH, cases)
            if mark is not None:
                mark.link = following
            mark = following
            self._steps(steps, (*path, b), cases)
        self._branch = outer
        assert mark is not None
        fork.link = mark.link = self._mark(JOIN, cases)

    def _again(self, step: Rework, path: Path, cases: Ints, steps: Flow) -> None:
        *prefix, here = path
        target = next(k for k, s in enumerate(steps) if step_name(s) == step.rework)
        label = self._labels[path]
        while cases.size:
            turn = self.times.turn(cases, self._turn(path, cases))
            back = self.times.uniform(label, "rework", turn) < step.probability
            at_bound = back & (turn.round >= step.max_rounds)
            self.bounded.append(cases[at_bound])
            back &= ~at_bound
            cases = cases[back]
            if cases.size:
                cause = self.world.causes.index(cause_name(self.times.service, step.label))
                self.returns.append((cases, cause))
            if step.go_home is not None and cases.size:
                turn = self.times.turn(cases, turn.round[back])
                self._go_home(step.go_home, step.rework, label, turn)
            self._steps(steps, tuple(prefix), cases, target, here)

    def _go_home(self, leave: GoHome, name: str, label: str, turn: Turn) -> None:
        calendar = visiting_calendar(self.model, self.times.service)
        what, workday = ALWAYS, 0.0
        if calendar is not None and leave.delay.in_workdays:
            what = self.world.calendars.index(calendar)
            workday = self.world.workday_seconds[what]
        away = self.times.time(leave.delay, label, "go_home", turn, workday)
        self._leave(turn.cases, turn.round, away, label, turn, what, name)


def _branch_numbers(flow: Flow) -> dict[Path, int]:
    """A number from 1 for each branch of each parallel step, in the order of the file."""
    numbers: dict[Path, int] = {}

    def collect(steps: Flow, prefix: Path) -> None:
        for k, step in enumerate(steps):
            for b, inner in enumerate(inner_flows(step)):
                if isinstance(step, Parallel):
                    numbers[*prefix, k, b] = len(numbers) + 1
                collect(inner, (*prefix, k, b))

    collect(flow, ())
    return numbers
