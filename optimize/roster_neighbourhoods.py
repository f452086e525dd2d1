"""Which part of a roster is thought over next: some people, or some days of everybody."""

from __future__ import annotations

import numpy as np

from optimize.roster_limits import Grid, Limit
from optimize.roster_model import Place
from scenarios.rosters import RosterCase

FEWEST, MOST = 60, 3000
"""Bounds on how many shifts, counted by person, day and kind, are thought over at once."""


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
        self._size = {"people": 400.0, "days": 400.0}
        self._way = "people"

    def draw(self, grid: Grid) -> frozenset[Place]:
        """Some people on all days, or all people on some days in a row, near what costs."""
        self._way = "people" if self._rng.random() < 0.6 else "days"
        day, kind = self._costly(grid)
        return self._people(day, kind, grid) if self._way == "people" else self._days(day)

    def learn(self, *, proved: bool) -> None:
        """More at once next time when the best was proved to be found, else less."""
        size = self._size[self._way] * (1.15 if proved else 0.8)
        self._size[self._way] = min(max(size, FEWEST), MOST)

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

    def _people(self, day: int, kind: str, grid: Grid) -> frozenset[Place]:
        """Groups in random order, those first who are off or elsewhere on the day."""
        many = self._size["people"] / (self._case.days * len(self._case.kinds))
        order = [self._groups[k] for k in self._rng.permutation(len(self._groups))]
        if self._rng.random() < 0.5:
            order.sort(key=lambda names: grid[names[0], day] == kind)
        chosen: list[str] = []
        for names in order:
            if len(chosen) < max(2, round(many)):
                chosen += names
        return frozenset((name, d) for name in chosen for d in range(self._case.days))

    def _days(self, day: int) -> frozenset[Place]:
        people = self._case.people
        long = max(2, round(self._size["days"] / (len(people) * len(self._case.kinds))))
        first = day - int(self._rng.integers(long))
        days = range(max(first, 0), min(first + long, self._case.days))
        return frozenset((name, d) for name in people for d in days)
