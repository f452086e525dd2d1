"""What is said of the rest of a day in which nobody comes."""

from __future__ import annotations

from typing import Any

from onewindow.promised import promise_record
from onewindow.roster.quiet import Quiet
from plots.language import Lang, say
from plots.who_comes import coming
from scenarios.units import clock_text


def quiet_told(found: Quiet, lang: Lang) -> str:
    """That nothing is open, and when it is next."""
    since, who = clock_text(found.now), coming(found.model, found.queues)
    if not found.is_shut:
        return say(
            lang,
            f"{found.date} 从 {since} 起到午夜，模型里没有{who.zh}（arrivals 此后为零），"
            "没有水平可比，不用调整。",
            f"{found.date}, from {since} to midnight: the model expects no {who.en} (its arrivals "
            "are none from then on), so there is no level to compare and nothing to do.",
        )
    opens_zh = opens_en = ""
    if found.opens is not None:
        opens_zh = f"下次开放：{found.opens:%Y-%m-%d %H:%M}。"
        opens_en = f" It opens next at {found.opens:%Y-%m-%d %H:%M}."
    return say(
        lang,
        f"{found.date} 从 {since} 起到午夜不开放（按模型的日历），没有{who.zh}，不用调整。"
        f"{opens_zh}",
        f"{found.date}, from {since} to midnight: nothing is open, by the calendars of the model, "
        f"so no {who.en} come and there is nothing to do.{opens_en}",
    )


def quiet_record(found: Quiet) -> dict[str, Any]:
    """The same for machines: no moves."""
    return {
        "target": promise_record(found.promise),
        "date": found.date,
        "now": clock_text(found.now),
        "replications": 0,
        "calls": 0.0,
        "shut": found.is_shut,
        "opens": None if found.opens is None else found.opens.isoformat(timespec="minutes"),
        "chosen": None,
        "moves": [],
    }
