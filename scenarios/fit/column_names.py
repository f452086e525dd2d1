"""Columns of calls and tickets by the words of their heads, as call centers and halls have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from scenarios.fit.mapping import NEEDED, Kind
from scenarios.written_cells import plain

QUEUED = "queued"
"""When a call joined the queue: its arrival, where there is such a moment (see `guess_mapping`)."""
Words = Mapping[str, tuple[str, ...]]
"""Words of heads by the use of the column, the surest first."""

_ARRIVAL: dict[Kind, tuple[str, ...]] = {
    "calls": (
        "arrival", "arrived", "offered", "call_start", "call_time", "call_begin", "来电", "呼入",
        "进线", "拨入", "接入", "到达", "呼叫开始", "呼叫时间", "呼叫时刻", "呼叫发起",
    ),
    "tickets": (
        "arrival", "arrived", "ticket_time", "ticket_drawn", "drawn", "taken", "issued", "check_in",
        "checkin", "取号", "抽号", "拿号", "领号", "取票", "出票", "发号", "到达", "到厅", "进厅",
        "签到", "报到", "入队", "排队",
    ),
}  # fmt: skip
_START: dict[Kind, tuple[str, ...]] = {
    "calls": (
        "pick_up", "pickup", "ser_start", "service_start", "talk_start", "answer", "connect",
        "agent_start", "called", "start", "begin", "接通", "接听", "接起", "应答", "摘机",
        "通话开始", "开始通话", "开始服务", "受理", "开始",
    ),
    "tickets": (
        "ser_start", "service_start", "start", "begin", "开始办理", "办理开始", "开始服务",
        "服务开始", "接待", "受理", "开始",
    ),
}  # fmt: skip
_CALLED = ("called", "call_time", "叫号", "呼号", "呼叫", "叫到")
"""Calls to the counter: the start of the service where a log of tickets has no other."""
_END = (
    "hang_up", "hangup", "disconnect", "release", "ser_exit", "service_end", "talk_end", "call_end",
    "finish", "complete", "end", "办结", "办毕", "挂机", "挂断", "拆线", "释放", "通话结束",
    "服务结束", "办理结束", "完成", "结束", "done",
)  # fmt: skip
_QUEUED = (
    "vru_exit", "ivr_exit", "queue_entry", "queue_enter", "queue_join", "queue_in", "queue_start",
    "queue_begin", "enqueue", "queued", "enter_queue", "entered_queue", "join_queue",
    "joined_queue", "q_start", "q_enter", "入队", "进队", "进入队列", "进入排队", "排队开始",
    "开始排队", "排队时", "转人工", "请求人工", "人工请求",
)  # fmt: skip
_LEFT = (
    "q_exit", "abandon", "left", "queue_exit", "queue_end", "放弃时", "离队", "出队", "排队结束",
    "离开",
)  # fmt: skip
_TELLING: dict[str, tuple[str, ...]] = {
    "outcome": ("outcome", "result", "status", "disposition", "结果", "状态"),
    "activity": (
        "type", "matter", "activity", "service", "skill", "queue_name", "事项", "业务", "诉求",
        "类型", "技能", "队列名",
    ),
    "server": (
        "server", "agent_id", "agent_name", "agent", "clerk", "operator", "teller", "工号",
        "坐席姓名", "座席姓名", "坐席", "座席", "窗口", "话务员", "接线员", "客服", "柜员",
        "经办人", "受理人", "counter", "desk", "window",
    ),
    "priority": ("priority", "优先级", "优先", "vip"),
}  # fmt: skip
_DATE = ("date", "day", "日期")
_OF_A_ROW = re.compile(
    r"(?:start|begin|开始|time|时间|时刻|timestamp|date|日期|call)?_?(?:(?:date)?_?time|at|日期|时间)?"
)
"""Heads of the moment of a row that may as well be the arrival as the start."""


def moments_of_kind(kind: Kind) -> Words:
    """Words of the columns of moments, in the order in which they are looked for.

    The queue goes before the call, and both before what begins and ends: 排队开始 and 排队结束 are
    no start and no end of a service.
    """
    queued = {QUEUED: _QUEUED} if kind == "calls" else {}
    own = {"arrival": _ARRIVAL[kind], "start": _START[kind]}
    called = {"called": _CALLED} if kind == "tickets" else {}
    return {**queued, "left": _LEFT, **own, **called, "end": _END}


def is_queued(name: str) -> bool:
    """Whether a head says that the column has the moments of joining the queue."""
    return bool(by_name((name,), {QUEUED: _QUEUED}))


def is_of_nothing_else(name: str, found: Mapping[str, str]) -> bool:
    """Whether a column of moments may be the arrival: a head such as time, start or 开始时间.

    Parameters
    ----------
    name
        Its head.
    found
        The columns found so far: one found for nothing may be anything.
    """
    return name not in found.values() or _OF_A_ROW.fullmatch(plain_head(name)) is not None


def columns_found(head: Iterable[str], moments: Iterable[str], kind: Kind) -> dict[str, str]:
    """The column of each use.

    Parameters
    ----------
    head
        All columns.
    moments
        Those whose cells are moments: of 排队时间 and 接通 the head does not tell.
    kind
        What a row is.
    """
    every, timed = tuple(head), tuple(moments)
    others = tuple(name for name in every if name not in timed)
    found = by_name(timed, moments_of_kind(kind))
    if "called" in found and "start" not in found:
        found["start"] = found.pop("called")
    # A hall may write as a hotline does; and what no format reads is told by its head alone.
    other_kind: Kind = "tickets" if kind == "calls" else "calls"
    for columns, of in ((timed, other_kind), (others, kind)):
        if QUEUED in found:
            found.setdefault("arrival", found[QUEUED])
        words = {**moments_of_kind(of)}
        words["start"] += words.get("called", ())
        missed: dict[str, tuple[str, ...]] = {use: words[use] for use in NEEDED if use not in found}
        found |= by_name(_free(columns, found), missed)
    found |= by_name(_free(others, found), {"date": _DATE})
    return found | by_name(_free(others, found), _TELLING)


def _free(columns: Iterable[str], found: Mapping[str, str]) -> list[str]:
    return [name for name in columns if name not in found.values()]


def by_name(head: Iterable[str], words: Words) -> dict[str, str]:
    """The column of each use, none of them twice.

    A head that is the word goes before one that has it as the beginning of a word, and this one
    before one that has it anywhere: 'disconnect' is not 'connect'.
    """
    plain_heads = {name: plain_head(name) for name in head}
    found: dict[str, str] = {}
    for use, asked in words.items():
        for fits in _FITS:
            hits = [n for w in asked for n, h in plain_heads.items() if fits(h, w)]
            free = [name for name in hits if name not in found.values()]
            if free:
                found[use] = free[0]
                break
    return found


def plain_head(name: str) -> str:
    """A head in small letters, its words parted by underscores: QueueEnter is queue_enter."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", plain(name)).lower().replace(" ", "_")


def _begins(head: str, word: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(word)}", head) is not None


_FITS: tuple[Callable[[str, str], bool], ...] = (str.__eq__, _begins, str.__contains__)
