"""What a redesign says but hardly means: steps and seats that change nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from scenarios.checks.capacity import most_together
from scenarios.errors import Problem
from scenarios.findings import dotted, listed, listed_zh
from scenarios.model import ServiceModel
from scenarios.pools import Pool, level_number
from scenarios.redesign.applying import StepTrace
from scenarios.redesign.idle_branches import one_by_one
from scenarios.redesign.idle_factors import told_idle
from scenarios.redesign.idle_hours import unmeasured_hours
from scenarios.redesign.joined_pool import JoinedPools
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.merged_parts import joins_visits
from scenarios.redesign.other_people import other_people
from scenarios.redesign.partly_named import partly_named
from scenarios.redesign.pool_windows import PoolWindows
from scenarios.redesign.staff_levels import most_on_duty, staff_of


def warnings_of(
    before: ServiceModel, after: ServiceModel, trace: Sequence[StepTrace] = ()
) -> tuple[Problem, ...]:
    """What looks unintended in a redesign that could be applied.

    Steps after which everything is as it was, factors that find nothing to multiply, steps
    that ask for more than there is, seats added where nobody is there to sit on them, savings
    by joining where nothing is joined, prices of staff that were chosen from several, steps that
    go while others of the same activity stay, steps side by side at each of which the applicant
    has to be, hours on days that are not measured, and targets about other people than before.

    Parameters
    ----------
    before, after
        The baseline, and the model after all steps.
    trace
        What each step changed; empty for models made without steps.
    """
    return (
        *_idle_steps(trace),
        *_short_steps(trace),
        *_empty_seats(before, after, trace),
        *_nothing_joined(after, trace),
        *partly_named(before, trace),
        *_dearest(before, trace),
        *one_by_one(after, trace),
        *unmeasured_hours(before, after),
        *other_people(before, after),
    )


def _idle_steps(trace: Sequence[StepTrace]) -> Iterator[Problem]:
    for k, step in enumerate(trace):
        where = f"redesign[{k}] {step.operator.title_of_kind}"
        yield from told_idle(where, step.operator, step.idle)
        # Where a factor was all that the step says, its sentence says why nothing changes.
        if not step.changes and not step.idle:
            yield Problem(
                where,
                "expected a step that changes the model, got one that leaves everything as it is. "
                "Give it what it is to change, or take it out.",
                zh="这一步应当改变模型，但一切照旧。请写明要改什么，或删去这一步。",
            )


def _short_steps(trace: Sequence[StepTrace]) -> Iterator[Problem]:
    for k, step in enumerate(trace):
        if (short := step.falls_short) is not None:
            yield Problem(f"redesign[{k}] {step.operator.title_of_kind}", short.en, zh=short.zh)


def _empty_seats(
    before: ServiceModel, after: ServiceModel, trace: Sequence[StepTrace]
) -> Iterator[Problem]:
    for name, new in after.pools.items():
        old = before.pools.get(name)
        if old is None:
            continue
        # A seat that breaks down is one seat less, so a spare one helps whoever sits there. Fewer
        # seats of which none is missed may be given up, but where there was no limit they are meant
        # as more.
        seats, had = level_number(new.seats), level_number(old.seats)
        if seats == had or seats < had < math.inf or new.breakdowns is not None:
            continue
        if (most := _highest_level(new)) == _highest_level(old):
            yield Problem(
                _place(name, trace),
                f"expected staff for the seats added to '{name}', got {new.seats} seats instead "
                f"of {old.seats} where {most:g} at most are ever on duty, so nobody is served "
                "sooner. Raise staff too, or leave the seats as they were.",
                zh=f"给 {name} 增加的席位上应当有人，但席位由 {old.seats} 个改为 {new.seats} 个，"
                f"同时在岗的最多只有 {most:g} 人，谁也不会更早得到办理。请同时增加人员（staff），"
                "或不改席位。",
            )


def _nothing_joined(after: ServiceModel, trace: Sequence[StepTrace]) -> Iterator[Problem]:
    for k, step in enumerate(trace):
        one = step.operator
        if not isinstance(one, OneWindow) or one.time_factor == 1 or one.into not in after.pools:
            continue
        # A later step may part what this one joined.
        if "time_factor" not in step.idle and not joins_visits(after, one.into):
            yield from told_idle(f"redesign[{k}] {one.title_of_kind}", one, ("time_factor",))


def _dearest(before: ServiceModel, trace: Sequence[StepTrace]) -> Iterator[Problem]:
    for k, step in enumerate(trace):
        operator = step.operator
        if not isinstance(operator, JoinedPools | PoolWindows) or operator.staff_cost is not None:
            continue
        pools = [name for name in operator.pools if name in before.pools]
        prices = {name: before.pools[name].staff_cost for name in pools}
        known = {name: price for name, price in prices.items() if price is not None}
        if operator.into is not None and len(set(prices.values())) > 1:
            most = max(known, key=lambda name: known[name])
            yield Problem(
                f"redesign[{k}] {operator.title_of_kind}",
                f"expected one price of staff, got different ones in {listed(pools)}; "
                f"'{operator.into}' has the highest, {known[most]:g} an hour of '{most}'. "
                "Give staff_cost.",
                zh=f"人员应当只有一个价格，但 {listed_zh(pools)} 的各不相同；{operator.into} "
                f"取其中最高的，即 {most} 的每小时 {known[most]:g}。请写明 staff_cost。",
            )


def _highest_level(pool: Pool) -> float:
    """Most windows that are ever open at one time, those of a surge included."""
    people = float(len(most_together(pool)[2])) if pool.people else most_on_duty(staff_of(pool))
    more = 0 if pool.surge is None else pool.surge.at_most
    return min(level_number(pool.seats), people + more)


def _place(pool: str, trace: Sequence[StepTrace]) -> str:
    """The last step that changed the seats; the place in the model when there are no steps."""
    path = dotted(("pools", pool, "seats"))
    for k, step in reversed(list(enumerate(trace))):
        if any(change.path == path for change in step.changes):
            return f"redesign[{k}] {step.operator.title_of_kind}"
    return path
