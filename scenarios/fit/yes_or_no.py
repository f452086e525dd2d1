"""A column that says yes or no to whether a call was answered, or whether the caller gave up."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.fit.mapping import Outcome
from scenarios.written_cells import is_missing, plain

_YES = frozenset(("是", "y", "yes", "1", "1.0", "true", "t", "√", "✓", "✔"))
_NO = frozenset(("否", "不是", "n", "no", "0", "0.0", "false", "f", "×", "✗", "✘"))
_GAVE_UP = (
    "abandon", "missed", "lost", "unanswered", "not_answered", "no_answer", "noshow", "no_show",
    "hung_up", "gave_up", "放弃", "呼损", "漏接", "漏话", "未接", "未应答", "无应答", "过号",
    "弃号",
)  # fmt: skip
_ANSWERED = (
    "answered", "connected", "picked_up", "handled", "served", "completed", "接通", "接听", "接起",
    "应答", "办结", "办理", "已接",
)  # fmt: skip
_OTHERWISE = (
    "within", "in_time", "on_time", "sla", "first", "秒", "一次", "首次", "按时", "及时", "准时",
    "限时", "时限", "超时",
)  # fmt: skip
"""Words of heads that ask how well it was done: a no there is nobody who left."""
_HEADS: tuple[tuple[tuple[str, ...], dict[bool, Outcome]], ...] = (
    (_GAVE_UP, {True: "abandoned", False: "served"}),
    (_ANSWERED, {True: "served", False: "abandoned"}),
)
"""Words of heads, the surest first (未接通 has 接通 in it), and what yes and no mean there."""


def is_yes_or_no(texts: Iterable[str]) -> bool:
    """Whether texts are yes and no alone, blank ones left aside."""
    answers = {_answer(text) for text in texts if not is_missing(text)}
    return bool(answers) and None not in answers


def answers_known(head: str, texts: Iterable[str]) -> dict[str, Outcome]:
    """What yes and no mean in a column; nothing where the head or the texts do not tell.

    Parameters
    ----------
    head
        Of the column: 是否接通, Answered?, 是否放弃.
    texts
        The different cells of it: 是 and 否, Y and N, 1 and 0, true and false.
    """
    seen = list(dict.fromkeys(text.strip() for text in texts))
    name = plain(head).lower().replace(" ", "_")
    means = next((means for words, means in _HEADS if any(w in name for w in words)), None)
    if means is None or any(w in name for w in _OTHERWISE) or not is_yes_or_no(seen):
        return {}
    answers = {text: _answer(text) for text in seen}
    return {text: means[yes] for text, yes in answers.items() if yes is not None}


def _answer(text: str) -> bool | None:
    word = plain(text).lower()
    return True if word in _YES else False if word in _NO else None
