"""How people, shifts and days off stand in the cells of a roster, and what is meant by a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from scenarios.cell_texts import escaped, unescaped
from scenarios.roster.absences import AWAY, IN_LIEU, LEAVE, PLAIN, unspread
from scenarios.roster.file import OFF as OFF_IN_FILES
from scenarios.roster.kinds import RosterKind

OFF = {"zh": ("休", "休息", "休班"), "en": ("off", "–", "rest")}
"""Words for a day off; the first that is no shift of the case is written."""
_FREE = IN_LIEU | frozenset(
    (*(word for words in OFF.values() for word in words), "--", "—", "——", "/", "x", "×",
     "day off", "rest day", *OFF_IN_FILES)
) - {""}  # fmt: skip
_SIGN = re.compile("[(（:：]")
"""What stands behind the word for an absence."""
_CLOSED = re.compile(r"[)）]\s*(?=[:：]|$)")


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
    return unspread(text).casefold()


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
        return self._away(text) is not None

    def lost(self, text: str) -> str | None:
        """The kind of shift that an absence took, as ``假(早)`` says; None where it says none."""
        found = self._away(text)
        return None if found is None else found[0]

    def reason(self, text: str) -> str:
        """What a cell says of a day without a shift, beside that: ``培训``, ``调休``, or nothing.

        Words for absences stand for themselves, others behind a colon: ``假：参加婚礼``.
        """
        found = self._away(text)
        if found is not None:
            return found[1]
        said = unspread(text)
        return said if self.is_off(text) and said.casefold() in IN_LIEU else ""

    def _away(self, text: str) -> tuple[str | None, str] | None:
        """The shift that was lost, and what the absence is for; None where it is no absence."""
        if self.kinds.find(text) is not None:
            return None
        for word, kind, behind in _absences_in(text):
            lost = None if kind is None else self.kinds.find(kind)
            if _folded(word) not in AWAY or (kind is not None and lost is None):
                continue
            if _folded(word) in PLAIN:
                return lost, unescaped(behind[1:].strip())
            return lost, unescaped(unspread(word) + behind)
        return None

    def kind(self, name: str, lang: Literal["zh", "en"]) -> str:
        """A kind of shift as its cell is written: its title where that is read back, or its name.

        Escaped, but not quoted.
        """
        title = self._kinds[name].title
        word = name if title is None else getattr(title, lang)
        return escaped(word) if self.kinds.find(escaped(word)) == name else escaped(name)

    def off(self, lang: Literal["zh", "en"], reason: str = "") -> str:
        """How a day off is written, with how it came about where there is a word for that."""
        if reason and self.is_off(reason) and self.reason(reason) == reason:
            return reason
        return next((word for word in OFF[lang] if self.is_off(word)), "")

    def away(self, lang: Literal["zh", "en"], lost: str | None = None, reason: str = "") -> str:
        """How a day of absence is written, with the shift ``lost`` by it and what it is for."""
        shift, said = "" if lost is None else f"({self.kind(lost, lang)})", escaped(reason)
        words = (*LEAVE[lang], *LEAVE["zh"], *LEAVE["en"])
        forms = [f"{said}{shift}"] * bool(said)
        forms += [f"{word}{shift}" + f"：{said}" * bool(said) for word in words]
        found = next((form for form in forms if self._away(form) == (lost, reason)), None)
        if found is None and (reason or lost):
            return self.away(lang, lost if reason else None)
        return found or ""


def _absences_in(text: str) -> Iterator[tuple[str, str | None, str]]:
    """Ways to part a cell: a word, a shift in brackets or None, and from a colon on the reason."""
    sign = _SIGN.search(text)
    if sign is None:
        yield text, None, ""
    elif sign[0] in ":：":
        yield text[: sign.start()], None, text[sign.start() :].rstrip()
    else:
        for end in _CLOSED.finditer(text, sign.end()):
            yield text[: sign.start()], text[sign.end() : end.start()], text[end.end() :].rstrip()
