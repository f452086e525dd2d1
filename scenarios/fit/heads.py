"""What the heads of a log say besides what is read: of which kind it looks, what is not used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from scenarios.errors import Problem
from scenarios.findings import listed
from scenarios.fit.counted_times import UNIX, UNIX_MILLISECONDS
from scenarios.fit.log_table import LogTable
from scenarios.fit.spans import Lasting
from scenarios.fit.written_durations import Unit
from scenarios.section import Frozen
from scenarios.written_cells import plain

_WORDS: dict[str, tuple[str, ...]] = {
    "calls": (
        "call_id", "caller", "vru", "ivr", "agent", "hang_up", "hangup", "pick_up", "pickup",
        "answer", "phone", "来电", "呼入", "坐席", "座席", "话务", "接通", "接听", "应答", "挂机",
        "挂断", "主叫",
    ),
    "tickets": (
        "ticket", "called", "drawn", "counter", "取号", "抽号", "叫号", "呼号", "票号", "号票",
        "过号", "弃号", "窗口",
    ),
    "queue-snapshots": (
        "waiting", "counters", "windows", "queue_id", "called_ticket", "ticket_letter",
        "now_serving", "current_ticket", "等候人数", "排队人数", "等待人数", "窗口数", "当前号",
    ),
    "events": (
        "case", "activity", "concept:name", "lifecycle", "org:", "resource", "timestamp",
        "案件", "办件", "受理编号", "环节", "步骤", "经办",
    ),
}  # fmt: skip
"""Words that heads of one kind of log have, and those of others seldom."""
_SOME = 2
"""Heads that make a log look like another kind."""
_MENU = ("vru", "ivr", "menu", "菜单", "导航", "自助")
_NO_COLUMNS = ("kind", "separator", "sheet", "time_format", "date_format")
"""Keys of a mapping whose texts are no columns."""


TrialSign = Literal["left_out", "name", "times"]
"""The mapping leaves a matter out, or by what alone it looks like a trial."""


class Trial(NamedTuple):
    """A matter that is left out, or that its name or its services make look like a trial."""

    matter: str
    rows: int
    by: TrialSign


@dataclass(frozen=True, slots=True)
class Heads:
    """What is said of the columns of a log."""

    not_used: tuple[str, ...] = ()
    """Columns that nothing was read from."""
    looks_like: str = ""
    """Another kind of log that the heads look like; empty where they do not."""
    because: tuple[str, ...] = ()
    """The heads by which it does."""
    rows_above: int = 0
    """Rows above the heads, which were passed over."""
    above: tuple[str, ...] = ()
    """What they say, blank ones left out."""
    matters: tuple[tuple[str, int], ...] = ()
    """Columns not used that could tell matters apart, with how many, where nothing does."""

    arrival: str = ""
    """Column of the arrival, of calls and tickets."""
    earlier: tuple[str, ...] = ()
    """Columns not used with moments before the arrival."""
    between: tuple[str, ...] = ()
    """Columns not used with moments between the arrival and the start."""

    counted: str = ""
    """How times are counted, where they are numbers that are counted by no clock on a wall."""

    left: str = ""
    """Column that says when people left, where the mapping names none."""
    answers: tuple[str, tuple[str, ...], tuple[str, ...]] | None = None
    """Column by which people were served, with its texts for those who were and for those who left;
    none where the words of all its texts say it."""

    durations: tuple[tuple[Lasting, tuple[str, ...], Unit | None], ...] = ()
    """Columns by which it is known how long people waited, were served or stayed, or how long work
    was after it, and what their numbers count; none where they are written with units."""

    trials: tuple[Trial, ...] = ()
    """Matters that are left out or look like trials of the machine, of calls and tickets."""
    first: tuple[str, bool] | None = None
    """Column of classes of people by who goes first, and whether it is the priority; None where
    there is none."""

    @property
    def of_menu(self) -> tuple[str, ...]:
        """Columns not used that are about the voice menu before the queue."""
        return tuple(name for name in self.not_used if is_of_menu(name))


def heads_of(table: LogTable, mapping: Frozen, kind: str) -> Heads:
    """What is said of the columns of a log that was read as one kind."""
    used: set[str] = set()
    for key, value in mapping:
        if isinstance(value, str) and key not in _NO_COLUMNS:
            used.add(value)
    used.update(getattr(mapping, "columns", {}).values())
    for columns in getattr(mapping, "durations", {}).values():
        used.update(columns)
    not_used = tuple(name for name in table.head if name not in used)
    above = tuple(line for line in table.above if plain(line))
    counted = getattr(mapping, "time_format", None)
    of_utc = counted if counted in (UNIX, UNIX_MILLISECONDS) else ""
    return Heads(not_used, *looks_like(table.head, kind), len(table.above), above, counted=of_utc)


def looks_like(head: Sequence[str], kind: str) -> tuple[str, tuple[str, ...]]:
    """The kind of log that heads look like more than the one asked for, with these heads.

    Both are empty where the heads do not look like another kind.
    """
    seen = {name: tuple(one for one in head if _has(one, words)) for name, words in _WORDS.items()}
    best = max(seen, key=lambda name: len(seen[name]))
    if len(seen[best]) < _SOME or len(seen[best]) <= len(seen[kind]):
        return "", ()
    return best, seen[best]


def kind_problems(head: Sequence[str], file: str, kind: str) -> Iterator[Problem]:
    """What to say beside columns that were not found, where the kind may be the wrong one."""
    other, because = looks_like(head, kind)
    if other:
        yield Problem(
            "--kind",
            f"expected {other}, by the heads {listed(because)}, got {kind}. If a row is one of "
            f"these, run `onewindow fit {file} --kind {other}`.",
        )


def is_of_menu(text: str) -> bool:
    """Whether a text is about the voice menu before the queue."""
    return _has(text, _MENU)


def _has(head: str, words: Sequence[str]) -> bool:
    text = plain(head).lower().replace(" ", "_")
    return any(word in text for word in words)
