"""Chart: the service level by time of day, with its interval and the level promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import amounts, clock
from plots.canvas import blank, put_title
from plots.language import Lang, say
from plots.naming import measure_title, title_of
from plots.pairs import SAME, Key, chosen, level_targets, pairs, profile, queue_of
from plots.palette import AFTER, SIDES, TARGET
from plots.report_data import ReportData
from plots.sentences import sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def level_numbers(data: ReportData) -> pd.DataFrame:
    """Service level of each queue with a target, by interval and by the target's formula.

    Returns
    -------
    DataFrame
        Columns ``of, zh, en, measure, at, length, target, within, before, before_low,
        before_high, after, after_low, after_high``. Shares in [0, 1], times in seconds. Empty
        when no target is about a queue.
    """
    table = pairs(data)
    parts: list[pd.DataFrame] = []
    for target in level_targets(data).values():
        of = queue_of(data, target)
        rows = profile(table, target.formula, "queue", of)
        rows = rows[rows["before"].notna() | rows["after"].notna()]
        if rows.empty or any((p["of"].iloc[0], p["measure"].iloc[0]) == (of, target.formula)
                             for p in parts):  # fmt: skip
            continue
        step = rows["at"].diff().min()
        parts.append(
            rows.assign(
                zh=title_of(data, "queue", of, "zh"), en=title_of(data, "queue", of, "en"),
                length=step if step > 0 else 3600.0, target=target.fraction, within=target.within,
            )
        )  # fmt: skip
    columns = ["of", "zh", "en", "measure", "at", "length", "target", "within", "before",
               "before_low", "before_high", "after", "after_low", "after_high"]  # fmt: skip
    return pd.concat(parts)[columns].reset_index(drop=True) if parts else pd.DataFrame()


def level_finding(data: ReportData, lang: Lang) -> str:
    """The finding: in how many intervals the target of the first queue is reached."""
    numbers = level_numbers(data)
    if numbers.empty:
        return ""
    first = numbers[numbers["of"] == numbers["of"].iloc[0]]
    limit = amounts("s", [first["within"].iloc[0]]).full(first["within"].iloc[0], lang)
    share = f"{first['target'].iloc[0]:.0%}".replace("%", " %")
    count, met = len(first), {
        side: int((first[side] >= first["target"]).sum())
        for side in ("before", "after") if first[side].notna().any()
    }  # fmt: skip
    subject = data.facts.title[lang]
    if len(met) < 2:
        n = next(iter(met.values()))
        return say(
            lang, f"{subject}：{count} 个时段中有 {n} 个达到“{limit}内 {share}”",
            f"{subject}: {n} of {count} intervals reach {share} within {limit}",
        )  # fmt: skip
    before, after = met["before"], met["after"]
    row = chosen(pairs(data), [Key(first["measure"].iloc[0], "queue", first["of"].iloc[0])])
    note = ""
    if len(row) and row["verdict"].iloc[0] == SAME:
        note = say(lang, "；全天没有可分辨的变化", "; no distinguishable change over the day")
    turn = "增至" if after > before else "减至" if after < before else "仍为"
    return say(
        lang,
        f"{subject}后，达到“{limit}内 {share}”的时段从 {count} 个中的 {before} 个{turn}"
        f" {after} 个{note}",
        f"{subject}: intervals that reach {share} within {limit} go from {before} to {after} "
        f"of {count}{note}",
    )


def plot_level(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a panel for each queue: steps by interval, 95 % bands, the target.

    Parameters
    ----------
    numbers
        From `level_numbers`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    fig
        Figure to draw in; a new one when left out.

    Returns
    -------
    Figure
        The figure drawn in.
    """
    queues = list(dict.fromkeys(zip(numbers["of"], numbers["measure"], strict=True)))
    fig = blank(0.55 + 2.75 * len(queues) + (0.4 if title else 0.0), fig)
    panels = fig.subplots(len(queues), 1, sharex=True, squeeze=False)[:, 0]
    for panel, (of, measure) in zip(panels, queues, strict=True):
        rows = numbers[(numbers["of"] == of) & (numbers["measure"] == measure)]
        _draw_panel(panel, rows, lang)
        if len(queues) > 1:
            panel.set_title(rows[lang].iloc[0])
    panels[-1].set_xlabel(say(lang, "呼入（来访）时刻（钟点）", "Time of arrival (clock time)"))
    put_title(fig, title)
    return fig


def _draw_panel(ax: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    compares = bool(rows["after"].notna().any())
    length = float(rows["length"].iloc[0])
    every = np.arange(rows["at"].min(), rows["at"].max() + length / 2, length)
    rows = rows.set_index("at").reindex(every)
    edges = np.append(every, every[-1] + length)
    for side, name in sides(compares, lang).items():
        color = SIDES[side] if compares else AFTER
        value, low, high = (
            np.append(v, v[-1])
            for v in (rows[c].to_numpy(float) for c in (side, f"{side}_low", f"{side}_high"))
        )
        ax.fill_between(
            edges, low.clip(0, 1), high.clip(0, 1), step="post", color=color, alpha=0.28,
            linewidth=0,
        )  # fmt: skip
        ax.step(edges, value, where="post", color=color, linewidth=1.9, label=name)
    target, within = rows["target"].iloc[0], rows["within"].iloc[0]
    limit = amounts("s", [within]).full(within, lang)
    share = f"{target:.0%}".replace("%", " %")
    ax.axhline(
        target, color=TARGET, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1.5,
        label=say(lang, f"目标：{limit}内 {share}", f"Target: {share} within {limit}"),
    )  # fmt: skip
    ax.set_ylim(0, 1.02)
    ax.set_yticks(np.arange(0, 1.01, 0.25), ["0", "25", "50", "75", "100"])
    ax.set_xlim(edges[0], edges[-1])
    hours = np.arange(np.ceil(edges[0] / 3600), np.floor(edges[-1] / 3600) + 1)
    hours = hours[:: 1 if len(hours) <= 13 else 2]
    ax.set_xticks(hours * 3600, [clock(3600 * h) for h in hours])
    name = measure_title(str(rows["measure"].dropna().iloc[0]), lang)
    ax.set_ylabel(name + say(lang, "（%）", " (%)"))
    ax.grid(axis="y")
    ax.legend(ncols=3, loc="lower left", bbox_to_anchor=(-0.01, 1.0), borderaxespad=0.2)
