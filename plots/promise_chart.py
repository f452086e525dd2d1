"""Chart: the share of cases that a promise of T would be kept for, against T."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from plots.amounts import Amounts, amounts, join
from plots.canvas import on_axes, put_title
from plots.language import Lang, say
from plots.pair_amounts import pair_amounts, within_noise
from plots.palette import AFTER, QUIET, SIDES, TARGET
from plots.promise_points import ENDS, KEPT
from plots.sentences import sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SHOWN = 0.995
"""The curve is drawn until this share is done; the last few would flatten it."""
_PAST = 1.15
"""How far the axis goes past what is marked on it."""


def plot_promise(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, ax: Axes | None = None
) -> Figure:
    """Draw the share kept against T with its 95 % band, the shortest T kept, and what is promised.

    Parameters
    ----------
    numbers
        From `plots.promise_points.promise_numbers`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    ax
        Axes to draw in; those of a new figure when left out.

    Returns
    -------
    Figure
        The figure drawn in.
    """
    fig, ax = on_axes(3.3, title, ax)
    curve, shortest, limits = (
        numbers[numbers["kind"] == kind] for kind in ("curve", "shortest", "limit")
    )
    names = sides(bool(curve["after"].notna().any()), lang)
    names = {side: name for side, name in names.items() if curve[side].notna().any()}
    unit = str(curve["at_unit"].iloc[0])
    reach = _reach(curve, shortest, limits, tuple(names))
    written = pair_amounts("promise", unit, reach, math.nan)
    x = curve["at"].to_numpy(float) / written.factor
    colors = SIDES if len(names) > 1 else dict.fromkeys(names, AFTER)
    steps = unit == "workdays"
    for side in names:
        y, low, high = (curve[f"{side}{e}"].to_numpy(float) for e in ENDS)
        step: Literal["post"] | None = "post" if steps else None
        ax.fill_between(
            x, low.clip(0, 1), high.clip(0, 1), step=step, color=colors[side], alpha=0.28,
            linewidth=0, zorder=1.6,
        )  # fmt: skip
        width = 3.4 if len(names) > 1 and side == "before" else 1.7
        style = "steps-post" if steps else "default"
        ax.plot(x, y, color=colors[side], linewidth=width, drawstyle=style, zorder=2)
        at = float(shortest[side].iloc[0]) / written.factor
        if math.isfinite(at):
            ax.plot([at], [KEPT], "o", color=colors[side], markersize=width + 3.4, zorder=3,
                    markeredgecolor="white", markeredgewidth=0.8)  # fmt: skip
    ax.axhline(KEPT, color=QUIET, linewidth=0.8, linestyle=(0, (1, 2)), zorder=1.4)
    ax.set_xlim(0, written.scaled(reach) or 1.0)
    ax.set_ylim(0, 1.012)
    _draw_limits(ax, limits, written, lang)
    _put_shortest(ax, shortest, names, colors, unit, lang)
    ax.set_yticks([0, 0.25, 0.5, 0.75, KEPT, 1], ["0", "25", "50", "75", "95", ""])
    told = written.unit(lang)
    ax.set_xlabel(say(lang, f"承诺办结时间 T（{told}）", f"Promised time to completion T ({told})"))
    ax.set_ylabel(say(lang, "T 内办结的占比（%）", "Cases done within T (%)"))
    ax.grid(axis="y")
    put_title(fig, title)
    return fig


def _reach(
    curve: pd.DataFrame, shortest: pd.DataFrame, limits: pd.DataFrame, names: tuple[str, ...]
) -> float:
    """Time up to which the curve is drawn."""
    most = float(curve["at"].max())
    reached = [curve.loc[curve[side] >= _SHOWN, "at"].min() for side in names]
    seen = [float(t) if np.isfinite(t) else _last_rise(curve, side)
            for t, side in zip(reached, names, strict=True)]  # fmt: skip
    marked = pd.concat([shortest[list(names)], limits.reindex(columns=list(names))])
    seen += [_PAST * float(t) for t in np.ravel(marked.to_numpy(float)) if np.isfinite(t)]
    return min(max(seen), most)


def _last_rise(curve: pd.DataFrame, side: str) -> float:
    """Where a curve that never comes near 1 has reached all it reaches."""
    return float(curve.loc[curve[side] >= curve[side].max() - 0.002, "at"].min())


def _draw_limits(ax: Axes, limits: pd.DataFrame, written: Amounts, lang: Lang) -> None:
    last = limits["after"].dropna() if limits["after"].notna().any() else limits["before"].dropna()
    for k, limit in enumerate(last):
        x = written.scaled(float(limit))
        ax.axvline(x, color=TARGET, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1.5)
        own = pair_amounts("promise", str(limits["unit"].iloc[0]), float(limit), math.nan)
        text = own.full(float(limit), lang)
        if k == 0:
            text = say(lang, f"现承诺：{text}", f"Promised now: {text}")
        ax.annotate(
            text, (x, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 3),
            ha="right" if x > 0.6 * ax.get_xlim()[1] else "left",
            textcoords="offset points", fontsize=8, color=TARGET,
        )  # fmt: skip


def _put_shortest(
    ax: Axes,
    shortest: pd.DataFrame,
    names: dict[str, str],
    colors: dict[str, str],
    unit: str,
    lang: Lang,
) -> None:
    """The legend at the lower right, where the curve is done; it has the numbers, too."""
    from matplotlib.lines import Line2D

    between = say(lang, "：", ": ")
    beside, labels = [float(shortest[side].iloc[0]) for side in names], []
    for side, name in names.items():
        value, low, high = (float(shortest[side + end].iloc[0]) for end in ENDS)
        labels.append(name + between + kept_words(value, low, high, unit, lang, beside))
    head = say(lang, "95 % 能兑现的最短 T（95 % 区间）", "Shortest T kept for 95% (95% interval)")
    ax.legend(
        [Line2D([], [], color=colors[side], linewidth=2.4) for side in names], labels,
        title=head, title_fontsize=8, fontsize=8.5, loc="lower right", frameon=True, framealpha=1.0,
        edgecolor="none", facecolor="white", alignment="left", borderpad=0.4,
    ).set_zorder(2.5)  # fmt: skip


def kept_words(
    value: float, low: float, high: float, unit: str, lang: Lang, beside: Sequence[float] = ()
) -> str:
    """The shortest T that is kept, with its interval; an end that no T reaches is open.

    It is in one unit with those ``beside`` it.
    """
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return say(lang, "图内没有", "none drawn")
    written = pair_amounts("promise", unit, value, math.nan)
    ends = [low, high if math.isfinite(high) else math.nan]
    if unit == "s":
        # As many digits as tell the ends apart.
        written = amounts("s", [e for e in (value, *ends, *beside) if math.isfinite(e)])
        written = within_noise(written, (ends[1] - low) / 2)
    told = written.full(value, lang)
    if math.isnan(ends[1]):
        between = say(lang, f"{written.bare(low)} 以上", f"{written.bare(low)} or more")
    else:
        between = written.interval(low, high, lang)
    return say(lang, f"{told}（{between}）", f"{told} ({between})") if between else join(told, "")
