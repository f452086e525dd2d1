"""Chart: the way of one typical case through windows and offices, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plots.amounts import amounts
from plots.broken_time import BrokenTime, broken_time
from plots.canvas import blank, ems, legend_columns, put_title, two_lines
from plots.case_changes import is_alike
from plots.case_steps import stretches
from plots.language import Lang, say
from plots.palette import FAINT, INK, LOOKS, QUIET, WIDTH
from plots.sentences import sides
from plots.stretch import Stretch

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LANE = 0.3
"""Height of a lane [inch]."""
_LABEL = 12.0
"""Width of a lane's name of one line, in units of the size of its letters."""
_BELOW = 0.48
"""Room for the ticks and the name of the axis of time [inch]."""
_NAME = 0.1
"""Share of the width that the name of a visit takes."""
_SIZE = 7.5
"""Size of the letters on the bars."""


def plot_swim_lanes(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a lane for each pool: waiting hatched, shut dotted, work solid, delays light.

    A way that a redesign leaves as it was is drawn once.

    Parameters
    ----------
    numbers
        From `plots.case_steps.case_numbers`.
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
    by_side: dict[str, list[Stretch]] = {}
    found = stretches(numbers)
    for stretch in found:
        by_side.setdefault(stretch.side, []).append(stretch)
    names = sides("after" in by_side, lang)
    if is_alike(found):
        del by_side["after"]
        names["before"] = say(lang, "改造前后相同", "The same before and after")
    tracks = [sum(_tracks(rows).values()) for rows in by_side.values()]
    height = _LANE * sum(tracks) + 0.42 * len(by_side) + 0.75 + (0.45 if title else 0.0)
    fig = blank(height, fig)
    time = broken_time([*numbers["start"], *numbers["end"]])
    panels = fig.subplots(
        len(by_side), 1, sharex=True, squeeze=False, height_ratios=[n + 0.35 for n in tracks]
    )[:, 0]
    labels = [_lane(s, lang) for rows in by_side.values() for s in rows]
    margin = max(ems(line) for label in labels for line in label.split("\n")) * 8 / 72 + 0.35
    revisited = numbers["visit"].max() > 1
    for panel, (side, rows) in zip(panels, by_side.items(), strict=True):
        _draw_side(panel, rows, time, lang, (WIDTH - margin) / time.end)
        panel.set_title(names[side], fontsize=9, pad=14 if revisited else 6)
    _draw_time(panels[-1], time, lang)
    _put_legend(panels[-1], {s.kind for rows in by_side.values() for s in rows}, lang,
                WIDTH - margin)  # fmt: skip
    put_title(fig, title)
    return fig


def _lane(stretch: Stretch, lang: Lang) -> str:
    return two_lines(say(lang, stretch.lane_zh, stretch.lane_en), _LABEL)


def _tracks(rows: list[Stretch]) -> dict[str, int]:
    """Number of rows of each lane, in the order in which the case comes to them."""
    tracks: dict[str, int] = {}
    for s in rows:
        tracks[s.lane] = max(tracks.get(s.lane, 0), s.track + 1)
    return tracks


def _draw_side(ax: Axes, rows: list[Stretch], time: BrokenTime, lang: Lang, inches: float) -> None:
    """Bars of one side; ``inches`` is the length of one unit of the axis."""
    tops, top = {}, 0
    for lane, tracks in _tracks(rows).items():
        tops[lane] = top
        top += tracks
    for edge in [*tops.values(), top]:
        ax.axhline(edge, color="#e4e8ec", linewidth=0.6, zorder=0.5)
    for a, b in time.breaks:
        ax.axvspan(time.place(a), time.place(b), color=FAINT, linewidth=0, zorder=0)
    for s in rows:
        left, right = time.place(s.start), time.place(s.end)
        y = tops[s.lane] + s.track + 0.18
        ax.broken_barh([(left, right - left)], (y, 0.64), linewidth=0.6, zorder=2, **LOOKS[s.kind])
        if s.kind not in ("wait", "shut"):
            _label(ax, s, rows, time, y + 0.33, inches, say(lang, s.step_zh, s.step_en))
    _draw_visits(ax, rows, time, lang)
    ax.set_ylim(top, 0)
    labels = {s.lane: _lane(s, lang) for s in rows}
    ax.set_yticks([tops[lane] + n / 2 for lane, n in _tracks(rows).items()],
                  [labels[lane] for lane in tops])  # fmt: skip
    for name in ax.get_yticklabels():
        name.set(fontsize=7 if "\n" in name.get_text() else 8, linespacing=1.1)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", length=0, labelbottom=False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_xlim(0, time.end * 1.002)


def _label(
    ax: Axes, s: Stretch, rows: list[Stretch], time: BrokenTime, y: float, inches: float, text: str
) -> None:
    """What is done: inside its bar, else after it, else before its waiting, where there is room."""
    need = (ems(text) * _SIZE / 72 + 0.1) / inches
    left, right = time.place(s.start), time.place(s.end)
    line = [o for o in rows if (o.lane, o.track) == (s.lane, s.track)]
    if need <= right - left:
        ink = "white" if s.kind == "work" else INK
        ax.text((left + right) / 2, y, text, ha="center", va="center", fontsize=_SIZE, color=ink,
                zorder=4)  # fmt: skip
        return
    free_to = min([time.place(o.start) for o in line if o.start >= s.end], default=time.end)
    if need <= free_to - right:
        ax.text(right + 0.05 / inches, y, text, va="center", fontsize=_SIZE, color=QUIET, zorder=4)
        return
    own = min(o.start for o in line if o.start <= s.start and o.step_en == s.step_en)
    begin = time.place(own)
    free_from = max([time.place(o.end) for o in line if o.end <= own], default=0.0)
    if need <= begin - free_from:
        ax.text(begin - 0.05 / inches, y, text, ha="right", va="center", fontsize=_SIZE,
                color=QUIET, zorder=4)  # fmt: skip


def _draw_visits(ax: Axes, rows: list[Stretch], time: BrokenTime, lang: Lang) -> None:
    """The visits above the lanes, with a rule before each new one."""
    begin: dict[int, float] = {}
    for s in rows:
        if s.kind in ("wait", "shut", "work"):
            begin[s.visit] = min(begin.get(s.visit, s.start), s.start)
    if len(begin) < 2:
        return
    places = {visit: time.place(begin[visit]) for visit in sorted(begin, key=lambda v: begin[v])}
    lefts = [*places.values(), time.end]
    for k, (visit, left) in enumerate(places.items()):
        if visit > 1:
            ax.axvline(left, color=INK, linewidth=0.8, zorder=5)
        # At the end the name stands before its rule; where the next visit is close, a number does.
        fits = lefts[k + 1] - left >= _NAME * time.end
        turned = not fits and k == len(places) - 1 and left - lefts[k - 1] >= 2 * _NAME * time.end
        named = say(lang, f"第 {visit} 次到访", f"Visit {visit}")
        ax.annotate(
            named if fits or turned else str(visit), (left, 1.0),
            xycoords=("data", "axes fraction"), xytext=(2, 2), textcoords="offset points",
            fontsize=_SIZE, color=QUIET, ha="right" if turned else "left",
        )  # fmt: skip


def _draw_time(ax: Axes, time: BrokenTime, lang: Lang) -> None:
    # In the unit in which the title tells the whole time.
    written = amounts("s", [time.times[-1]])
    ticks = time.ticks(written.factor)
    digits = 0 if all(abs(t / written.factor % 1) < 1e-9 for t in ticks) else 1
    texts = [written.bare(t, digits=digits).removesuffix(".0") for t in ticks]
    ax.set_xticks([time.place(t) for t in ticks], texts)
    ax.tick_params(axis="x", length=3, labelbottom=True)
    ax.spines["bottom"].set_visible(True)
    unit = written.unit(lang)
    note = say(lang, "；灰底处时间已压缩", "; time is shortened where the ground is grey")
    ax.set_xlabel(
        say(lang, f"自到达起的时间（{unit}）", f"Time since the case came ({unit})")
        + (note if time.breaks else "")
    )


def _put_legend(ax: Axes, kinds: set[str], lang: Lang, room: float) -> None:
    """The looks below the axis of time, in a room [inch]."""
    from matplotlib.patches import Patch
    from matplotlib.transforms import ScaledTranslation

    fig = ax.get_figure(root=True)
    assert fig is not None

    words = {
        "wait": say(lang, "排队等待", "Waiting in line"),
        "shut": say(lang, "无人在岗（关门）", "Shut, nobody on duty"),
        "work": say(lang, "办理", "Work, applicant present" if "work_away" in kinds else "Work"),
        "work_away": say(lang, "后台办理（本人不在场）", "Work, applicant away"),
        "delay": say(lang, "等候或间隔（无人办理）", "Delay that nobody works on"),
    }
    handles = [
        Patch(label=word, linewidth=0.6, **LOOKS[kind])
        for kind, word in words.items() if kind in kinds
    ]  # fmt: skip
    columns = legend_columns([str(h.get_label()) for h in handles], room)
    ax.legend(
        handles=handles, ncols=columns, loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=0,
        bbox_transform=ax.transAxes + ScaledTranslation(-0.06, -_BELOW, fig.dpi_scale_trans),
    )  # fmt: skip
