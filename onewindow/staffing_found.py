"""A staffing plan that was found, with its tables: scopes, intervals and shifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from onewindow.demand import Days
from onewindow.requiring import Answer
from optimize.evaluation import Counts
from optimize.judging import Judgement, judge
from optimize.proving import Proven
from optimize.requirement import Requirement
from optimize.shift_plan import PlannedShift, ShiftPlan
from optimize.staffed_plan import PlanGrid, StaffedPlan
from plots.day_kinds import weekday_runs
from scenarios.calendar_days import DAY
from scenarios.calendars import WEEKDAYS
from scenarios.model import ServiceModel
from scenarios.shifts import ShiftKind, ShiftRules
from scenarios.units import clock_text


@dataclass(frozen=True, slots=True)
class Staffing:
    """Shifts for a promise, and how they did on fresh random numbers."""

    model: ServiceModel
    answer: Answer
    """The requirement by formula that the search began with."""
    grids: tuple[PlanGrid, ...]
    """The days planned, of each group with its hours."""
    rules: tuple[ShiftRules, ...]
    """What shifts there may be, of each group."""
    proven: Proven[StaffedPlan]
    confidence: float

    @property
    def grid(self) -> PlanGrid:
        """The days planned."""
        return self.grids[0]

    @property
    def requirement(self) -> Requirement:
        """The requirement by formula that the search began with."""
        return self.answer.requirement

    @property
    def days(self) -> Days:
        """Which days each interval stands for."""
        return self.answer.days

    @property
    def plan(self) -> StaffedPlan:
        """The shifts."""
        return self.proven.plan

    @property
    def status(self) -> str:
        """Whether the promise is kept in the check.

        ``met``: in every scope, with confidence; ``not_met``; ``unclear``: neither can be told with
        the replications there are; ``interrupted``: Ctrl-C came before the check, or even before
        the plan was simulated (`is_simulated`).
        """
        if self.proven.interrupted:
            return "interrupted"
        if self.proven.kept:
            return "met"
        return "not_met" if self.proven.check.missed.any() else "unclear"

    @property
    def is_simulated(self) -> bool:
        """Whether anything is known of how the plan does: Ctrl-C may have come before that."""
        return self.proven.check.replications > 0

    @property
    def hours_a_day(self) -> float:
        """Paid hours a day, in the mean over the days planned that are open."""
        return self.plan.paid_hours / self.open_days

    @property
    def open_days(self) -> int:
        """Days of those planned on which the promise asks for somebody."""
        return int(self.grid.place.any(axis=0).reshape(self.grid.days, -1).any(axis=1).sum())

    def day_level(self) -> tuple[float, float, float]:
        """Level over all intervals and queues together in the check, with its interval."""
        made, counts = self.requirement, self.proven.counts
        together = Counts(
            counts.part.sum(axis=2, keepdims=True), counts.whole.sum(axis=2, keepdims=True)
        )
        whole = np.ones((1, made.starts.size), dtype=np.bool_)
        level, low, high = _levels(
            judge(together, made.promise, whole, (1 - self.confidence) / 2), 0, 0
        )
        return level, low, high

    def scopes(self) -> pd.DataFrame:
        """Each scope of the promise: ``start, end, queue, level, low, high, met, verdict``.

        ``start`` is the start of its first interval and ``end`` the end of its last [s from
        midnight of the first day]; ``verdict`` is ``met``, ``not_met`` or ``unclear``.
        """
        made = self.requirement
        scopes = made.promise.scopes(made.starts)
        rows = []
        for s, of in enumerate(scopes):
            at = made.starts[of]
            for q, queue in enumerate(made.queues):
                levels = _levels(self.proven.check, s, q)
                word = self.proven.check.verdict(s, q)
                end = at[-1] + made.interval
                rows.append((at[0], end, queue, *levels, word == "met", word))
        names = ["start", "end", "queue", "level", "low", "high", "met", "verdict"]
        return pd.DataFrame(rows, columns=names)

    def intervals(self) -> pd.DataFrame:
        """Each interval and queue, as it did in the check.

        Columns ``start`` [s from midnight of the first day], ``group, queue, calls,
        offered_load, required, planned_for, staffed, level, low, high, met, verdict, weekdays,
        clock``.
        ``low`` and ``high`` are the bounds by which
        the verdict goes, where the promise is kept by interval, and else hold for all intervals
        together. ``required`` is what the formula said, ``planned_for`` what the shifts had to
        cover in the end; ``met`` and ``verdict`` are those of the scope it belongs to, None and
        empty where it is in none. ``weekdays`` such as ``mon-fri`` or ``daily`` are those that the
        interval stands for, and ``clock`` when it begins on them.
        """
        made, check = self.requirement, self.proven.check
        scopes = made.promise.scopes(made.starts)
        # Where each interval has a verdict of its own, its bounds are those of the verdict.
        alone = (
            check
            if made.promise.per == "interval"
            else judge(
                self.proven.counts, made.promise, np.eye(made.starts.size, dtype=np.bool_),
                (1 - self.confidence) / max(made.calls.size, 1),
            )
        )  # fmt: skip
        rows = []
        for t, start in enumerate(made.starts):
            of = np.flatnonzero(scopes[:, t])
            for q, g in enumerate(made.group_of):
                word = check.verdict(int(of[0]), q) if of.size else ""
                rows.append(
                    (
                        start, made.groups[g], made.queues[q], made.calls[t, q],
                        made.offered_load[t, q], made.required[t, g], self.proven.need[t, g],
                        self.plan.staffed[t, g], *_levels(alone, t, q),
                        word == "met" if of.size else None, word,
                        self.weekdays_of(int(start // DAY)), clock_text(float(start) % DAY),
                    )
                )  # fmt: skip
        names = [
            "start", "group", "queue", "calls", "offered_load", "required", "planned_for",
            "staffed", "level", "low", "high", "met", "verdict", "weekdays", "clock",
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=names)

    def weekdays_of(self, day: int) -> str:
        """The weekdays of the kind of day that begins with one, as calendars write them."""
        if self.grid.days == 1:
            return "daily"
        first = 0 if self.model.start_date is None else self.model.start_date.weekday()
        alike = self.days.of_first(day)
        return weekday_runs(sorted({(first + one) % len(WEEKDAYS) for one in alike}))

    def shifts(self) -> pd.DataFrame:
        """Each shift: ``group, kind, day, start, end, breaks, paid_hours, person`` and its titles.

        ``day`` is a weekday, or ``daily`` where one day stands for all; ``start`` and ``end`` are
        clock times, those after midnight beyond 24:00; ``breaks`` such as ``10:00-10:15``.
        """
        rows = [
            (group, shift.kind, _day(plan, shift.day), *_clocks(shift), shift.paid_hours,
             shift.person, *_titles(rules.kinds[shift.kind], shift.kind))
            for group, rules, plan in zip(
                self.requirement.groups, self.rules, self.plan.shifts, strict=True
            )
            for shift in plan.shifts
        ]  # fmt: skip
        names = ["group", "kind", "day", "start", "end", "breaks", "paid_hours", "person",
                 "title_zh", "title_en"]  # fmt: skip
        return pd.DataFrame(rows, columns=names)


def _levels(judged: Judgement, scope: int, queue: int) -> list[float]:
    return [float(one[scope, queue]) for one in (judged.level, judged.low, judged.high)]


def _day(plan: ShiftPlan, day: int) -> str:
    if len(plan.staffed) == 1:
        return "daily"
    return WEEKDAYS[(plan.first_weekday + day) % len(WEEKDAYS)]


def _titles(kind: ShiftKind, name: str) -> tuple[str, str]:
    """What a kind of shift is called in Chinese and in English."""
    return (name, name) if kind.title is None else (kind.title.zh, kind.title.en)


def _clocks(shift: PlannedShift) -> tuple[str, str, str]:
    since = shift.day * DAY
    breaks = ", ".join(
        f"{clock_text(pause.start - since)}-{clock_text(pause.end - since)}"
        for pause in sorted(shift.breaks, key=lambda pause: pause.start)
    )
    return clock_text(shift.start - since), clock_text(shift.end - since), breaks
