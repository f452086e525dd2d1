"""What planned shifts say on the screen, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onewindow.helping_words import helping
from onewindow.more_at_once import more_at_once
from onewindow.open_words import open_words
from onewindow.requirement_words import METHOD_WORDS, coming_words, promise_words
from onewindow.shut_noon_words import shut_noon
from onewindow.staffing_found import Staffing
from optimize.proving import Round
from plots.language import Lang, say
from plots.naming import title_in
from plots.promise_words import bare_level
from plots.staff.data import StaffData
from plots.staff.page_tables import goal_rows
from plots.staff.terms import STAGES, VERDICTS
from scenarios.calendar_days import DAY
from scenarios.pools import level_number
from scenarios.units import clock_text

if TYPE_CHECKING:
    from rich.table import Table

_DAYS = {
    "daily": ("每天", "daily"), "mon": ("周一", "Mon"), "tue": ("周二", "Tue"),
    "wed": ("周三", "Wed"), "thu": ("周四", "Thu"), "fri": ("周五", "Fri"), "sat": ("周六", "Sat"),
    "sun": ("周日", "Sun"),
}  # fmt: skip


_VERDICT_OF = {
    "interval": ("判定", "verdict"),
    "peak": ("高峰的判定", "of the peak"),
    "day": ("全天的判定", "of the day"),
}


def round_words(name: str, one: Round, lang: Lang) -> str:
    """One plan of the search, for the progress bar."""
    stage = say(lang, *STAGES[one.stage])
    return say(
        lang,
        f"{name} {stage}：成本 {one.cost:g}，{one.short} 处不足",
        f"{name} {stage}: cost {one.cost:g}, {one.short} short",
    )


def heading(found: Staffing, lang: Lang) -> str:
    """The model, the promise, and where the search began."""
    made = found.requirement
    begun = say(lang, *METHOD_WORDS[made.method])
    lines = [
        f"[bold]{getattr(found.model.title, lang)}[/bold]",
        promise_words(made.promise, lang),
        f"[dim]{say(lang, '起点：', 'Begun with: ')}{begun}[/dim]",
    ]
    return "\n".join(lines)


def interval_table(found: Staffing, group: str, lang: Lang) -> Table:
    """Each interval: who comes, who is required and staffed, and what the check showed."""
    from rich.table import Table

    promise = found.requirement.promise
    unit = say(lang, "（秒）", " (s)") if promise.is_time else " (%)"
    level = say(
        lang, "平均等待" if promise.is_time else "水平", "wait" if promise.is_time else "level"
    )
    table = Table(
        title=title_in([found.model], "pool", group, lang), title_justify="left",
        title_style="bold",
    )  # fmt: skip
    table.add_column(say(lang, "时段起", "start"))
    heads = [
        coming_words(found.model, lang),
        say(lang, "公式需\n（人）", "formula\n(people)"),
        say(lang, "在岗\n（人）", "staffed\n(people)"),
        f"{level}{unit}",
        say(lang, "区间", "bounds"),
    ]
    for head in heads:
        table.add_column(head, justify="right")
    table.add_column(say(lang, *_VERDICT_OF[promise.per]))
    rows = found.intervals()
    many = len(found.days.alike) > 1
    for row in rows[rows["group"] == group].to_dict("records"):
        day = int(row["start"] // DAY)
        start = clock_text(row["start"] % DAY)
        if many:
            weekday = say(lang, *list(_DAYS.values())[1 + _weekday(found, day)])
            start = f"{weekday} {start}"
        level, low, high = (bare_level(promise, row[k]) for k in ("level", "low", "high"))
        calls, people = f"{row['calls']:.1f}", [str(row[k]) for k in ("required", "staffed")]
        word = say(lang, *VERDICTS[row["verdict"]])
        table.add_row(start, calls, *people, level, f"{low}–{high}", word)
    return table


def _weekday(found: Staffing, day: int) -> int:
    first = 0 if found.model.start_date is None else found.model.start_date.weekday()
    return (first + day) % 7


def shift_table(found: Staffing, lang: Lang) -> Table:
    """How many work each shift, with the hours it pays."""
    from rich.table import Table

    table = Table(title=say(lang, "班次", "Shifts"), title_justify="left", title_style="bold")
    for head in (say(lang, "岗位", "pool"), say(lang, "班次", "shift"), say(lang, "日", "days")):
        table.add_column(head)
    for head in (
        say(lang, "起", "start"), say(lang, "止", "end"), say(lang, "人数", "people"),
        say(lang, "计薪（小时）", "paid (h each)"),
    ):  # fmt: skip
        table.add_column(head, justify="right")
    shifts = found.shifts()
    by = ["group", f"title_{lang}", "day", "start", "end", "paid_hours"]
    counted = shifts.groupby(by, sort=False).size().rename("people").reset_index()
    for row in counted.to_dict("records"):
        group, kind, day, start, end, hours, people = (row[name] for name in (*by, "people"))
        table.add_row(
            title_in([found.model], "pool", group, lang), kind,
            say(lang, *_DAYS[day]), start, _end(end, lang), str(people), f"{hours:g}",
        )  # fmt: skip
    return table


def goal_grid(data: StaffData, lang: Lang) -> Table:
    """What each goal takes, one row each."""
    from rich.table import Table

    told = goal_rows(data, lang)
    table = Table(title=told.caption, title_justify="left", title_style="bold")
    for head, align in zip(told.header, told.aligns, strict=True):
        broken = head.replace("（", "\n（").replace(" (", "\n(")
        table.add_column(broken, justify=align, overflow="fold")
    for row in told.rows:
        table.add_row(*(f"{cell.text}\n{cell.note}" if cell.note else cell.text for cell in row))
    return table


def _end(clock: str, lang: Lang) -> str:
    """The end of a shift, after midnight as the next day's clock."""
    hours, minutes = clock.split(":", 1)
    if int(hours) < 24:
        return clock
    later = f"{int(hours) - 24:02d}:{minutes}"
    return say(lang, f"次日 {later}", f"{later} next day")


def verdict(found: Staffing, lang: Lang) -> list[str]:
    """What it costs and whether it keeps the promise, a sentence each."""
    plan, check = found.plan, found.proven.check
    people = len(found.shifts())
    most = int(plan.staffed.sum(axis=1).max(initial=0))
    over = say(
        lang, "一天" if found.grid.days == 1 else "一周", "day" if found.grid.days == 1 else "week"
    )
    lines = [
        say(
            lang,
            f"{over}计薪 {plan.paid_hours:g} 小时，{people} 个班，最多同时在岗 {most} 人；"
            f"按班次规则的费率折算，各时段至少有搜索最后所要求的人数的任何排班不低于 "
            f"{plan.bound:g}，本方案 {plan.cost:g}（差距 {100 * plan.gap:.1f} %）。",
            f"{plan.paid_hours:g} paid hours a {over} in {people} shifts, at most {most} people at "
            f"once; at the rates of the rules no shifts that have in each interval the people the "
            f"search asked for in the end cost less than {plan.bound:g}, these cost {plan.cost:g} "
            f"(gap {100 * plan.gap:.1f} %).",
        ),
        *_against_formula(found, lang),
    ]
    n, sure = check.replications, f"{100 * found.confidence:g} %"
    scopes = check.met.size
    if found.status == "met":
        zh = f"用新的随机数复核 {n} 次：全部 {scopes} 处达标，合起来有 {sure} 的把握。"
        en = (
            f"Checked with {n} fresh replications: met in all {scopes} places, with {sure} "
            "confidence for all together."
        )
    elif not found.is_simulated:
        zh = "已中断：这是按公式要求排出的第一个方案，还没有仿真，能否达标不知道。"
        en = (
            "Interrupted: the first plan, for what the formula asks for; it has not been "
            "simulated, and nobody knows whether it keeps the promise."
        )
        if fewer := _beyond_seats(found):
            zh += f"有 {fewer} 个时段公式要的人数比席位多，席位够不够也还没有查。"
            en += (
                f" In {fewer} intervals the formula asks for more than there are seats; whether "
                "they are enough has not been seen either."
            )
    elif found.status == "interrupted":
        zh = (
            f"已中断：这是目前最好的方案，按搜索时的 {n} 次仿真判断，没有用新的随机数复核；"
            f"每处判定单独有 {sure} 的把握，合起来没有。"
        )
        en = (
            f"Interrupted: the best plan so far, judged by the {n} replications of the search and "
            f"not checked on fresh ones; each verdict holds with {sure} confidence by itself, not "
            "all together."
        )
    else:
        missed, unclear = int(check.missed.sum()), int((~check.met & ~check.missed).sum())
        zh = f"用新的随机数复核 {n} 次：{scopes} 处中 {missed} 处未达标，{unclear} 处说不准。"
        en = (
            f"Checked with {n} fresh replications: of {scopes} places {missed} are not met and "
            f"{unclear} unclear."
        )
    if found.requirement.promise.per == "interval" and found.is_simulated:
        good = ("上", "upper") if found.requirement.promise.is_time else ("下", "lower")
        zh += f"区间的{good[0]}端也守住目标才算达标。"
        en += f" Met is where the {good[1]} bound keeps the goal, too."
    return [
        *lines, *helping(found, lang), *more_at_once(found, lang), *shut_noon(found, lang),
        say(lang, zh, en), *_scopes(found, lang), *misses(found, lang),
    ]  # fmt: skip


def _beyond_seats(found: Staffing) -> int:
    """In how many intervals the formula asks for more people than there are seats."""
    made = found.requirement
    seats = [level_number(found.model.pools[name].seats) for name in made.groups]
    return int((made.required > np.array(seats)).any(axis=1).sum())


def _against_formula(found: Staffing, lang: Lang) -> list[str]:
    """In how many intervals the plan has other people than the formula asks for."""
    apart = found.plan.staffed.sum(axis=1) - found.requirement.required.sum(axis=1)
    fewer, more = int((apart < 0).sum()), int((apart > 0).sum())
    if not fewer or not found.is_simulated:
        return []
    return [
        say(
            lang,
            f"{apart.size} 个时段中有 {fewer} 个在岗比公式的少，{more} 个比公式的多："
            "以仿真为准，公式只是起点。",
            f"In {fewer} of {apart.size} intervals fewer are on position than the formula asks "
            f"for, in {more} more: the simulation decides, the formula is where it began.",
        )
    ]


def _scopes(found: Staffing, lang: Lang) -> list[str]:
    """The levels that the verdict is about, where it is not about each interval."""
    promise = found.requirement.promise
    if promise.per == "interval" or not found.is_simulated:
        return []
    lines, queues = [], found.requirement.queues
    for place, row in enumerate(found.scopes().to_dict("records")):
        scope, queue = divmod(place, len(queues))
        level, low, high = (bare_level(promise, row[k]) for k in ("level", "low", "high"))
        unit = say(lang, " 秒", " s") if promise.is_time else " %"
        name = title_in([found.model], "queue", row["queue"], lang)
        word = say(lang, *VERDICTS[row["verdict"]])
        when = scope_words(found, scope, queue, lang)
        lines.append(f"{name} {when}: {level}{unit} ({low}–{high}) {word}")
    return lines


def scope_words(found: Staffing, scope: int, queue: int, lang: Lang) -> str:
    """When a promise is kept over a scope: its kind of day, and the hours that are open in it."""
    made = found.requirement
    at = made.promise.scopes(made.starts)[scope]
    hours = found.grids[made.group_of[queue]].hours(at)
    day = int(made.starts[at][0] // DAY)
    return open_words(found.days, found.model.start_date, day, hours, lang)


def misses(found: Staffing, lang: Lang) -> list[str]:
    """Where the promise is missed, by how much, and what would mend it."""
    made, check, promise = found.requirement, found.proven.check, found.requirement.promise
    if not check.missed.any():
        return []
    scope, queue = np.unravel_index(int(np.argmax(check.short)), check.short.shape)
    at = promise.scopes(made.starts)[scope]
    group = made.group_of[queue]
    staffed, wanted = found.plan.staffed[at, group], made.required[at, group]
    worst = int(np.argmax(wanted - staffed))
    here = made.starts[at]
    span = scope_words(found, int(scope), int(queue), lang)
    level = bare_level(promise, float(check.level[scope, queue]))
    goal = f"{promise.goal:g}" if promise.is_time else f"{100 * promise.goal:g}"
    unit = say(lang, " 秒", " s") if promise.is_time else " %"
    name = title_in([found.model], "queue", made.queues[queue], lang)
    seats = found.model.pools[made.groups[group]].seats
    full = isinstance(seats, int) and int(staffed[worst]) >= seats
    more = max(int(wanted[worst]) - int(staffed[worst]), 1)
    clock = clock_text(here[worst] % DAY)
    mend_zh = f"增加 {more} 个席位" if full else f"允许能在 {clock} 多上 {more} 人的班次"
    mend_en = f"Add {more} seats" if full else f"Allow shifts that have {more} more at {clock}"
    return [
        say(
            lang,
            f"{name} {span}：要求 {goal}{unit}，只有 {level}{unit}；{clock} 在岗 "
            f"{int(staffed[worst])} 人，公式需 {int(wanted[worst])} 人。{mend_zh}，或降低目标。",
            f"{name} {span}: expected {goal}{unit}, got {level}{unit}; at {clock} "
            f"{int(staffed[worst])} are on position where the formula asks for "
            f"{int(wanted[worst])}. {mend_en}, or lower the target.",
        )
    ]
