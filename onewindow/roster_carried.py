"""What limits of a contract have of the days before: who has no night or weekend left, and why."""

from __future__ import annotations

from collections.abc import Iterator

from plots.language import Lang, say
from scenarios.rosters import RosterCase

_NAMED = 6
"""Names told at most."""


def carried_lines(case: RosterCase, lang: Lang) -> Iterator[str]:
    """A sentence for nights and one for weekends, where what was before uses up a limit."""
    for zh, en, least in (
        ("夜班", "nights", "nights_most"),
        ("周末", "weekends", "weekends_most"),
    ):
        before = f"{least.removesuffix('_most')}_before"
        carried = {
            name: (getattr(one, before), most)
            for name, one in case.people.items()
            if (most := getattr(one.contract, least)) is not None and getattr(one, before)
        }
        used = [f"{name} {had}/{most}" for name, (had, most) in carried.items() if had >= most]
        if not used:
            continue
        named = say(lang, "、", ", ").join(used[:_NAMED])
        more = len(used) - _NAMED
        if more > 0:
            named += say(lang, f" 等 {len(used)} 人", f" and {more} more")
        limited = sum(getattr(one.contract, least) is not None for one in case.people.values())
        yield say(
            lang,
            f"此前已上的{zh}计入上限（{least}；counted_from）：有上限的 {limited} 人中 "
            f"{len(used)} 人已经用完，本期不能再上，要由其他人来上：{named}。",
            f"The {en} before count for {least} (counted_from): {len(used)} of {limited} people "
            f"with a limit have none left, so others have to work theirs: {named}.",
        )
