"""What the days before leave of the nights and weekends that contracts allow."""

from __future__ import annotations

from collections.abc import Iterator

from optimize.roster.fairness import night_shares
from plots.language import Lang, say
from scenarios.how_many import HowMany
from scenarios.roster.rosters import RosterCase

_NAMED = 6
"""Names told at most."""


def carried_lines(case: RosterCase, lang: Lang) -> Iterator[str]:
    """A sentence for nights and one for weekends, where what was before counts for a limit.

    Who cannot work nights has none left, whatever their contract says.
    """
    limits = {name: one.contract for name, one in case.people.items()}
    nights = {
        name: (case.people[name].nights_before, limits[name].nights_most)
        for name in night_shares(case)
    }
    weekends = {
        name: (one.weekends_before, limits[name].weekends_most) for name, one in case.people.items()
    }
    for zh, en, rule, people in (
        ("夜班", "nights", "nights_most", nights),
        ("周末", "weekends", "weekends_most", weekends),
    ):
        limited = {name: (had, most) for name, (had, most) in people.items() if most is not None}
        total = sum(most for _, most in limited.values())
        used = sum(min(had, most) for had, most in limited.values())
        if not used:
            continue
        yield say(
            lang,
            f"此前已上的{zh}计入上限（{rule}；counted_from）：有上限的 {len(limited)} 人上限共 "
            f"{total} 个，此前已用 {used} 个，本期还能上 {total - used} 个，"
            "其余要由没有上限的人来上。",
            f"The {en} before count for {rule} (counted_from): "
            f"{HowMany(len(limited)):person|people} with a limit may work {total}, "
            f"{used} of which are used up and {total - used} left: "
            "the rest falls to people without a limit.",
        ) + _used_up([f"{name} {had}/{most}" for name, (had, most) in limited.items()
                      if had >= most], lang)  # fmt: skip


def _used_up(people: list[str], lang: Lang) -> str:
    if not people:
        return ""
    more = len(people) - _NAMED
    named = say(lang, "、", ", ").join(people[:_NAMED])
    if more > 0:
        named += say(lang, f" 等 {len(people)} 人", f" and {more} more")
    return say(lang, f"已用完：{named}。", f" None left: {named}.")
