"""The column of who may go first, where its head alone does not tell: kinds of tickets, people."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.fit.log_table import LogTable
from scenarios.written_cells import plain

_HEADS = (
    "号别", "号类", "号种", "号型", "票种", "票别", "票类", "客户等级", "客户级别", "客户类型",
    "客户类别", "人群", "人员类别", "级别", "等级", "优先", "priority", "vip", "ticket_class",
    "ticket_type", "customer_class", "customer_type", "customer_level",
)  # fmt: skip
_FIRST = (
    "优先", "vip", "贵宾", "绿色通道", "老年", "老人", "高龄", "军人", "退役", "残疾", "残障",
    "孕", "特殊", "priority", "senior", "elderly", "disabled", "veteran", "express",
)  # fmt: skip
"""Words of the classes that halls call first."""
_MOST = 20
"""Different texts of a column of classes; names and numbers of tickets are more."""


def priority_column(table: LogTable, free: Iterable[str]) -> str | None:
    """The first of some columns whose head is that of classes of people, one of which goes first.

    Parameters
    ----------
    table
        The texts.
    free
        Columns that say nothing else.
    """
    for name in free:
        head = plain(name).lower().replace(" ", "_")
        if any(word in head for word in _HEADS) and _has_first(table.rows[name].dropna().unique()):
            return name
    return None


def _has_first(texts: Iterable[object]) -> bool:
    """Whether texts are classes of which at least one, and not all, are such that go first."""
    classes = [plain(str(text)).lower() for text in texts]
    first = [any(word in one for word in _FIRST) for one in classes]
    return len(classes) <= _MOST and any(first) and not all(first)
