"""The loop that proves a plan: solve, simulate those very shifts, lift what is short, trim, check.

A requirement by interval does not know who is still busy from before, who comes late from a break
and where a line builds up. So the shifts are simulated, and the requirement of the intervals that
fall short is lifted until they do not; where there is slack it is lowered again, as long as the
plan does not get dearer by it. The lifted requirements are a heuristic, not cuts that no cheaper
plan could pass (for those see Cezik & L'Ecuyer 2008, "Staffing multiskill call centers via linear
programming and simulation"). What stands at the end is checked on random numbers that the search
has not seen: who searches for the least among noisy plans finds those that were lucky.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from typing import Generic

import numpy as np
from scipy import stats

from optimize.evaluation import Counts, Ints
from optimize.judging import Judgement, joined, judge
from optimize.lifting import lifted, lowered, to_blame
from optimize.proving import Candidate, Effort, P, Proven, Proving, Round, Stage
from scenarios.errors import InfeasibleError, Interrupted, Problem, SolverError

HOPELESS = 0.01
"""A check is ended where a scope would pass it less likely than this."""
_NOTHING = Problem(
    "",
    "interrupted before there were shifts, and none could be found at once: nothing is kept. Start "
    "it again.",
    zh="已中断：还没有排出班次，也不能马上排出，没有可保留的结果。请重新运行。",
)


def prove(
    proving: Proving[P],
    need: Ints,
    *,
    effort: Effort,
    seed: int = 1,
    told: Callable[[Round], None],
) -> Proven[P]:
    """Find a cheap plan that keeps the promise in simulation, and check it on fresh numbers.

    An interrupt (Ctrl-C) ends it with the best plan so far, be it the first one, which nothing is
    known of until it has been simulated, or one made at once where there is none. A promise that no
    plan keeps ends with the plan that has all the people there is room for, and its check says
    where it is missed.

    Parameters
    ----------
    proving
        What is to be proven.
    need
        Requirement to begin with, shape (intervals, groups).
    effort
        How much is done.
    seed
        Names the random numbers of the search; each check has the ones of a seed of its own.
    told
        Told each plan as it has been simulated.

    Raises
    ------
    InfeasibleError, SolverError
        Whatever ``proving.solve`` raises for the first requirement, also with one person fewer
        wherever it asks for all that there is room for.
    KeyboardInterrupt, Interrupted
        As by `unsimulated`.
    """
    search = _Search(proving, effort, seed, told)
    try:
        search.lift(search.begun(need))
        search.trim()
        judged, counts = search.check()
        # What luck alone had met is lifted, and looked at again on numbers as fresh.
        while not judged.kept and search.checks < effort.checks:
            if not search.lift_again(judged, counts):
                break
            judged, counts = search.check()
        if not (judged.kept or judged.is_clear):
            judged, counts = search.check(to_the_end=True)
        return search.proven(judged, counts, interrupted=False)
    except (KeyboardInterrupt, Interrupted):
        best = search.best
        if best is None:
            return unsimulated(proving, need, effort=effort, seed=seed)
        return search.proven(best.judged, best.counts, interrupted=True)


def unsimulated(proving: Proving[P], need: Ints, *, effort: Effort, seed: int) -> Proven[P]:
    """The plan to begin with, made at once: what Ctrl-C before there was any leaves.

    Parameters
    ----------
    proving, need, effort, seed
        As for `prove`.

    Raises
    ------
    KeyboardInterrupt
        No plan is to be made at once.
    Interrupted
        There is none at once, or none at all.
    """
    if proving.at_once is None:
        raise KeyboardInterrupt
    search = _Search(replace(proving, solve=proving.at_once), effort, seed, lambda _: None)
    # It ends with the first plan there is, as that says that it was interrupted.
    with suppress(KeyboardInterrupt, Interrupted, InfeasibleError, SolverError):
        search.begun(need)
    if search.best is None:
        raise Interrupted(_NOTHING)
    return search.proven(search.best.judged, search.best.counts, interrupted=True)


class _Search(Generic[P]):
    """Remembers the best plan so far, so that Ctrl-C loses nothing."""

    def __init__(
        self, proving: Proving[P], effort: Effort, seed: int, told: Callable[[Round], None]
    ) -> None:
        self.proving, self.effort, self.seed, self.told = proving, effort, seed, told
        self.rounds: list[Round] = []
        self.checks = 0
        self.sample = [(seed, range(effort.replications))]
        """Seeds and replications of the search: a check that failed has shown it its own."""
        self.best: Candidate[P] | None = None
        """The cheapest one that keeps the promise; until there is one, the latest simulated; until
        then, the first that was solved for."""
        self.most = proving.most.astype(np.float64)
        """Most that can be asked for: no more than there is room for, and than shifts cover."""
        self.plans: dict[bytes, P] = {}
        """What was solved for once is not solved for again."""
        self.refused: dict[bytes, InfeasibleError | SolverError] = {}
        """Nor is what has no plan, or none in its time."""

    def planned(self, need: Ints) -> P:
        """The plan for a requirement; raises when there is none."""
        known = need.tobytes()
        if known in self.refused:
            raise self.refused[known]
        if known not in self.plans:
            try:
                plan = self.proving.solve(need)
            except (InfeasibleError, SolverError) as error:
                self.refused[known] = error
                raise
            if self.best is None:
                self.best = self.unseen(plan, need)
            if plan.interrupted:
                raise KeyboardInterrupt
            self.plans[known] = plan
        return self.plans[known]

    def unseen(self, plan: P, need: Ints) -> Candidate[P]:
        """A plan that has not been simulated."""
        nothing = np.empty((0, len(need), len(self.proving.group_of)))
        counts = Counts(nothing, nothing)
        return Candidate(plan, need, self.judged(counts), counts)

    def begun(self, need: Ints) -> Ints:
        """The requirement to begin with, as far as shifts cover it.

        With all seats asked for nobody can stand in for those on a break: there it may be one less.
        That may also be what keeps a solver from finding shifts in its time.
        """
        try:
            self.planned(need)
        except (InfeasibleError, SolverError) as error:
            less = np.where((need >= self.most) & (need > 0), need - 1, need)
            try:
                self.planned(less)
            except (InfeasibleError, SolverError):
                raise error from None
            return self.covered(less, need)
        return need

    def covered(self, need: Ints, more: Ints) -> Ints:
        """Of what is more than a requirement that has shifts, as much as shifts cover with it.

        It is tried by halves; what they do not cover by itself is not asked for again.
        """
        try:
            self.planned(more)
        except (InfeasibleError, SolverError) as error:
            at = np.flatnonzero(more > need)
            if at.size <= 1 or isinstance(error, SolverError):
                # What took too long as a whole is not tried in parts, which would take longer.
                self.most.flat[at] = need.flat[at]
                return need
            for half in np.array_split(at, 2):
                part = need.copy()
                part.flat[half] = more.flat[half]
                need = self.covered(need, part)
            return need
        return more

    def lift(self, need: Ints) -> None:
        """Lift a requirement until every scope is met, or there is no more room."""
        found = self.best = self.tried("lift", need)
        for _ in range(1, self.effort.rounds):
            more = self._lifted(found, found.judged, found.counts)
            if (more == found.need).all():
                return
            more = self.covered(found.need, more)
            if (more > found.need).any():
                found = self.best = self.tried("lift", more)

    def lift_again(self, judged: Judgement, counts: Counts) -> bool:
        """Lift what a check found short; False when there is no more room."""
        assert self.best is not None
        seen = range(min(judged.replications, self.effort.first_check))
        self.sample.append((self.seed + self.checks, seen))
        more = self._lifted(self.best, self.judged(counts), counts)
        if (more == self.best.need).all():
            return False
        self.lift(self.covered(self.best.need, more))
        return True

    def trim(self) -> None:
        """Lower the requirement where there is slack, as long as all promises are kept."""
        best, share, in_vain = self.best, 0.5, 0
        assert best is not None
        # Where nothing is promised people are not sent home: they stay as they were required.
        free = np.asarray(self.proving.scopes.any(axis=0))[:, None]
        fixed = (best.need == 0) | ~free
        for _ in range(self.effort.rounds):
            if not best.judged.kept or fixed.all() or in_vain == self.effort.in_vain:
                return
            less = lowered(
                best.need, best.judged, self.proving.promise, self.proving.scopes,
                self.proving.group_of, fixed, share,
            )  # fmt: skip
            found = self.tried("trim", less)
            lower = less < best.need
            kept = found if found.judged.kept else self.partly(found, best)
            good = kept.judged.kept and kept.plan.cost <= best.plan.cost
            in_vain = 0 if good and kept.plan.cost < best.plan.cost else in_vain + 1
            if good:
                best = self.best = kept
                fixed |= best.need == 0
            if not (good and kept is found):
                blamed = to_blame(lower, found.judged, self.proving.scopes, self.proving.group_of)
                fixed |= blamed if blamed.any() else lower
            if not good:
                share /= 2

    def partly(self, found: Candidate[P], best: Candidate[P]) -> Candidate[P]:
        """A trial with the days on which it fell short as they were: other days keep their gain."""
        days, short = self.proving.days, ~found.judged.met.all(axis=1)
        failing = np.isin(days, days[self.proving.scopes[short].any(axis=0)])
        need = np.where(failing[:, None], best.need, found.need)
        return found if (need == best.need).all() else self.tried("trim", need)

    def check(self, *, to_the_end: bool = False) -> tuple[Judgement, Counts]:
        """Judge the best plan on fresh random numbers, with more of them until all is clear.

        A scope that misses its promise, or could hardly be met with all the replications there
        are, ends it, because the plan is lifted then; unless all verdicts are asked for.
        """
        assert self.best is not None
        effort, proving = self.effort, self.proving
        self.checks += 1
        counts, done, wanted = None, 0, effort.first_check
        while True:
            fresh = proving.simulate(self.best.plan, range(done, wanted), self.seed + self.checks)
            counts, done = joined(counts, fresh), wanted
            judged = judge(counts, proving.promise, proving.scopes, self._doubt())
            self._tell("check", self.best.plan, judged)
            goes_on = to_the_end or not (judged.missed.any() or self._hopeless(counts))
            over = judged.is_clear or not goes_on
            if over or done >= effort.most_check:
                return judged, counts
            wanted = min(2 * done, effort.most_check)

    def tried(self, stage: Stage, need: Ints) -> Candidate[P]:
        """A plan for a requirement, simulated."""
        proving = self.proving
        plan = self.planned(need)
        counts = reduce(
            joined, (proving.simulate(plan, which, seed) for seed, which in self.sample)
        )
        judged = self.judged(counts)
        self._tell(stage, plan, judged)
        return Candidate(plan, need, judged, counts)

    def judged(self, counts: Counts) -> Judgement:
        """What the search makes of what it has seen.

        Each scope by itself: the check is what has to hold for all together. With many replications
        a scope has to have what the check will ask for.
        """
        effort, n = self.effort, len(counts.part)
        wanted = float(stats.t.sf(self._asked(n), max(n - 1, 1)))
        doubt = min(1 - effort.confidence, wanted)
        return judge(counts, self.proving.promise, self.proving.scopes, doubt)

    def _doubt(self) -> float:
        """Doubt of each verdict of the check, with which all of them hold together."""
        effort = self.effort
        looks = 1 + max(0, math.ceil(math.log2(effort.most_check / effort.first_check)))
        verdicts = len(self.proving.scopes) * len(self.proving.group_of)
        return (1 - effort.confidence) / (verdicts * looks)

    def _asked(self, n: int) -> float:
        """How far a level has to be from its promise at the end of a check, in its standard errors
        over so many replications.
        """
        most = self.effort.most_check
        return float(stats.t.isf(self._doubt(), max(most - 1, 1))) * math.sqrt(n / most)

    def _hopeless(self, counts: Counts) -> bool:
        """Whether a scope can hardly be met by the end of a check; the last one goes on."""
        if self.checks >= self.effort.checks:
            return False
        n = len(counts.part)
        beyond = float(stats.t.isf(HOPELESS, max(n - 1, 1))) - self._asked(n)
        doubt = float(stats.t.sf(beyond, max(n - 1, 1)))
        found = judge(counts, self.proving.promise, self.proving.scopes, doubt)
        return bool(found.missed.any())

    def proven(self, judged: Judgement, counts: Counts, *, interrupted: bool) -> Proven[P]:
        """What was found."""
        assert self.best is not None
        return Proven(
            self.best.plan, self.best.need, judged, counts, tuple(self.rounds), interrupted
        )

    def _lifted(self, found: Candidate[P], judged: Judgement, counts: Counts) -> Ints:
        proving = self.proving
        return lifted(
            found.need, found.plan.staffed, counts, judged, proving.promise, proving.scopes,
            proving.group_of, self.most,
        )  # fmt: skip

    def _tell(self, stage: Stage, plan: P, judged: Judgement) -> None:
        short = judged.short
        one = Round(
            stage, plan.cost, int((short > 0).sum()), float(short.max(initial=0.0)),
            judged.replications,
        )  # fmt: skip
        self.rounds.append(one)
        self.told(one)
