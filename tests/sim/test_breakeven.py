"""The break-even of pooled windows against closed forms, and searches that find nothing."""

import math

import pytest

from scenarios.errors import SimulationError
from scenarios.model import ServiceModel
from scenarios.redesign.pool_windows import PoolWindows
from sim.bisection import BreakEven, Search
from sim.breakeven import find_breakeven
from sim.tally import Key
from tests.sim.models import exp, flows, poisson

HALL_TIME = Key("hall_time_mean", "all", "")
NAMES = ("a", "b")


def halls(customers: float, load: float = 0.5) -> ServiceModel:
    """Two M/M/1 windows, each with its own matter; services take one second on average."""
    horizon = customers / load / len(NAMES)
    return flows(
        {name: (poisson(load), [name]) for name in NAMES},
        dict.fromkeys(NAMES, exp(1.0)),
        {f"window {name}": [name] for name in NAMES},
        horizon=horizon,
        warm_up=0.1 * horizon,
    )


def pooled(model: ServiceModel, product: float) -> ServiceModel:
    step = PoolWindows(
        operator="pool_windows", pools=tuple(model.pools), into="both", breadth_penalty=product
    )
    return step.apply(model).model


def found(customers: float, replications: int, search: Search) -> BreakEven:
    model = halls(customers)
    return find_breakeven(
        model,
        lambda product: pooled(model, product),
        HALL_TIME,
        search=search,
        replications=replications,
    )


def test_two_windows_in_one_line_may_be_slower_by_the_closed_form() -> None:
    # Time in M/M/1 is 1 / (1 - 1/2) = 2; in M/M/2 with services of p it is p / (1 - p^2 / 4).
    known = math.sqrt(5) - 1
    result = found(2000, 10, Search(1.0, 1.5, tolerance=0.04, confidence=0.999))
    assert result.status == "found"
    assert result.product is not None
    assert result.low is not None
    assert result.high is not None
    assert result.low < known < result.high
    # Half of the interval is at most 5 % of the root, so that 4 % off would be found out.
    assert (result.high - result.low) / 2 < 0.05 * known
    products = [one.product for one in result.tried]
    assert products == sorted(products)
    assert (products[0], products[-1]) == (1.0, 1.5)
    assert [one.after for one in result.tried] == sorted(one.after for one in result.tried)
    assert len({one.before for one in result.tried}) == 1


def test_the_same_search_finds_the_same() -> None:
    search = Search(1.0, 1.5, tolerance=0.1)
    assert found(100, 3, search) == found(100, 3, search)


def test_a_higher_share_is_better() -> None:
    model = halls(300)
    targets = {
        "soon": {"measure": "hall_time", "fraction": 0.9, "within": 2.0},
    }
    model = model.replace(targets=targets)
    result = find_breakeven(
        model,
        lambda product: pooled(model, product),
        Key("within_target_fraction", "target", "soon"),
        search=Search(0.9, 2.0, tolerance=0.05),
        replications=4,
    )
    assert result.status == "found"
    after = [one.after for one in result.tried]
    assert after == sorted(after, reverse=True)


@pytest.mark.parametrize(
    ("search", "status"),
    [(Search(0.5, 0.9), "better_throughout"), (Search(1.8, 2.0), "worse_throughout")],
)
def test_nothing_to_find_within_the_bounds(search: Search, status: str) -> None:
    result = found(300, 3, search)
    assert (result.status, result.product, result.low, result.high) == (status, None, None, None)
    assert len(result.tried) == (2 if status == "better_throughout" else 1)


BAD = {
    "bounds": (Search(1.0, 0.5), HALL_TIME, 3, "expected 0 < low < high, got 1 and 0.5."),
    "tolerance": (Search(tolerance=0), HALL_TIME, 3, "expected a tolerance above 0"),
    "replications": (Search(), HALL_TIME, 1, "expected at least 2 replications, got 1."),
    "misspelt": (Search(), Key("hall_time_men", "all", ""), 3, "Did you mean 'hall_time_mean'?"),
    "neither": (Search(), Key("offered", "queue", "a"), 3, "better when lower or higher"),
    "not there": (
        Search(),
        Key("hall_time_mean", "service", "c"),
        2,
        "got hall_time_mean of service c. It is there for all, service a, service b.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_search_that_makes_no_sense_is_refused(case: str) -> None:
    search, key, replications, sentence = BAD[case]
    model = halls(100)
    with pytest.raises(SimulationError) as caught:
        find_breakeven(
            model, lambda p: pooled(model, p), key, search=search, replications=replications
        )
    assert sentence in str(caught.value)
