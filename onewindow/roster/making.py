"""From a roster file to a roster with names, looked over by the auditor."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onewindow.roster.why import ImpossibleRoster, WhyNot, counted, why_impossible, why_open
from optimize.roster.arithmetic import hours_out_of_reach
from optimize.roster.audit import RosterCost, Violation, audit, charges, roster_cost
from optimize.roster.extra import Extra, extra
from optimize.roster.limits import Roster
from optimize.roster.plan import RosterPlan, ToldRoster, plan_roster
from optimize.roster.unmet import Unmet, unmet
from scenarios.errors import InfeasibleError
from scenarios.roster.case_of import case_of
from scenarios.roster.file import RosterFile
from scenarios.roster.rosters import RosterCase, RuleName


@dataclass(frozen=True, slots=True)
class RosterResult:
    """A roster, ours or made by hand, and what is to be said of it."""

    file: RosterFile
    """What was read; titles and groups stand there."""
    case: RosterCase
    """The same day by day."""
    roster: Roster
    """By person the kind of shift of each day, None for a day off."""
    cost: RosterCost
    violations: tuple[Violation, ...]
    """Every breach of a rule that is not off, hard ones first."""
    charges: tuple[Violation, ...] = ()
    """What is not wrong and yet has a price: extra pay, unfair shares."""
    unmet: tuple[Unmet, ...] = ()
    """Needs and wishes left open, the dearest first, with what stands in the way of each."""
    extra: tuple[Extra, ...] = ()
    """Shifts with more people than they need, with what keeps them from being off."""
    why: WhyNot | None = None
    """Why needs are left open; None where none are. Of a roster that was not made here only what
    counting shows, and None where that is nothing."""
    plan: RosterPlan | None = None
    """How it was found; None for a roster that was not made here."""
    unexplained: bool = False
    """Whether Ctrl-C came while it was looked for why needs are left open."""

    @property
    def broken(self) -> tuple[Violation, ...]:
        """Breaches of hard rules."""
        return tuple(v for v in self.violations if self.case.strength(v.rule) == "hard")

    def price_of(self, rule: RuleName) -> float:
        """What breaches of a priced rule, or what it charges for, come to."""
        price = self.case.strength(rule)
        units = [v.priced for v in (*self.violations, *self.charges) if v.rule == rule]
        return sum(units) * price if isinstance(price, float) else 0.0

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended the search, or the search for why."""
        searching = self.plan is not None and self.plan.termination == "interrupted"
        return searching or self.unexplained


def make_roster(
    file: RosterFile,
    *,
    case: RosterCase | None = None,
    start: Roster | None = None,
    seed: int = 1,
    iterations: int | None = None,
    progress: ToldRoster | None = None,
) -> RosterResult:
    """Make a roster.

    Parameters
    ----------
    file
        What it is made from.
    case
        Its case with what else is known, such as the absences of a grid; as the file says when left
        out.
    start
        A roster to begin with, such as the last one.
    seed, iterations
        Same seed and as many parts thought over, same roster; as many as usually take about a
        minute when left out.
    progress
        Told (parts done, parts in all, cost so far, bound); Ctrl-C is answered with the best so
        far.

    Raises
    ------
    ImpossibleRoster
        No roster keeps all hard rules; it says which clash.
    InfeasibleError
        None was found.
    Interrupted
        Ctrl-C before there was a roster.
    """
    case = case_of(file) if case is None else case
    if hours_out_of_reach(case):
        raise ImpossibleRoster(why_impossible(case))
    try:
        plan = plan_roster(case, start=start, seed=seed, iterations=iterations, progress=progress)
    except InfeasibleError as error:
        why = why_impossible(case)
        raise (ImpossibleRoster(why) if why.clashes else error) from error
    found = judged(file, case, plan.roster, plan)
    if found.interrupted or all(one.person is not None for one in found.unmet):
        return found
    try:
        return replace(found, why=why_open(case, plan.roster))
    except KeyboardInterrupt:
        if progress is None:
            raise
        return replace(found, unexplained=True)


def looked_over(file: RosterFile, case: RosterCase, roster: Roster) -> RosterResult:
    """A roster that was not made here, with what counting shows of needs that it leaves open.

    Raises
    ------
    DataError
        As `judged`.
    """
    found = judged(file, case, roster)
    is_open = any(one.person is None for one in found.unmet)
    return replace(found, why=counted(case)) if is_open else found


def judged(
    file: RosterFile, case: RosterCase, roster: Roster, plan: RosterPlan | None = None
) -> RosterResult:
    """A roster with what the auditor says of it.

    Raises
    ------
    DataError
        The roster has other people, days or kinds than the case.
    """
    found = audit(case, roster)
    hard_first = sorted(found, key=lambda one: case.strength(one.rule) != "hard")
    return RosterResult(
        file=file,
        case=case,
        roster=roster,
        cost=roster_cost(case, roster),
        violations=tuple(hard_first),
        charges=charges(case, roster),
        unmet=unmet(case, roster),
        extra=extra(case, roster),
        plan=plan,
    )
