"""How evenly a roster shares out nights, days off, hours and wishes: numbers and finding."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from optimize.roster.limits import Roster
from optimize.roster.spread import Portion, portions
from plots.language import Lang, say
from plots.roster.data import RosterData
from scenarios.how_many import HowMany
from scenarios.roster.rosters import RosterCase


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that is shared out."""

    name: str
    zh: str
    en: str
    unit_zh: str
    unit_en: str
    value: Callable[[Portion], float | None]
    fair: Callable[[Portion], float | None]
    before: Callable[[Portion], float] = lambda p: 0.0

    def axis(self, lang: Lang) -> str:
        """What it is, with its unit."""
        return say(lang, f"{self.zh}（{self.unit_zh}）", f"{self.en} ({self.unit_en})")

    def counted(self, numbers: pd.DataFrame, lang: Lang) -> str:
        """The same, and what and who is in the numbers of it: nights before, those who can."""
        of, everybody = numbers[numbers["measure"] == self.name], numbers["person"].nunique()
        zh, en = [self.unit_zh], [self.unit_en]
        if 0 < len(of) < everybody:
            zh.append(f"{len(of)} 人")
            en.append(f"{HowMany(len(of)):person|people}")
        if of["before"].any():
            zh.append("含此前")
            en.append("with those before")
        return say(lang, f"{self.zh}（{'，'.join(zh)}）", f"{self.en} ({', '.join(en)})")


def _unmet(one: Portion) -> float | None:
    return one.wishes - one.met if one.wishes else None


SHARED = (
    Shared("nights", "夜班", "Nights", "次", "count",
           lambda p: p.nights if p.fair_nights is not None else None, lambda p: p.fair_nights,
           lambda p: p.nights_before),
    Shared("weekends", "周末上班", "Weekend days", "天", "days", lambda p: p.weekends,
           lambda p: p.fair_weekends, lambda p: p.weekends_before),
    Shared("holidays", "节假日值班", "Holidays worked", "天", "days",
           lambda p: p.holidays if p.fair_holidays is not None else None, lambda p: p.fair_holidays,
           lambda p: p.holidays_before),
    Shared("hours", "工时", "Hours", "小时", "h", lambda p: p.hours, lambda p: p.fair_hours),
    Shared("unmet", "未满足的意愿", "Unmet wishes", "个", "count", _unmet, lambda p: None),
)  # fmt: skip
"""In the order in which they are drawn."""


_SEEN = 0.05
"""Least that is above a share when told with one digit."""


def even_numbers(data: RosterData) -> pd.DataFrame:
    """The numbers of the chart, see `even_table`."""
    return even_table(data.case, data.roster)


def even_table(case: RosterCase, roster: Roster) -> pd.DataFrame:
    """A row for each person and what is shared out.

    Columns ``person, measure, value, before, fair, beyond``: ``value`` with what was ``before`` the
    days planned; ``fair`` is a share in proportion to the days on which people are there and the
    hours that they may work, of those who can have any of it; NaN for wishes. ``beyond`` is value -
    fair. What nobody has any of, or wishes where there are none, is left out.
    """
    own = portions(case, roster)
    rows = []
    for shared in SHARED:
        of = [
            (name, shared.name, float(value), float(shared.before(one)),
             math.nan if fair is None else fair)
            for name, one in own.items()
            if (value := shared.value(one)) is not None
            for fair in [shared.fair(one)]
        ]  # fmt: skip
        if shared.name == "unmet" or any(value or fair > 0 for _, _, value, _, fair in of):
            rows += of
    table = pd.DataFrame(rows, columns=["person", "measure", "value", "before", "fair"])
    table["beyond"] = table["value"] - table["fair"]
    return table


def even_finding(data: RosterData, lang: Lang) -> str:
    """From least to most of each, and how far anybody is above their share."""
    numbers = even_numbers(data)
    parts = []
    for shared in SHARED:
        rows = numbers[numbers["measure"] == shared.name]
        if rows.empty:
            continue
        if shared.name == "unmet":
            parts.append(_wishes(data, lang))
            continue
        least, most, beyond = rows["value"].min(), rows["value"].max(), rows["beyond"].max()
        unit = say(lang, f" {shared.unit_zh}", " h" if shared.name == "hours" else "")
        above = say(lang, "没有人超过应摊", "nobody above a fair share")
        if beyond >= _SEEN:
            who = rows["person"].iloc[int(np.nanargmax(rows["beyond"]))]
            above = say(
                lang, f"{who}比应摊多 {beyond:.1f}{unit}", f"{who} {beyond:.1f} above a fair share"
            )
        parts.append(
            say(
                lang,
                f"{shared.zh}每人 {least:g}–{most:g}{unit}，{above}",
                f"{shared.en.lower()} {least:g}–{most:g}{unit} a person, {above}",
            )
        )
    text = say(lang, "；", "; ").join(parts)
    return text[:1].upper() + text[1:]


def _wishes(data: RosterData, lang: Lang) -> str:
    all_ = portions(data.case, data.roster).values()
    asked, met = sum(one.wishes for one in all_), sum(one.met for one in all_)
    return say(lang, f"{asked} 个意愿满足 {met} 个", f"{met} of {asked} wishes met")
