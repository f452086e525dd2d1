"""Why nothing that may still be done on a day helps, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.roster.today import Today
from plots.language import Lang, say
from scenarios.findings import listed, listed_zh


def why_none(found: Today, lang: Lang) -> Iterator[str]:
    """A sentence for each reason: who may not stay or come, and who would not serve those who call.

    What people would do is known by the pool in which they would work, and the queues it serves.
    """
    ways = {one.move.way for one in found.outcomes}
    if "longer" not in ways and not nobody_longer(found):
        yield say(
            lang,
            "延长：此时在岗的人没有谁能再留下（硬性规则不允许）。",
            "Stay longer: nobody who is there may by the hard rules.",
        )
    if "called" not in ways:
        yield say(
            lang,
            "叫回：没有休息的人能来（请假、技能、班间休息等硬性规则，--call-most，"
            "或 --notice 之后各班次都已不足 2 小时）。",
            "Call in: nobody who is off may come (leave, skills, rest and other hard rules, "
            "--call-most, or less than 2 h of each shift left after --notice).",
        )
    moved = {
        (one.move.kind, person)
        for one in found.outcomes
        for person in one.move.people
        if one.move.kind is not None
    }
    if not moved:
        return
    asked = set(found.queues)
    model = found.staffed.model
    served = {
        model.activities[activity].queue or activity
        for place in moved
        for activity in model.pools[found.staffed.pool_of[place]].serves
    }
    names, number = sorted(asked), len({person for _, person in moved})
    if asked.isdisjoint(served):
        yield say(
            lang,
            f"能延长或叫回的 {number} 人都不接待“{listed_zh(names)}”：他们的岗位或技能是别的队列。",
            f"None of the {number} who may stay or come serves "
            f"{listed(names)}: their post or skill is that of another queue.",
        )
        return
    yield say(
        lang,
        f"可以延长或叫回的人带来的变化都在偶然范围内（{found.replications} 次仿真）；"
        "加大 -n 可看出更小的改善。",
        f"What those who may stay or come bring is within chance ({found.replications} "
        "replications): more of them (-n) see smaller gains.",
    )


def nobody_longer(found: Today) -> bool:
    """Whether it is for want of overtime in their contracts that nobody may stay longer."""
    there = {one.person for one in found.outcomes[0].move.shifts if one.end > found.now}
    contracts = [found.case.people[name].contract for name in there]
    agreed = any(one.overtime or one.averaged_over > 1 for one in contracts)
    return bool(there) and not agreed and all(one.move.way != "longer" for one in found.outcomes)
