"""What the rules of a roster are called in Chinese and in English."""

from __future__ import annotations

from scenarios.roster.rosters import RuleName

RULE_NAMES: dict[RuleName, tuple[str, str]] = {
    "day_hours": ("每日工时", "hours of a day"),
    "week_hours": ("每周工时", "hours of a week"),
    "rest_day": ("每周休息日", "rest day of a week"),
    "day_overtime": ("每日加班", "overtime of a day"),
    "month_overtime": ("每月加班", "overtime of a month"),
    "protected": ("女职工保护", "protection of mothers"),
    "rest": ("班间休息", "rest between shifts"),
    "succession": ("班次衔接", "order of shifts"),
    "available": ("请假或不可用", "leave or not available"),
    "skill": ("技能", "skill"),
    "most_of_kind": ("班次次数上限", "most shifts of a kind"),
    "least_hours": ("最低工时", "least hours"),
    "most_hours": ("最高工时", "most hours"),
    "work_run_most": ("连续工作上限", "most days of work in a row"),
    "work_run_least": ("连续工作下限", "least days of work in a row"),
    "off_run_least": ("连续休息下限", "least days off in a row"),
    "off_run_most": ("连续休息上限", "most days off in a row"),
    "weekends_most": ("周末班上限", "most weekends"),
    "nights_most": ("夜班上限", "most nights"),
    "night_run_most": ("连续夜班上限", "most nights in a row"),
    "same_kind_run": ("同班次连续上限", "most days in a row on one shift"),
    "post_most": ("同岗位天数上限", "most days at one post"),
    "apart": ("不得同班", "pairs kept apart"),
    "together": ("须同班", "pairs kept together"),
    "extra_pay": ("加班费", "extra pay"),
    "even_nights": ("夜班均衡", "even nights"),
    "even_weekends": ("周末均衡", "even weekends"),
    "even_holidays": ("节假日均衡", "even holidays"),
    "even_hours": ("工时均衡", "even hours"),
    "even_wishes": ("意愿均衡", "even wishes"),
}
"""In the order in which they are told: law, contract, house, and what only costs."""


def with_article(rule: RuleName, article: tuple[str, str], number: str = "") -> tuple[str, str]:
    """A rule with its number and with where it stands, unless that is its name again."""
    zh, en = RULE_NAMES[rule]
    return (
        f"{zh}{number}" + (f"（{article[0]}）" if article[0] != zh else ""),
        f"{en}{number}" + (f" ({article[1]})" if article[1] != en else ""),
    )
