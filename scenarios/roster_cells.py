"""How people, shifts and days off stand in the cells of a roster, and what is meant by a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from scenarios.cell_texts import escaped, unescaped
from scenarios.roster_file import OFF as OFF_IN_FILES
from scenarios.roster_kinds import RosterKind

OFF = {"zh": ("休", "休息", "休班"), "en": ("off", "–", "rest")}
"""Words for a day off; the first that is no shift of the case is written."""
LEAVE = {"zh": ("假", "请假", "休假"), "en": ("leave", "away")}
"""Words for a day on which somebody is away, likewise."""
_FREE = frozenset(
    (*(word for words in OFF.values() for word in words), "--", "—", "——", "/", "x", "×", "公休",
     "轮休", "调休", "补休", "倒休", "存休", "day off", "rest day", "day in lieu",
     "time off in lieu", *OFF_IN_FILES)
) - {""}  # fmt: skip
_REASONS = (
    "年", "年休", "病", "事", "产", "陪产", "产检", "护理", "育儿", "哺乳", "婚", "丧", "探亲",
    "工伤", "公",
)  # fmt: skip
"""What an absence is for, in Chinese: with 假 behind it or alone."""
_AWAY = frozenset(
    (*LEAVE["zh"], *LEAVE["en"], *_REASONS, *(f"{one}假" for one in _REASONS), "病休",
     "annual leave", "vacation", "sick", "sick leave", "personal leave", "maternity leave",
     "paternity leave", "parental leave", "marriage leave", "bereavement leave",
     # On duty elsewhere: the shifts of the roster have to be worked by others all the same.
     "培训", "学习", "开会", "会议", "出差", "外出", "公出", "借调",
     "training", "meeting", "business trip")
)  # fmt: skip
_LOST = re.compile(r"(?P<word>[^(（]+?)\s*[(（](?P<kind>.*)[)）]\s*", re.DOTALL)
"""Away, and in brackets the shift that was lost by it."""
_SPREAD = re.compile("(?<=[\u4e00-\u9fff])\\s+(?=[\u4e00-\u9fff])")
"""Blanks between two Chinese characters, ideographic ones too."""


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
    # Names of two characters are spread to the width of three in many a Chinese table.
    return _SPREAD.sub("", text.strip().casefold())


class RosterWords:
    """The cells of a roster of some people and kinds of shift."""

    def __init__(self, people: Iterable[str], kinds: Mapping[str, RosterKind]) -> None:
        self.people = Names(people)
        self.kinds = Names(
            kinds,
            ((word, name) for name, kind in kinds.items() for word in kind.words(name)[1:]),
        )
        self._kinds = kinds

    def is_off(self, text: str) -> bool:
        """Whether a cell says that nobody works; a kind of shift of that name goes first."""
        free = self.kinds.find(text) is None and _folded(text) in _FREE
        return free or self.is_away(text)

    def is_away(self, text: str) -> bool:
        """Whether it says that somebody is away on that day, on leave or ill."""
        if self.kinds.find(text) is not None:
            return False
        return _folded(text) in _AWAY or self.lost(text) is not None

    def lost(self, text: str) -> str | None:
        """The kind of shift that an absence took, as ``假(早)`` says; None where it says none."""
        found = _LOST.fullmatch(text)
        if self.kinds.find(text) is not None or found is None:
            return None
        return self.kinds.find(found["kind"]) if _folded(found["word"]) in _AWAY else None

    def kind(self, name: str, lang: Literal["zh", "en"]) -> str:
        """A kind of shift as its cell is written: its title where that is read back, or its name.

        Escaped, but not quoted.
        """
        title = self._kinds[name].title
        word = name if title is None else getattr(title, lang)
        return escaped(word) if self.kinds.find(escaped(word)) == name else escaped(name)

    def off(self, lang: Literal["zh", "en"]) -> str:
        """How a day off is written."""
        return next((word for word in OFF[lang] if self.is_off(word)), "")

    def away(self, lang: Literal["zh", "en"], lost: str | None = None) -> str:
        """How a day of absence is written, with the shift that was ``lost`` by it."""
        words = (*LEAVE[lang], *LEAVE["zh"], *LEAVE["en"])
        if lost is not None:
            forms = (f"{word}({self.kind(lost, lang)})" for word in words)
            return next((form for form in forms if self.lost(form) == lost), self.away(lang))
        return next((word for word in words if self.is_away(word)), "")
