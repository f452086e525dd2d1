"""Every chart is drawn in both languages, says what its table holds, and overlaps nothing."""

import io
import itertools
import re
import warnings
from dataclasses import replace

import matplotlib as mpl
import pytest

from plots.charts import CHARTS, charts_of
from plots.curve_points import curve_numbers
from plots.fonts import house_style
from plots.pictures import draw, svg_file, svg_for_page
from scenarios.errors import DataError
from tests.plots.sample_sensitivity import moved
from tests.plots.sample_steps import effects, stepped
from tests.plots.samples import approvals, hall, hotline_data

MOVED = {
    "services.pension_transfer.arrivals.per_hour": (-2000, -5000),
    "activities.accept.service_time.mean": (-3000, -4200),
    "redesign[0].breadth_penalty": (-3800, -3400),
    "pools.w1.seats": (None, -3300),
}
SAMPLES = {
    "hall": hall(),
    "unchanged": hall(same=True),
    "one model": hall(compare=False),
    "approvals": approvals(),
    "hotline": hotline_data(),
    "hotline alone": hotline_data(compare=False),
    "numbers": moved(MOVED),
    "numbers alone": moved(dict.fromkeys(MOVED, (3000, 4000)), alone=True),
    "steps": stepped(),
    "steps up": stepped(effects({0: 40, 1: 90, 2: 30, 3: 95}, 2), "set_capacity", "extend_hours"),
}
ONLY = {
    "unchanged": ("before_after", "queue_map"),
    "approvals": ("swim_lanes",),
    "hotline alone": ("service_level", "queue_map"),
    "numbers": ("sensitivity",),
    "numbers alone": ("sensitivity",),
    "steps": ("steps",),
    "steps up": ("steps",),
}
"""Charts for which a sample has something of its own."""
EVERY = [
    pytest.param(data, chart, numbers, lang, id=f"{name}-{chart.name}-{lang}")
    for name, data in SAMPLES.items()
    for chart, numbers in charts_of(data)
    if chart.name in ONLY.get(name, chart.name)
    for lang in ("zh", "en")
]


@pytest.mark.parametrize(("data", "chart", "numbers", "lang"), EVERY)
def test_draws_without_a_warning_and_without_texts_that_overlap(data, chart, numbers, lang):
    with warnings.catch_warnings(), house_style(lang):
        warnings.simplefilter("error")
        figure = draw(chart, data, numbers, lang)
        figure.savefig(io.BytesIO(), format="png", dpi=figure.dpi)
        width, height = figure.canvas.get_width_height()
        hidden = _not_drawn(figure)
        boxes = [
            (text.get_text(), text.get_window_extent())
            for text in figure.findobj(mpl.text.Text)
            if text.get_text().strip() and text.get_visible() and text not in hidden
        ]
    for text, box in boxes:
        assert box.x0 > -1, text
        assert box.y0 > -1, text
        assert box.x1 < width + 1, text
        assert box.y1 < height + 1, text
    for (text, box), (other, other_box) in itertools.combinations(boxes, 2):
        assert not _overlap(box, other_box), (text, other)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_stands_alone_says_below_how_it_is_to_be_read(lang):
    for data in (SAMPLES["approvals"], SAMPLES["hotline alone"]):
        for chart, numbers in charts_of(data):
            reading = chart.reading(lang, compares=data.compares)
            with house_style(lang):
                alone = draw(chart, data, numbers, lang)
                in_page = draw(chart, data, numbers, lang, alone=False)
            assert _told(reading) in [_told(t.get_text()) for t in alone.texts]
            assert not in_page.texts
            assert alone.get_figheight() > in_page.get_figheight()


def _told(text):
    return re.sub(r"\s", "", text)


def _not_drawn(figure):
    """Tick labels that matplotlib keeps but does not draw, and what stands on hidden axes."""
    kept = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            drawn = axis._update_ticks()
            kept |= {
                label
                for tick in {*axis.majorTicks, *axis.minorTicks, *drawn}
                for label in (tick.label1, tick.label2)
                if tick not in drawn or not axes.get_visible()
            }
    return kept


def _overlap(a, b):
    gap = 0.5
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    along = min(a.y1, b.y1) - max(a.y0, b.y0)
    return across > gap and along > gap


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_title_states_the_numbers_of_the_table(lang):
    data = hall()
    chart, numbers = next(found for found in charts_of(data) if found[0].name == "before_after")
    row = numbers[numbers["measure"] == "hall_time_mean"].iloc[0]
    first, second, relative = re.findall(r"[−\d.]+(?=[ \s]*(?:分钟|min|%|to))",
                                         chart.finding(data, lang))  # fmt: skip
    digits = len(first.partition(".")[2])
    assert float(first) == round(row["before"] / 60, digits)
    assert float(second) == round(row["after"] / 60, digits)
    assert float(relative.replace("−", "-")) == round(100 * row["relative"])


def test_an_unchanged_hall_is_not_called_changed():
    data = hall(same=True)
    for chart, _ in charts_of(data):
        # One tells of a single case, the other of targets.
        others = ("swim_lanes", "scorecard")
        if chart.name not in others and chart.section != "diagnosis":
            assert "没有可分辨的变化" in chart.finding(data, "zh"), chart.name
            assert "no distinguishable change" in chart.finding(data, "en"), chart.name


def test_a_time_that_no_redesign_reaches_has_no_curve():
    data = hall()
    assert not curve_numbers(hall(compare=False)).empty
    assert not curve_numbers(data).empty
    untouched = data.comparison.assign(after=data.comparison["before"])
    assert curve_numbers(replace(data, comparison=untouched)).empty


def test_every_axis_that_shows_numbers_has_a_label():
    for data in SAMPLES.values():
        for chart, numbers in charts_of(data):
            with house_style("en"):
                figure = draw(chart, data, numbers, "en")
            with_ticks = [ax for ax in figure.axes if len(ax.get_xticks()) + len(ax.get_yticks())]
            told = any(ax.get_xlabel() or ax.get_ylabel() for ax in with_ticks)
            assert told or not with_ticks, chart.name


def test_settings_are_again_what_they_were():
    before = dict(mpl.rcParams)
    with house_style("zh"):
        assert mpl.rcParams["svg.fonttype"] == "none"
    assert dict(mpl.rcParams) == before
    with pytest.raises(ZeroDivisionError), house_style("en"):
        raise ZeroDivisionError
    assert dict(mpl.rcParams) == before


def test_a_strange_language_raises():
    with pytest.raises(DataError, match="expected zh or en, got 'fr'"), house_style("fr"):
        pass


def test_svg_has_real_chinese_text_and_equal_charts_are_equal_files():
    data = hall()
    for chart, numbers in list(charts_of(data))[1::2]:
        with house_style("zh"):
            svg = svg_for_page(draw(chart, data, numbers, "zh"), "x", "说明")
            files = [svg_file(draw(chart, data, numbers, "zh")) for _ in range(2)]
        assert re.search(r"<text[^>]*>[^<]*[一-龥]", svg), chart.name
        assert files[0] == files[1]
        assert b"@font-face" in files[0]
        assert {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"} >= set(
            re.findall(r"https?://[^\"' <>)]+", svg)
        )
        used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', svg))
        assert used <= set(re.findall(r'\bid="([^"]+)"', svg))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_says_what_the_chart_alone_says_letter_by_letter(lang):
    # 3.253 min of the table may not be 3.25 in the picture beside it; ids may be told of, too.
    data = hall()
    for chart, numbers in charts_of(data):
        with house_style(lang):
            figure = draw(chart, data, numbers, lang, alone=False)
            figure.text(0, 0, '0.123456 · id="a" · 1.2345 min')
            texts = [
                re.findall(r"<text[^>]*>([^<]*)</text>", svg)
                for svg in (svg_file(figure).decode(), svg_for_page(figure, "x", "说明"))
            ]
        assert texts[0] == texts[1], chart.name
        assert texts[1][-1].startswith("0.123456")


def test_names_of_charts_are_for_files_and_differ():
    assert len({chart.name for chart in CHARTS}) == len(CHARTS)
    assert all(re.fullmatch("[a-z_]+", chart.name) for chart in CHARTS)
