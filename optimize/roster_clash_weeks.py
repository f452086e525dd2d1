"""Clashes in sentences: those that are alike in several weeks are told once, with the weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimize.roster_clash import Clash
from scenarios.rosters import RosterCase
from scenarios.section import TextPair


def told_once(case: RosterCase, clashes: Sequence[Clash]) -> Iterator[TextPair]:
    """A sentence for each clash, and what would mend it.

    Clashes that differ in nothing but their week are one sentence; what mends all of them is said
    of each week, what mends some with their dates.
    """
    alike: dict[object, list[Clash]] = {}
    for clash in clashes:
        of_week = tuple((case.date(n.day).weekday(), n.kind, n.required) for n in clash.needs)
        # Rows alone clash over all days together.
        key = (clash.people, clash.rules, clash.missing, of_week) if clash.needs else id(clash)
        alike.setdefault(key, []).append(clash)
    for first, *others in alike.values():
        if not others:
            yield from (first.sentence, *first.repairs)
            continue
        dates = [case.date(clash.needs[0].day) for clash in others]
        zh = "、".join(f"{date.month} 月 {date.day} 日" for date in dates)
        en = ", ".join(map(str, dates))
        weeks = len(others) + 1
        yield TextPair(
            zh=f"{first.sentence.zh}{zh}也是如此，共 {weeks} 周。",
            en=f"{first.sentence.en} So it is on {en}, {weeks} weeks in all.",
        )
        mends: dict[TextPair, list[Clash]] = {}
        for clash in (first, *others):
            for one in clash.repairs:
                mends.setdefault(one, []).append(clash)
        for one, mended in mends.items():
            yield _in_weeks(case, one, mended, weeks)


def _in_weeks(case: RosterCase, one: TextPair, mended: Sequence[Clash], weeks: int) -> TextPair:
    if len(mended) == weeks:
        return TextPair(zh=f"每周：{one.zh}", en=f"Each week: {one.en}")
    dates = [case.date(clash.needs[0].day) for clash in mended]
    zh = "、".join(f"{date.month} 月 {date.day} 日" for date in dates)
    return TextPair(zh=f"{zh}：{one.zh}", en=f"{', '.join(map(str, dates))}: {one.en}")
