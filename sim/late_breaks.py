"""Breaks of named people that start late: they keep their length, and the shift end stays."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

NAN = math.nan


@dataclass(slots=True, eq=False)
class LateBreak:
    """A break of somebody who was busy when it should have begun."""

    person: int
    due: float
    """When it should have begun [s]."""
    left: float = NAN
    """When it began [s]."""
    length: float = NAN
    """How long it lasts [s], known when it should have ended."""


class LateBreaks:
    """Who of a pool is late for a break, or on a late one; each is over at left + length."""

    def __init__(self) -> None:
        self._of: dict[int, LateBreak] = {}
        self.begun: list[tuple[float, LateBreak]] = []
        """Breaks of which it has become known when they are over [s]."""

    def __contains__(self, person: int) -> bool:
        return person in self._of

    def is_late(self, person: int, now: float) -> None:
        """A break should begin now, but the person is busy."""
        self._of[person] = LateBreak(person, due=now)

    def leaves(self, person: int, now: float) -> None:
        """A person who was busy leaves: for the break, when one is due."""
        late = self._of.get(person)
        if late is not None:
            late.left = now
            self._note(late)

    def change(self, wanted: Iterable[int], now: float) -> None:
        """Other people are to be on duty: breaks should end now, and shifts do."""
        for person, late in list(self._of.items()):
            if person not in wanted:
                if not math.isnan(late.length):
                    del self._of[person]
            elif math.isnan(late.length):
                late.length = now - late.due
                self._note(late)

    def is_over(self, late: LateBreak) -> bool:
        """End a break; False when the shift, or the day, has ended before."""
        if self._of.get(late.person) is not late:
            return False
        del self._of[late.person]
        return True

    def clear(self) -> None:
        """The pool closes: whoever is away comes back at the next opening."""
        self._of.clear()

    def take_begun(self) -> list[tuple[float, LateBreak]]:
        """Breaks whose end has become known since this was last asked."""
        begun, self.begun = self.begun, []
        return begun

    def _note(self, late: LateBreak) -> None:
        if not math.isnan(late.left) and not math.isnan(late.length):
            self.begun.append((late.left + late.length, late))
