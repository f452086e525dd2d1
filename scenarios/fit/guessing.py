"""A first guess at what the columns of a log say, for people to correct."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from scenarios.calendar_days import chinese_day, known_years
from scenarios.errors import DataError, Problem
from scenarios.findings import listed
from scenarios.fit.heads import kind_problems
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import BY_HAND, Kind, Mapping, Outcome, Role
from scenarios.fit.time_formats import read_times
from scenarios.written_cells import plain

if TYPE_CHECKING:
    import pandas as pd

_NAMES: dict[str, tuple[str, ...]] = {
    "arrival": (
        "vru_exit", "arrival", "queue_entry", "ticket_time", "ticket_drawn", "offered", "call_time",
        "drawn", "取号", "到达", "来电", "呼入", "进线", "排队开始", "q_start",
    ),
    "start": (
        "pick_up", "pickup", "ser_start", "service_start", "answer", "called", "start", "begin",
        "叫号", "接通", "接听", "开始办理", "受理", "开始",
    ),
    "end": (
        "hang_up", "hangup", "ser_exit", "service_end", "finished", "completed", "end",
        "办结", "挂机", "挂断", "完成", "结束", "done",
    ),
    "left": ("q_exit", "abandoned_at", "left", "queue_exit", "放弃时间", "离开"),
    "date": ("date", "day", "日期"),
    "outcome": ("outcome", "result", "status", "disposition", "结果", "状态"),
    "activity": ("type", "matter", "activity", "service", "skill", "事项", "业务", "类型"),
    "server": ("server", "agent", "clerk", "operator", "坐席", "工号", "窗口", "话务员", "counter"),
    "priority": ("priority", "优先级", "优先"),
}  # fmt: skip
FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M", "%d/%m/%Y %H:%M", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S", "%H:%M:%S",
    "%H:%M", "%Y/%m/%d %p %I:%M:%S", "%Y-%m-%d %p %I:%M:%S", "%Y/%m/%d %p %I:%M",
    "%m/%d/%Y %I:%M:%S %p", "%p %I:%M:%S", "%I:%M:%S %p", "%Y年%m月%d日 %p %I:%M:%S",
)  # fmt: skip
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%Y%m%d", "%y%m%d", "%Y年%m月%d日")
_MEANINGS: dict[str, Outcome] = {
    "agent": "served", "answered": "served", "served": "served", "done": "served",
    "已接通": "served", "接通": "served", "已办结": "served", "办结": "served", "完成": "served",
    "hang": "abandoned", "abandoned": "abandoned", "no_show": "abandoned", "放弃": "abandoned",
    "未接": "abandoned", "过号": "abandoned", "弃号": "abandoned",
    "phantom": "not_a_contact", "test": "not_a_contact", "测试": "not_a_contact",
}  # fmt: skip
_NOBODY = frozenset(("no_server", "none", "-", "无"))
_SAMPLE = 5000
_USUAL = 0.75
"""Share of the rows of usual weekdays above which public holidays are such days too."""
_ODD = 0.005
"""Share of the rows at either end that say nothing of which days a log is about."""
_MIDNIGHTS = 0.02
"""Share of one time of day above which it stands for no time: nobody is so punctual."""


def guess_mapping(table: LogTable, kind: Kind) -> Mapping:
    """Guess columns by their heads, and formats by what reads most cells.

    Raises
    ------
    DataError
        No column looks like the arrival, or no format reads its times.
    """
    found = by_name(table.head, _NAMES)
    # Reading every hundredth row instead of the first ones: logs change their ways.
    sample = table.rows.iloc[:: max(1, len(table.rows) // _SAMPLE)]
    roles: dict[Role, str] = {
        role: found[role] for role in ("arrival", "start", "end", "left") if role in found
    }
    if "arrival" not in roles:
        came = "when the call came in" if kind == "calls" else "when the ticket was drawn"
        needed = f"a column that says {came}: arrival times"
        what = f"expected {needed}, got {listed(table.head)}. {BY_HAND}"
        hints = kind_problems(table.head, table.file, kind)
        raise DataError([Problem("columns", what, table.file), *hints])
    stamps = best_format(sample[roles["arrival"]], FORMATS)
    by_day = "%d" not in (stamps or "%d")
    if stamps is None or (by_day and "date" not in found):
        got = sample[roles["arrival"]].dropna().head(3).tolist()
        what = f"expected dates with times such as 2026-03-02 09:15:00, got {listed(map(str, got))}"
        raise DataError(Problem("time_format", f"{what}. {BY_HAND}", table.file))
    outcomes: dict[str, Outcome] = {}
    if "outcome" in found:
        texts = [str(text) for text in table.rows[found["outcome"]].dropna().unique()[:50]]
        outcomes = {t: _MEANINGS[t.lower()] for t in texts if t.lower() in _MEANINGS}
    given: dict[str, object] = {
        "kind": kind, "separator": table.separator, "sheet": table.sheet,
        "time_format": stamps, "columns": roles,
        "none_is": _no_times(sample, roles.values()) if by_day else (),
        "activity": found.get("activity"), "server": found.get("server"),
        "priority": found.get("priority"),
    }  # fmt: skip
    if by_day:
        given |= {"date": found["date"], "date_format": best_format(sample[found["date"]], DATES)}
    days, written = (found["date"], given["date_format"]) if by_day else (roles["arrival"], stamps)
    if _keeps_holidays(table.head, sample[str(days)], str(written)):
        given["holidays"] = "CN"
    if outcomes:
        given |= {"outcome": found["outcome"], "outcomes": outcomes}
    if "server" in found:
        names = [str(name) for name in sample[found["server"]].dropna().unique()]
        given["nobody_is"] = tuple(name for name in names if name.lower() in _NOBODY)
    return Mapping.model_validate(given)


def by_name(head: Sequence[str], names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The column of each use; a head that is the word goes before one that only has it."""
    plain_heads = {name: plain(name).lower().replace(" ", "_") for name in head}
    found: dict[str, str] = {}
    for use, words in names.items():
        for fits in (str.__eq__, str.__contains__):
            hits = [n for w in words for n, h in plain_heads.items() if fits(h, w)]
            free = [name for name in hits if name not in found.values()]
            if free:
                found[use] = free[0]
                break
    return found


def best_format(cells: pd.Series, formats: Iterable[str]) -> str | None:
    """The format that reads most of the cells; None where none reads half of them."""
    texts = cells.dropna().str.strip()
    reads = {f: float(read_times(texts, f).notna().mean()) for f in formats}
    best = max(reads, key=lambda f: reads[f])
    return best if reads[best] > 0.5 else None


def _keeps_holidays(head: Sequence[str], cells: pd.Series, written: str) -> bool:
    """Whether the heads are Chinese, and public holidays that lie within are no usual weekdays.

    Parameters
    ----------
    head
        Names of the columns.
    cells, written
        Days on which rows came, and the format in which most of them are.
    """
    import pandas as pd

    if not any("\u4e00" <= letter <= "\u9fff" for name in head for letter in name):
        return False
    moments = read_times(cells.str.strip(), written).dropna()
    if moments.empty:
        return False
    rows = moments.dt.normalize().value_counts()
    # A clock that was wrong once must not make years of a log of weeks.
    odd, in_order = int(_ODD * len(moments)), np.sort(moments.to_numpy())
    days = pd.date_range(in_order[odd], in_order[-1 - odd], normalize=True)
    first, last = known_years()
    if days[0].year < first or days[-1].year > last:
        return False
    weekdays = [day for day in days if day.weekday() < 5]
    counts = rows.reindex(weekdays, fill_value=0)
    holiday = [chinese_day(day.date())[0] for day in weekdays]
    if not any(holiday) or all(holiday):
        return True
    usual = [not one for one in holiday]
    return bool(counts[holiday].mean() < _USUAL * counts[usual].mean())


def _no_times(sample: pd.DataFrame, columns: Iterable[str]) -> tuple[str, ...]:
    """The texts of midnight that stand where there was no time."""
    return tuple(
        text
        for text in ("0:00:00", "00:00:00", "0:00", "00:00")
        if any(float((sample[c] == text).mean()) > _MIDNIGHTS for c in columns)
    )
