"""A report is about what the redesign touched; only calls are told of as calls."""

import numpy as np
import pandas as pd
import pytest

from plots.charts import charts_of
from plots.curve_points import curve_finding, curve_numbers
from plots.headline import headline, shown_lines
from plots.pairs import pairs
from plots.report_data import Facts, ReportData
from plots.subject import key_numbers, subject
from plots.touched import touched_services
from scenarios.calls import is_calls
from scenarios.model import ServiceModel
from sim.catalogue import OF_VISITS
from tests.plots.sample_models import hall_before, hotline, text
from tests.plots.sample_tables import R, cdf, comparison, estimates, times
from tests.plots.samples import hall


def mixed(windows: int = 1, agents: int = 12, patience: str = "90 s") -> ServiceModel:
    """The hotline beside a hall in which one matter is taken in and another is paid."""
    calls = hotline(agents).model_dump(exclude_unset=True)
    calls["activities"]["talk"]["patience"] = patience
    calls["name"] = "mixed"
    for name, seats in (("accept", windows), ("pay", 1)):
        calls["activities"][name] = {"title": text((name, name)), "service_time": "4 min"}
        calls["pools"][f"window_{name}"] = {"serves": [name], "seats": seats}
        calls["services"][f"permit_{name}"] = {
            "arrivals": {"pattern": "rates", "per_hour": 9}, "flow": [{"serve": name}],
        }  # fmt: skip
    return ServiceModel.model_validate(calls)


def report(before: ServiceModel, after: ServiceModel | None) -> ReportData:
    """Halls improve by a quarter, calls by half: the greater change is that of the calls."""
    sides = [_values(1.0, 0.5), _values(3 / 4, 0.75)]
    compares = after is not None
    return ReportData(
        facts=Facts("x", text(("改", "Change")), text(("", "")), 1, R, "0", "2026-03-02"),
        model_before=before,
        model_after=after,
        estimates=estimates(sides[0]),
        comparison=comparison("x", *sides) if compares else None,
    )  # fmt: skip


def _values(hall, level):
    rng = np.random.default_rng(round(100 * level))
    draws = rng.exponential(1200 * hall, (R, 400))
    values = {}
    for scope, of in (
        ("all", ""),
        *(("service", s) for s in ("permit_accept", "permit_pay", "call")),
    ):
        for time in ("wait", "hall_time", "completion_time"):
            values |= times(time, scope, of, draws)
        values |= cdf("wait_cdf", scope, of, draws) | cdf("hall_time_cdf", scope, of, draws)
    values[("of_offered", "queue", "talk", np.nan)] = level + rng.normal(0, 0.01, R)
    for line in ("accept", "pay", "talk"):
        values[("queue_length", "queue", line, 36000.0)] = hall + rng.normal(0, 0.01, R)
    return values


def test_a_service_level_promised_of_its_only_line_makes_a_service_calls():
    model = mixed()
    assert is_calls(model, "call")
    assert not is_calls(model, "permit_accept")
    assert not is_calls(hall_before(), "pension_transfer")


def test_one_promised_line_of_two_does_not_make_a_visit_a_call():
    model = mixed().model_dump(exclude_unset=True)
    model["services"]["call"]["flow"] = [{"serve": "talk"}, {"serve": "pay"}]
    assert not is_calls(ServiceModel.model_validate(model), "call")


@pytest.mark.parametrize(
    ("after", "touched"),
    [
        (mixed(windows=2), ("permit_accept",)),
        (mixed(agents=15), ("call",)),
        (mixed(patience="60 s"), ("call",)),
        (mixed(windows=2, agents=15), ("call", "permit_accept")),
        (mixed(), ("call", "permit_accept", "permit_pay")),
        (None, ("call", "permit_accept", "permit_pay")),
    ],
)
def test_a_service_is_touched_through_its_activities_lines_and_pools(after, touched):
    assert touched_services(mixed(), after) == touched


def test_the_headline_is_about_the_hall_when_the_hall_was_changed():
    data = report(mixed(), mixed(windows=2))
    row = headline(data)
    assert tuple(row[["measure", "scope", "of"]]) == ("hall_time_mean", "service", "permit_accept")
    assert {key.of for key in key_numbers(data)} == {"permit_accept"}
    assert shown_lines(data) == {"accept"}
    assert "九成来访者" in curve_finding(data, "zh")


def test_the_headline_is_about_the_calls_when_they_were_changed():
    data = report(mixed(), mixed(agents=15))
    assert tuple(headline(data)[["measure", "of"]]) == ("of_offered", "talk")
    assert shown_lines(data) == {"talk"}
    assert "九成来电" in curve_finding(data, "zh")
    assert "hall_time_curve" not in [chart.name for chart, _ in charts_of(data)]


def test_of_both_touched_the_greater_decided_change_is_the_headline():
    data = report(mixed(), mixed(windows=2, agents=15))
    assert subject(data).visits == ("permit_accept",)
    assert headline(data)["measure"] == "of_offered"
    undecided = data.comparison.copy()
    undecided.loc[undecided["scope"] == "queue", "verdict"] = "no distinguishable change"
    given = {name: getattr(data, name) for name in ReportData.__slots__}
    assert headline(ReportData(**given | {"comparison": undecided}))["measure"] == "hall_time_mean"


def test_the_curve_is_that_of_the_service_touched():
    data = report(mixed(), mixed(windows=2))
    other = data.comparison.copy()
    other.loc[other["of"] != "permit_accept", ["before", "after"]] = np.nan
    given = {name: getattr(data, name) for name in ReportData.__slots__} | {"comparison": other}
    pd.testing.assert_frame_equal(curve_numbers(ReportData(**given)), curve_numbers(data))


def test_a_hall_keeps_its_measures_of_visits():
    assert "hall_time_mean" in set(pairs(hall())["measure"]) & OF_VISITS
