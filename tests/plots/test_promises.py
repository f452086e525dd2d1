"""The shortest promise that is kept, and how it is told."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.api import compare, replicate
from onewindow.reporting import report_data
from plots.charts import charts_of
from plots.promise_chart import kept_words, plot_promise
from plots.promise_points import promise_finding, promise_numbers, promise_of, shortest_kept
from plots.promise_table import promise_time_table
from plots.result_tables import part_table
from plots.source_tables import published_table
from tests.sim.models import at, desk, hours

AT = np.array([0.0, 10.0, 20.0, 30.0])


def hall(work=1000.0, promised=2000.0, **limits):
    """Three at once, done after work, twice and three times work."""
    return desk(at(0, 0, 0), work, horizon=4000.0, service={
        "limits": {"promised": promised, **limits}})  # fmt: skip


@pytest.fixture(scope="module")
def told():
    result = compare(hall(), {"quick": hall(500.0)}, replications=2)
    return report_data(result)["quick"]


def test_the_shortest_time_lies_where_the_curve_crosses():
    share = np.array([0.0, 0.5, 0.9, 1.0])
    assert shortest_kept(AT, share, 0.95) == pytest.approx(25.0)
    assert shortest_kept(AT, share, 0.95, whole=True) == 30.0
    assert shortest_kept(AT, share, 0.9) == 20.0
    assert shortest_kept(AT, np.array([0.97, 1.0, 1.0, 1.0])) == 0.0


def test_no_time_is_kept_by_a_curve_that_stays_below():
    assert shortest_kept(AT, np.array([0.0, 0.5, 0.8, 0.9])) == math.inf
    assert math.isnan(shortest_kept(AT, np.full(4, np.nan)))


@given(st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4).map(sorted), st.floats(0.01, 1.0))
def test_what_is_kept_of_more_takes_longer(share, wanted):
    share = np.array(share)
    found = shortest_kept(AT, share, wanted)
    assert found <= shortest_kept(AT, share, min(1.0, wanted + 0.05))
    assert shortest_kept(AT, share, wanted, whole=True) >= found
    if math.isfinite(found):
        assert (
            np.interp(found, AT, share) == pytest.approx(wanted, abs=1e-9)
            or found == 0.0
            or (np.interp(found, AT, share) >= wanted)
        )


def test_before_and_after_by_hand(told):
    # Of three cases 95 % is all of them: 3000 s before, 1500 after, to a place of the axis.
    found = promise_of(told, "matter")
    assert found.shortest["before"][0] == pytest.approx(3000, rel=0.04)
    assert found.shortest["after"][0] == pytest.approx(1500, rel=0.04)
    assert found.limits == {"before": (2000.0,), "after": (2000.0,)}
    assert "100" in promise_finding(told, "en", services=("matter",))


def test_the_numbers_have_the_curve_the_shortest_and_the_limits(told):
    numbers = promise_numbers(told, services=("matter",))
    assert set(numbers["kind"]) == {"curve", "shortest", "limit"}
    curve = numbers[numbers["kind"] == "curve"]
    assert (curve["at_unit"] == "s").all()
    assert curve["before"].is_monotonic_increasing
    assert (curve["after"] >= curve["before"]).all()
    # The share at the limit is the measure of the log: two of three before, all after.
    assert curve.loc[curve["at"] >= 2000, "before"].iloc[0] == pytest.approx(2 / 3)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_a_chart_and_a_table_of_the_report(told, lang):
    charts = [chart for chart, _ in charts_of(told) if chart.name == "promise_curve"]
    assert len(charts) == 1
    assert plot_promise(promise_numbers(told, services=("matter",)), lang=lang).axes
    (row,) = promise_time_table(told, lang).rows
    assert "33\xa0" in row[1].text  # 2000 s
    assert row[2].text.startswith("66.7")
    assert row[3].text.startswith("100")


def test_limits_in_workdays_are_drawn_in_workdays():
    model = desk(
        at(0, 0), 600.0, horizon=86400.0, pool={"calendar": "office", "closing": "suspend"},
        service={"calendar": "office", "limits": {"promised": "2 workdays"}},
        calendars=hours(0.0, 1000.0),
    )  # fmt: skip
    data = report_data(replicate(model, replications=2))["test"]
    numbers = promise_numbers(data, services=("matter",))
    assert set(numbers["at_unit"].dropna()) == {"workdays", "fraction"}
    assert promise_of(data, "matter").shortest["before"][0] == 1.0
    assert "1\xa0workday;" in promise_finding(data, "en", services=("matter",))
    assert plot_promise(numbers, lang="en").axes


def test_compensation_stands_in_the_table():
    data = report_data(replicate(hall(compensation=30.0), replications=2))["test"]
    table = promise_time_table(data, "en")
    assert table.header[-1].endswith("compensation per case")
    assert table.rows[0][-1].text == "10\xa0CNY"


def test_an_open_end_is_said_to_be_open():
    assert kept_words(3600.0, 1800.0, math.inf, "s", "en").endswith("or more)")
    assert kept_words(math.inf, math.inf, math.inf, "s", "en") == "none drawn"


def test_a_cause_is_told_by_its_reason_and_where_it_leads_back():
    flow = [{"serve": "serve"}, {"rework": "serve", "probability": 0.5, "cause": "材料不齐"}]
    data = report_data(replicate(desk(at(0, 1), 10.0, service={"flow": flow}), replications=2))
    (row,) = part_table(data["test"], "cause", ("returns_mean",), "zh").rows
    assert row[0].text == "材料不齐（退回“serve”）"


def test_a_number_that_repeats_the_one_above_is_left_out():
    data = report_data(replicate(hall(), replications=2))["test"]
    rows = part_table(data, "pool", ("occupancy", "worked_fraction", "staffed_hours"), "en").rows
    # All three hours paid are hours on duty: the share of paid time in use says nothing new.
    assert [row[1].text for row in rows] == ["Occupancy", "Staffed hours"]


def test_what_stands_beside_a_survey_is_called_modelled():
    data = next(iter(report_data(compare("service_hall", replications=2)).values()))
    table = published_table(data, "en")
    assert any(row[0].note == "simulated: modelled, no survey" for row in table.rows)
