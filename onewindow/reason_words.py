"""Why rows of a log are set aside, in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plots.language import Lang, say

if TYPE_CHECKING:
    import pandas as pd

_REASONS = {
    "service": "服务", "wait": "等待",
    "left before the arrival": "离开早于到达", "end before the service": "结束早于开始",
    "service before the arrival": "服务早于到达", "served, without its times": "已办结但缺时间",
    "no arrival time": "没有到达时间", "time that cannot be read": "时间无法读取",
    "time a year or more away from the others": "时间与其余各行相差一年以上",
    "unknown outcome": "结果不明", "more cells than the head": "列数多于表头",
    "same row twice": "重复的行",
    "begun after its end": "开始晚于完成", "no activity": "没有环节名", "no case": "没有件号",
    "no time of completion": "没有完成时间",
    "called ticket without a number": "叫号没有号码",
    "open counters that cannot be": "窗口数不可能",
    "people waiting that cannot be": "等候人数不可能", "no queue": "没有队列名",
    "same queue and moment twice": "同一队列同一时刻重复", "no office": "没有大厅名",
    "the feed stood still": "数据停止更新",
}  # fmt: skip


def reason_words(reason: str, lang: Lang) -> str:
    """Why rows were set aside."""
    name, _, hours = reason.partition(" longer than ")
    return say(
        lang, _REASONS.get(name, name) + (f"超过 {hours[:-2]} 小时" if hours else ""), reason
    )


def aside_in_both(aside: pd.DataFrame) -> pd.DataFrame:
    """Rows set aside with their reason in both languages: ``reason_zh`` follows ``reason``."""
    chinese = [reason_words(reason, "zh") for reason in aside["reason"]]
    both = aside.copy()
    both.insert(list(aside.columns).index("reason") + 1, "reason_zh", chinese)
    return both
