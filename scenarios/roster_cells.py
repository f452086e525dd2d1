"""How people, shifts and days off stand in the cells of a roster, and what is meant by a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from scenarios.cell_texts import escaped, unescaped
from scenarios.roster_file import OFF as OFF_IN_FILES
from scenarios.roster_kinds import RosterKind

OFF = {"zh": ("休", "休息", "休班"), "en": ("off", "–", "rest")}
"""Words for a day off; the first that is no shift of the case is written."""
LEAVE = {"zh": ("假", "请假", "休假"), "en": ("leave", "away")}
"""Words for a day of leave, which is a day off too."""
_FREE = frozenset(
    (*(word for both in (OFF, LEAVE) for words in both.values() for word in words), "--", "—",
     "——", "/", "x", "×", "年假", "公休", "day off", *OFF_IN_FILES)
) - {""}  # fmt: skip


class Names:
    """Names as they stand in cells: what we write for them, and what others make of that.

    Parameters
    ----------
    names
        The names.
    titles
        Other words, each with the name that it stands for.
    """

    def __init__(self, names: Iterable[str], titles: Iterable[tuple[str, str]] = ()) -> None:
        own, titles = [(name, name) for name in names], list(titles)
        # What we write is told first, so that it is always read back.
        self._layers = (
            {escaped(name): name for name, _ in own},
            dict(own),
            _sure((escaped(word), name) for word, name in titles),
            _sure((_folded(word), name) for word, name in (*own, *titles)),
        )

    def find(self, text: str) -> str | None:
        """The name meant by a cell; None where it is none of them, or could be several."""
        forms = (text, unescaped(text), _folded(unescaped(text)))
        return next(
            (layer[form] for layer in self._layers for form in forms if form in layer), None
        )


def _sure(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words that stand for one name alone."""
    found: dict[str, set[str]] = {}
    for word, name in pairs:
        if word:  # an empty cell names nobody
            found.setdefault(word, set()).add(name)
    return {word: names.pop() for word, names in found.items() if len(names) == 1}


def _folded(text: str) -> str:
    return text.strip().casefold()


class RosterWords:
    """The cells of a roster of some people and kinds of shift."""

    def __init__(self, people: Iterable[str], kinds: Mapping[str, RosterKind]) -> None:
        self.people = Names(people)
        self.kinds = Names(
            kinds,
            (
                (word, name)
                for name, kind in kinds.items()
                if kind.title is not None
                for word in (kind.title.zh, kind.title.en)
            ),
        )
        self._kinds = kinds

    def is_off(self, text: str) -> bool:
        """Whether a cell says that nobody works; a kind of shift of that name goes first."""
        return self.kinds.find(text) is None and _folded(text) in _FREE

    def kind(self, name: str, lang: Literal["zh", "en"]) -> str:
        """A kind of shift as its cell is written: its title where that is read back, or its name.

        Escaped, but not quoted.
        """
        title = self._kinds[name].title
        word = name if title is None else getattr(title, lang)
        return escaped(word) if self.kinds.find(escaped(word)) == name else escaped(name)

    def free(self, lang: Literal["zh", "en"], *, leave: bool) -> str:
        """How a day without work is written."""
        words = (LEAVE if leave else OFF)[lang]
        return next((word for word in words if self.is_off(word)), "")
