"""The numbers of planned shifts as tables that people and programs read, not rounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from plots.amounts import clock
from plots.language import Lang, say
from plots.naming import model_title, title_in
from plots.promise_words import goal_words, measure_words
from plots.staff.data import StaffData
from plots.staff.findings import staff_finding
from plots.staff.places import day_words
from plots.staff.terms import STAGES, VERDICTS, breaks_words, plan_day, shift_clock


def staff_sheets(data: StaffData, lang: Lang) -> dict[str, pd.DataFrame]:
    """The tables of a workbook, by the names of their sheets."""
    made: Sequence[tuple[str, str, Callable[[StaffData, Lang], pd.DataFrame]]] = (
        ("摘要", "Summary", summary_table),
        ("时段", "Intervals", interval_table),
        ("考核范围", "Scopes", scope_table),
        ("班次", "Shifts", shift_table),
        *((("帮忙的人员", "Helpers", helping_sheet),) if len(data.helping) else ()),
        ("目标与成本", "Goals", goal_table),
        ("搜索过程", "Rounds", round_table),
    )
    return {say(lang, zh, en): table(data, lang) for zh, en, table in made}


def interval_table(data: StaffData, lang: Lang) -> pd.DataFrame:
    """One row for each interval and queue; keys for programs stand last."""
    rows = data.intervals
    people, erlang = say(lang, "人", "people"), say(lang, "爱尔兰", "erlang")
    return pd.DataFrame(
        {
            **_when(data, rows, rows["at"] + rows["length"], lang),
            say(lang, "岗位（人员）", "Pool"): _titles(data, "pool", rows["group"], lang),
            say(lang, "队列", "Queue"): _titles(data, "queue", rows["queue"], lang),
            say(lang, "来电（来访） [次]", "Calls [count]"): rows["calls"],
            say(lang, "业务量", "Offered load") + f" [{erlang}]": rows["offered_load"],
            say(lang, "公式所需", "Required by the formula") + f" [{people}]": rows["required"],
            say(lang, "班次须覆盖", "To be covered by shifts") + f" [{people}]": (
                rows["planned_for"]
            ),
            say(lang, "在岗", "Staffed") + f" [{people}]": rows["staffed"],
            **_levels(data, rows, lang),
            say(lang, "岗位（人员）代码", "Pool, key"): rows["group"],
            say(lang, "队列代码", "Queue, key"): rows["queue"],
            say(lang, "判定代码", "Verdict, key"): rows["verdict"],
        }
    )


def scope_table(data: StaffData, lang: Lang) -> pd.DataFrame:
    """One row for each place in which the promise is kept by itself."""
    rows = data.scopes
    return pd.DataFrame(
        {
            **_when(data, rows, rows["end"], lang),
            say(lang, "队列", "Queue"): _titles(data, "queue", rows["queue"], lang),
            **_levels(data, rows, lang),
            say(lang, "队列代码", "Queue, key"): rows["queue"],
            say(lang, "判定代码", "Verdict, key"): rows["verdict"],
        }
    )


def shift_table(data: StaffData, lang: Lang) -> pd.DataFrame:
    """One row for each shift."""
    rows = data.shifts
    table = pd.DataFrame(
        {
            say(lang, "岗位（人员）", "Pool"): _titles(data, "pool", rows["group"], lang),
            say(lang, "班次", "Shift"): rows[f"kind_{lang}"],
            say(lang, "日", "Day"): [plan_day(data.days, day, lang) for day in rows["weekday"]],
            say(lang, "起", "Start"): [shift_clock(at, lang) for at in rows["at"]],
            say(lang, "止", "End"): [shift_clock(at, lang) for at in rows["end"]],
            say(lang, "休息", "Breaks"): [breaks_words(one, lang) for one in rows["breaks"]],
            say(lang, "计薪 [小时]", "Paid [h]"): rows["paid_hours"],
        }
    )
    if rows["person"].notna().any():
        table[say(lang, "人员", "Person")] = rows["person"] + 1
    table[say(lang, "岗位（人员）代码", "Pool, key")] = rows["group"]
    table[say(lang, "班次代码", "Shift, key")] = rows["kind"]
    return table


def helping_sheet(data: StaffData, lang: Lang) -> pd.DataFrame:
    """One row for each time at which people help who are not among the shifts."""
    rows = data.helping
    return pd.DataFrame(
        {
            **_when(data, rows, rows["end"], lang),
            say(lang, "岗位（人员）", "Pool"): _titles(data, "pool", rows["group"], lang),
            say(lang, "在岗（模型中的人数）", "Staffed as in the model")
            + f" [{say(lang, '人', 'people')}]": rows["people"],
            say(lang, "岗位（人员）代码", "Pool, key"): rows["group"],
        }
    )


def goal_table(data: StaffData, lang: Lang) -> pd.DataFrame:
    """One row for each goal that was looked at."""
    unit = _unit(data, lang)
    rows = [
        {
            say(lang, "目标", "Goal") + f" [{unit}]": one.goal,
            say(lang, "每天计薪 [小时]", "Paid hours a day [h]"): one.paid_hours,
            say(lang, "全部合计达到", "Reached over all calls") + f" [{unit}]": one.level.value,
            say(lang, "95 % 区间下限", "95% interval, low end") + f" [{unit}]": one.level.low,
            say(lang, "95 % 区间上限", "95% interval, high end") + f" [{unit}]": one.level.high,
            say(lang, "最差一处", "Worst place") + f" [{unit}]": one.least,
            say(lang, "达标处数", "Places met"): one.met,
            say(lang, "总处数", "Places"): one.places,
            say(lang, "判定", "Verdict"): say(lang, *VERDICTS[one.status]),
            say(lang, "判定代码", "Verdict, key"): one.status,
        }
        for one in data.goals
    ]
    return pd.DataFrame(rows)


def round_table(data: StaffData, lang: Lang) -> pd.DataFrame:
    """One row for each plan that was simulated on the way."""
    rows = [
        {
            say(lang, "序号", "No."): k,
            say(lang, "阶段", "Stage"): say(lang, *STAGES[one.stage]),
            say(lang, "成本 [计价小时]", "Cost [priced h]"): one.cost,
            say(lang, "不能肯定达标的处数", "Places not met for certain"): one.short,
            say(lang, "最差一处的差距", "Worst shortfall")
            + (
                say(lang, " [占目标]", " [share of the goal]")
                if data.promise.is_time
                else f" [{_unit(data, lang)}]"
            ): one.worst,
            say(lang, "仿真次数", "Replications"): one.replications,
            say(lang, "阶段代码", "Stage, key"): one.stage,
        }
        for k, one in enumerate(data.rounds, 1)
    ]
    return pd.DataFrame(rows)


def summary_table(data: StaffData, lang: Lang) -> pd.DataFrame:
    """The plan as a whole: what, how much, in which unit."""
    unit, promise = _unit(data, lang), data.promise
    priced = say(lang, "计价小时", "priced h")
    rows: list[tuple[str, object, str]] = [
        (say(lang, "结论", "Finding"), staff_finding(data, lang), ""),
        (say(lang, "模型", "Model"), model_title(data.model, lang), ""),
        (say(lang, "目标", "Promise"), goal_words(promise, lang), ""),
        (say(lang, "目标值", "Goal"), promise.goal, unit),
        (say(lang, "判定", "Verdict"), say(lang, *VERDICTS[data.status]), ""),
        (say(lang, "每天计薪", "Paid hours a day"), data.paid_hours, say(lang, "小时", "h")),
        (say(lang, "班次数", "Shifts"), len(data.shifts), say(lang, "个", "")),
        (say(lang, "排班天数", "Days planned"), data.days, say(lang, "天", "days")),
        (say(lang, "其中开放", "Of these open"), data.open_days, say(lang, "天", "days")),
        (say(lang, "成本", "Cost"), data.cost, priced),
        (say(lang, "成本下界", "No shifts cover as much for less than"), data.bound, priced),
        (say(lang, "差距", "Gap"), data.gap, say(lang, "占比，0 至 1", "share, 0 to 1")),
        (say(lang, "全部合计达到", "Reached over all calls"), data.level.value, unit),
        (say(lang, "95 % 区间下限", "95% interval, low end"), data.level.low, unit),
        (say(lang, "95 % 区间上限", "95% interval, high end"), data.level.high, unit),
        (
            say(lang, "各处合起来的把握", "Confidence, all places together")
            if data.together
            else say(lang, "每处单独的把握", "Confidence, each place by itself"),
            data.confidence,
            say(lang, "占比，0 至 1", "share, 0 to 1"),
        ),
        (say(lang, "复核仿真次数", "Replications of the check"), data.replications, ""),
        (say(lang, "随机种子", "Seed"), data.seed, ""),
        (say(lang, "起点", "Begun with"), data.begun_with[lang], ""),
        ("onewindow", data.version, ""),
    ]  # fmt: skip
    heads = [say(lang, "项目", "Item"), say(lang, "数值", "Value"), say(lang, "单位", "Unit")]
    return pd.DataFrame(rows, columns=heads)


def _when(
    data: StaffData, rows: pd.DataFrame, ends: pd.Series[float], lang: Lang
) -> dict[str, list[str]]:
    """The kind of day where there are several, start and end."""
    made = {
        say(lang, "日", "Day"): [day_words(data, int(day), lang) for day in rows["day"]],
        say(lang, "起", "Start"): [clock(at) for at in rows["at"]],
        say(lang, "止", "End"): [clock(at) for at in ends],
    }
    if len(data.alike) == 1:
        del made[say(lang, "日", "Day")]
    return made


def _levels(data: StaffData, rows: pd.DataFrame, lang: Lang) -> dict[str, object]:
    name, unit = measure_words(data.promise, lang), _unit(data, lang)
    return {
        f"{name} [{unit}]": rows["level"],
        say(lang, "区间下限", "Interval, low end") + f" [{unit}]": rows["low"],
        say(lang, "区间上限", "Interval, high end") + f" [{unit}]": rows["high"],
        say(lang, "判定", "Verdict"): [say(lang, *VERDICTS[one]) for one in rows["verdict"]],
    }


def _titles(data: StaffData, scope: str, names: pd.Series[str], lang: Lang) -> list[str]:
    return [title_in([data.model], scope, name, lang) for name in names]


def _unit(data: StaffData, lang: Lang) -> str:
    """Of levels as the tables have them: not in percent."""
    if data.promise.is_time:
        return say(lang, "秒", "s")
    return say(lang, "占比，0 至 1", "share, 0 to 1")
