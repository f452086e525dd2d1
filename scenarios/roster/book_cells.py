"""Cells of a roster workbook as the values of a roster file, and back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.cell_texts import unescaped
from scenarios.roster.absences import absences_text
from scenarios.roster.breaks import taken_text
from scenarios.roster.days import days_text, span_text
from scenarios.roster.file import ANY, OFF
from scenarios.units import clock_text, number_text
from scenarios.written_cells import number_in, plain

_NEXT = re.compile(r"\s*[,，、;；\n]\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """How one kind of cell is read and written."""

    read: Callable[[Any], Any]
    """From what stands in it, never nothing, to the plain data of a file."""
    write: Callable[[Any], Any]
    """From the value in a file to what is put in it."""
    zh: Callable[[str], str] = str
    """What is put there in Chinese instead of a text."""


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return plain(unescaped(str(cell)))


def _number(cell: Any) -> Any:
    """A number; what is none stays as it is, for the reader of the file to refuse."""
    if isinstance(cell, str) and (found := number_in(cell)):
        cell = found[0] / 100 if found[1] else found[0]
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _clock(cell: Any) -> Any:
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    return plain(cell).replace("：", ":") if isinstance(cell, str) else cell


def _of_unit(unit: str) -> Callable[[Any], Any]:
    def read(cell: Any) -> Any:
        number = _number(cell)
        return f"{number:g} {unit}" if isinstance(number, int | float) else number

    return read


def _list(cell: Any) -> list[str]:
    return [part for part in _NEXT.split(_text(cell)) if part]


def _counts(cell: Any) -> dict[str, Any]:
    # The last colon counts: a kind of shift that was planned has its start in its name.
    found = [(one, re.fullmatch(r"(.*\S)\s*[:=：]\s*(.*)", one)) for one in _list(cell)]
    return {one if part is None else part[1]: part and _number(part[2]) for one, part in found}


def words(**known: str) -> Cell:
    """A cell of few words: each with the other words that stand for it, split by blanks."""
    meant = {other: name for name, others in known.items() for other in others.split()}
    zh = {name: others.split()[0] for name, others in known.items()}
    return Cell(lambda cell: meant.get(_text(cell).lower(), _text(cell)), str, _known(zh))


def _known(words: Mapping[str, str]) -> Callable[[str], str]:
    """Some words as others; the rest stay."""
    return lambda text: words.get(text, text)


_SAID = {
    **dict.fromkeys(("是", "yes", "y", "true", "1", "√", "✓", "✔", "对"), True),
    **dict.fromkeys(("否", "no", "n", "false", "0", "×", "✗", "不"), False),
}
"""What stands for yes and for no."""


def yes(*words: str) -> Cell:
    """A cell of yes or no, in which some words of its column mean yes: 新 for who is new."""
    known = {**_SAID, **dict.fromkeys(words, True)}

    def read(cell: Any) -> Any:
        said = _text(cell).lower()
        return cell if isinstance(cell, bool) else known.get(said, said)

    return Cell(read, lambda value: "yes" if value else "no", _known({"yes": "是", "no": "否"}))


def _hours(value: float) -> float:
    return value / 3600


TEXT = Cell(_text, str)
NUMBER = Cell(_number, lambda value: value)
CLOCK = Cell(_clock, clock_text)
HOURS = Cell(_of_unit("h"), _hours)
MINUTES = Cell(_of_unit("min"), lambda value: value / 60)
BREAKS = Cell(_text, lambda breaks: "; ".join(map(taken_text, breaks)))
LIST = Cell(_list, ", ".join)
DATES = Cell(
    lambda cell: cell.date() if isinstance(cell, dt.datetime) else _text(cell),
    lambda spans: ", ".join(map(span_text, spans)),
)
ABSENCES = Cell(DATES.read, absences_text)
DATE = Cell(DATES.read, lambda value: value)
WORKED = Cell(
    lambda cell: ["off" if one.lower() in OFF else one for one in _list(cell)],
    lambda kinds: ", ".join(kind or OFF[0] for kind in kinds),
)
COUNTS = Cell(
    _counts, lambda most: ", ".join(f"{kind}: {number_text(n)}" for kind, n in most.items())
)
STRENGTH = Cell(
    lambda cell: {"硬性": "hard", "关闭": "off"}.get(_text(cell), _number(cell)),
    lambda value: value,
    _known({"hard": "硬性", "off": "关闭"}),
)
WISHED = Cell(_text, str, _known({"off": OFF[1], "work": ANY[1]}))
DAYS = Cell(_text, str, lambda days: days_text(days, "zh"))
HOW = words(apart="不得同班", together="须同班")
PROTECTED = words(pregnant="孕期 怀孕 孕", nursing="哺乳期 哺乳")
