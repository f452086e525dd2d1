"""The sheets of a roster workbook and their columns, with their headings in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.roster.book_cells import (
    ABSENCES,
    BREAKS,
    CLOCK,
    COUNTS,
    DATE,
    DATES,
    DAYS,
    HOURS,
    HOW,
    LIST,
    MINUTES,
    NUMBER,
    PROTECTED,
    STRENGTH,
    TEXT,
    WISHED,
    WORKED,
    Cell,
    yes,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key that it fills, its headings, and its cells."""

    key: str
    zh: str
    en: str
    cell: Cell = TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the part of the file that it fills."""

    part: str
    zh: str
    en: str
    columns: tuple[Column, ...]


PLAN = (
    Column("title", "名称", "title"),
    Column("first_day", "第一天", "first day", DATE),
    Column("days", "天数", "days", NUMBER),
    Column("holidays", "节假日", "holidays", DATES),
    Column("needs_from", "班次计划文件", "shifts from"),
    Column("after", "上期排班表", "roster before"),
    Column("counted_from", "夜班和周末累计自", "counted from", DATE),
)
"""Lines of the first sheet, one value each."""
LAW = (
    Column("day_hours", "每日工时", "hours of a day", NUMBER),
    Column("week_hours", "每周工时", "hours of a week", NUMBER),
    Column("rest_day", "每周休息日", "rest days of a week", NUMBER),
    Column("day_overtime", "每日加班", "overtime of a day", NUMBER),
    Column("month_overtime", "每月加班", "overtime of a month", NUMBER),
    Column("rest", "班间休息", "rest between shifts", NUMBER),
    Column("pay_overtime", "加班工资倍数", "pay of overtime", NUMBER),
    Column("pay_rest_day", "休息日工资倍数", "pay of a rest day", NUMBER),
    Column("pay_holiday", "法定节假日工资倍数", "pay of a holiday", NUMBER),
)
"""Lines of the sheet of rules that have a number of the law; the first six are rules as well."""
LAW_KEYS = {"rest_day": "rest_days"}
"""Numbers of the law whose key is not the name of their rule."""
SHEETS = (
    Sheet("plan", "概况", "Plan", (Column("item", "项目", "item"), Column("value", "值", "value"))),
    Sheet("kinds", "班次", "Kinds", (
        Column("name", "班次", "kind"),
        Column("title", "全称", "title"),
        Column("start", "开始", "start", CLOCK),
        Column("length", "时长（小时）", "length (h)", HOURS),
        Column("unpaid_break", "无薪休息（分钟）", "unpaid break (min)", MINUTES),
        Column("breaks", "休息时段", "breaks", BREAKS),
        Column("skill", "技能", "skill"),
        Column("post", "岗位", "post"),
        Column("night", "算夜班", "night", yes("夜班", "夜", "night")),
        Column("not_followed_by", "次日不接", "not followed by", LIST),
    )),
    Sheet("contracts", "合同", "Contracts", (
        Column("name", "合同", "contract"),
        Column("least_hours", "最低工时（小时）", "least hours (h)", HOURS),
        Column("most_hours", "最高工时（小时）", "most hours (h)", HOURS),
        Column("overtime", "可加班", "overtime", yes("可加班", "可", "overtime")),
        Column("averaged_over", "综合工时周数", "averaged over (weeks)", NUMBER),
        Column("most_of_kind", "班次次数上限", "most of kind", COUNTS),
        Column("work_run_most", "连续工作最多（天）", "most days of work in a row", NUMBER),
        Column("work_run_least", "连续工作最少（天）", "least days of work in a row", NUMBER),
        Column("off_run_least", "连续休息最少（天）", "least days off in a row", NUMBER),
        Column("off_run_most", "连续休息最多（天）", "most days off in a row", NUMBER),
        Column("weekends_most", "周末班最多（个）", "most weekends", NUMBER),
        Column("nights_most", "夜班最多（个）", "most nights", NUMBER),
        Column("night_run_most", "连续夜班最多（个）", "most nights in a row", NUMBER),
        Column("same_kind_run", "同班次连续最多（天）", "most days in a row on one kind", NUMBER),
        Column("post_most", "同岗位最多（天）", "most days at one post", NUMBER),
    )),
    Sheet("people", "人员", "People", (
        Column("name", "姓名", "name"),
        Column("contract", "合同", "contract"),
        Column("least_hours", "最低工时（小时）", "least hours (h)", HOURS),
        Column("most_hours", "最高工时（小时）", "most hours (h)", HOURS),
        Column("skills", "技能", "skills", LIST),
        Column("speed", "速度", "speed", NUMBER),
        Column("leave", "请假", "leave", ABSENCES),
        Column("paid_leave", "带薪休假", "paid leave", ABSENCES),
        Column("history", "上期末班次", "history", WORKED),
        Column("nights_before", "已上夜班", "nights before", NUMBER),
        Column("weekends_before", "已上周末", "weekends before", NUMBER),
        Column("holidays_before", "已上节假日（天）", "holidays before (days)", NUMBER),
        Column("new", "新来", "new", yes("新来", "新", "新人", "new")),
        Column("protected", "女职工保护", "protected", PROTECTED),
    )),
    Sheet("needs", "需求", "Needs", (
        Column("kind", "班次", "kind"),
        Column("people", "人数", "people", NUMBER),
        Column("days", "星期", "days", DAYS),
        Column("dates", "日期", "dates", DATES),
        Column("under", "缺一人的代价", "price of one missing", NUMBER),
        Column("over", "多一人的代价", "price of one too many", NUMBER),
        Column("breaks", "休息时段", "breaks", BREAKS),
    )),
    Sheet("wishes", "意愿", "Wishes", (
        Column("name", "姓名", "name"),
        Column("dates", "日期", "dates", DATES),
        Column("days", "星期", "days", DAYS),
        Column("want", "想要", "want", WISHED),
        Column("avoid", "不想", "avoid"),
        Column("weight", "权重", "weight", NUMBER),
    )),
    Sheet("unavailable", "不可上班", "Unavailable", (
        Column("name", "姓名", "name"),
        Column("dates", "日期", "dates", DATES),
        Column("days", "星期", "days", DAYS),
        Column("kinds", "班次", "kinds", LIST),
    )),
    Sheet("rules", "规则", "Rules", (
        Column("rule", "规则", "rule"),
        Column("value", "数值", "value", NUMBER),
        Column("strength", "强度", "strength", STRENGTH),
    )),
    Sheet("pairs", "搭档", "Pairs", (
        Column("one", "甲", "one"),
        Column("other", "乙", "other"),
        Column("how", "关系", "how", HOW),
    )),
)  # fmt: skip
"""In the order in which they stand; all but plan, kinds, people and needs may be left out."""
