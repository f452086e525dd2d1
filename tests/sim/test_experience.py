"""Modelled satisfaction: solved from the baseline, by hand, and worse with all that goes worse."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from onewindow.subjects import unobserved
from scenarios.errors import ModelError
from sim.comparison import Comparison
from sim.engines import run
from sim.experience import (
    PLACES,
    Intercepts,
    intercepts,
    tally_discontent,
    with_experience,
)
from sim.experiment import replicate, simulate
from sim.measures import measure
from sim.tally import Key, Tallies
from tests.sim.models import at, desk, exp, flows, poisson

SATISFIED, COMPLAINTS = (Key(f"{m}_fraction", "all", "") for m in ("satisfied", "complaint"))
OBSERVED = {"observed": {"satisfaction": 0.65, "complaints": 0.02}}


def hall(seats=2, work=300.0, **experience):
    """A busy desk of two windows for a day; a tenth come again."""
    flow = [{"serve": "serve"}, {"rework": "serve", "probability": 0.1}]
    return desk(
        poisson(1 / 160), exp(work), seats, horizon=28800.0, service={"flow": flow},
        experience={"expected_wait": "5 min", **OBSERVED, **experience},
    )  # fmt: skip


def shares(runs, given=None):
    """Satisfied and complaint fractions over all replications."""
    keys, value, per = runs.reported(given or runs.intercepts())
    return [
        value[:, keys.index(key)].sum() / per[:, keys.index(key)].sum()
        for key in (SATISFIED, COMPLAINTS)
    ]


def test_a_tiny_case_by_hand():
    # Served at 0 at once; that of 10 waits 90 s for an expected 30 s: 2 too many, one weight 0.5.
    model = desk(
        at(0, 10), 100.0,
        experience={"expected_wait": 30.0, "wait_weight": 0.5, "visit_weight": 0.0,
                    "observed": {"satisfaction": 0.6}},
    )  # fmt: skip
    runs = replicate(model, replications=1)
    b0 = runs.intercepts().satisfaction
    assert (expit(b0) + expit(b0 - 1)) / 2 == pytest.approx(0.6, abs=1e-9)
    # With y = exp(b0): 0.8 y² - 0.2 (1 + e) y - 1.2 e = 0.
    y = (0.2 * (1 + math.e) + math.sqrt((0.2 * (1 + math.e)) ** 2 + 3.84 * math.e)) / 1.6
    assert b0 == pytest.approx(math.log(y), abs=1e-6)
    table = runs.estimates().set_index(["measure", "scope"])["value"]
    assert table["satisfied_fraction", "all"] == pytest.approx(0.6, abs=1e-9)
    assert table["satisfied_fraction", "service"] == pytest.approx(0.6, abs=1e-9)
    assert "complaint_fraction" not in table.index.get_level_values(0)
    assert "discontent" not in table.index.get_level_values(0)


def test_each_ingredient_by_hand():
    # One person: two visits, sent back once, late by a promise of a minute, never a wait.
    flow = [
        {"serve": "serve"},
        {"rework": "serve", "probability": 1.0, "max_rounds": 1, "go_home": {"delay": 100.0}},
    ]
    model = desk(
        at(0), 10.0, service={"flow": flow, "limits": {"promised": 60.0}},
        experience={"expected_wait": 60.0, "visit_weight": 0.3, "error_weight": 0.7,
                    "late_weight": 1.1, "observed": {"satisfaction": 0.5}},
    )  # fmt: skip
    # Two visits count 0.6 here, of which one is every case's own.
    assert replicate(model, replications=1).intercepts().satisfaction == pytest.approx(
        0.6 + 0.7 + 1.1, abs=1e-6
    )


@pytest.mark.parametrize("share", [0.02, 0.65, 0.98])
def test_the_baseline_is_as_observed(share):
    runs = replicate(hall(observed={"satisfaction": share, "complaints": 1 - share}),
                     replications=4)  # fmt: skip
    assert shares(runs) == pytest.approx([share, 1 - share], abs=1e-9)


def test_the_baseline_is_as_observed_beside_a_redesign_that_is_better():
    before, after = (replicate(hall(seats), replications=6) for seats in (2, 4))
    table = Comparison(before, {"more": after}).table().set_index(["measure", "scope"])
    satisfied, complaints = (
        table.loc[(name, "all")] for name in ("satisfied_fraction", "complaint_fraction")
    )
    assert satisfied["before"] == pytest.approx(0.65, abs=1e-9)
    assert complaints["before"] == pytest.approx(0.02, abs=1e-9)
    assert satisfied["verdict"] == "better"
    # The same b0 for both: not the observed share of the redesign.
    assert [satisfied["after"], complaints["after"]] == pytest.approx(
        shares(after, before.intercepts())
    )
    assert satisfied["after"] > 0.7
    assert complaints["after"] < 0.015


def test_a_redesign_alone_is_not_as_observed():
    alone = replicate(unobserved(hall()), replications=2).estimates()
    assert not alone["measure"].isin(["satisfied_fraction", "complaint_fraction"]).any()
    # Beside its baseline it has been modelled all the same.
    table = Comparison(
        replicate(hall(), replications=2), {"x": replicate(unobserved(hall(4)), replications=2)}
    ).table()
    row = table[(table["measure"] == "satisfied_fraction") & (table["scope"] == "all")].iloc[0]
    assert row["after"] > row["before"]


def test_without_the_section_nothing_is_kept():
    model = hall().replace(experience=None)
    assert not any(key.measure == "discontent" for key in replicate(model, replications=1).keys)


discontents = st.lists(st.floats(0.0, 60.0), min_size=1, max_size=50).map(np.array)


def kept(values):
    tally = Tallies(1)
    tally_discontent(tally, "all", "", values, np.zeros(len(values), np.int64))
    value, per = tally.sums().swapaxes(0, 1)
    return tuple(tally.keys), value, per


@given(discontents, st.floats(-5.0, 15.0))
@settings(max_examples=60, deadline=None)
def test_counts_give_the_share_of_the_cases_themselves(values, b0):
    keys, value, per = with_experience(*kept(values), Intercepts(b0, -b0))
    exact = expit(b0 - np.minimum(values, PLACES[-1])).mean()
    coarse = (values > 10).mean()
    assert value[0, 0] / per[0, 0] == pytest.approx(exact, abs=5e-6 + 1.3e-4 * coarse)
    assert value[0, 1] / per[0, 1] == pytest.approx(1 - exact, abs=5e-6 + 1.3e-4 * coarse)
    assert [key.measure for key in keys] == ["satisfied_fraction", "complaint_fraction"]


@given(discontents, st.floats(0.005, 0.995))
@settings(max_examples=60, deadline=None)
def test_b0_is_found_again(values, share):
    keys, value, per = kept(values)
    experience = hall(observed={"satisfaction": share}).experience
    found = intercepts(experience, keys, value)
    _, made, whole = with_experience(keys, value, per, found)
    assert made[0, 0] / whole[0, 0] == pytest.approx(share, abs=1e-9)
    assert found.complaints is None


def test_b0_is_the_one_that_made_the_share():
    values = np.random.default_rng(5).gamma(2.0, 1.0, 4000)
    share = float(expit(1.3 - values).mean())
    experience = hall(observed={"satisfaction": share}).experience
    assert intercepts(experience, *kept(values)[:2]).satisfaction == pytest.approx(1.3, abs=1e-4)


@pytest.mark.parametrize("weight", ["wait", "visit", "error", "late"])
def test_satisfaction_falls_with_each_weight(weight):
    flow = [{"serve": "serve"}, {"rework": "serve", "probability": 0.3, "go_home": {"delay": 60.0}}]

    def at_weight(value):
        weights = dict.fromkeys(("wait_weight", "visit_weight", "error_weight", "late_weight"), 0.2)
        model = hall(**{**weights, f"{weight}_weight": value})
        service = model.services["matter"].replace(flow=flow, limits={"promised": "8 min"})
        return model.replace(services={"matter": service})

    given = replicate(at_weight(0.2), replications=2).intercepts()
    found = [shares(replicate(at_weight(w), replications=2), given) for w in (0.0, 0.2, 1.0)]
    satisfied, complaints = zip(*found, strict=True)
    assert satisfied[0] > satisfied[1] > satisfied[2]
    assert complaints[0] < complaints[1] < complaints[2]


def test_satisfaction_falls_when_less_is_expected():
    given = replicate(hall(), replications=2).intercepts()
    quick, slow = (replicate(hall(expected_wait=t), replications=2) for t in (60.0, 3600.0))
    assert shares(quick, given)[0] < shares(slow, given)[0]


def test_a_service_has_its_own_expectation():
    model = desk(
        at(0, 10), 100.0,
        experience={"expected_wait": 1.0, "service_waits": {"matter": 90.0}, "visit_weight": 0.0,
                    "observed": {"satisfaction": 0.7}},
    )  # fmt: skip
    b0 = replicate(model, replications=1).intercepts().satisfaction
    assert b0 == pytest.approx(math.log(0.7 / 0.3))


def test_both_engines_count_the_same():
    model = hall()
    one = simulate(model, engine="simpy")
    for engine in ("simpy", "fast"):
        tally = measure(model, one.world, one.script, run(one.world, one.script, engine))
        assert tally.sums().tobytes() == one.tally().sums().tobytes()


def test_the_name_of_an_unknown_service_raises():
    with pytest.raises(ModelError, match="service_waits"):
        hall(service_waits={"mater": 60.0})


def test_each_return_counts_once_under_its_cause():
    # A, B, back to B, back to A with another B: two returns, of two causes.
    again = [{"rework": name, "probability": 1.0, "max_rounds": 1} for name in ("b", "a")]
    model = flows({"x": (at(0), ["a", "b", *again])}, {"a": 1.0, "b": 1.0}, {"p": ["a", "b"]})
    run_ = simulate(model)
    assert [run_.world.causes[k] for k in run_.script.cause] == ["x: rework b", "x: rework a"]
    assert run_.script.returned.tolist() == [0, 0]
