"""Maps of queues: people apart from files, opening hours only, and no waiting lost."""

import io
import warnings

import numpy as np
import pandas as pd
import pytest

from plots.charts import charts_of
from plots.clock_axis import clock_axis
from plots.fonts import house_style
from plots.open_hours import open_at
from plots.pictures import draw
from plots.queue_finding import queue_map_finding
from plots.queue_lengths import TOTAL, _all_night, queue_map_numbers
from plots.queue_map import plot_queue_map
from plots.report_data import Facts, ReportData
from scenarios.model import ServiceModel
from sim.experiment import replicate, simulate
from tests.plots.sample_models import text

HOUR = 3600.0


def office(**pools) -> ServiceModel:
    """A hall from 9 to 12 and 14 to 17 h whose files go to a desk from 10 to 15 h."""
    hall = {"serves": ["advise"], "seats": 1, "calendar": "hall"}
    desk = {"serves": ["file"], "seats": 1, "calendar": "desk"}
    return ServiceModel.model_validate(
        {
            "name": "office", "title": text(("大厅", "Office")), "provenance": "assumed",
            "horizon": "3 days",
            "calendars": {
                "hall": {"open": {"daily": ["09:00-12:00", "14:00-17:00"]}},
                "desk": {"open": {"daily": ["10:00-15:00"]}},
            },
            "activities": {
                "advise": {"title": text(("咨询", "Advice")), "service_time": "7 min"},
                "file": {
                    "title": text(("归档", "Filing")), "service_time": "6 min", "place": "back",
                },
            },
            "pools": {"hall": hall | pools, "desk": desk},
            "services": {
                "matter": {
                    "arrivals": {
                        "pattern": "rates", "start": "09:00", "per_hour": [9, 9, 7, 0, 0, 9, 7, 3],
                    },
                    "flow": [{"serve": "advise"}, {"serve": "file"}],
                }
            },
        }
    )  # fmt: skip


def report(model: ServiceModel, replications: int = 1) -> ReportData:
    facts = Facts("x", text(("大厅", "Office")), text(("", "")), 1, 1, "0", "2026-03-02")
    run = replicate(model, replications=replications, seed=3, processes=1)
    return ReportData(facts=facts, model_before=model, estimates=run.estimates())


def test_front_and_back_together_are_the_waiting_in_the_log():
    model = office()
    data = report(model)
    shown = sum(
        queue_map_numbers(data, place=place).query("of == @TOTAL")["before"].sum()
        for place in ("front", "back")
    )
    run = simulate(model, seed=3)
    rows = run.log.services
    begin = np.minimum(rows.enable_time, model.horizon)
    # Waiting ends with the start; what waits to the end of the time measured waits to there.
    end = np.fmin(np.where(np.isnan(rows.start_time), np.inf, rows.start_time), model.horizon)
    waited = float((end - begin).sum())
    assert waited > 3600
    assert shown * HOUR * 3 == pytest.approx(waited, rel=1e-9)


def test_people_and_files_are_apart_and_named_for_what_they_are():
    data = report(office())
    for place, line, unit, zh, en in (
        ("front", "advise", "people", "人在等", "people waiting"),
        ("back", "file", "files", "件待办", "files waiting"),
    ):
        table = queue_map_numbers(data, place=place)
        assert set(table["of"]) == {line, TOTAL}
        assert set(table["unit"]) == {unit}
        assert zh in queue_map_finding(data, "zh", place=place)
        assert en in queue_map_finding(data, "en", place=place)
        label = plot_queue_map(table, lang="en").axes[-1].get_xlabel()
        assert label.endswith(f"number of {unit} waiting")


def test_hours_are_shown_when_the_window_is_open_or_people_wait_and_files_in_office_hours():
    data = report(office())
    front = queue_map_numbers(data).query("of == @TOTAL").set_index("at")
    waits = front["before"] >= 0.05
    is_open = front.index.isin([h * HOUR for h in (9, 10, 11, 14, 15, 16)])
    assert (front["shown"] == (waits | is_open)).all()
    assert waits[~is_open].any()  # who is inside at noon is served
    back = queue_map_numbers(data, place="back").query("of == @TOTAL").set_index("at")
    assert back.index[back["shown"]].tolist() == [h * HOUR for h in (10, 11, 12, 13, 14)]
    assert (back.loc[~back["shown"], "before"] > 0).any()  # files lie overnight


def test_the_finding_speaks_of_an_hour_that_is_shown():
    data = report(office())
    table = queue_map_numbers(data, place="back").query("of == @TOTAL and shown")
    at = table.loc[table["before"].idxmax(), "at"]
    assert f"{at / HOUR:02.0f}:00" in queue_map_finding(data, "en", place="back")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_small_numbers_have_a_decimal_and_great_ones_none(lang):
    rows = [
        (of, of, of, at * HOUR, "people", at < 20, value, np.nan, np.nan)
        for of in ("a", "b", TOTAL)
        for at, value in enumerate([*np.linspace(0, 9.9, 20), 1, 1, 1, 1])
    ]
    columns = ["of", "zh", "en", "at", "unit", "shown", "before", "after", "difference"]
    table = pd.DataFrame(rows, columns=columns)
    table.loc[table["of"] == TOTAL, "before"] += 100
    axes = plot_queue_map(table, lang=lang).axes[0]
    texts = [t.get_text() for t in axes.texts]
    assert len(texts) == 60
    assert all("." in t or t == "0" for t in texts[:40])
    assert not any("." in t for t in texts[40:])


def test_hours_of_duty_over_midnight_and_by_staff():
    model = office(staff=[{"span": "22:00-24:00", "level": 1}, {"span": "00:00-01:30", "level": 1}],
                   calendar=None)  # fmt: skip
    hours = np.arange(24) * HOUR
    found = open_at(report(model), ["advise"], hours, HOUR)
    assert np.flatnonzero(found).tolist() == [0, 1, 22, 23]
    halves = open_at(report(model), ["advise"], np.arange(48) * HOUR / 2, HOUR / 2)
    assert np.flatnonzero(halves).tolist() == [0, 1, 2, 44, 45, 46, 47]
    always = office(seats="unlimited", calendar=None)
    assert open_at(report(always), ["advise"], hours, HOUR).all()


def test_an_axis_of_clock_time_leaves_out_what_is_not_shown():
    axis = clock_axis([h * HOUR for h in (9, 10, 11, 14, 15)], HOUR)
    assert axis.runs == ((9 * HOUR, 12 * HOUR), (14 * HOUR, 16 * HOUR))
    assert axis.end == 5 * HOUR + axis.gap
    assert axis.place(15 * HOUR) - axis.place(14 * HOUR) == HOUR
    assert axis.place(14 * HOUR) - axis.place(12 * HOUR) == axis.gap
    assert {9 * HOUR, 14 * HOUR} <= set(axis.ticks())
    whole = clock_axis(np.arange(24) * HOUR, HOUR)
    assert (whole.end, whole.gap) == (86400.0, 0.0)


def test_seats_without_limit_are_simulated_and_drawn_without_a_warning():
    blocks = [
        {"span": "09:00-12:00", "level": "unlimited"},
        {"span": "11:00-16:00", "level": 2},
        {"span": "12:00-15:00", "level": "unlimited"},
    ]
    with warnings.catch_warnings(), house_style("en"):
        warnings.simplefilter("error")
        data = report(office(seats="unlimited", staff=blocks), replications=2)
        for chart, numbers in charts_of(data):
            draw(chart, data, numbers, "en").savefig(io.BytesIO(), format="png", dpi=50)
    waiting = queue_map_numbers(data).query("of == @TOTAL").set_index("at")["before"]
    assert waiting[[h * HOUR for h in (9, 10, 11, 14)]].max() == pytest.approx(0, abs=1e-9)
    assert waiting[17 * HOUR] > 1  # who comes from 16 to 17 h finds nobody


def people(values, after=None):
    """A map of one line over 24 hours."""
    pairs = zip(values, after or [np.nan] * 24, strict=True)
    rows = [
        (of, of, of, at * HOUR, "people", True, before, then, then - before)
        for at, (before, then) in enumerate(pairs)
        for of in ("a", "b", TOTAL)
    ]
    columns = ["of", "zh", "en", "at", "unit", "shown", "before", "after", "difference"]
    return pd.DataFrame(rows, columns=columns)


def test_a_cell_that_reads_as_nothing_is_not_dark():
    axes = plot_queue_map(people(np.linspace(0, 0.04, 24)), lang="en").axes[0]
    cells = [patch for patch in axes.patches if patch.get_width() == 1]
    assert len(cells) == 72
    assert all(sum(cell.get_facecolor()[:3]) > 2.7 for cell in cells)
    assert {t.get_text() for t in axes.texts} == {"0"}


def test_a_small_number_beside_a_great_one_is_still_read():
    figure = plot_queue_map(people([120.0] * 24, [0.4] * 24), lang="en")
    assert {t.get_text() for t in figure.axes[1].texts} == {"0.4"}
    assert {t.get_text() for t in figure.axes[0].texts} == {"120"}


def test_who_waits_from_closing_to_opening_does_not_show_the_night():
    # Nine wait before a door that is shut till nine; two stay after closing and are served.
    is_open = np.zeros(24, dtype=np.bool_)
    is_open[[9, 10, 11, 13, 14, 15, 16]] = True
    waiting = np.where(is_open, 12.0, 9.0)
    waiting[[8, 12, 17, 18]] = 10.5, 11.0, 11.0, 9.4
    extra = waiting - _all_night(waiting, is_open)
    assert np.flatnonzero(~is_open & (extra >= 0.05)).tolist() == [8, 12, 17, 18]
    assert not _all_night(waiting, np.ones(24, dtype=np.bool_)).any()
    assert not _all_night(waiting, np.zeros(24, dtype=np.bool_)).any()
