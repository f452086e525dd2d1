"""What a redesign changes of the way of a typical case: steps, their work, or waits alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from plots.language import Lang, say
from plots.stretch import Stretch
from scenarios.findings import listed, listed_zh

_NAMED = 3
"""Most steps that are named one by one."""
_NEAR = 1e-6
"""Times nearer than this are the same [s]."""


def is_alike(found: Sequence[Stretch]) -> bool:
    """Whether a case goes the same way at the same times before and after."""
    before, after = _both(found)
    if not before or [_what(s) for s in before] != [_what(s) for s in after]:
        return False
    old, new = (np.array([(s.start, s.end) for s in side]) for side in (before, after))
    return bool(np.allclose(old, new, rtol=0, atol=_NEAR))


def changes_told(found: Sequence[Stretch], lang: Lang) -> str:
    """What is changed of a way that is there before and after, and what is not.

    The first of these that differs is told: steps, who does them, how long the work takes, waits.
    """
    before, after = _both(found)
    old, new = (Counter(_steps(side, lang)) for side in (before, after))
    names = listed if lang == "en" else listed_zh
    if old != new:
        told = [
            (old - new, say(lang, "不再有", "no longer")),
            (new - old, say(lang, "新有", "new")),
        ]
        parts = [f"{word} {names(steps, _NAMED)}" for steps, word in told if steps]
        return say(lang, "环节变了：", "other steps: ") + say(lang, "，", "; ").join(parts)
    was, will_be = _times(before), _times(after)
    if was.keys() != will_be.keys():
        return say(lang, "环节不变，办理的岗位变了", "the same steps, done by others")
    if any(abs(time - will_be[step]) > _NEAR for step, time in was.items()):
        return say(
            lang, "环节不变，办理所用的时间变了", "the same steps, their work takes another time"
        )
    if is_alike(found):
        return say(lang, "环节和等待都不变", "neither steps nor waits change")
    return say(
        lang, "环节和办理时间不变，只有等待变了", "the same steps and work, only waits change"
    )


def _both(found: Sequence[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    before, after = ([s for s in found if s.side == side] for side in ("before", "after"))
    return before, after


def _what(s: Stretch) -> tuple[object, ...]:
    return s.lane, s.lane_en, s.track, s.kind, s.step_zh, s.step_en, s.visit, s.round


def _done(side: Sequence[Stretch]) -> list[Stretch]:
    """What is no waiting for somebody."""
    return [s for s in side if s.kind not in ("wait", "shut")]


def _steps(side: Sequence[Stretch], lang: Lang) -> list[str]:
    """Names of the steps, each once in every visit and round in which it is taken."""
    taken = dict.fromkeys((s.visit, s.round, say(lang, s.step_zh, s.step_en)) for s in _done(side))
    return [name for _, _, name in taken]


def _times(side: Sequence[Stretch]) -> dict[tuple[object, ...], float]:
    """Time that each step takes, in all pieces of it [s]."""
    times: dict[tuple[object, ...], float] = {}
    for s in _done(side):
        step = (s.visit, s.round, s.step_en, s.lane)
        times[step] = times.get(step, 0.0) + s.end - s.start
    return times
