"""What a promise to callers is called, and how its levels are written."""

from __future__ import annotations

import math

from optimize.promise import Promise
from plots.amounts import NONE, join
from plots.language import Lang, say

_OF_HALLS = 120.0
"""Nobody waits so long on the telephone [s]: longer promises are told as those of a hall."""


def goal_words(promise: Promise, lang: Lang) -> str:
    """What is promised, to stand in a sentence: ``90 % answered within 30 s``."""
    goal = goal_text(promise, promise.goal, lang)
    match promise.measure:
        case "service_level" if promise.within > _OF_HALLS:
            minutes = f"{promise.within / 60:g}"
            return say(
                lang,
                f"{goal} 的人等待不超过 {minutes} 分钟",
                f"{goal} waiting {minutes} min at most",
            )
        case "service_level":
            within = f"{promise.within:g}"
            return say(lang, f"{within} 秒内接起 {goal}", f"{goal} answered within {within} s")
        case "answered_fraction":
            return say(lang, f"接通率 {goal}", f"{goal} answered")
        case "completion":
            minutes = f"{promise.within / 60:g}"
            return say(lang, f"{minutes} 分钟内办完 {goal}", f"{goal} done within {minutes} min")
        case "mean_wait":
            return say(lang, f"平均等待不超过 {goal}", f"a mean wait of {goal} at most")


def measure_words(promise: Promise, lang: Lang) -> str:
    """What is measured: the name of an axis or a column, without its unit."""
    match promise.measure:
        case "service_level" if promise.within > _OF_HALLS:
            minutes = f"{promise.within / 60:g}"
            return say(lang, f"等待不超过 {minutes} 分钟的占比", f"Waiting {minutes} min at most")
        case "service_level":
            within = f"{promise.within:g}"
            return say(lang, f"{within} 秒内接起的占比", f"Answered within {within} s")
        case "answered_fraction":
            return say(lang, "接通率", "Answered")
        case "completion":
            minutes = f"{promise.within / 60:g}"
            return say(lang, f"{minutes} 分钟内办完的占比", f"Done within {minutes} min")
        case "mean_wait":
            return say(lang, "平均等待", "Mean wait")


def level_unit(promise: Promise, lang: Lang) -> str:
    """The unit that levels are told in."""
    return say(lang, "秒", "s") if promise.is_time else "%"


def scaled(promise: Promise, level: float) -> float:
    """A level in that unit."""
    return level if promise.is_time else 100 * level


def goal_text(promise: Promise, goal: float, lang: Lang) -> str:
    """A goal with its unit, as round as it was given."""
    return join(f"{scaled(promise, goal):.10g}", level_unit(promise, lang))


def bare_level(promise: Promise, level: float) -> str:
    """A level that was reached, rounded, without its unit.

    It is never rounded over the goal: 89.97 % do not read as the 90 % that they are not.
    """
    if math.isnan(level):
        return NONE
    if math.isinf(level):
        return "∞"
    told, goal = scaled(promise, level), scaled(promise, promise.goal)
    tenth = round(told, 1)
    if (tenth - goal) * (told - goal) <= 0 and abs(told - goal) > 1e-9:
        tenth = round(tenth + math.copysign(0.1, told - goal), 1)
    return f"{tenth:.1f}"


def level_text(promise: Promise, level: float, lang: Lang) -> str:
    """A level with its unit."""
    text = bare_level(promise, level)
    return text if text == NONE else join(text, level_unit(promise, lang))
