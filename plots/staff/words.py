"""How a plan of shifts was found and proven, in sentences."""

from __future__ import annotations

from plots.language import LANGS, Lang, say
from plots.promise_words import goal_words
from plots.staff.data import StaffData
from scenarios.targets import Formula

_FORMULAS: dict[Formula, tuple[str, str]] = {
    "of_offered": ("接起及时的 / 全部呼入", "answered in time / all offered"),
    "of_answered": ("接起及时的 / 接起的", "answered in time / answered"),
    "answered_or_quick_abandoned": (
        "（接起及时的 + 限时内放弃的）/ 全部呼入",
        "(answered in time + abandoned within the limit) / all offered",
    ),
    "less_quick_abandoned": (
        "接起及时的 /（接起的 + 超过限时才放弃的）",
        "answered in time / (answered + abandoned after the limit)",
    ),
}  # fmt: skip
_OVER = {
    "interval": ("每个时段都要达到", "in each interval"),
    "peak": ("按每个高峰合计", "over each peak"),
    "day": ("按全天合计", "over each day"),
}


def formula_words(formula: Formula, lang: Lang) -> str:
    """How a service level is counted, and what the option calls it."""
    told = say(lang, *_FORMULAS[formula])
    return say(lang, f"{told}（{formula}）", f"{told} ({formula})")


def method_lines(data: StaffData, lang: Lang) -> list[str]:
    """What was promised, how the shifts were found, and what the verdicts mean."""
    promise, sure = data.promise, f"{100 * data.confidence:g} %"
    over = say(lang, *_OVER[promise.per])
    goal = goal_words(promise, lang)
    lines = [say(lang, f"目标：{goal}，{over}。", f"The promise: {goal}, {over}.")]
    if promise.measure == "service_level":
        zh, en = (formula_words(promise.formula, one) for one in LANGS)
        lines.append(say(lang, f"口径：{zh}。", f"Counted as {en}."))
    begun = data.begun_with[lang]
    of = (
        ("全部判定合起来", "all verdicts hold together")
        if data.together
        else ("每处判定单独（合起来没有）", "each verdict holds by itself, not all together,")
    )
    if data.status == "interrupted":
        checked = say(
            lang, "搜索被中断，没有用新的随机数复核",
            "it was interrupted, and not checked on fresh random numbers",
        )  # fmt: skip
    else:
        checked = say(
            lang, f"最后用搜索没有见过的随机数复核 {data.replications} 次",
            f"it ends with a check of {data.replications} replications on random numbers that the "
            "search has not seen",
        )  # fmt: skip
    lines += [
        say(
            lang,
            f"起点是公式（{begun}）；由它求出成本最低的班次，再用这些班次、这些人、这些休息时间"
            f"逐日仿真：未达标的时段加要求、有富余的减要求，重新求解；{checked}。",
            f"The search begins with a formula ({begun}), solves for the cheapest shifts, and "
            "simulates those very shifts with their people and breaks: where the promise is missed "
            "more is asked for, where there is slack less, and it is solved again; "
            f"{checked}.",
        ),
        say(
            lang,
            f"达标：{of[0]}有 {sure} 的把握；未达标：同样的把握下做不到；说不准：两者都不能判定。",
            f"Met: {of[1]} with {sure} confidence. Not met: it is missed with "
            "as much. Unclear: neither can be told.",
        ),
        say(
            lang,
            f"成本下界：各时段至少有搜索最后所要求的人数的任何班次，成本不低于 {data.bound:g}"
            f"（本方案 {data.cost:g}）。这一要求在仿真中由公式的增减而来，可以低于公式。"
            "它不限制别的需求取法：更省的方案可能存在，只是没有找到。",
            "The bound: no shifts that have in each interval the people the search asked for in "
            f"the end cost less than {data.bound:g} (these: {data.cost:g}). What it asks for is "
            "the formula's, raised and lowered by simulation, and may be less than that. It says "
            "nothing of other requirements: a cheaper plan may exist that was not found.",
        ),
    ]
    return lines
