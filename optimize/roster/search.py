"""The search for a roster: a first one, the bound, then part after part thought over anew."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimize.roster.choice import Near, choose
from optimize.roster.limits import Grid, Roster, grid_of
from optimize.roster.master import CLOSE, SEEDS, Master
from optimize.roster.neighbourhoods import Neighbourhoods, Part
from optimize.roster.pool import KEPT
from optimize.roster.result import ToldRoster
from optimize.roster.row import Room
from optimize.roster.rows import Choices, Rows
from optimize.roster.ruin import Ruin
from optimize.roster.units import tied
from optimize.roster.whole import few_people, no_rows
from scenarios.roster.rosters import RosterCase

LABELS = 1 << 19
"""Most labels for a row."""
BOUND_LABELS, PART_LABELS = 30_000_000, 1_000_000
"""Labels of thorough searches for the bound, and for a part."""
RUINS, NOTED, WARM = 1000, 50, 2.0
"""Steps of ruin and recreate at first, after how many each the rows are noted, and how much dearer
a step may well be at their begin."""
FEW_PLACES, FEW_PARTS = 1500, 20
"""With more days of people than these, so many parts come before all are thought over at once."""
SEEDS_OF_ALL = 12_000
"""Rows of the pool that the relaxation of all begins with; with more, each solve takes seconds."""
ROUGH, WHOLE_ROUNDS = 0.003, (60, 200)
"""How near to its bound the relaxation of all is near enough at first, and most rounds then and
the second time."""
WHOLE_DIVE, PART_DIVE = (25, 8, 2.0), (15, 3, 1.0)
"""Steps and rounds of a dive of all, in which each row chosen too early is paid for by the last
ones, and of a part, of which another is soon tried; and how much dearer its rows may be. What is
wrong with those of all lies in the last few, and parts soon mend it; the best is kept meanwhile."""
SURE = 0.02
"""Of the cost, how far the best roster may be from the relaxation of all for the solver to be given
the rows between: farther away it hardly ever ends with a better one."""
STUCK, KICK = 40, 30
"""Parts without anything better after which rows are disturbed, and in how many steps."""


@dataclass(slots=True)
class Best:
    """The best rows so far."""

    rows: list[Choices]
    cost: float


class Search:
    """Rows, the best of them, and what is known of how good any can be."""

    def __init__(
        self, case: RosterCase, seed: int, asked: int, progress: ToldRoster | None
    ) -> None:
        self.case = case
        self.progress = progress
        self.done, self.asked = 0, asked
        self.best: Best | None = None
        self.bound = -math.inf
        self.rng = np.random.default_rng(seed)
        self.step = step_of(case)
        self.near: Near | None = None
        self.tried = math.inf
        self.tell()
        self.rows = Rows(case, Room(LABELS))
        self.draws = Neighbourhoods(self.rows, self.rng)
        self.ruin = Ruin(self.rows, self.rng)

    def tell(self) -> None:
        """Say how far it is; whoever listens may stop it by Ctrl-C."""
        if self.progress is not None:
            cost = math.inf if self.best is None else self.best.cost
            self.progress(self.done, self.asked, cost, self.bound)

    @property
    def proved(self) -> bool:
        """Whether nothing is left to prove."""
        return self.best is not None and self.best.cost <= self.bound + 1e-6

    @property
    def roster(self) -> Roster:
        """The best one."""
        assert self.best is not None
        return self.rows.roster_of(self.best.rows)

    def run(self, start: Roster | None) -> None:
        """All of it; whatever ends it early leaves the best so far."""
        self.begin(start)
        for k in range(RUINS):
            self.tell()
            self.ruin.step(3, self.case.days, WARM * (1 - k / RUINS))
            if k % NOTED == NOTED - 1:
                self.note()
        stages = [True] if self._is_small() else [False, True]
        first, quiet = 0 if self._is_small() else FEW_PARTS, 0
        while self.done < self.asked and not self.proved:
            if stages and (self.done == first or quiet >= STUCK):
                self.whole(thorough=stages.pop(0))
                quiet = 0
            elif quiet >= STUCK:
                if not self.choose():
                    self.disturb()
                quiet = 0
            else:
                quiet = 0 if self.part() else quiet + 1
            self.done += 1
            self.tell()

    def begin(self, start: Roster | None) -> None:
        """Legal rows for all: those given, and for others the cheapest, one after the other."""
        rows = self.rows
        missing = []
        grid = None if start is None else grid_of(self.case, start)
        for unit in range(len(rows.units)):
            row = None if start is None or grid is None else rows.choices_of(unit, start)
            if row is not None and math.isfinite(rows.judged(unit, row, rows.prices(unit))):
                rows.put(unit, row)
            else:
                missing.append(unit)
        for unit in missing:
            self.tell()
            if math.isinf(rows.units[unit].constant):
                raise no_rows(rows.units[unit].names, proved=True)
            if rows.rows[unit] is None and not self._cheapest(unit):
                self._with_solver(unit)
        self.note()

    def _cheapest(self, unit: int) -> bool:
        """Give a unit its cheapest row; False when none was found."""
        rows = self.rows
        found = rows.cheapest(unit, rows.prices(unit), quick=True)
        if found.row is None:
            if found.exact and not rows.pairs[unit]:
                raise no_rows(rows.units[unit].names, proved=True)
            return False
        rows.put(unit, found.row.choices)
        return True

    def _with_solver(self, unit: int) -> None:
        """Rows by the whole model for a unit and all whom pairs tie to it."""
        rows, case = self.rows, self.case
        pairs = [*case.apart, *case.together]
        names = next(g for g in tied(case.people, pairs) if rows.units[unit].names[0] in g)
        those = [u for u, one in enumerate(rows.units) if one.names[0] in names]
        for other in those:
            if rows.rows[other] is not None:
                rows.take(other)
        off = np.zeros(case.days, np.int32)
        grid: Grid = grid_of(
            case, rows.roster_of([off if row is None else row for row in rows.rows])
        )
        grid = few_people(case, names, grid)
        found = {name: tuple(grid[name, day] for day in range(case.days)) for name in names}
        for other in those:
            rows.put(other, rows.choices_of(other, found))

    def note(self) -> bool:
        """Keep the rows as they stand when they are the best; whether they are."""
        cost = self.rows.cost
        if self.best is not None and cost >= self.best.cost - 1e-6:
            return False
        self.best = Best([row for row in self.rows.rows if row is not None], cost)
        return True

    def whole(self, *, thorough: bool) -> None:
        """Rows for all at once: their relaxation is the bound, and its rows a roster."""
        everybody = list(range(len(self.rows.units)))
        seeds = min(KEPT, max(SEEDS, SEEDS_OF_ALL // len(everybody)))
        master = Master(self.rows, everybody, range(self.case.days), self.tell, seeds=seeds)
        try:
            if thorough:
                master.relax(rounds=WHOLE_ROUNDS[1], labels=BOUND_LABELS)
            else:
                master.relax(rounds=WHOLE_ROUNDS[0], labels=0, within=ROUGH)
        finally:
            self.bound = max(self.bound, self._rounded(master.bound + self.rows.constant))
        self.near = master.near()
        self._dive(master, WHOLE_DIVE)
        self.choose()

    def choose(self) -> bool:
        """Try the rows near the relaxation of all together; whether there is a better roster."""
        if self.near is None or self.best is None or self.proved or self.best.cost >= self.tried:
            return False
        self.tried = self.best.cost
        if self.tried - self.rows.constant - self.near.cost > SURE * abs(self.tried):
            return False
        below = self.best.cost - self.rows.constant - (self.step or CLOSE) + CLOSE
        chosen = choose(self.near, below, self.tell)
        if chosen is None:
            return False
        self.rows.replace([chosen[unit] for unit in range(len(self.rows.units))])
        return self.note()

    def _is_small(self) -> bool:
        return len(self.rows.units) * self.case.days <= FEW_PLACES

    def part(self) -> bool:
        """Think one part over; whether there is a better roster than ever."""
        part: Part = self.draws.draw()
        master = Master(self.rows, part.units, part.days, self.tell)
        now = master.cost
        aim = now - (self.step or 1e-6 * max(1.0, abs(now))) + 1e-6
        relaxed = master.relax(rounds=30, labels=PART_LABELS, enough=aim)
        proved = relaxed.bound > aim or relaxed.cost > aim
        if proved:
            master.undo()
            better = False
        else:
            better = self._dive(master, PART_DIVE)
        self.draws.learn(proved=proved, better=better)
        return better

    def _dive(self, master: Master, pace: tuple[int, int, float]) -> bool:
        """Choose rows from a master; what was is put back when they are too dear."""
        before = self.rows.cost_without(master.was)
        steps, rounds, dearer = pace
        more = (dearer - 1.0) * abs(master.cost) + CLOSE
        chosen = master.dive(rng=self.rng, steps=steps, rounds=rounds, most=master.cost + more)
        if chosen is not None:
            for unit, row in chosen.items():
                self.rows.put(unit, row)
            if self.rows.cost <= before + more:
                return self.note()
            for unit in chosen:
                self.rows.take(unit)
        master.undo()
        return False

    def take(self, roster: Roster) -> None:
        """Go on from a legal roster."""
        units = range(len(self.rows.units))
        self.rows.replace([self.rows.choices_of(unit, roster) for unit in units])
        self.note()

    def disturb(self) -> None:
        """Go back to the best, and from there on to something near that may be dearer."""
        assert self.best is not None
        self.rows.replace(self.best.rows)
        warmth = WARM * float(self.rng.integers(1, 5))
        for _ in range(KICK):
            self.ruin.step(3, self.case.days, warmth)

    def _rounded(self, bound: float) -> float:
        """The next cost that a roster can have."""
        if self.step == 0.0 or math.isinf(bound):
            return bound
        return math.ceil(bound / self.step - 1e-6) * self.step


def step_of(case: RosterCase) -> float:
    """All costs are multiples of this; 0 when nothing is known of it."""
    if any(isinstance(strength, float) for strength in case.strengths.values()):
        return 0.0
    prices = {price for need in case.cover for price in (need.under, need.over)}
    prices |= {wish.weight for person in case.people.values() for wish in person.wishes}
    parts = {price: Fraction(price).limit_denominator(1000) for price in prices if price}
    if not parts or any(abs(float(one) - price) > 1e-12 for price, one in parts.items()):
        return 0.0
    below = math.lcm(*(one.denominator for one in parts.values()))
    return math.gcd(*(int(one * below) for one in parts.values())) / below
