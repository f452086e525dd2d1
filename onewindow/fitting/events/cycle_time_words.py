"""What a cycle time is in an event log, said alike wherever one stands."""

from __future__ import annotations

from plots.language import Lang, say
from scenarios.fit.events.log import FirstSign

_FROM: dict[FirstSign, tuple[str, str]] = {
    "enable": ("第一个环节可以开始", "when its first step could be begun"),
    "start": ("第一次开始", "its first start"),
    "end": ("第一次办结", "its first completion"),
}


def cycle_time_words(sign: FirstSign, lang: Lang) -> str:
    """From when until when, and by which clock.

    Parameters
    ----------
    sign
        The first sign of a case.
    lang
        Language of the words.
    """
    begin = say(lang, *_FROM[sign])
    return say(
        lang,
        f"从{begin}到最后一次办结，按日历时间，夜间和周末在内",
        f"from {begin} to its last completion, by the calendar, nights and weekends included",
    )
