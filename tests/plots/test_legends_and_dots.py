"""Legends stay on the page however much they say, dots lie on their curves, no line hides one."""

import io

import numpy as np
import pandas as pd
import pytest

from plots.curve import plot_curve
from plots.curve_points import curve_numbers
from plots.fonts import house_style
from plots.level_chart import plot_level
from plots.level_points import level_numbers
from plots.palette import AFTER, BEFORE
from plots.swim_lanes import plot_swim_lanes
from tests.plots.samples import hall, hotline_data
from tests.plots.test_target_hours import of_peaks

KINDS = ("wait", "shut", "work", "work_away", "delay")


def five_kinds(lane):
    rows = [
        {"side": "before", "lane": lane, "lane_zh": lane, "lane_en": lane, "track": 0,
         "kind": kind, "step_zh": "审查", "step_en": "Review", "visit": 1, "round": 0,
         "start": 600.0 * k, "end": 600.0 * (k + 1), "outcome": "served"}
        for k, kind in enumerate(KINDS)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def inside(figure):
    figure.savefig(io.BytesIO(), format="png", dpi=figure.dpi)
    for legend in [*figure.legends, *(ax.get_legend() for ax in figure.axes)]:
        if legend is not None:
            box = legend.get_window_extent()
            assert box.x0 >= 0
            assert box.y0 >= 0
            assert box.x1 <= figure.bbox.x1 + 0.5
            assert box.y1 <= figure.bbox.y1 + 0.5
    return figure


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("lane", ["A", "The office that looks at plans and drawings"])
def test_a_legend_of_every_kind_is_whole_and_the_lanes_keep_their_width(lang, lane):
    with house_style(lang):
        figure = inside(plot_swim_lanes(five_kinds(lane), lang=lang))
        axes = figure.axes[0].get_window_extent()
        assert len(figure.axes[0].get_legend().get_texts()) == len(KINDS)
        assert axes.x1 > 0.97 * figure.bbox.x1


def test_a_legend_of_a_target_of_many_hours_is_whole():
    hours = [f"{h:02}:00-{h:02}:30" for h in range(8, 20, 3)]
    with house_style("en"):
        inside(plot_level(level_numbers(of_peaks(hours)), lang="en"))


@pytest.mark.parametrize("data", [hall(), hotline_data()], ids=["hall", "hotline"])
def test_dots_lie_on_their_curve_and_no_band_or_line_hides_the_curve_before(data):
    axes = plot_curve(curve_numbers(data), lang="en").axes[0]
    curves = {line.get_color(): line for line in axes.lines
              if line.get_linestyle() == "-" and len(line.get_xdata()) > 9}  # fmt: skip
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert set(curves) == {BEFORE, AFTER}
    assert sum(len(line.get_xdata()) for line in dots) >= 4
    for line in dots:
        curve = curves[line.get_color()]
        on = np.interp(line.get_xdata(), curve.get_xdata(), curve.get_ydata())
        np.testing.assert_allclose(line.get_ydata(), on, atol=1e-9)
        assert set(np.round(line.get_ydata(), 9)) <= {0.5, 0.9, 0.95}
    bands = max(band.get_zorder() for band in axes.collections)
    assert all(curve.get_zorder() > bands for curve in curves.values())
    assert curves[BEFORE].get_linewidth() > curves[AFTER].get_linewidth() + 1
