"""After how long a redesign has paid for itself, as far as the models have prices."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from plots.amounts import amounts, join
from plots.language import Lang, say
from plots.what_counts import measured_days
from scenarios.model import ServiceModel

_WHOLE_WEEK = 7
"""Days from which the time measured stands for a year, weekends and all."""
_WORKDAYS = 250
"""Working days of a year, of which a shorter time measured is taken to be some."""
_MOST_MONTHS = 24
_NEVER = 50 * 12.0
"""Months beyond which nobody waits for what was spent: what is bought does not last so long."""


@dataclass(frozen=True, slots=True)
class Savings:
    """What a redesign saves over the time measured, with its 95% interval."""

    value: float
    low: float
    high: float


def saved(rows: pd.DataFrame, measures: tuple[str, ...]) -> Savings | None:
    """What some costs over all fall by; None when none of them has a price.

    The ends of the interval are summed, as if all costs were at their worst together.
    """
    found = rows[rows["measure"].isin(measures) & (rows["scope"] == "all") & rows["at"].isna()]
    found = found[found["difference"].notna()]
    if found.empty:
        return None
    value, low, high = (-float(found[name].sum()) for name in ("difference", "high", "low"))
    return Savings(value, low, high)


def payback_words(
    rows: pd.DataFrame,
    model: ServiceModel,
    once: float,
    yearly: float,
    currency: str,
    lang: Lang,
) -> tuple[str, ...]:
    """What is saved in a year and when what was paid once is back; empty when nothing was.

    Parameters
    ----------
    rows
        Of one redesign, from `sim.comparison.Comparison.table`.
    model
        The baseline, for the time measured.
    once, yearly
        What the redesign costs once and every year.
    currency
        Of both.
    lang
        Language.
    """
    if not once:
        return ()
    days = measured_days(model)
    times, how = _a_year(days, lang)
    told, known = [], None
    for measures, zh, en in (
        (("staff_cost", "seat_cost"), "只算人员和席位成本", "Staff and seats alone"),
        (
            ("staff_cost", "seat_cost", "citizen_cost"),
            "再算上群众时间的价值",
            "With the value of applicants' time",
        ),
    ):
        found = saved(rows, measures)
        # Time that has no price, or does not change, needs no second sentence.
        if found is not None and found != known:
            known = found
            year = [times * v - yearly for v in (found.value, found.low, found.high)]
            told.append(_sentence(year, once, currency, say(lang, zh, en), lang))
    if not told:
        return ()
    first = amounts(currency, [once]).full(once, lang)
    head = say(lang, f"回本：一次性投入 {first}，{how}。", f"Payback of {first} spent once; {how}.")
    return (head, *told)


def _a_year(days: float, lang: Lang) -> tuple[float, str]:
    """How many times the time measured makes a year, and how that was reckoned."""
    if days >= _WHOLE_WEEK:
        return 365 / days, say(
            lang,
            f"全年按统计期（{days:g} 天）推算",
            f"a year is taken to be like the {days:g} days measured",
        )
    return _WORKDAYS / days, say(
        lang,
        f"全年按 {_WORKDAYS} 个与统计期（{days:g} 天）一样的工作日推算",
        f"a year is taken to be {_WORKDAYS} working days like those measured ({days:g})",
    )


def _sentence(year: list[float], once: float, currency: str, what: str, lang: Lang) -> str:
    """One reckoning; ``year`` is what is saved in a year and its interval."""
    value, low, high = year
    written = amounts(currency, year)
    if value <= 0:
        more = written.full(-value, lang)
        return say(
            lang,
            f"{what}：每年不节省，反而多支出 {more}，收不回投入。",
            f"{what}: nothing is saved, {more} more is spent a year; it is not paid back.",
        )
    ends = ""
    if written.bare(low) != written.bare(high):
        between = written.interval(low, high, lang)
        ends = say(lang, f"（95 % 区间 {between}）", f" (95% interval {between})")
    months = [12 * once / v if v > 0 else math.inf for v in (value, high, low)]
    after = _after(months, lang)
    return say(
        lang,
        f"{what}：每年节省 {written.full(value, lang)}{ends}，{after}。",
        f"{what}: {written.full(value, lang)} saved a year{ends}, {after}.",
    )


def _after(months: list[float], lang: Lang) -> str:
    """After how many months or years: the number, the soonest and the latest."""
    if months[0] > _NEVER:
        return say(
            lang,
            f"超过 {_NEVER / 12:.0f} 年才回本，等于收不回",
            f"not paid back within {_NEVER / 12:.0f} years",
        )
    long = months[0] > _MOST_MONTHS
    scaled = [m / 12 if long else m for m in months]
    unit = say(lang, "年", "years") if long else say(lang, "个月", "months")
    number, soon, late = (
        f"{v:.1f}" if m <= _NEVER else "" for v, m in zip(scaled, months, strict=True)
    )
    told = join(number, unit)
    if not late:
        return say(
            lang,
            f"约 {told}回本（最早 {soon}，也可能收不回）",
            f"paid back after about {told} (soonest {soon}, perhaps never)",
        )
    between = say(lang, f"（{soon}–{late}）", f" ({soon}–{late})") if soon != late else ""
    return say(lang, f"约 {told}回本{between}", f"paid back after about {told}{between}")
