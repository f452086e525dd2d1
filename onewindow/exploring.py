"""What other goals would take: the search for shifts once more for each of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from onewindow.requiring import Asked
from onewindow.staff_shown import goal_of
from onewindow.staffing import Solving, Told, staff
from onewindow.staffing_found import Staffing
from optimize.promise import Promise
from optimize.proving import Effort
from plots.staff.data import Goal
from scenarios.errors import DataError, InfeasibleError, Interrupted
from scenarios.model import ServiceModel

SHARES = (0.8, 0.85, 0.9, 0.95)
"""Goals that are looked at when none are named."""
_TIMES = (0.5, 1.0, 1.5, 2.0)
"""The same of a mean wait, as shares of the one that was promised."""


@dataclass(frozen=True, slots=True)
class Explored:
    """What the goals take that were looked at."""

    goals: tuple[Goal, ...]
    refused: tuple[str, ...]
    """Why there are no shifts for some, a sentence each."""
    interrupted: bool
    """Ctrl-C ended it: the other goals were not looked at."""


def explore(
    model: ServiceModel,
    asked: Asked,
    found: Staffing,
    goals: tuple[float, ...],
    solving: Solving,
    effort: Effort,
    seed: int,
    told: Callable[[float], Told],
) -> Explored:
    """Plan shifts for other goals of the same promise, from the least to the greatest.

    A goal whose own plan is dearer than that of a harder one has that plan. The goal that was asked
    for keeps its own, which is shown.

    Parameters
    ----------
    model, asked, solving, effort, seed
        As for `onewindow.staffing.staff`; goals have the same random numbers.
    found
        The plan for the goal that was asked for, which is one of them.
    goals
        The goals: shares within [0, 1], or seconds of a mean wait.
    told
        Gives for a goal what is told each plan of its search.
    """
    done = [goal_of(found)]
    refused: list[str] = []
    stopped = False
    # Of other goals nothing is kept that was not simulated.
    later = replace(solving, at_once=0.0)
    for goal in goals:
        if goal == done[0].goal:
            continue
        try:
            other = staff(model, replace(asked, goal=goal), later, effort, seed, told(goal))
        except InfeasibleError as error:
            refused.append(f"--goals {goal:g}: {error}")
            continue
        except (KeyboardInterrupt, Interrupted):
            stopped = True
            break
        if other.is_simulated:
            done.append(goal_of(other))
        if other.proven.interrupted:
            stopped = True
            break
    harder = _harder(found.requirement.promise)
    kept = (done[0], *(_cheapest(one, done, harder) for one in done[1:]))
    return Explored(kept, tuple(refused), interrupted=stopped)


def _harder(promise: Promise) -> Callable[[Goal, Goal], bool]:
    """Whether the first goal asks for more than the second."""
    return lambda a, b: a.goal < b.goal if promise.is_time else a.goal > b.goal


def _cheapest(one: Goal, every: list[Goal], harder: Callable[[Goal, Goal], bool]) -> Goal:
    """The goal with the cheapest plan there is for it.

    A plan that keeps a harder goal keeps this one too, and searches end at no proven optimum.
    """
    keep = [other for other in every if other.status == "met" and harder(other, one)]
    best = min([one, *keep], key=lambda other: other.paid_hours)
    return replace(best, goal=one.goal)


def goals_of(text: str | None, promise: Promise) -> tuple[float, ...]:
    """Read a list of goals: shares in percent, or seconds of a mean wait.

    Parameters
    ----------
    text
        Such as ``80,85,90,95`` or ``80%, 90%``; the usual ones when left out.
    promise
        Whose goals they are.

    Raises
    ------
    DataError
        One is no number, or none that a share or a wait can have.
    """
    if text is None:
        return tuple(share * promise.goal for share in _TIMES) if promise.is_time else SHARES
    found = []
    for part in re.split(r"[,，、]", text):
        value = _number(re.sub(r"\s*(%|％|s|秒)\s*$", "", part))
        top = math.inf if promise.is_time else 100
        if not 0 < value < top:
            what = "seconds above 0" if promise.is_time else "percents between 0 and 100"
            example = "10,20,30" if promise.is_time else "80,85,90,95"
            raise DataError(
                f"--goals: expected {what}, got '{part.strip()}'. Write {example} or the like."
            )
        found.append(value if promise.is_time else value / 100)
    return tuple(sorted(dict.fromkeys(found)))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
