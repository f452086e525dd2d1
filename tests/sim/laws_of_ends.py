"""Nobody is lost: every attempt and every case ends in one way, and every visit is counted."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.event_log import FATES, OUTCOMES
from sim.experiment import SimResult
from sim.script import DELAY, HOME, SERVE, STAY_AWAY
from sim.tally import Key
from tests.sim.pieces import ENDED, LOST, PUT_DOWN, is_front, tickets


def every_attempt_ends_in_one_way(run: SimResult) -> None:
    """Attempts = answered + abandoned + balked + blocked + turned away + ... + unfinished."""
    tally = run.tally()
    number = dict(zip(tally.keys, tally.value, strict=True))
    for ticket in tickets(run):
        *before, last = ticket.outcomes
        assert set(before) <= PUT_DOWN
        assert last in ENDED
        if last == "served":
            assert len(ticket.pieces) == len(before) + 1
    counts = run.world.is_measured(run.script.arrival)
    measured = [t for t in tickets(run) if counts[t.case]]
    for k, name in enumerate(run.world.queues):
        own = [t for t in measured if run.world.activity_queue[t.activity] == k]
        if Key("offered", "queue", name) not in number:
            assert not own  # an activity that stands in no flow
            continue
        began = [t for t in own if not np.isnan([p.start for p in t.pieces]).all()]
        others = Counter(t.outcomes[-1] for t in own if t not in began)
        assert number[Key("answered", "queue", name)] == len(began)
        assert number[Key("offered", "queue", name)] == len(own) - others["unfinished"]
        lost = sum(others[outcome] for outcome in LOST)
        assert len(own) == len(began) + lost + others["unfinished"]


def every_case_is_finished_lost_or_open(run: SimResult) -> None:
    script, rows = run.script, run.log.services
    seen: dict[int, list[tuple[int, int, str]]] = {}
    for case, attempt, op, outcome in zip(
        rows.case.tolist(),
        rows.attempt.tolist(),
        rows.operation.tolist(),
        (OUTCOMES[o] for o in rows.outcome.tolist()),
        strict=True,
    ):
        seen.setdefault(case, []).append((attempt, op, outcome))
    for case in range(script.cases):
        fate = FATES[run.log.fate[case]]
        ops = range(script.first_op[case], script.first_op[case + 1])
        wanted = {op for op in ops if script.kind[op] in (SERVE, DELAY, HOME)}
        own = seen.get(case, [])
        done = Counter(op for _, op, outcome in own if outcome in ("served", "elapsed"))
        if fate == "finished":
            last = max((attempt for attempt, *_ in own), default=0)
            assert set(done) == wanted
            # Who is turned away comes back.
            lost = {o for attempt, _, o in own if attempt == last and o in LOST}
            assert lost <= {"turned_away"}
            again = Counter(op for a, op, o in own if a == last and o in ("served", "elapsed"))
            assert max(again.values(), default=1) == 1
        elif fate == "lost":
            assert any(outcome in LOST for *_, outcome in own)
        else:
            # One between two attempts is at home: the last that is known of him is a loss.
            assert any(outcome in LOST | {"unfinished"} for *_, outcome in own)
            assert run.log.until == run.world.end
        assert np.isnan(run.log.end_time[case]) == (fate == "unfinished")
        stays_away = any(script.kind[op] == STAY_AWAY for op in ops)
        assert stays_away == ("no_show" in {outcome for *_, outcome in own})


def cases_come_before_the_horizon(run: SimResult) -> None:
    assert (run.script.arrival < run.world.horizon).all()


def times_of_a_row_are_in_order(run: SimResult) -> None:
    rows = run.log.services
    times = (
        run.script.arrival[rows.case],
        rows.enable_time,
        rows.seize_time,
        rows.start_time,
        rows.end_time,
        rows.release_time,
    )
    for k, earlier in enumerate(times):
        for later in times[k + 1 :]:
            assert not (earlier > later).any()


def each_coming_back_is_a_visit(run: SimResult) -> None:
    """A row's visit is that of the walk, and one more for each time one was sent home before."""
    sent_home: dict[int, set[float]] = {}
    for ticket in tickets(run):
        if is_front(run, ticket) and ticket.outcomes[-1] == "turned_away":
            sent_home.setdefault(ticket.case, set()).add(ticket.gone)
    rows, latest = run.log.services, dict[int, int]()
    for k in np.argsort(rows.enable_time, kind="stable"):
        case, enable = int(rows.case[k]), rows.enable_time[k]
        more = int(rows.visit[k] - run.script.visit[rows.operation[k]])
        assert latest.get(case, 0) <= more
        assert more <= sum(gone <= enable for gone in sent_home.get(case, ()))
        latest[case] = more


LAWS = (
    every_attempt_ends_in_one_way,
    every_case_is_finished_lost_or_open,
    cases_come_before_the_horizon,
    times_of_a_row_are_in_order,
    each_coming_back_is_a_visit,
)
