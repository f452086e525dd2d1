"""Why a roster leaves places open, or cannot be: counted, then proved, then what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.roster.arithmetic import arithmetic
from optimize.roster.clash import Clash, clashing_needs, clashing_rows
from optimize.roster.clash_alike import told_once
from optimize.roster.limits import Roster
from scenarios.errors import InfeasibleError, Problem
from scenarios.how_many import HowMany
from scenarios.roster.rosters import RosterCase
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What stands in the way of a whole roster."""

    counted: tuple[TextPair, ...]
    """What arithmetic alone says."""
    clashes: tuple[Clash, ...]
    """Smallest sets of rules and needs that cannot be kept together."""
    least_missing: int
    """Places that stay open at least, whatever the roster; 0 where none is proved to."""

    told: tuple[TextPair, ...] = ()
    """The clashes in sentences, each with what would mend it; alike in several weeks, once."""

    def sentences(self) -> tuple[TextPair, ...]:
        """All of it."""
        return (*self.counted, *self.told)

    def of_open(self) -> tuple[TextPair, ...]:
        """Why places stay open in a roster, for the screen, the page and the workbook alike."""
        said = self.sentences()
        if self.least_missing:
            zh = f"无论怎样排，至少 {self.least_missing} 个班没有人（已证明）。"
            stay = f"{HowMany(self.least_missing):shift stays|shifts stay}"
            en = f"Whatever the roster, at least {stay} open (proved)."
            return (TextPair(zh=zh, en=en), *said)
        if said:
            return said
        zh = "没有证明这些班一定没有人：更多的 --iterations 也许能排满。"
        en = "It is not proved that these stay open: more --iterations may fill them."
        return (TextPair(zh=zh, en=en),)


class ImpossibleRoster(InfeasibleError):
    """It is proved that no roster keeps all hard rules; with the smallest reason for it."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__([Problem("roster", one.en) for one in why.sentences()])
        self.why = why


def counted(case: RosterCase) -> WhyNot | None:
    """What arithmetic alone says of needs that are open, whatever the roster; None for nothing."""
    said = arithmetic(case)
    return WhyNot(tuple(said), (), 0) if said else None


def why_open(case: RosterCase, roster: Roster) -> WhyNot:
    """Why a roster that keeps its rules leaves needs open."""
    clashes, missing = clashing_needs(case, roster)
    return WhyNot(arithmetic(case), clashes, missing, tuple(told_once(case, clashes)))


def why_impossible(case: RosterCase) -> WhyNot:
    """Why there is no roster that keeps every hard rule, whatever is left open."""
    clashes = tuple(clashing_rows(case))
    return WhyNot(arithmetic(case), clashes, 0, tuple(told_once(case, clashes)))
