"""Staff for the zones of a hall: each for its own people, with those who help everywhere."""

import numpy as np
import pytest

from onewindow.demand import demand_of
from onewindow.helped import less_help
from onewindow.helping_staff import helping_table
from onewindow.requiring import Asked, answer
from onewindow.simulated import SimulatedEvaluation
from onewindow.staff_shown import shown
from onewindow.staff_words import verdict
from onewindow.staffing import Solving, staff
from optimize.iterate import Iteration
from optimize.proving import Effort
from plots.naming import title_in
from plots.staff.tables import staff_sheets
from scenarios.model import ServiceModel

EFFORT = Effort(replications=30, rounds=10, in_vain=2, checks=4, first_check=100, most_check=400)
SHIFTS = {
    "kinds": {"day": {"first_start": "09:00", "last_start": "13:00", "lengths": ["4 h", "8 h"]}}
}
ASKED = Asked("80% in 10 min", interval="1 h")
HOUR = 3600.0


def hall(helpers=0, rates=(30.0, 20.0)):
    """Two matters in one line, each with windows of its own, and some who do both."""
    pools = {
        f"zone_{k}": {
            "title": {"zh": f"{k} 区", "en": f"Zone {k}"}, "serves": [f"matter_{k}"], "staff": 1,
            "calendar": "open", "shifts": SHIFTS,
        }
        for k in (1, 2)
    }  # fmt: skip
    if helpers:
        both = {"serves": ["matter_1", "matter_2"], "staff": helpers, "calendar": "open"}
        pools["both"] = {"title": {"zh": "综合", "en": "Both"}, **both}
    return ServiceModel.model_validate(
        {
            "name": "hall", "title": "hall", "provenance": "assumed", "horizon": "1 day",
            "queues": {"hall": {"title": {"zh": "大厅", "en": "Hall"}}},
            "calendars": {"open": {"open": {"daily": ["09:00-17:00"]}}},
            "activities": {
                f"matter_{k}": {
                    "queue": "hall",
                    "service_time": {"distribution": "exponential", "mean": "5 min"},
                }
                for k in (1, 2)
            },
            "pools": pools,
            "services": {
                f"matter_{k}": {
                    "arrivals": {"pattern": "rates", "start": "09:00", "per_hour": [rate] * 7},
                    "calendar": "open", "flow": [{"serve": f"matter_{k}"}],
                }
                for k, rate in zip((1, 2), rates, strict=True)
            },
        }
    )  # fmt: skip


def planned(model):
    return staff(model, ASKED, Solving(), EFFORT, 1, lambda _: None)


def test_a_line_of_two_zones_is_a_queue_for_each_and_counted_so():
    model = hall(helpers=1)
    days = demand_of(model, HOUR, ("hall",))
    assert days.demand.groups == ("zone_1", "zone_2")
    assert days.demand.queues == ("hall@zone_1", "hall@zone_2")
    assert days.helping == ("both",)
    assert days.demand.calls[0].tolist() == [30, 20]
    assert title_in([model], "queue", "hall@zone_2", "zh") == "大厅 · 2 区"
    assert title_in([model], "queue", "hall@zone_2", "en") == "Hall · Zone 2"
    promise = answer(model, ASKED, Iteration()).requirement.promise
    counts = SimulatedEvaluation(model, days, promise, 1).evaluate(
        np.full((8, 2), 9), replications=range(60), seed=1
    )
    came = counts.whole.mean(axis=0)[:7]
    # 420 and 560 of each in sixty runs of seven hours: five standard errors of a Poisson mean.
    assert came[:, 0] == pytest.approx(30, abs=5 * (30 / 60) ** 0.5)
    assert came[:, 1] == pytest.approx(20, abs=5 * (20 / 60) ** 0.5)


def test_one_pool_for_a_whole_line_keeps_its_name():
    pools = dict(hall().pools)
    one = pools["zone_1"].replace(serves=("matter_1", "matter_2"))
    days = demand_of(hall().replace(pools={"one": one}), HOUR)
    assert (days.demand.queues, days.demand.groups, days.helping) == (("hall",), ("one",), ())


def test_help_is_shared_by_load_and_leaves_somebody():
    model = hall(helpers=2)
    found = answer(model, ASKED, Iteration())
    made = found.requirement
    need = less_help(model, found.days, made)
    # 30 and 20 an hour: of two who help one is there for the first, and .8 for the second.
    assert (made.required[:7, 0] - need[:7, 0]).tolist() == [1] * 7
    assert (made.required[:7, 1] - need[:7, 1]).tolist() == [0] * 7
    assert (need[:7] >= 1).all()
    many = less_help(hall(helpers=40), found.days, made)
    assert many[:7].tolist() == [[1, 1]] * 7


def test_whose_help_counts_plans_fewer_and_keeps_the_promise():
    alone, helped = planned(hall()), planned(hall(helpers=2))
    assert alone.status == helped.status == "met"
    assert helped.plan.paid_hours < alone.plan.paid_hours
    assert set(helped.shifts()["group"]) == {"zone_1", "zone_2"}
    assert helped.scopes()["queue"].unique().tolist() == ["hall@zone_1", "hall@zone_2"]
    assert any("pools.both.staff" in line for line in verdict(helped, "en"))
    # Two people from nine to five, who are no shifts and have to be there.
    table = helping_table(helped)
    (row,) = table[["group", "clock", "until", "people"]].to_numpy().tolist()
    assert row == ["both", "09:00", "17:00", 2]
    assert any("16.0 h a day" in line for line in verdict(helped, "en"))
    assert any("每天 16.0 小时" in line for line in verdict(helped, "zh"))
    assert helping_table(alone).empty
    for found, helps in ((helped, True), (alone, False)):
        sheets = staff_sheets(shown(found, 1, ()), "en")
        assert ("Helpers" in sheets) == helps
    sheet = staff_sheets(shown(helped, 1, ()), "zh")["帮忙的人员"]
    assert sheet.iloc[0].tolist() == ["09:00", "17:00", "综合", 2, "both"]
    assert not any("pools.both" in line for line in verdict(alone, "en"))


def test_without_help_zones_are_two_halls():
    """Two zones without common people are planned as each would be alone."""
    both = planned(hall())
    for k, rate in ((1, 30.0), (2, 20.0)):
        model = hall(rates=(rate, rate))
        one = model.replace(
            pools={f"zone_{k}": model.pools[f"zone_{k}"]},
            activities={f"matter_{k}": model.activities[f"matter_{k}"]},
            services={f"matter_{k}": model.services[f"matter_{k}"]},
        )
        shifts = both.shifts()
        hours = float(shifts[shifts["group"] == f"zone_{k}"]["paid_hours"].sum())
        assert hours == pytest.approx(planned(one).plan.paid_hours, abs=4.0)
