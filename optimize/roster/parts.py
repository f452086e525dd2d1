"""Some days of some people with their hard rules, of which any may be left out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from optimize.roster.limits import Grid, Limit, grid_of, only_from_above
from optimize.roster.model import changed, roster_model
from optimize.roster.neighbourhoods import LimitIndex
from optimize.roster.rules import RULES, limits_of
from optimize.solver import solve
from scenarios.roster.rosters import CoverNeed, RosterCase, RuleName

SMALL = 2500
"""Shifts, counted by person, day and kind, up to which whole numbers are asked for."""
NODES = 300
_MISSING = 1000.0
"""Price of one missing where a rule may be broken: more than any breach."""


def hard_limits(case: RosterCase) -> LimitIndex:
    """The limits of all hard rules."""
    hard = (limit for limit in limits_of(case) if case.strength(limit.rule) == "hard")
    return LimitIndex(tuple(hard))


@dataclass(frozen=True, slots=True)
class Breaches:
    """How far limits give way so that all else can be kept."""

    of: tuple[tuple[Limit, float], ...]
    """Each limit that is broken, and by how much."""
    least: float
    """No breaches are fewer in sum."""


class Part:
    """People on some days; where those are not all, other days are off and rules from below left.

    That takes away only what could forbid more: what cannot be here cannot be in the whole.
    """

    def __init__(
        self,
        case: RosterCase,
        limits: LimitIndex,
        people: Collection[str],
        days: Collection[int],
    ) -> None:
        bare = {name: case.people[name].model_copy(update={"wishes": ()}) for name in case.people}
        self.case = case.model_copy(update={"people": bare})
        self._places = frozenset((name, day) for name in people for day in days)
        self._grid: Grid = grid_of(case, dict.fromkeys(case.people, (None,) * case.days))
        whole = len(set(days)) == case.days
        self._limits = [
            limit for limit in limits.touching(self._places) if whole or only_from_above(limit)
        ]

    @property
    def rules(self) -> list[RuleName]:
        """Hard rules that say anything here."""
        said = {limit.rule for limit in self._limits}
        return [rule for rule in RULES if rule in said]

    def least_missing(
        self, rules: Collection[RuleName], needs: Iterable[CoverNeed], *, whole: bool = True
    ) -> float:
        """People that are missing at least with these rules; infinite where no row keeps them.

        A bound from below: that of people who can be split, and where that is none and the part is
        small, that of ``whole`` ones.
        """
        wanted = tuple(one.model_copy(update={"under": 1.0, "over": 0.0}) for one in needs)
        case = self.case.model_copy(update={"needs": wanted, "unasked": 0.0})
        limits = [limit for limit in self._limits if limit.rule in rules]
        problem, _ = roster_model(case, limits, self._grid, self._places)
        relaxed = solve(problem, "HiGHS", time_limit=60.0, mip=False)
        if relaxed.status == "infeasible":
            return math.inf
        bound = relaxed.bound if relaxed.status == "optimal" else 0.0
        if whole and bound < 0.5 and len(self._places) * len(case.kinds) <= SMALL:
            solved = solve(problem, "HiGHS", time_limit=10.0, nodes=NODES)
            bound = math.inf if solved.status == "infeasible" else max(bound, solved.bound)
        return math.ceil(bound - 1e-4) if math.isfinite(bound) else bound

    def least_breach(
        self,
        rules: Collection[RuleName],
        loosened: Collection[RuleName],
        needs: Iterable[CoverNeed],
    ) -> Breaches | None:
        """Breaches of a rule or two that make the rest possible, the least in sum that was found.

        None where the rest is not possible even so, and where nothing has to give way.
        """
        wanted = tuple(one.model_copy(update={"under": _MISSING, "over": 0.0}) for one in needs)
        strengths = {**self.case.strengths, **dict.fromkeys(loosened, 1.0)}
        bare = {"needs": wanted, "unasked": 0.0, "strengths": strengths}
        case = self.case.model_copy(update=bare)
        limits = [limit for limit in self._limits if limit.rule in rules]
        problem, model = roster_model(case, limits, self._grid, self._places)
        relaxed = solve(problem, "HiGHS", time_limit=20.0, mip=False)
        if relaxed.status == "infeasible" or relaxed.bound > _MISSING / 2:
            return None
        solved = solve(problem, "HiGHS", time_limit=10.0, nodes=NODES)
        if solved.values is None or solved.objective >= _MISSING:
            return None
        grid = changed(model, solved.values.__getitem__)
        found = tuple(
            (limit, beyond)
            for limit in limits
            if limit.rule in loosened and (beyond := limit.broken_by(grid))
        )
        return Breaches(found, max(relaxed.bound, solved.bound)) if found else None
