"""Which part of a roster is thought over next: some people, some days, or some days of some."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimize.roster.limits import Limit
from optimize.roster.model import Place
from optimize.roster.rows import Rows

WAYS = ("people", "days", "both")
"""What is drawn: people on all days, days of all people, or people on some days."""
FIRST, FEWEST, MOST = 240.0, 60.0, 1600.0
"""How many days of people are thought over at once: at first, and the bounds."""
SHORTEST, LEAST_PEOPLE = 5, 3
"""Fewest days in a row, and fewest people; with less there is no room to move a day off."""


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


@dataclass(frozen=True, slots=True)
class Part:
    """Some units on some days in a row."""

    units: list[int]
    days: range


class Neighbourhoods:
    """Draws parts; each way of drawing has its own size, which follows what can be solved."""

    def __init__(self, rows: Rows, rng: np.random.Generator) -> None:
        self._rows, self._rng = rows, rng
        self._size = dict.fromkeys(WAYS, FIRST)
        self._way = WAYS[0]

    def draw(self) -> Part:
        """Some units on all days, all units on some days in a row, or both; near what costs."""
        everybody, all_days = len(self._rows.units), self._rows.case.days
        self._way = WAYS[self._rng.integers(len(WAYS))]
        size = self._size[self._way]
        if self._way == "people":
            long = all_days
        elif self._way == "days":
            long = round(size / everybody)
        else:
            long = round(all_days * np.sqrt(size / everybody / all_days))
        long = min(max(long, SHORTEST), all_days)
        many = everybody if self._way == "days" else max(LEAST_PEOPLE, round(size / long))
        many = min(many, everybody, max(LEAST_PEOPLE, round(MOST / long)))
        day, choice = self._costly()
        return Part(self._units(day, choice, many), self._days(day, long))

    def learn(self, *, proved: bool, better: bool) -> None:
        """More at once next time when nothing better was there, less when it was not found."""
        factor = 1.0 if better else 1.1 if proved else 0.93
        self._size[self._way] = min(max(factor * self._size[self._way], FEWEST), MOST)

    def _costly(self) -> tuple[int, int]:
        """A day and a kind, drawn by what their cover costs; any of them once in two times."""
        costs = np.sqrt(np.maximum(self._rows.cover_costs[:, 1:], 0.0)).ravel()
        if self._rng.random() < 0.5 and costs.sum() > 0:
            # Roots, so that one dear hole does not draw everything.
            cell = int(self._rng.choice(costs.size, p=costs / costs.sum()))
        else:
            cell = int(self._rng.integers(costs.size))
        width = len(self._rows.case.kinds)
        return cell // width, cell % width + 1

    def _units(self, day: int, choice: int, many: int) -> list[int]:
        """Units in random order, half of the times those first who could work it and do not."""
        rows = self._rows
        order = [int(u) for u in self._rng.permutation(len(rows.units))]
        if self._rng.random() < 0.5:
            able = [np.isfinite(rows.units[u].costs[day, choice]) for u in range(len(rows.units))]
            order.sort(key=lambda u: not able[u])
        return sorted(order[:many])

    def _days(self, day: int, long: int) -> range:
        """Days in a row with the day among them."""
        first = day - int(self._rng.integers(long))
        first = min(max(first, 0), self._rows.case.days - long)
        return range(first, first + long)
