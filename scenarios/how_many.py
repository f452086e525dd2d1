"""Numbers with the English word that goes with them: one person may, two people may."""

from __future__ import annotations


class HowMany(float):
    """A number that is followed by the word, or words, for one or for several.

    ``f"{HowMany(n):person may|people may}"`` is ``1 person may`` or ``2 people may``; 0 and parts
    of one go with the words for several. Templates of `str.format` do the same. A format without
    ``|`` is that of a float.
    """

    def __format__(self, spec: str) -> str:
        one, bar, several = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        # Whole numbers in full, where `g` would have 1e+06.
        number = str(int(self)) if self.is_integer() else super().__format__("g")
        return f"{number} {self.word(one, several)}"

    def word(self, one: str, several: str) -> str:
        """The word alone, where it stands apart from the number."""
        return one if float(self) == 1.0 else several
