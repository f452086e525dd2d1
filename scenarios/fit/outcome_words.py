"""What the texts of a column of outcomes mean, where their words tell."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.fit.heads import is_of_menu
from scenarios.fit.mapping import Outcome
from scenarios.written_cells import plain

_MEANINGS: dict[str, Outcome] = {
    **dict.fromkeys(
        ("agent", "answered", "connected", "handled", "completed", "served", "done", "接通",
         "已接通", "接听", "已接听", "应答", "已应答", "人工接听", "坐席接听", "人工应答",
         "坐席应答", "接通成功", "已接", "办结", "已办结", "完成", "已完成", "办理完成", "已办理"),
        "served",
    ),
    **dict.fromkeys(
        ("hang", "abandon", "abandoned", "missed", "no_answer", "noanswer", "not_answered",
         "unanswered", "no_show", "noshow", "no-show", "放弃", "已放弃", "排队放弃", "队列放弃",
         "振铃放弃", "用户放弃", "客户放弃", "主叫放弃", "呼损", "未接", "未接通", "未接听",
         "未应答", "无应答", "无人接听", "漏接", "排队超时", "排队挂机", "排队中挂机", "队列挂机",
         "过号", "弃号", "弃票", "已过号", "已弃号"),
        "abandoned",
    ),
    **dict.fromkeys(
        ("phantom", "test", "测试", "测试来电", "测试号", "未转人工", "未进人工", "未请求人工",
         "未进入人工", "未进入队列", "未入队", "未进入排队", "未排队"),
        "not_a_contact",
    ),
}  # fmt: skip
_LEAVES_MENU = ("agent", "transfer", "转人工", "转坐席", "转座席")
"""Words by which a call went on from the voice menu to people."""
_MOST = 50
"""Texts that are looked at: a column of more is none of outcomes."""


def outcomes_known(texts: Iterable[str]) -> dict[str, Outcome]:
    """The meaning of each text that has one by its words, of the first fifty.

    What ended in the voice menu before the queue was no contact: it asked for nobody.
    """
    seen = list(dict.fromkeys(text.strip() for text in texts))[:_MOST]
    known = {text: _meaning(plain(text).lower().replace(" ", "_")) for text in seen}
    return {text: meaning for text, meaning in known.items() if meaning is not None}


def _meaning(text: str) -> Outcome | None:
    known = _MEANINGS.get(text)
    if known is not None or not is_of_menu(text):
        return known
    return None if any(word in text for word in _LEAVES_MENU) else "not_a_contact"
