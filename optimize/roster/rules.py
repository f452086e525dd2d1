"""Every rule of a roster: where it comes from, its limits, and how a breach of it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from optimize.roster import contract, fairness, law
from optimize.roster.limits import Limit
from optimize.roster.past import with_past
from optimize.roster.pay import extra_pay
from scenarios.roster.rosters import RosterCase, RuleName
from scenarios.roster.rule_names import with_article
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; its sentences name ``got`` and ``side`` as `HowMany`, and what is ``said``."""

    limits: Callable[[RosterCase, str], Iterator[Limit]]
    """Its limits for a person."""
    article: tuple[str, str]
    """Where it stands, in Chinese and in English."""
    breach: tuple[str, str]
    """What is wrong, likewise."""
    says_kinds: bool = False
    """Whether what its limits have said are kinds of shift, which are told by their titles."""


_PROTECTED = (
    "女职工劳动保护特别规定 第6、9条",
    "Labour Protection of Female Employees, arts. 6 and 9",
)
_STATE_COUNCIL = (
    "国务院关于职工工作时间的规定 第3条",
    "State Council Provisions on Working Hours, art. 3",
)
_CONTRACT = ("合同约定", "contract")
_HOUSE = ("单位规定", "house rule")
_ROTATION = ("轮岗要求", "rotation of posts")
_FAIR = ("公平", "fairness")
RULES: dict[RuleName, Rule] = {
    "day_hours": Rule(
        law.day_hours,
        _STATE_COUNCIL,
        ("一天至多 {side:g} 小时，实排 {got:g} 小时", "at most {side:g} h a day, got {got:g} h"),
    ),
    "week_hours": Rule(
        law.week_hours,
        _STATE_COUNCIL,
        (
            "周工时至多 {side:g} 小时，实排 {got:g} 小时",
            "at most {side:g} h in these weeks, got {got:g} h",
        ),
    ),
    "rest_day": Rule(
        law.rest_day,
        ("劳动法 第38条", "Labour Law, art. 38"),
        (
            "一周至多工作 {side:g} 天，实排 {got:g} 天",
            "at most {side:day|days} of work in a week, got {got:g}",
        ),
    ),
    "day_overtime": Rule(
        law.day_overtime,
        ("劳动法 第41条", "Labour Law, art. 41"),
        (
            "连同加班一天至多 {side:g} 小时，实排 {got:g} 小时",
            "at most {side:g} h a day with overtime, got {got:g} h",
        ),
    ),
    "month_overtime": Rule(
        law.month_overtime,
        ("劳动法 第41条", "Labour Law, art. 41"),
        (
            "一个月至多加班 {side:g} 小时，实排 {got:g} 小时",
            "at most {side:g} h of overtime in a month, got {got:g} h",
        ),
    ),
    "protected": Rule(
        law.protected,
        _PROTECTED,
        (
            "受保护的女职工不得加班或上夜班（至多 {side:g}，实排 {got:g}）",
            "no night and no overtime for the protected (at most {side:g}, got {got:g})",
        ),
    ),
    "rest": Rule(
        law.rest,
        ("通行做法，非法律规定", "common rule, not Chinese law"),
        (
            "班次 {0} 之后至少休息 {side:g} 小时，实休 {got:.4g} 小时",
            "at least {side:g} h of rest after shift {0}, got {got:.4g} h",
        ),
        says_kinds=True,
    ),
    "succession": Rule(
        contract.succession,
        _HOUSE,
        (
            "班次 {0} 次日不得排当日所排班次",
            "shift {0} may not be followed by the one of the next day",
        ),
        says_kinds=True,
    ),
    "available": Rule(
        contract.available,
        ("请假或不可用", "leave or not available"),
        ("当天不能上此班", "cannot work this shift on that day"),
    ),
    "skill": Rule(
        contract.skill,
        ("技能要求", "skill"),
        ("缺少技能 {0}", "lacks the skill {0}"),
    ),
    "most_of_kind": Rule(
        contract.most_of_kind,
        _CONTRACT,
        (
            "班次 {0} 至多 {side:g} 次，实排 {got:g} 次",
            "at most {side:shift|shifts} {0}, got {got:g}",
        ),
        says_kinds=True,
    ),
    "least_hours": Rule(
        contract.least_hours,
        _CONTRACT,
        ("工时至少 {side:g} 小时，实排 {got:g} 小时", "at least {side:g} h of work, got {got:g} h"),
    ),
    "most_hours": Rule(
        contract.most_hours,
        _CONTRACT,
        ("工时至多 {side:g} 小时，实排 {got:g} 小时", "at most {side:g} h of work, got {got:g} h"),
    ),
    "work_run_most": Rule(
        contract.work_run_most,
        _CONTRACT,
        (
            "连续工作至多 {side:g} 天，实排 {got:g} 天",
            "at most {side:day|days} of work in a row, got {got:g}",
        ),
    ),
    "work_run_least": Rule(
        contract.work_run_least,
        _CONTRACT,
        (
            "连续工作至少 {side:g} 天，实排 {got:g} 天",
            "at least {side:day|days} of work in a row, got {got:g}",
        ),
    ),
    "off_run_least": Rule(
        contract.off_run_least,
        _CONTRACT,
        (
            "连续休息至少 {side:g} 天，实排 {got:g} 天",
            "at least {side:day|days} off in a row, got {got:g}",
        ),
    ),
    "off_run_most": Rule(
        contract.off_run_most,
        _CONTRACT,
        (
            "连续休息至多 {side:g} 天，实排 {got:g} 天",
            "at most {side:day|days} off in a row, got {got:g}",
        ),
    ),
    "weekends_most": Rule(
        contract.weekends_most,
        _CONTRACT,
        (
            "至多 {side:g} 个周末上班，实排 {got:g} 个",
            "at most {side:weekend|weekends} with work, got {got:g}",
        ),
    ),
    "nights_most": Rule(
        contract.nights_most,
        _CONTRACT,
        (
            "至多 {side:g} 个夜班，实排 {got:g} 个",
            "at most {side:night shift|night shifts}, got {got:g}",
        ),
    ),
    "night_run_most": Rule(
        contract.night_run_most,
        _CONTRACT,
        (
            "连续夜班至多 {side:g} 个，实排 {got:g} 个",
            "at most {side:night shift|night shifts} in a row, got {got:g}",
        ),
    ),
    "same_kind_run": Rule(
        contract.same_kind_run,
        _ROTATION,
        (
            "班次 {0} 连续至多 {side:g} 天，实排 {got:g} 天",
            "at most {side:day|days} in a row on shift {0}, got {got:g}",
        ),
        says_kinds=True,
    ),
    "post_most": Rule(
        contract.post_most,
        _ROTATION,
        (
            "岗位 {0} 至多 {side:g} 天，实排 {got:g} 天",
            "at most {side:day|days} at post {0}, got {got:g}",
        ),
    ),
    "apart": Rule(
        contract.apart,
        _HOUSE,
        ("不得同上班次 {0}", "may not both work shift {0}"),
        says_kinds=True,
    ),
    "together": Rule(
        contract.together,
        _HOUSE,
        (
            "须同班，班次 {0} 只有其中一人上",
            "work the same shifts only; one of them alone is on {0}",
        ),
        says_kinds=True,
    ),
    "extra_pay": Rule(
        extra_pay,
        ("劳动法 第44条", "Labour Law, art. 44"),
        (
            "加班费共折合 {got:.4g} 小时正常工资",
            "pay of extra work worth {got:.4g} h of plain pay",
        ),
    ),
    "even_nights": Rule(
        fairness.even_nights,
        _FAIR,
        (
            "夜班应摊 {0:.1f} 个，实排 {got:g} 个",
            "a fair share of {0:.1f} night shifts, got {got:g}",
        ),
    ),
    "even_weekends": Rule(
        fairness.even_weekends,
        _FAIR,
        (
            "周末应摊 {0:.1f} 天，实排 {got:g} 天",
            "a fair share of {0:.1f} weekend days, got {got:g}",
        ),
    ),
    "even_holidays": Rule(
        fairness.even_holidays,
        _FAIR,
        (
            "节假日值班应摊 {0:.1f} 天，实排 {got:g} 天",
            "a fair share of {0:.1f} days of holidays, got {got:g}",
        ),
    ),
    "even_hours": Rule(
        fairness.even_hours,
        _FAIR,
        ("工时应摊 {0:.1f} 小时，实排 {got:g} 小时", "a fair share of {0:.1f} h, got {got:g} h"),
    ),
    "even_wishes": Rule(
        fairness.even_wishes,
        _FAIR,
        ("{got:g} 个意愿未满足", "{got:wish|wishes} not met"),
    ),
}
"""Law first, then what was agreed, what the house wants, and what only costs."""


_AVERAGED = ("劳动法 第39条（综合计算工时）", "Labour Law, art. 39 (averaged hours)")
_MEAN_WEEK = ("劳动法 第36条", "Labour Law, art. 36")
_LONGER_WEEK = 44.0


def article_of(case: RosterCase, rule: RuleName, person: str | None = None) -> tuple[str, str]:
    """Where the number of a rule stands, in Chinese and in English; for some with a contract."""
    if rule == "week_hours":
        if person is not None and case.people[person].contract.averaged_over > 1:
            return _AVERAGED
        if case.law.week_hours == _LONGER_WEEK:
            return _MEAN_WEEK
    return RULES[rule].article


def rule_words(case: RosterCase, rule: RuleName, person: str | None = None) -> TextPair:
    """A rule with its number of the law, if any, and its article; for some with a contract."""
    key = "rest_days" if rule == "rest_day" else rule
    number = f" {getattr(case.law, key):g}" if hasattr(case.law, key) else ""
    zh, en = with_article(rule, article_of(case, rule, person), number)
    return TextPair(zh=zh, en=en)


def limits_of(case: RosterCase) -> tuple[Limit, ...]:
    """All limits of a case, without those of rules that are off."""
    return tuple(limit for name in RULES for limit in _of_rule(case, name, tuple(case.people)))


def limits_of_people(case: RosterCase, names: tuple[str, ...]) -> Iterator[Limit]:
    """Those of the limits that speak of these people only."""
    for rule in RULES:
        for limit in _of_rule(case, rule, names):
            if all(name in names for name in limit.people):
                yield limit


def limits_of_pairs(case: RosterCase) -> tuple[Limit, ...]:
    """Those of the limits that speak of two people."""
    pairs: tuple[RuleName, ...] = ("apart", "together")
    return tuple(limit for name in pairs for limit in _of_rule(case, name, tuple(case.people)))


def _of_rule(case: RosterCase, name: RuleName, people: tuple[str, ...]) -> Iterator[Limit]:
    if case.strength(name) != "off":
        for person in people:
            for limit in RULES[name].limits(case, person):
                yield with_past(case, limit)
