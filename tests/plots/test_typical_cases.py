"""The typical cases of a report: whose they are, and what of their time is waiting in line."""

import pandas as pd
import pytest

from onewindow.reporting import report_data
from plots.case_choice import case_services
from plots.case_steps import case_finding, case_numbers
from plots.charts import charts_of
from plots.presence import cut, length, on_duty
from scenarios.model import ServiceModel
from sim.event_export import duty_table
from sim.experiment import replicate, simulate

HOUR = 3600.0


def office():
    """Permits lie overnight before a desk open from 9 to 11; pensions are settled at once."""
    return ServiceModel.model_validate(
        {
            "name": "office", "title": {"zh": "大厅", "en": "Office"}, "provenance": "assumed",
            "horizon": "3 days", "start_date": "2024-03-04",
            "calendars": {"short": {"open": {"mon-fri": ["09:00-11:00"]}}},
            "activities": {
                "review": {"service_time": "90 min", "place": "back"},
                "check": {"service_time": "30 min", "place": "back"},
                "desk": {"service_time": "6 min"},
            },
            "pools": {
                "reviewers": {"serves": ["review"], "seats": 1, "calendar": "short",
                              "closing": "suspend"},
                "checkers": {"serves": ["check"], "seats": 1, "calendar": "short"},
                "clerks": {"serves": ["desk"], "seats": 4, "calendar": "short"},
            },
            "services": {
                "permit": {
                    "title": {"zh": "许可", "en": "Permit"},
                    "arrivals": {"pattern": "counts", "start": "09:00", "counts": [1]},
                    "flow": [{"parallel": [[{"serve": "review"}], [{"serve": "check"}]]}],
                },
                "pension": {
                    "title": {"zh": "养老", "en": "Pension"},
                    "arrivals": {"pattern": "counts", "start": "09:00", "counts": [9]},
                    "flow": [{"serve": "desk"}],
                },
            },
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def data():
    (found,) = report_data(replicate(office(), replications=2, processes=1)).values()
    return found


def test_each_service_has_its_own_case_and_its_chart_names_it(data):
    # The service with most cases comes first, then the one with parallel steps.
    assert case_services(data) == ("pension", "permit")
    lanes = [chart for chart, _ in charts_of(data) if chart.name.startswith("swim_lanes")]
    assert [chart.name for chart in lanes] == ["swim_lanes_pension", "swim_lanes_permit"]
    assert "(Permit)" in lanes[1].finding(data, "en")
    assert "（许可）" in lanes[1].finding(data, "zh")
    assert f"in the middle of {data.cases_among['permit']} by total time" in lanes[1].finding(
        data, "en"
    )


def test_branches_of_a_parallel_step_lie_side_by_side(data):
    rows = case_numbers(data, services=("permit",))
    begun = rows.groupby("step_en")["start"].min()
    assert begun["review"] == begun["check"] == 0
    assert set(rows["lane"]) == {"reviewers", "checkers"}


def test_time_in_which_nobody_is_on_duty_is_shut(data):
    rows = case_numbers(data, services=("permit",))
    duty = duty_table(simulate(data.model_before, seed=data.facts.seed))
    came = data.case_before.loc[data.case_before["service"] == "permit", "enable_time"].min()
    for row in rows.to_dict("records"):
        present = on_duty(duty, [row["lane"]])
        hours = sum(
            max(0.0, min(off, row["end"] + came) - max(on, row["start"] + came))
            for on, off in present
        )
        whole = row["end"] - row["start"]
        assert hours == pytest.approx(0 if row["kind"] == "shut" else whole, abs=2)
    # Nothing is lost: the pieces of each branch reach from its beginning to its end.
    for _, branch in rows.groupby("step_en"):
        assert (branch["end"] - branch["start"]).sum() == pytest.approx(branch["end"].max())


def test_waiting_before_two_desks_at_once_is_counted_once(data):
    numbers = case_numbers(data, services=("permit",))
    waits = numbers[numbers["kind"] == "wait"]
    spans = list(zip(waits["start"], waits["end"], strict=True))
    assert length(spans) <= numbers["end"].max()
    assert case_finding(data, "en", services=("permit",))


def test_cutting_by_hand():
    # A desk open from 9 to 11 on two days; a case waits from 8 on the first to 10 on the second.
    table = pd.DataFrame(
        [("desk", "desk#1", 9.0, 11.0), ("desk", "desk#1", 33.0, 35.0)],
        columns=["pool", "resource", "on_time", "off_time"],
    )
    table[["on_time", "off_time"]] *= HOUR
    pieces = cut((8 * HOUR, 34 * HOUR), on_duty(table, ["desk"]))
    told = [(begin / HOUR, end / HOUR, there) for (begin, end), there in pieces]
    assert told == [(8, 9, False), (9, 11, True), (11, 33, False), (33, 34, True)]
    # A pool without limit is never noted in the table of duty: it is always there.
    assert on_duty(table, ["web"]) is None
    assert cut((0.0, 5.0), None) == [((0.0, 5.0), True)]
    assert length([(0, 4), (2, 6), (8, 9)]) == 7
