"""Pools of a measured model that a plan of shifts has more people in than there ever were."""

from __future__ import annotations

import math
from itertools import pairwise

from onewindow.staffing_found import Staffing
from plots.language import Lang, say
from plots.naming import title_in
from scenarios.calendars import parse_days
from scenarios.model import ServiceModel
from scenarios.pools import level_number


def more_at_once(found: Staffing, lang: Lang) -> list[str]:
    """A warning for each pool without a limit of seats whose measured staff is exceeded.

    A log shows how many served at once, and not how many windows there are.
    """
    lines = []
    for group, name in enumerate(found.requirement.groups):
        seen = most_on_duty(found.model, name)
        plan = int(found.plan.staffed[:, group].max(initial=0))
        if seen is None or plan <= seen:
            continue
        title = title_in([found.model], "pool", name, lang)
        lines.append(
            say(
                lang,
                f"注意：{title}最多同时安排 {plan} 人，而模型里实测的在岗同时最多 {seen} 人，"
                f"模型没有窗口（席位）上限：请确认有这么多窗口。若没有，请在模型中写 "
                f"pools.{name}.seats: {seen}。",
                f"Mind: the plan has up to {plan} people at once in {title}, the measured "
                f"staff is never more than {seen}, and the model has no limit of "
                f"windows or seats: see whether there are as many. If not, write "
                f"pools.{name}.seats: {seen} in the model.",
            )
        )
    return lines


def most_on_duty(model: ServiceModel, name: str) -> int | None:
    """Most people on duty at once in a measured pool without a limit of seats; else None.

    Parameters
    ----------
    model
        The model.
    name
        The pool.
    """
    pool = model.pools[name]
    blocks = pool.staff if isinstance(pool.staff, tuple) else ()
    note = pool.provenance or model.provenance
    if level_number(pool.seats) < math.inf or not blocks or note.kind != "measured":
        return None
    most = 0
    for day in range(7):
        own = [block for block in blocks if day in parse_days(block.days)]
        edges = sorted({edge for block in own for edge in block.span})
        for begin, _ in pairwise(edges):
            on = [b for b in own if b.span[0] <= begin < b.span[1]]
            most = max(most, round(sum(level_number(b.level) for b in on)))
    return most
