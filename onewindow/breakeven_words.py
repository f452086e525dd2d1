"""What the search for a break-even says: of what, what was compared, and what came out."""

from __future__ import annotations

from onewindow.headings import key_title
from onewindow.merging import Merging
from plots.language import Lang, say
from plots.operator_words import operator_title
from sim.bisection import BreakEven
from sim.tally import Key


def heading(merging: Merging, key: Key, replications: int, seed: int, lang: Lang) -> str:
    """Case, scenario and runs; then the measure."""
    case, scenario = getattr(merging.case, lang), getattr(merging.scenario, lang)
    runs = say(
        lang,
        f"每次试算 {replications} 次配对仿真，种子 {seed}",
        f"{replications} paired replications of each trial, seed {seed}",
    )
    measure = key_title(key, [merging.before], lang)
    return f"[bold]{case}[/bold]\n[bold]{scenario}[/bold]  [dim]{runs}[/dim]\n{measure}"


def compared(merging: Merging, lang: Lang) -> str:
    """What stands on the two sides."""
    step = operator_title(merging.step.operator, lang)
    earlier, later = (
        say(lang, "、", ", ").join(operator_title(name, lang) for name in names)
        for names in (merging.earlier, merging.later)
    )
    told = [
        say(
            lang,
            f"比较的是方案第 {merging.number + 1} 步（{step}）之前与之后",
            f"Compared: without and with step {merging.number + 1} of the scenario, {step}",
        )
    ]
    if earlier:
        told.append(
            say(lang, f"之前的步骤（{earlier}）两边都有", f"{earlier} before it on both sides")
        )
    if later:
        told.append(say(lang, f"之后的步骤（{later}）两边都没有", f"{later} after it on neither"))
    return say(lang, "；".join(told) + "。", "; ".join(told) + ".")


def tried(merging: Merging, found: BreakEven, lang: Lang) -> str:
    """How many values were tried, and between which."""
    products = [one.product for one in found.tried]
    low, high, n = min(products), max(products), len(products)
    zh, en = _factors(merging)
    return say(
        lang,
        f"{zh}：在 {low:.3g} 至 {high:.3g} 之间试过 {n} 个值（--json 列出每一个）。",
        f"{en}: {n} values tried, from {low:.3g} to {high:.3g} (--json lists each).",
    )


def verdict(merging: Merging, found: BreakEven, lang: Lang) -> str:
    """The break-even, or why there is none, beside what the scenario assumes."""
    zh, en = _factors(merging)
    least, most = found.tried[0].product, found.tried[-1].product
    if found.status == "found":
        told = say(
            lang,
            f"盈亏平衡点：{zh} = {found.product:.3f}（95 % 区间 {found.low:.3f} 至 "
            f"{found.high:.3f}）；低于它，改造后更好。",
            f"Break-even: {en} = {found.product:.3f} (95% interval {found.low:.3f} to "
            f"{found.high:.3f}); below it the redesign is better.",
        )
    elif found.status == "better_throughout":
        told = say(
            lang,
            f"直到{zh} = {most:g}，改造后都更好；可提高 --high。",
            f"Up to {en} = {most:g} the redesign is better; raise --high.",
        )
    elif found.status == "interrupted":
        told = say(
            lang,
            "搜索被中断，还没有找到盈亏平衡点。",
            "The search was interrupted before the break-even was found.",
        )
    else:
        told = say(
            lang,
            f"从{zh} = {least:g} 起，改造后就不更好；可降低 --low。",
            f"From {en} = {least:g} on the redesign is not better; lower --low.",
        )
    return told + say(lang, "", " ") + _assumed(merging, found, lang)


def _assumed(merging: Merging, found: BreakEven, lang: Lang) -> str:
    value = merging.assumed
    ends = found.low, found.high
    inside = ends[0] is not None and ends[1] is not None and ends[0] <= value <= ends[1]
    return say(
        lang,
        f"方案假定为 {value:.3g}"
        + ("，在区间之内：改造后是否更好，分辨不出。" if inside else "。"),
        f"The scenario assumes {value:.3g}"
        + (", inside the interval: whether it is better there cannot be told." if inside else "."),
    )


def _factors(merging: Merging) -> tuple[str, str]:
    """What is varied, in Chinese and English."""
    if merging.shortens:
        return "时间系数 × 通才系数", "time_factor × breadth_penalty"
    return "通才系数", "breadth_penalty"
