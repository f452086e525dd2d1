"""The scorecard: every target with its verdict, grey without one, by unit and quarter."""

import math

import pytest

from onewindow.api import compare, replicate
from onewindow.reporting import report_data
from plots.charts import charts_of
from plots.exports import sheets
from plots.kept import kept_state
from plots.scorecard_chart import plot_scorecard
from plots.scorecard_points import GROUPS, line_name, scorecard_finding, scorecard_numbers
from tests.sim.models import DAY, at, desk

TARGETS = {
    "quick": {"measure": "wait", "fraction": 0.9, "within": 500.0},
    "done": {"measure": "completion_time", "fraction": 0.3, "within": 1500.0},
    "gone": {"measure": "hall_time", "fraction": 0.6, "within": 1500.0},
}


def hall(work=1000.0, **more):
    """Three at once at one window: waits of none, one and two works."""
    return desk(at(0, 0, 0), work, horizon=4000.0, targets=TARGETS, **more)


@pytest.fixture(scope="module")
def told():
    result = compare(hall(), {"quick": hall(200.0)}, replications=2)
    return report_data(result)["quick"]


@pytest.mark.parametrize(
    ("low", "value", "high", "wanted", "state"),
    [
        (0.91, 0.95, 0.99, 0.9, "met"),
        (0.9, 0.95, 0.99, 0.9, "met"),
        (0.85, 0.92, 0.99, 0.9, "met_on_average"),
        (0.8, 0.89, 0.98, 0.9, "missed_on_average"),
        (0.7, 0.8, 0.89, 0.9, "not_met"),
        (0.7, 0.8, 0.89, None, "no_target"),
        (math.nan, math.nan, math.nan, 0.9, "no_target"),
    ],
)
def test_an_interval_on_one_side_of_the_target_is_sure(low, value, high, wanted, state):
    assert kept_state(value, low, high, wanted) == state


def test_every_target_has_its_place_and_its_verdict(told):
    rows = scorecard_numbers(told).set_index("of")
    # A third waits at most 500 s before; all do after. A third is done by 1500 s before.
    found = {of: tuple(rows.loc[of, ["group", "before", "kept"]]) for of in TARGETS}
    assert found == {
        "quick": ("responsiveness", pytest.approx(1 / 3), "met"),
        "done": ("reliability", pytest.approx(1 / 3), "met"),
        "gone": ("effort", pytest.approx(1 / 3), "met"),
    }
    assert scorecard_finding(told, "en") == "Of 3 targets, 1 met before and 3 after"


def test_what_has_no_target_is_grey(told):
    rows = scorecard_numbers(told)
    grey = rows[rows["target"].isna()]
    assert (grey["kept"] == "no_target").all()
    assert {"wait_mean", "visits_mean", "staffed_hours", "worked_fraction"} <= set(grey["measure"])


def test_groups_stand_in_their_order(told):
    groups = list(dict.fromkeys(scorecard_numbers(told)["group"]))
    assert groups == [name for name in GROUPS if name in groups]


def test_documents_are_those_of_the_models():
    documents = {name: {"title": name} for name in ("a", "b")}
    data = report_data(replicate(hall(service={"documents": documents}), replications=2))["test"]
    (row,) = scorecard_numbers(data).query("measure == 'documents'").to_dict("records")
    assert row["before"] == 2
    assert line_name(data, row, "zh") == "材料"
    assert "documents" not in set(
        scorecard_numbers(report_data(replicate(hall(), replications=2))["test"])["measure"]
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_a_chart_with_a_sheet(told, lang):
    (chart,) = [chart for chart, _ in charts_of(told) if chart.name == "scorecard"]
    assert chart.section == "scorecard"
    texts = [t.get_text() for t in plot_scorecard(scorecard_numbers(told), lang=lang).axes[0].texts]
    assert {"zh": "达到", "en": "met"}[lang] in texts
    assert {"zh": "无目标", "en": "no target"}[lang] in texts
    sheet = sheets(told, lang)[chart.title(lang)]
    assert len(sheet) == len(scorecard_numbers(told))


def test_a_model_without_targets_says_so():
    data = report_data(replicate(desk(at(0), 10.0), replications=2))["test"]
    assert "no targets" in scorecard_finding(data, "en")


def test_quarters_have_a_column_each():
    arrivals = {"pattern": "rates", "per_hour": 0.2}
    model = desk(arrivals, 600.0, horizon=60 * DAY, start_date="2026-03-02", targets=TARGETS)
    data = report_data(replicate(model, replications=2))["test"]
    rows = scorecard_numbers(data).query("of == 'quick'")
    assert list(rows["period"]) == ["", "2026Q1", "2026Q2"]
    texts = [t.get_text() for t in plot_scorecard(scorecard_numbers(data), lang="en").axes[0].texts]
    assert {"2026Q1", "2026Q2", "Whole time"} <= set(texts)
