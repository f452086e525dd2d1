"""Published instances of minimum shift design, each solved to the proven optimum.

TU Wien's DataSet1, as converted in Stieguu/Bounded-Minimum-Shift-Design-Constraint-Programming;
the files are no part of the project. Cost = minutes of one person missing or too many, and as
many minutes as an interval for each different shift; the week repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.agreement import Disagreement
from benchmarks.row import Row, Size
from benchmarks.timing import Told
from optimize.need import Need
from optimize.shifts import plan_shifts
from scenarios.shifts import ShiftKind, ShiftRules

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "shift_design"
FEWER: dict[Size, tuple[int, ...]] = {
    "tiny": (1,),
    "usual": (1, 2, 3, 4, 5),
    "long": (1, 2, 3, 4, 5),
}
OPTIMA = {1: 480, 2: 300, 3: 600, 4: 450, 5: 480}
"""Least cost [min] of each instance."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A requirement and the shifts it may be covered with."""

    need: Need
    rules: ShiftRules


def instance(number: int) -> Instance:
    """Read one of the published files.

    Raises
    ------
    FileNotFoundError
        It is not beside the project.
    """
    text = (DATA / f"RandomExample{number}.dzn").read_text(encoding="utf-8")
    found = dict(re.findall(r"(\w+) = (.*?);", text, re.DOTALL))
    numbers = {key: [int(x) for x in re.findall(r"-?\d+", value)] for key, value in found.items()}
    interval = numbers["interval"][0] * 60.0
    kinds = {
        f"type{k + 1}": _kind(interval, *limits)
        for k, limits in enumerate(
            zip(
                *(numbers[key] for key in ("minStart", "maxStart", "minLength", "maxLength")),
                strict=True,
            )
        )
    }
    rules = ShiftRules(
        kinds=kinds,
        hour_cost=0.0,
        under=60.0 * numbers["weightUnderCover"][0],
        over=60.0 * numbers["weightOverCover"][0],
        distinct_cost=float(numbers["weightShiftInstances"][0]),
    )
    required = np.array(numbers["demand"]).reshape(numbers["days"][0], -1)
    return Instance(Need(required), rules)


def _kind(interval: float, first: int, last: int, shortest: int, longest: int) -> ShiftKind:
    return ShiftKind(
        first_start=first * interval,
        last_start=last * interval,
        every=interval,
        lengths=tuple(n * interval for n in range(shortest, longest + 1)),
    )


def rows(size: Size, told: Told) -> list[Row]:
    """Seconds to the proven optimum of each instance; none where the files are not there."""
    numbers = [n for n in FEWER[size] if (DATA / f"RandomExample{n}.dzn").exists()]
    found = []
    for place, number in enumerate(numbers):
        one = instance(number)
        plan = plan_shifts(one.need, one.rules, gap=0.0, time_limit=120.0)
        least = OPTIMA[number]
        if (plan.status, round(plan.cost, 6)) != ("optimal", least):
            raise Disagreement(
                f"shift design {number}: expected {least} as the proven optimum, got "
                f"{plan.cost:g} ({plan.status})."
            )
        name = f"shift design {number}, proved optimal at {least} min"
        found.append(Row(name, plan.seconds, "s"))
        told(place + 1, len(numbers))
    return found
