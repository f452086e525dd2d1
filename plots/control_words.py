"""What a control chart finds, and how it is to be read, computed from its numbers."""

from __future__ import annotations

import math

from scipy import stats

from plots.date_words import date_words
from plots.language import Lang, lower_first, say
from plots.measured_words import Spoken
from sim.control import Control
from sim.control_changes import Change
from sim.control_limits import D2, RANGE_FACTOR
from sim.control_stages import Stage


def finding(control: Control, told: Spoken, lang: Lang) -> str:
    """The title of the chart: what changed at the reform, and whether all is steady since."""
    changes, last = control.changes, control.stages[-1]
    if not changes:
        return _steady(last, told, lang)
    since = _since(last, lang)
    if len(changes) == 1:
        return _one_reform(changes[0], told, lang) + since
    name = told.name(lang)
    first = told.full(changes[0].before, lang)
    parts = [say(lang, f"起初 {first}", f"{first} at first")]
    for change in changes:
        day, value = date_words(change.reform, lang), told.full(change.after, lang)
        same = (
            ""
            if change.told_from_chance
            else say(lang, "（无法区分）", " (no distinguishable change)")
        )
        parts.append(say(lang, f"{day}起 {value}{same}", f"{value} from {day}{same}"))
    return say(lang, f"{name}：", f"{name}: ") + say(lang, "，", ", ").join(parts) + since


def _one_reform(change: Change, told: Spoken, lang: Lang) -> str:
    name, day = told.name(lang), date_words(change.reform, lang)
    before, after = told.number(change.before), told.full(change.after, lang)
    if not change.told_from_chance:
        both = told.full(change.before, lang)
        zh = f"{day}改革前后，{name}没有可区分的变化：改革前 {both}，改革后 {after}"
        en = f"No distinguishable change of {lower_first(name)} after the reform of {day}"
        return say(lang, zh, f"{en}: {both} before, {after} after")
    fell = change.difference < 0
    zh = f"{day}改革后，{name}从 {before} {'降至' if fell else '升至'} {after}"
    en = f"After the reform of {day}, {lower_first(name)} {'fell' if fell else 'rose'}"
    return say(lang, zh, f"{en} from {before} to {after}")


def _since(last: Stage, lang: Lang) -> str:
    found = signal_words(last, lang)
    if not found:
        return say(lang, "，此后没有异常信号", "; no signal since")
    return say(lang, f"，此后有{found}", f"; since then {found}")


def _steady(stage: Stage, told: Spoken, lang: Lang) -> str:
    name, centre, n = told.name(lang), told.full(stage.limits.centre, lang), len(stage.values)
    found = signal_words(stage, lang)
    if found:
        return say(
            lang, f"{name}不平稳（均值 {centre}）：{n} 个点中有{found}",
            f"{name} is not steady around {centre}: {found} in {n} points",
        )  # fmt: skip
    return say(
        lang, f"{name}平稳，在 {centre} 上下：{n} 个点没有异常信号",
        f"{name} is steady around {centre}: no signal in {n} points",
    )  # fmt: skip


def signal_words(stage: Stage, lang: Lang) -> str:
    """The signals of a stage by kind; empty when there is none."""
    kinds = (
        (stage.outside, "个点出界", "point outside the limits", "points outside the limits"),
        (stage.runs, "段连续同侧", "run on one side", "runs on one side"),
        (stage.jumps, "次突跳", "jump", "jumps"),
    )
    parts = [
        say(lang, f" {n} {zh}", f"{n} {one if n == 1 else more}") for n, zh, one, more in kinds if n
    ]
    if lang == "zh":
        return "、".join(part.strip() if k else part for k, part in enumerate(parts))
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def reading(control: Control, lang: Lang) -> str:
    """How the chart is made and read: limits, rules, their sources, and what chance alone does."""
    made = _xmr(lang) if control.measured.of is None else _share(control, lang)
    apart = say(
        lang,
        "每个阶段只用自己的数据计算界限。" if control.changes else "",
        "Each stage has limits from its own data alone. " if control.changes else "",
    )
    return made + apart + _rules(lang) + _left_out(control, lang)


def _xmr(lang: Lang) -> str:
    # The difference of two normal values has sqrt(2) times their standard deviation.
    one_in = round(1 / (2 * float(stats.norm.sf(RANGE_FACTOR * D2 / math.sqrt(2)))))
    return say(
        lang,
        "单值图：均值 ± 2.66 × 平均移动极差；下图为相邻两点之差的绝对值（移动极差），超过其均值的 "
        f"3.268 倍即突跳（Wheeler & Chambers 1992；纯属偶然时约每 {one_in} 点一次）。",
        "Individuals: mean ± 2.66 × mean moving range; below, the distance of each point to the "
        "one before (moving range), a jump when above 3.268 × its mean (Wheeler & Chambers 1992; "
        f"by chance alone one in {one_in}). ",
    )


def _share(control: Control, lang: Lang) -> str:
    text = say(
        lang, "p 图：p ± 3√[p(1−p)/n]，p 为整个阶段的占比，n 为每点的件数（Shewhart 1931）。",
        "p chart: p ± 3√[p(1−p)/n], p the share of the whole stage, n the cases of each point "
        "(Shewhart 1931). ",
    )  # fmt: skip
    wide = [one for one in control.stages if one.limits.sigma_z > 1]
    for stage in wide:
        limits, freedom = stage.limits, len(stage.values) - 1
        p = float(stats.chi2.sf(limits.chi_square, freedom))
        chance = "p < 0.001" if p < 0.001 else f"p = {p:.2g}"
        found, which = f"χ² = {limits.chi_square:.0f}, {chance}", _which(stage, control, lang)
        text += say(
            lang,
            f"{which}各点差异超出偶然（{found}，自由度 {freedom}），界限"
            f"放宽为 {limits.sigma_z:.2f} 倍（σz，p′ 图，Laney 2002）。",
            f"{which}points differ by more than chance ({found}, {freedom} degrees of freedom), so "
            f"limits are σz = {limits.sigma_z:.2f} times as wide (p′ chart, Laney 2002). ",
        )
    return text


def _which(stage: Stage, control: Control, lang: Lang) -> str:
    if not control.changes:
        return say(lang, "", "The ")
    if stage.reform is None:
        return say(lang, "改革前", "Before the reform ")
    day = date_words(stage.reform, lang)
    return say(lang, f"{day}起", f"From {day} ")


def _rules(lang: Lang) -> str:
    one_in = round(1 / (2 * float(stats.norm.sf(3))))
    return say(
        lang,
        f"异常信号：点超出界限（Shewhart 1931；纯属偶然时约每 {one_in} 点一次）；连续 8 点或更多"
        "在中心线同侧（Western Electric 1956）。",
        f"Signals: a point outside the limits (Shewhart 1931; by chance alone one in {one_in}); 8 "
        "or more in a row on one side of the centre (Western Electric 1956). ",
    )


def _left_out(control: Control, lang: Lang) -> str:
    n = len(control.measured.left_out)
    if not n:
        return ""
    en = f"{n} {'row' if n == 1 else 'rows'} without a value left out."
    return say(lang, f"另有 {n} 行没有数值，未计入。", en)
