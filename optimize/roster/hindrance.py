"""Why somebody does not take a place: the rule in the way, other work that day, or the price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optimize.roster.audit import sentence
from optimize.roster.limits import Grid, worked
from optimize.roster.neighbourhoods import LimitIndex
from optimize.roster.rules import RULES, article_of, limits_of
from scenarios.roster.rosters import RosterCase, RuleName
from scenarios.section import TextPair

Reason = RuleName | Literal["at_work", "price", "free"]
"""A hard rule; other work on that day; that it costs more than it is worth; or nothing at all."""
_FIRST: tuple[RuleName, ...] = ("available", "skill", "protected")
"""What is said of a person before that they are at work already: it holds on any other day too."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why one person does not take a place."""

    person: str
    reason: Reason
    says: TextPair
    """The rule with its article, or what else it is."""
    article: tuple[str, str] = ("", "")
    """Where the rule stands, in Chinese and in English."""


class Hindrances:
    """Looks at single changes of a roster."""

    def __init__(self, case: RosterCase, grid: Grid) -> None:
        self.case, self.grid = case, dict(grid)
        self._index = LimitIndex(limits_of(case))
        order = list(RULES)
        first = {rule: k for k, rule in enumerate([*_FIRST, *order])}
        self._rank: dict[Reason, int] = {rule: first[rule] for rule in order}

    def of(self, person: str, day: int, kind: str | None, *, gain: float) -> Hindrance:
        """Why a person does not work a kind on a day, or is not off.

        Parameters
        ----------
        person, day, kind
            What would be changed; None for a day off.
        gain
            What the change is worth beside rules and wishes.
        """
        now = self.grid[person, day]
        broken, price = self._weighed(person, day, kind)
        broken.sort(key=lambda one: self._rank[one.reason])
        if broken and (broken[0].reason in _FIRST or now is None or kind is None):
            return broken[0]
        date = self.case.date(day).isoformat()
        if now is not None and kind is not None:
            title = self.case.title_of(now)
            says = TextPair(
                zh=f"{person}，{date}：已排 {title.zh}。",
                en=f"{person}, {date}: works {title.en}.",
            )
            return Hindrance(person, "at_work", says)
        if price >= gain - 1e-9:
            says = TextPair(
                zh=f"{person}，{date}：排上要多付 {price:g}，只省 {gain:g}。",
                en=f"{person}, {date}: would cost {price:g} and save {gain:g}.",
            )
            return Hindrance(person, "price", says)
        says = TextPair(
            zh=f"{person}，{date}：没有规则阻拦，可以改。",
            en=f"{person}, {date}: no rule is in the way, it can be changed.",
        )
        return Hindrance(person, "free", says)

    def _weighed(self, person: str, day: int, kind: str | None) -> tuple[list[Hindrance], float]:
        """Hard rules that a change breaks further, and what it costs in prices and wishes."""
        limits = self._index.touching(frozenset([(person, day)]))
        wishes = [one for one in self.case.people[person].wishes if one.day == day]

        def unmet() -> float:
            return sum(
                wish.weight
                for wish in wishes
                if worked((person, day, wish.kind), self.grid) != wish.works
            )

        now, before = self.grid[person, day], [limit.broken_by(self.grid) for limit in limits]
        price = -unmet()
        self.grid[person, day] = kind
        price += unmet()
        broken: list[Hindrance] = []
        for limit, was in zip(limits, before, strict=True):
            more = limit.broken_by(self.grid) - was
            strength = self.case.strength(limit.rule)
            if isinstance(strength, float):
                price += more * strength
            elif more > 1e-9:
                says = sentence(self.case, limit, self.grid)
                article = article_of(self.case, limit.rule, limit.people[0])
                broken.append(Hindrance(person, limit.rule, says, article))
        self.grid[person, day] = now
        return broken, price
