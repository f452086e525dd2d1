"""Which part of a roster is thought over next: some people, some days, or some days of some."""

from __future__ import annotations

import numpy as np

from optimize.roster_limits import Grid, Limit
from optimize.roster_model import Place
from scenarios.rosters import RosterCase

WAYS = ("people", "days", "both")
"""What is drawn: people on all days, days of all people, or people on some days."""
FIRST, FEWEST, MOST = 200.0, 60.0, 600.0
"""How many shifts, counted by person, day and kind, are thought over at once: at first, and the
bounds; above the last one a part can take minutes at its first node."""
SHORTEST = 3
"""Fewest days in a row; fewer leave no room to move a day off."""


class LimitIndex:
    """The limits of a case by the places they speak of."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self.limits = limits
        self._at: dict[Place, list[int]] = {}
        for number, limit in enumerate(limits):
            for place in {(person, day) for person, day, _ in limit.cells()}:
                self._at.setdefault(place, []).append(number)

    def touching(self, places: frozenset[Place]) -> list[Limit]:
        """Those that speak of one of the places, in their order."""
        numbers = {number for place in places for number in self._at.get(place, ())}
        return [self.limits[number] for number in sorted(numbers)]


def groups_of(case: RosterCase) -> list[tuple[str, ...]]:
    """People who have to be thought over together, because a pair ties them."""
    head = {name: name for name in case.people}
    for one, other in (*case.apart, *case.together):
        old, new = head[other], head[one]
        head = {name: new if was == old else was for name, was in head.items()}
    found: dict[str, list[str]] = {}
    for name, first in head.items():
        found.setdefault(first, []).append(name)
    return [tuple(names) for names in found.values()]


class Neighbourhoods:
    """Draws places; each way of drawing has its own size, which follows what can be solved."""

    def __init__(self, case: RosterCase, seed: int) -> None:
        self._case = case
        self._groups = groups_of(case)
        self._rng = np.random.default_rng(seed)
        self._size = dict.fromkeys(WAYS, FIRST)
        self._way = WAYS[0]

    def draw(self, grid: Grid) -> frozenset[Place]:
        """Some people on all days, all people on some days in a row, or both; near what costs."""
        self._way = WAYS[self._rng.integers(len(WAYS))]
        day, kind = self._costly(grid)
        cells = self._size[self._way] / len(self._case.kinds)
        everybody, all_days = len(self._case.people), self._case.days
        if self._way == "people":
            long = all_days
        elif self._way == "days":
            long = round(cells / everybody)
        else:
            long = round(all_days * np.sqrt(cells / everybody / all_days))
        long = min(max(long, SHORTEST), all_days)
        many = everybody if self._way == "days" else max(2, round(cells / long))
        names, days = self._people(day, kind, grid, many), self._days(day, long)
        return frozenset((name, d) for name in names for d in days)

    def learn(self, *, proved: bool, better: bool) -> None:
        """Less at once next time when it took too long, more when nothing better was there."""
        factor = 0.75 if not proved else 1.0 if better else 1.15
        self._size[self._way] = min(max(factor * self._size[self._way], FEWEST), MOST)

    def _costly(self, grid: Grid) -> tuple[int, str]:
        """A day and a kind, drawn by what their cover costs; any of them once in four times."""
        needs = self._case.needs
        kinds = tuple(self._case.kinds)
        costs = np.zeros(len(needs))
        if needs and self._rng.random() < 0.75:
            people: dict[tuple[int, str | None], int] = {}
            for (_, day), kind in grid.items():
                people[day, kind] = people.get((day, kind), 0) + 1
            for k, need in enumerate(needs):
                short = need.required - people.get((need.day, need.kind), 0)
                costs[k] = max(short, 0) * need.under + max(-short, 0) * need.over
        if costs.sum() > 0:
            # Roots, so that one dear hole does not draw everything.
            weights = np.sqrt(costs)
            need = needs[int(self._rng.choice(len(needs), p=weights / weights.sum()))]
            return need.day, need.kind
        return int(self._rng.integers(self._case.days)), kinds[self._rng.integers(len(kinds))]

    def _people(self, day: int, kind: str, grid: Grid, many: int) -> list[str]:
        """Groups in random order, half of the times those first who do not work it yet."""
        order = [self._groups[k] for k in self._rng.permutation(len(self._groups))]
        if self._rng.random() < 0.5:
            order.sort(key=lambda names: grid[names[0], day] == kind)
        chosen: list[str] = []
        for names in order:
            if len(chosen) < many:
                chosen += names
        return chosen

    def _days(self, day: int, long: int) -> range:
        """Days in a row with the day among them."""
        first = day - int(self._rng.integers(long))
        first = min(max(first, 0), self._case.days - long)
        return range(first, first + long)
