"""The rows of a run put in the one order of the log: by case, attempt, operation, time."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.event_log import EventLog, Services, duty_table
from sim.fast import of
from sim.fast.compiling import compiled, entrance
from sim.fast.setting import Run
from sim.fast.tables import NONE, State
from sim.script import SERVE, Codes, Script


def event_log(run: Run, script: Script) -> EventLog:
    """The log of a run that is over."""
    s = run.state
    n = int(s["n_rows"])
    whole = {name: np.empty(n, np.int64 if name in _NUMBERS else np.int32) for name in _WHOLE}
    times = {name: np.empty(n) for name in _TIMES}
    outcome = np.empty(n, np.int8)
    order = np.empty(n, np.int32)
    _sort(s, np.zeros(script.cases + 1, np.int32), order)
    about = (script.service, script.channel, script.step, script.round, script.visit)
    _fill(s, order, about, tuple(whole.values()), tuple(times.values()), outcome)
    duty = run.tables["duty"][: s["n_duty"]]
    spans = [duty[name] for name in ("pool", "resource", "on", "off", "kind")]
    columns: dict[str, Any] = {**whole, **times}
    return EventLog(
        Services(**columns, outcome=outcome),
        duty_table(np.stack(spans, axis=1, dtype=np.float64, casting="unsafe")),
        run.tables["end_time"],
        run.tables["fate"],
        float(s["until"]),
    )


Columns = tuple[Any, ...]
_WHOLE = (
    "case", "operation", "service", "channel", "visit", "activity", "step", "branch", "round",
    "attempt", "pool", "resource",
)  # fmt: skip
_NUMBERS = ("case", "operation")
_TIMES = ("enable_time", "seize_time", "start_time", "end_time", "release_time")


@entrance
def _sort(s: State, first: Codes, order: Codes) -> None:
    """Rows by case by counting, those of one case by insertion."""
    n = s.n_rows
    for k in range(n):
        first[of.rows(s, k).case + 1] += 1
    for case in range(s.n_cases):
        first[case + 1] += first[case]
    for k in range(n):
        case = of.rows(s, k).case
        order[first[case]] = k
        first[case] += 1
    begins = 0
    for case in range(s.n_cases):
        # Counting has left here where the case's rows end.
        ends = first[case]
        for at in range(begins + 1, ends):
            k, place = order[at], at
            while place > begins and _goes_before(s, k, order[place - 1]):
                order[place] = order[place - 1]
                place -= 1
            order[place] = k
        begins = ends


@compiled
def _goes_before(s: State, a: int, b: int) -> bool:
    """True when row a goes before row b of the same case."""
    one, other = of.rows(s, a), of.rows(s, b)
    if one.attempt != other.attempt:
        return one.attempt < other.attempt
    if one.op != other.op:
        return one.op < other.op
    # A time that is missing comes last: no comparison with it holds.
    if one.enable != other.enable and not (np.isnan(one.enable) and np.isnan(other.enable)):
        return one.enable < other.enable or np.isnan(other.enable)
    return one.seize < other.seize or (np.isnan(other.seize) and not np.isnan(one.seize))


@entrance
def _fill(
    s: State, order: Codes, about: Columns, whole: Columns, times: Columns, outcome: Any
) -> None:
    """Write the columns of the log."""
    service, channel, step, rounds, visit = about
    cases, ops, services, channels, visits, activities, steps, branches = whole[:8]
    turns, attempts, pools, resources = whole[8:]
    enables, seizes, starts, ends, releases = times
    for k in range(order.size):
        row = of.rows(s, order[k])
        case, op = row.case, row.op
        cases[k] = case
        ops[k] = op
        services[k] = service[case]
        channels[k] = channel[case]
        visits[k] = visit[op] + row.turned_away
        activities[k] = of.what(s, op) if of.kind(s, op) == SERVE else NONE
        steps[k] = step[op]
        branches[k] = of.branch(s, op)
        turns[k] = rounds[op]
        attempts[k] = row.attempt
        pools[k] = row.pool
        resources[k] = row.resource
        enables[k] = row.enable
        seizes[k] = row.seize
        starts[k] = row.start
        ends[k] = row.end
        releases[k] = row.release
        outcome[k] = row.outcome
