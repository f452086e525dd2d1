"""How much of the waiting in an event log was for busy people, and how well that is known."""

from __future__ import annotations

from typing import NamedTuple

from plots.language import Lang, say
from scenarios.fit.contacts import Flags
from scenarios.fit.events.fit import EventFit
from scenarios.fit.events.times import EventTimes

_WIDE = 0.2
"""Width of the interval of a share from which on it is hardly known."""


class BusyShare(NamedTuple):
    """Of the waiting of some events, with an interval of 95 %."""

    share: float
    least: float
    most: float


def busy_share(times: EventTimes, own: Flags | slice = slice(None)) -> BusyShare | None:
    """Share of the waiting that was for busy people; None without waiting."""
    total = float((times.delay + times.busy)[own].sum())
    if not total:
        return None
    parts = (times.busy, times.busy_least, times.busy_most)
    return BusyShare(*(min(1.0, float(part[own].sum()) / total) for part in parts))


def range_words(share: BusyShare, lang: Lang) -> str:
    """The interval of a share where it is more than one number, in brackets of the language."""
    low, high = f"{share.least:.0%}", f"{share.most:.0%}"
    if low == high:
        return ""
    return say(lang, f"（{low} 至 {high}）", f" ({low} to {high})")


def busy_words(times: EventTimes, own: Flags, lang: Lang) -> str:
    """How much of some events' waiting was for busy people; nothing without waiting."""
    share = busy_share(times, own)
    if share is None:
        return ""
    of = range_words(share, lang)
    return say(
        lang,
        f"，其中 {share.share:.0%}{of}是在等正办别的件的人",
        f", {share.share:.0%}{of} of that for people busy with other cases",
    )


def hardly_known(fit: EventFit, lang: Lang) -> str:
    """That the log leaves open what waits were for, where it does."""
    share = busy_share(fit.times) if fit.events.has_starts else None
    if share is None or share.most - share.least < _WIDE:
        return ""
    low, high = f"{share.least:.0%}", f"{share.most:.0%}"
    return say(
        lang,
        f"；等待中 {low} 到 {high} 是在等正忙的人，日志说不清（模型取 {share.share:.0%}）："
        "越多，加人越有用，并联、免移送越没用",
        f"; of the waiting {low} to {high} may have been for busy people, the log leaves it open "
        f"(the model has {share.share:.0%}): the more it was, the more added people save, and the "
        "less parallel steps and steps left out do",
    )
