"""Windows that share lines: whom they serve, the common pool, and the theory of pooling."""

from typing import Any

import pytest

from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.redesign.pool_windows import PoolWindows
from sim.experiment import replicate
from sim.intervals import estimate
from sim.tally import Key
from tests.scenarios.redesign.halls import draws, hall, short
from tests.sim.models import exp, flows, poisson


def pooled(model: ServiceModel, **fields: Any) -> ServiceModel:
    data = {"operator": "pool_windows", "pools": ["pool_w1", "pool_w2"], **fields}
    return PoolWindows.model_validate(data).apply(model).model


def test_each_pool_serves_its_own_first() -> None:
    after = pooled(hall(), pools=["pool_w1", "pool_w2", "pool_w3"])
    assert after.pools["pool_w1"].serves == ("w1", "w2", "w3")
    assert after.pools["pool_w2"].serves == ("w2", "w1", "w3")
    assert after.pools["pool_w3"].serves == ("w3", "w1", "w2")
    assert after.replace(pools=hall().pools) == hall()


def test_one_pool_has_all_seats_and_one_line() -> None:
    targets = {"t": {"measure": "service_level", "queue": "w1", "fraction": 0.8, "within": 60.0}}
    after = pooled(hall(targets=targets), into="desk", title="Desk")
    assert list(after.pools) == ["desk", "pool_w3", "pool_pay", "pool_advise", "office"]
    desk = after.pools["desk"]
    assert (desk.seats, desk.staff, desk.serves, desk.calendar) == (4, None, ("w1", "w2"), "hall")
    assert {after.activities[name].queue for name in ("w1", "w2")} == {"desk"}
    assert after.targets["t"].queue == "desk"  # type: ignore[union-attr]
    assert after.services == hall().services


def test_staff_below_the_seats_is_added_up() -> None:
    model = hall(pools={"pool_w1": {"serves": ["w1"], "seats": 5, "staff": 3, "calendar": "hall"}})
    desk = pooled(model, into="desk").pools["desk"]
    assert (desk.seats, desk.staff) == (7, 5)
    desk = pooled(model, into="desk", size=4).pools["desk"]
    assert (desk.seats, desk.staff) == (4, None)


def test_the_penalty_stretches_each_cases_own_draw() -> None:
    model = hall()
    before, after = draws(model), draws(pooled(model, breadth_penalty=1.25))
    for address, (work, *others) in after.items():
        factor = 1.25 if address[3] in ("w1", "w2") else 1.0
        assert work == pytest.approx(before[address][0] * factor, rel=1e-12)
        assert others == list(before[address][1:])


BAD = {
    "another pool does it too": (
        {"breadth_penalty": 1.1},
        "pool_windows: pools: expected every pool that does w1, got pool_w1, pool_w2 without extra",
    ),
    "no calendar in common": (
        {"pools": ["pool_w2", "pool_pay"], "into": "desk"},
        "pool_windows: calendar: expected one calendar",
    ),
    "seats without a limit": (
        {"pools": ["pool_w2", "pool_advise"], "into": "desk"},
        "pool_windows: size: expected the seats of the one pool, because pool_advise had no limit",
    ),
    "the name of another pool": (
        {"pools": ["pool_w2", "office"], "into": "pool_pay"},
        "pool_windows: into: expected a new name or one of pool_w2, office, got 'pool_pay'",
    ),
    "staff over the day": (
        {"pools": ["pool_w2", "pool_w3"], "into": "desk", "size": 3},
        "pool_windows: staff: expected the staff of the one pool, because pool_w3 had staff",
    ),
    "another rule": (
        {"pools": ["pool_w2", "office"], "into": "desk"},
        "pool_windows: pools: expected pools with the same learning, got different ones",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    fields, sentence = BAD[case]
    model = hall(
        pools={
            "pool_pay": {"serves": ["pay"], "seats": 1},
            "pool_advise": {"serves": ["advise"], "seats": "unlimited", "calendar": "hall"},
            "pool_w3": {
                "serves": ["w3"],
                "seats": 2,
                "staff": [{"span": (32400.0, 61200.0), "level": 1}],
                "calendar": "hall",
            },
            "extra": {"serves": ["w1"], "seats": 1, "calendar": "hall"},
            "office": {
                "serves": ["review"],
                "seats": 2,
                "calendar": "hall",
                "learning": {"factor": 0.8, "days": 5},
            },
        }
    )
    with pytest.raises(RedesignError) as caught:
        pooled(model, **fields)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)


def test_who_works_for_two_pools_already_stays() -> None:
    model = hall(*short("w1", "review"))
    shared = pooled(model)
    assert pooled(shared) == shared


FOUR = ("a", "b", "c", "d")


@pytest.mark.oracles
@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        # Four M/M/2 halls, 12 an hour each, 8 an hour a window: Wq 9.642857 apart; one M/M/8.
        (None, 9.642857),
        ({}, 1.338679),
        ({"into": "hall"}, 1.338679),
        ({"into": "hall", "size": 7}, 4.603726),
    ],
)
def test_the_mean_wait_of_pooled_windows(fields: dict[str, Any] | None, minutes: float) -> None:
    horizon = 150 * 3600.0
    model = flows(
        {name: (poisson(12 / 3600), [name]) for name in FOUR},
        dict.fromkeys(FOUR, exp(450.0)),
        {f"hall {name}": {"serves": [name], "seats": 2} for name in FOUR},
        horizon=horizon,
        warm_up=0.1 * horizon,
    )
    if fields is not None:
        model = pooled(model, pools=list(model.pools), **fields)
    runs = replicate(model, replications=24, seed=1)
    at = [runs.keys.index(Key("wait_mean", "all", ""))]
    found = estimate(runs.value[:, at], runs.per[:, at], 0.999)
    assert found.low[0] <= minutes * 60 <= found.high[0]
    # Narrow enough to tell the four apart.
    assert found.high[0] - found.low[0] < 0.6 * minutes * 60
