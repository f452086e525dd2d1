"""Chart: how cases flow from their channel to who serves them and to their end, as bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plots.band_layout import Band, Flow, Layout, Node, lay_out
from plots.canvas import blank, ems, put_title
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, INK, SEQUENCE, TARGET, WIDTH
from plots.sentences import sides
from plots.time_parts import share_text
from sim.case_flows import ENDS, WAYS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WHOLE = 1.5
"""Width of the band of all cases of the side with more of them [inch]."""
_LABEL, _GAP = 0.3, 0.1
"""Room for the two lines of a label, and between slots [inch]."""
_SIZE = 7.0
"""Size of the letters [pt]."""
_BAR = 0.07
"""Width of the bar of a node [inch]."""
_BAD = ("missed", "lost", "no_show", "returned")
_LOST = "#eec9a6"
"""Colour of bands of what is lost, given up or sent back."""


def plot_ways(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a flow for each side, side by side where their labels have room, on one scale.

    Parameters
    ----------
    numbers
        From `plots.case_ways.way_numbers`.
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
    shown = sides(bool(numbers["after"].notna().any()), lang)
    most = max(_total(numbers, side) for side in shown)
    texts = {side: _texts(numbers, side, lang) for side in shown}
    layouts = {
        side: lay_out(_flows(numbers, side, _WHOLE / most), _rank(numbers), _LABEL, _GAP)
        for side in shown
    }
    needs = max(_needed(layouts[side], texts[side]) for side in shown)
    beside = len(shown) > 1 and needs <= WIDTH / 2 - 0.15
    heights = [layout.height for layout in layouts.values()]
    tall = max(heights) if beside else sum(heights)
    rows = 1 if beside else len(shown)
    fig = blank(tall + 0.55 * rows + 0.1 + (0.4 if title else 0.0), fig)
    grid = fig.subplots(
        rows, len(shown) // rows, squeeze=False, height_ratios=[tall] if beside else heights
    )
    room = (WIDTH / 2 if beside else WIDTH) - 0.15
    for ax, (side, name) in zip(grid.flat, shown.items(), strict=True):
        height = max(heights) if beside else layouts[side].height
        _panel(ax, layouts[side], texts[side], room, height)
        days, total = float(numbers["days"].iloc[0]), f"{_total(numbers, side):,.0f}"
        span = say(lang, f"{days:.4g} 天", f"{days:.4g} {'day' if days == 1 else 'days'}")
        ax.set_title(say(lang, f"{name}：{span}内 {total} 件", f"{name}: {total} cases in {span}"))
        ax.set_xlabel(
            say(
                lang, "渠道 → 由谁办 → 结果；带宽为件数", "Channel → who serves → end; width: cases"
            )
        )
    put_title(fig, title)
    return fig


def _total(numbers: pd.DataFrame, side: str) -> float:
    return float(numbers.loc[numbers["stage"] == 0, f"cases_{side}"].sum())


def _there(numbers: pd.DataFrame, side: str) -> pd.DataFrame:
    return numbers[numbers[side] > 0]


def _flows(numbers: pd.DataFrame, side: str, scale: float) -> list[Flow]:
    """Flows of a side [inch]; all ends stand in the last column."""
    rows = _there(numbers, side)
    last = int(rows["stage"].max()) + 1
    return [
        Flow((int(s), b), (last if e in ENDS else int(s) + 1, e), scale * float(c))
        for s, b, e, c in zip(
            rows["stage"], rows["origin"], rows["goal"], rows[f"cases_{side}"], strict=True
        )
    ]


def _rank(numbers: pd.DataFrame) -> dict[str, int]:
    """What is finished flows above, what is lost below, and channels lie beside where they go."""
    rank = {name: k for k, name in enumerate(["finished", *WAYS, *reversed(ENDS[1:])])}
    first = numbers[numbers["stage"] == 0]
    # A side that has no such channel has no weight there.
    weight = first[["before", "after"]].fillna(0.0).sum(axis=1)
    goes = (first["goal"].map(rank) * weight).groupby(first["origin"]).sum()
    mean = (goes / weight.groupby(first["origin"]).sum()).sort_values(kind="stable")
    return rank | {str(name): k for k, name in enumerate(mean.index)}


def _texts(numbers: pd.DataFrame, side: str, lang: Lang) -> dict[Node, str]:
    """Label of each node: its title, its cases and their share."""
    rows = _there(numbers, side)
    last = int(rows["stage"].max()) + 1
    found: dict[Node, tuple[str, float, float]] = {}
    for _, row in rows.iterrows():
        stage, ends = int(row["stage"]), row["goal"] in ENDS
        nodes = [((last if ends else stage + 1, str(row["goal"])), str(row[f"goal_{lang}"]))]
        if stage == 0:
            nodes.append(((0, str(row["origin"])), str(row[f"origin_{lang}"])))
        for node, name in nodes:
            _, cases, share = found.get(node, ("", 0.0, 0.0))
            found[node] = name, cases + float(row[f"cases_{side}"]), share + float(row[side])
    return {
        node: f"{name}\n{_count(cases)}{say(lang, ' 件，', ', ')}{share_text(share)}"
        for node, (name, cases, share) in found.items()
    }


def _count(cases: float) -> str:
    return f"{cases:,.0f}" if cases >= 10 else f"{cases:.1f}"


def _needed(layout: Layout, texts: dict[Node, str]) -> float:
    """Width at which labels of neighbouring columns have room beside each other [inch]."""
    widest = [
        max(ems(line) for node, text in texts.items() if node[0] == column
            for line in text.split("\n")) * _SIZE / 72
        for column in range(layout.columns)
    ]  # fmt: skip
    # The outer labels begin and end at their bars, the others are centred.
    reach = [w * (2 if k in (0, len(widest) - 1) else 1) for k, w in enumerate(widest)]
    pairs = zip(reach, reach[1:], strict=False)
    return (len(widest) - 1) * max((a + b) / 2 + 0.08 for a, b in pairs)


def _panel(ax: Axes, layout: Layout, texts: dict[Node, str], room: float, height: float) -> None:
    from matplotlib.patches import Rectangle

    step = (room - _BAR) / (layout.columns - 1)
    for band in layout.bands:
        _band(ax, band, step)
    for node, top in layout.tops.items():
        left = node[0] * step
        color = TARGET if node[1] in _BAD else AFTER if node[0] else BEFORE
        ax.add_patch(
            Rectangle((left, top), _BAR, layout.sizes[node], facecolor=color, edgecolor="none",
                      zorder=3)
        )  # fmt: skip
        where = "left" if node[0] == 0 else "right" if node[0] == layout.columns - 1 else "center"
        x = left + {"left": 0.0, "right": _BAR, "center": _BAR / 2}[where]
        ax.text(
            x, top - 0.03, texts[node], ha=where, va="bottom", fontsize=_SIZE, color=INK,
            linespacing=1.15, zorder=4,
        )  # fmt: skip
    ax.set_xlim(0, room)
    ax.set_ylim(height, 0)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[["left", "bottom"]].set_visible(False)


def _band(ax: Axes, band: Band, step: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    begin, end = band.column * step + _BAR, (band.column + 1) * step
    # A passed column has no bar: the band goes on through it.
    begin -= _BAR if band.column > band.flow.begin[0] else 0.0
    middle, size = (begin + end) / 2, band.flow.size
    top = [(begin, band.left), (middle, band.left), (middle, band.right), (end, band.right)]
    below = [(x, y + size) for x, y in reversed(top)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    color = _LOST if band.flow.end[1] in _BAD else SEQUENCE[1]
    ax.add_patch(
        PathPatch(Path([*top, *below, top[0]], codes), facecolor=color, edgecolor=color,
                  linewidth=0.3, alpha=0.85, zorder=1)
    )  # fmt: skip
