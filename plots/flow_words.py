"""The steps of a flow in words: what is served, waited for, gone back to, parted and joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from plots.language import Lang, say
from plots.trace_text import Plain
from scenarios.flows import KINDS, Arm, Branch, Delay, Parallel, Rework, Serve, Step

Words = Callable[[Plain, str], str]
"""Words of a value, given the name of its field."""


def is_step(plain: Plain) -> bool:
    """Whether plain data are one step of a flow."""
    return isinstance(plain, dict) and any(kind in plain for kind in KINDS)


def is_flow(plain: Plain) -> bool:
    """Whether plain data are a list of steps."""
    return isinstance(plain, list) and bool(plain) and all(map(is_step, plain))


def flow_words(steps: list[Plain], words: Words, lang: Lang) -> str:
    """Steps one after the other; the names of steps, which nobody reads, are left out."""
    if not steps:
        return say(lang, "直接往下", "straight on")
    return " → ".join(step_words(step, words, lang) for step in steps if isinstance(step, dict))


def step_words(step: Mapping[str, Plain], words: Words, lang: Lang) -> str:
    """One step."""
    if "serve" in step:
        return words(step["serve"], "serve")
    if "delay" in step:
        return _delay(step, words, lang)
    if "rework" in step:
        return _rework(step, words, lang)
    if "branch" in step:
        arms = [arm for arm in step["branch"] if isinstance(arm, dict)]
        told = say(lang, "；", "; ").join(_arm(arm, words, lang) for arm in arms)
        return say(lang, f"〔{told}〕", f"({told})")
    told = " ‖ ".join(
        flow_words(way, words, lang) for way in step["parallel"] if isinstance(way, list)
    )
    return say(lang, f"并行〔{told}〕", f"side by side ({told})")


def step_title(step: Step, words: Words, lang: Lang) -> str:
    """What a step is called where its place is told."""
    match step:
        case Serve():
            return words(step.serve, "serve")
        case Delay():
            return words(step.delay, "delay") if step.title is None else getattr(step.title, lang)
        case Rework():
            to = words(step.rework, "rework")
            return say(lang, f"退回“{to}”", f"back to {to}")
        case Branch():
            first = [step_title(arm.steps[0], words, lang) for arm in step.branch if arm.steps]
            to = say(lang, "、", ", ").join(dict.fromkeys(first))
            return say(lang, f"分流“{to}”", f"branch to {to}")
        case Parallel():
            return say(lang, "并行", "side by side")


def way_title(arm: Arm, words: Words, lang: Lang) -> str:
    """What one of several ways out of a branch is called where its place is told."""
    if not arm.steps:
        return say(lang, "直接往下", "straight on")
    first = step_title(arm.steps[0], words, lang)
    return say(lang, f"往“{first}”", f"to {first}")


def _delay(step: Mapping[str, Plain], words: Words, lang: Lang) -> str:
    title = words(step["title"], "title") if "title" in step else words(step["delay"], "delay")
    told = [_time(words(step["time"], "time"))] if "time" in step else []
    if step.get("go_home") == "true":
        told.append(say(lang, "离开后再来", "the applicant leaves and comes back"))
    if "calendar" in step:
        told.append(words(step["calendar"], "calendar"))
    return _with(title, told, lang)


def _rework(step: Mapping[str, Plain], words: Words, lang: Lang) -> str:
    share, to = words(step["probability"], "probability"), words(step["rework"], "rework")
    told = [words(step["cause"], "cause")] if "cause" in step else []
    home: Any = step.get("go_home")
    if home is not None:
        after = words(home["delay"], "time") if isinstance(home, dict) and "delay" in home else ""
        if after.startswith(("（", "(")):
            after = _time(after)
            zh, en = f"再来前相隔：{after}", f"comes back after: {after}"
        else:
            zh, en = f"{after}后再来", f"comes back after {after}"
        told.append(say(lang, f"先回家，{zh}", f"goes home, {en}"))
    if "max_rounds" in step:
        rounds = words(step["max_rounds"], "max_rounds")
        told.append(say(lang, f"最多 {rounds} 轮", f"at most {rounds} rounds"))
    return _with(say(lang, f"{share} 退回“{to}”", f"{share} back to {to}"), told, lang)


def _arm(arm: Mapping[str, Plain], words: Words, lang: Lang) -> str:
    steps = arm.get("steps", [])
    way = flow_words(steps if isinstance(steps, list) else [steps], words, lang)
    return say(lang, "：", ": ").join([words(arm["probability"], "probability"), way])


def _time(words: str) -> str:
    """A time as it stands in brackets: one that varies needs none of its own."""
    if not words.startswith(("（", "(")):
        return words
    return words[1:-1].replace("；", "、").replace("; ", ", ")


def _with(title: str, told: list[str], lang: Lang) -> str:
    if not told:
        return title
    joined = say(lang, "；", "; ").join(told)
    return say(lang, f"{title}（{joined}）", f"{title} ({joined})")
