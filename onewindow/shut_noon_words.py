"""People who are paid while their pool is shut at midday."""

from __future__ import annotations

from onewindow.staffing_found import Staffing
from plots.language import Lang, say
from plots.naming import title_in


def shut_noon(found: Staffing, lang: Lang) -> list[str]:
    """How long shifts span the time at which a pool is shut between two openings, of each pool.

    Nobody is required then, but shifts without a break at that time have people there.
    """
    lines = []
    named = zip(found.requirement.groups, found.grids, found.plan.shifts, strict=True)
    for name, grid, plan in named:
        if not (hours := grid.shut_between(plan)):
            continue
        title = title_in([found.model], "pool", name, lang)
        over = (("一周", "a week"), ("一天", "a day"))[grid.days == 1]
        lines.append(
            say(
                lang,
                f"注意：{title}中间关门（如午休）的时段里，{over[0]}仍有 {hours:g} 人·小时"
                f"在岗计薪，因为班次跨过这段时间。若这时休息、不计薪，请在 "
                f"pools.{name}.shifts 的班次里写一个落在这段时间的休息（paid: false），"
                "或写成上午、下午两种班。",
                f"Mind: {title} shuts between two openings of a day, as at midday, and shifts that "
                f"span it have people there for {hours:g} paid hours {over[1]}. If they rest then "
                f"without pay, write a break at that time (paid: false) into the shifts of "
                f"pools.{name}.shifts, or shifts of the morning and of the afternoon.",
            )
        )
    return lines
