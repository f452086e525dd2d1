"""What all days of a roster need of one sort, and how much of it contracts let a person work."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from scenarios.how_many import HowMany
from scenarios.roster.rosters import Person, RosterCase, RuleName
from scenarios.section import TextPair

_SHIFTS = "shift|shifts"


@dataclass(frozen=True, slots=True)
class Total:
    """Shifts of some kinds, on all days or on weekends."""

    zh: str
    en: str
    """The words for one and for several, as `HowMany` takes them."""
    kinds: frozenset[str]
    of: str = ""
    """What follows the English words."""
    weekends: bool = False

    def holds(self, case: RosterCase, day: int) -> bool:
        """Whether a day is one of its days."""
        return not self.weekends or case.calendar.is_weekend(day)

    def most_of(
        self, case: RosterCase, person: Person, hard: Collection[RuleName], of_weeks: Sequence[int]
    ) -> int:
        """Most that a person may work of it by the limits on all days together.

        Parameters
        ----------
        case, person
            The roster, and whose contract it is.
        hard
            Rules that have to be kept.
        of_weeks
            Most that they may work of it in each week.
        """
        contract = person.contract
        most = sum(of_weeks)
        if "most_of_kind" in hard:
            most = min(most, sum(contract.most_of_kind.get(k, most) for k in self.kinds))
        if contract.most_hours is not None and "most_hours" in hard:
            shortest = min(case.kinds[k].hours for k in self.kinds)
            most = min(most, math.floor(contract.most_hours / 3600 / shortest + 1e-9))
        nights = all(case.kinds[k].is_night for k in self.kinds)
        if nights and contract.nights_most is not None and "nights_most" in hard:
            most = min(most, max(0, contract.nights_most - person.nights_before))
        posts = {case.kinds[k].post for k in self.kinds}
        if contract.post_most is not None and "post_most" in hard and None not in posts:
            most = min(most, contract.post_most * len(posts))
        if self.weekends and contract.weekends_most is not None and "weekends_most" in hard:
            left = max(0, contract.weekends_most - person.weekends_before)
            most = min(most, sum(sorted(of_weeks, reverse=True)[:left]))
        return most

    def sentence(self, case: RosterCase, needed: int, most: int, able: int) -> TextPair:
        """That fewer may be worked than are needed."""
        first, last = case.date(0), case.date(case.days - 1)
        return TextPair(
            zh=f"{first.month} 月 {first.day} 日至 {last.month} 月 {last.day} 日：{self.zh}共要 "
            f"{needed} 个，{able} 人按合同的上限至多上 {most} 个，至少缺 {needed - most} 个。",
            en=f"{first} to {last}: {HowMany(needed):{self.en}}{self.of} "
            f"{HowMany(needed).word('is', 'are')} needed, "
            f"{HowMany(able):person|people} may work {most} by the limits of their contracts, "
            f"at least {HowMany(needed - most):stays|stay} open.",
        )


def totals_of(case: RosterCase) -> Iterator[Total]:
    """All shifts, nights, those on weekends, each post and each kind."""
    yield Total("班", _SHIFTS, frozenset(case.kinds))
    nights = frozenset(name for name, one in case.kinds.items() if one.is_night)
    if nights:
        yield Total("夜班", "night shift|night shifts", nights)
    yield Total("周末的班", _SHIFTS, frozenset(case.kinds), " on weekends", weekends=True)
    for post in dict.fromkeys(one.post for one in case.kinds.values() if one.post is not None):
        kinds = frozenset(name for name, one in case.kinds.items() if one.post == post)
        yield Total(f"岗位 {post} 的班", _SHIFTS, kinds, f" at post {post}")
    for name in case.kinds:
        title = case.title_of(name)
        yield Total(f"{title.zh} ", _SHIFTS, frozenset([name]), f" {title.en}")
