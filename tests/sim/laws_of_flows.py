"""Each step begins when the one before has ended, and branches join when the last is done."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from dataclasses import dataclass

from sim.event_log import OUTCOMES
from sim.experiment import SimResult
from sim.script import DELAY, FORK, HOME, SERVE
from tests.sim.pieces import LEAVES, LOST, Ticket, is_front, tickets


@dataclass
class Walk:
    """One attempt of a case as the log has it."""

    run: SimResult
    tickets: list[Ticket]
    passed: dict[int, tuple[float, float, str]]
    """Delays by operation: since when, until when, and how they ended."""
    refused: dict[int, float]
    """A further attempt that came when it was shut: its operation, and when."""

    @property
    def lost_at(self) -> float:
        """When the case left for want of service."""
        lost = (t.gone for t in self.tickets if t.outcomes[-1] in LEAVES)
        return min(lost, default=math.inf)

    def follow(self, op: int, stop: int, t: float | None) -> float | None:
        """Check operations that begin at ``t``; when they have ended, None when they have not."""
        script = self.run.script
        while op < stop and t is not None:
            kind = script.kind[op]
            if kind == SERVE:
                t = self.served(op, t)
            elif kind in (DELAY, HOME):
                if op not in self.passed and t >= self.lost_at:
                    return None
                since, until, outcome = self.passed.pop(op)
                assert since == t
                t = until if outcome == "elapsed" else None
            elif kind == FORK:
                mark, join, ends = op + 1, int(script.jump[op]), []
                while mark != join:
                    following = int(script.jump[mark])
                    ends.append(self.follow(mark + 1, following, t))
                    mark = following
                done = [end for end in ends if end is not None]
                t = max(done) if len(done) == len(ends) else None
                op = join
            op += 1
        return t

    def served(self, op: int, t: float) -> float | None:
        """The tickets of one step: the first at once, others on later days."""
        own = sorted((x for x in self.tickets if x.operation == op), key=lambda x: x.enable)
        if not own:
            # The case left before, or the applicant had no time for this branch.
            is_over = self.lost_at if self.lost_at < math.inf else self.run.log.until
            assert self.run.script.branch[op] > 0
            assert t >= self.lost_at or self.is_engaged(op, t, is_over)
            return None
        first = own[0]
        if first.enable != t:
            assert first.enable > t
            assert first.branch > 0
            assert is_front(self.run, first)
            assert self.is_engaged(op, t, first.enable), first
        for before, after in itertools.pairwise(own):
            assert before.outcomes[-1] == "turned_away"
            assert before.gone < after.enable
        assert self.run.script.kind[op] == SERVE
        return own[-1].gone if own[-1].outcomes[-1] == "served" else None

    def is_engaged(self, op: int, since: float, until: float) -> bool:
        """True when the applicant is elsewhere in the meantime, or keeps a place elsewhere."""
        branch, t, progress = self.run.script.branch[op], since, True
        while t < until and progress:
            ends = [
                min(x.gone, until)
                for x in self.tickets
                if x.branch != branch and x.enable <= t < x.gone
            ]
            progress, t = bool(ends), max(ends, default=t)
        return t >= until


def _attempts(run: SimResult) -> dict[int, list[Walk]]:
    """Walks by case, in the order of its attempts."""
    rows = run.log.services
    found: dict[tuple[int, int], Walk] = defaultdict(lambda: Walk(run, [], {}, {}))
    for ticket in tickets(run):
        found[ticket.case, ticket.attempt].tickets.append(ticket)
    for k in range(rows.case.size):
        op = int(rows.operation[k])
        walk, outcome = found[int(rows.case[k]), int(rows.attempt[k])], OUTCOMES[rows.outcome[k]]
        since, until = float(rows.enable_time[k]), float(rows.end_time[k])
        if outcome in LOST and run.script.kind[op] != SERVE:
            walk.refused[op] = since
        elif run.script.kind[op] in (DELAY, HOME):
            walk.passed[op] = (since, until, outcome)
    by_case: dict[int, list[Walk]] = defaultdict(list)
    for (case, _), walk in sorted(found.items(), key=lambda item: item[0]):
        by_case[case].append(walk)
    return by_case


def each_step_begins_when_the_one_before_has_ended(run: SimResult) -> None:
    script = run.script
    for case, walks in _attempts(run).items():
        op, stop = int(script.first_op[case]), int(script.first_op[case + 1])
        t = float(script.arrival[case])
        for attempt, walk in enumerate(walks):
            if attempt:
                delay = script.retry_delay[script.first_retry[case] + attempt - 1]
                t = walks[attempt - 1].lost_at + float(delay)
            homes = [at for at in walk.passed if script.kind[at] == HOME and not script.branch[at]]
            walked = {at for at, (*_, outcome) in walk.passed.items() if outcome == "elapsed"}
            if walk.refused:
                assert walk.refused == {op: t}
                assert not walk.tickets
                assert not walk.passed
            else:
                walk.follow(op, stop, t)
                assert not walk.passed, "something was walked that does not follow"
            op = max([op, *(at + 1 for at in homes if at in walked)])


def a_case_is_at_one_place_at_a_time(run: SimResult) -> None:
    own: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for ticket in tickets(run):
        if is_front(run, ticket):
            own.setdefault((ticket.case, ticket.attempt), []).append((ticket.enable, ticket.gone))
    for stays in own.values():
        stays.sort()
        for one, other in itertools.pairwise(stays):
            assert one[1] <= other[0]


LAWS = (each_step_begins_when_the_one_before_has_ended, a_case_is_at_one_place_at_a_time)
