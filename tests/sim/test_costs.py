"""Costs of small logs worked out by hand."""

import math

import pytest
from pydantic import ValidationError

from scenarios.model import ServiceModel
from sim.catalogue import CATALOGUE
from sim.comparison import Comparison
from sim.experiment import replicate, simulate
from sim.tally import Key
from tests.sim.models import DAY, at, desk

# The first is served [0, 1800), the second waits 900 s and is served [1800, 3600).
ARRIVALS = at(0, 900)
WORK = 1800.0


def numbers(given: ServiceModel) -> dict[Key, float]:
    tally = simulate(given).tally()
    return dict(zip(tally.keys, tally.amounts().tolist(), strict=True))


def test_staff_seats_and_the_time_of_the_applicants_have_their_price():
    # 1 h in the first visit's 1800 s and the second's 2700 s: 1.25 h at 20; a desk for 12 h at 30;
    # half a calendar day of one seat at 100; 360 + 50 over two cases.
    given = desk(
        ARRIVALS, WORK, horizon=DAY / 2, pool={"staff_cost": 30, "seat_cost": 100},
        costs={"citizen_hour": 20},
    )  # fmt: skip
    found = numbers(given)
    for scope, of in (("all", ""), ("pool", "desk")):
        assert found[Key("staff_cost", scope, of)] == pytest.approx(360)
        assert found[Key("seat_cost", scope, of)] == pytest.approx(50)
    assert found[Key("cost_per_case", "all", "")] == pytest.approx(205)
    for scope, of in (("all", ""), ("service", "matter")):
        assert found[Key("citizen_hours", scope, of)] == pytest.approx(1.25)
        assert found[Key("citizen_cost", scope, of)] == pytest.approx(25)


def test_what_has_no_price_has_no_cost():
    found = numbers(desk(ARRIVALS, WORK))
    names = {key.measure for key in found}
    assert "citizen_hours" in names
    assert not names & {"staff_cost", "seat_cost", "cost_per_case", "citizen_cost"}


def test_machines_cost_their_seats_and_work_no_hours():
    pool = {"seats": 2, "seat_cost": 50, "machines": True}
    found = numbers(desk(ARRIVALS, WORK, pool=pool))
    plain = numbers(desk(ARRIVALS, WORK, pool={**pool, "machines": False}))
    assert plain[Key("staffed_hours", "pool", "desk")] > 0
    assert not [key for key in found if key.measure.endswith("hours") and key.scope == "pool"]
    for measure in ("staffed_hours", "overtime_hours"):
        assert found[Key(measure, "all", "")] == 0
    for kept in (Key("occupancy", "pool", "desk"), Key("seat_cost", "all", "")):
        assert found[kept] == plain[kept]


def test_a_pool_without_a_limit_has_hours_of_work_and_nobody_on_duty():
    # Two cases of half an hour each, at a desk that is staffed all day or at one without a limit.
    plain = numbers(desk(ARRIVALS, WORK, 2, horizon=DAY, pool={"staff_cost": 30}))
    found = numbers(desk(ARRIVALS, WORK, "unlimited", horizon=DAY, pool={"staff_cost": 30}))
    assert plain[Key("staffed_hours", "all", "")] == plain[Key("paid_hours", "all", "")] > 0
    for measure in ("staffed_hours", "overtime_hours"):
        assert found[Key(measure, "all", "")] == 0
        assert Key(measure, "pool", "desk") not in found
    work = plain[Key("busy_hours", "pool", "desk")]
    assert found[Key("busy_hours", "pool", "desk")] == pytest.approx(work)
    # A price is that of the work, which somebody does.
    assert found[Key("staff_cost", "all", "")] == pytest.approx(30 * work)


@pytest.mark.parametrize(
    "people", [{"staff_cost": 30}, {"people": {"li": {"shifts": [{"span": "09:00-17:00"}]}}}]
)
def test_machines_have_no_people(people):
    with pytest.raises(ValidationError, match="machines: expected a pool without people"):
        desk(ARRIVALS, WORK, pool={"seats": 1, "machines": True, **people})


def test_seats_without_limit_cost_nothing_that_could_be_said():
    pool = {"staff": 1, "seat_cost": 100}
    assert not [key for key in numbers(desk(ARRIVALS, WORK, None, pool=pool)) if "cost" in key[0]]


def test_the_first_price_of_a_redesign_is_a_difference_from_nothing():
    # A day's seat at 100 and two finished cases: 100 in all and 50 a case, that were none.
    prices: tuple[dict[str, int], ...] = ({}, {"seat_cost": 100})
    plain, priced = (desk(ARRIVALS, WORK, horizon=DAY, pool=pool) for pool in prices)
    runs = [replicate(one, replications=2, processes=1) for one in (plain, priced)]
    for (before, after), sign in ((runs, 1), (runs[::-1], -1)):
        table = Comparison(before, {"other": after}).table().set_index(["measure", "scope"])
        for measure, cost in (("seat_cost", 100), ("cost_per_case", 50)):
            row = table.loc[(measure, "all")]
            assert (row["difference"], row["low"], row["high"]) == pytest.approx((sign * cost,) * 3)
            assert min(row["before"], row["after"]) == 0
            assert row["verdict"] == ("worse" if sign > 0 else "better")
        assert math.isnan(table.loc[("seat_cost", "pool"), "difference"])


def test_a_free_seat_is_a_price():
    found = numbers(desk(ARRIVALS, WORK, pool={"seat_cost": 0}))
    assert found[Key("seat_cost", "all", "")] == 0


def test_money_is_in_the_currency_of_the_model():
    given = desk(ARRIVALS, WORK, pool={"staff_cost": 30}, costs={"currency": "EUR"})
    runs = replicate(given, replications=2, processes=1)
    for table in (runs.estimates(), Comparison(runs, {"same": runs}).table()):
        units = dict(zip(table["measure"], table["unit"], strict=True))
        assert units["staff_cost"] == "EUR"
        assert units["staffed_hours"] == CATALOGUE["staffed_hours"].unit == "h"
        assert "money" not in set(table["unit"])
