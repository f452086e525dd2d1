"""Callers who give up: printed numbers, exact chains, limits, and the simulation."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimize.erlang import erlang_c
from optimize.erlang_a import erlang_a, mm_s_g
from optimize.lines import limited_lines
from optimize.patience import exponential, general, of_quantiles
from scenarios.errors import DataError
from sim.experiment import replicate
from sim.intervals import estimate
from sim.tally import Key
from tests.sim import queueing_theory as theory
from tests.sim.models import exp, mm_s

FORMULAS = ("answered_or_quick_abandoned", "of_answered", "of_offered", "less_quick_abandoned")
patiences = st.floats(0.05, 30)


def test_the_printed_numbers():
    twelve = erlang_a(12, 4.2, 2, 1, within=1 / 3)
    assert twelve.abandoned_fraction == pytest.approx(0.0296789, abs=5e-8)
    assert twelve.answered_within == pytest.approx(0.945270, abs=5e-7)
    assert twelve.occupancy == pytest.approx(0.679225, abs=5e-7)
    fifty = erlang_a(50, 48, 1, 2, within=1 / 3)
    assert fifty.abandoned_fraction == pytest.approx(0.0309122, abs=5e-8)
    assert fifty.mean_wait * 60 == pytest.approx(3.7095, abs=5e-5)
    assert fifty.occupancy == pytest.approx(0.930324, abs=5e-7)
    assert fifty.answered_within == pytest.approx(0.943019, abs=5e-7)


def test_the_four_formulas_give_the_printed_numbers():
    state = erlang_a(12, 180 / 3600, 240, 90, within=30)
    levels = [float(state.level(formula)) for formula in FORMULAS]
    assert levels == pytest.approx([0.8325, 0.8592, 0.7379, 0.8150], abs=5e-5)
    with pytest.raises(DataError, match="formula: expected "):
        state.level("of_offerd")


@settings(max_examples=30)
@given(st.integers(1, 25), st.floats(0.1, 1.6), patiences, st.floats(0, 4))
def test_it_is_its_birth_death_chain(agents, per_agent, patience, within):
    rate = per_agent * agents
    # No line that matters is longer than this.
    longest = int(5 * max(rate * patience, 1) ** 0.5 + max(rate - agents, 0) * patience + 60)
    chain = theory.erlang_a(
        rate, 1.0, agents, patience=patience, within=within, longest=min(longest, 400)
    )
    state = erlang_a(agents, rate, 1.0, patience, within)
    ours = (state.wait_probability, state.abandoned_fraction, state.mean_wait, state.occupancy,
            state.answered_within, state.abandoned_within)  # fmt: skip
    exact = (chain.waited, chain.abandoned, chain.wait, chain.occupancy,
             chain.answered_within, chain.abandoned_within)  # fmt: skip
    assert [float(one) for one in ours] == pytest.approx(exact, rel=1e-7, abs=1e-9)


@given(st.integers(1, 40), st.floats(0.1, 2), patiences)
def test_the_mean_wait_of_the_answered_is_that_of_all_without_those_who_give_up(
    agents, per_agent, patience
):
    rate = per_agent * agents
    state = erlang_a(agents, rate, 1.0, patience)
    # The slope of P(answered within y) is the density of waits of the answered: integrate it.
    y = np.append(0.0, np.geomspace(1e-5, 60 * (1 + patience), 3000))
    later = state.answered_fraction - erlang_a(agents, rate, 1.0, patience, y).answered_within
    waited = float(np.sum((later[1:] + later[:-1]) / 2 * np.diff(y)))
    assert float(state.asa * state.answered_fraction) == pytest.approx(waited, rel=1e-4, abs=1e-9)


@pytest.mark.parametrize(("agents", "rate"), [(5, 4.0), (100, 95.0), (10_000, 9_990.0)])
def test_endless_patience_is_erlang_c(agents, rate):
    for patience in (math.inf, 1e12):
        ours, c = erlang_a(agents, rate, 1, patience, 0.01), erlang_c(agents, rate, 1, 0.01)
        assert ours.answered_within == pytest.approx(float(c.answered_within), rel=1e-6)
        assert ours.mean_wait == pytest.approx(float(c.mean_wait), rel=1e-6)
    assert erlang_a(agents, 2.0 * agents, 1, math.inf).mean_wait == math.inf


@pytest.mark.parametrize("patience", [1e-6, 0.01, 1.0, 100.0, 1e6])
@pytest.mark.parametrize("load", [1.0, 5_000.0, 9_990.0, 10_000.0, 10_010.0, 20_000.0])
def test_ten_thousand_agents(load, patience):
    with np.errstate(over="raise", invalid="raise"):
        state = erlang_a(10_000, load, 1.0, patience, within=0.01)
    # Those in line give up at the rate 1 / patience (Little), all others are served.
    assert state.abandoned_fraction == pytest.approx(float(state.mean_wait) / patience, rel=1e-6)
    assert state.occupancy * 10_000 == pytest.approx(
        load * float(state.answered_fraction), rel=1e-9
    )
    assert 0 <= state.answered_within <= 1
    if load == 20_000:  # half of them give up, so that the others keep all busy
        assert state.abandoned_fraction == pytest.approx(0.5, rel=1e-4)


def test_hardly_any_patience_is_erlang_b():
    lost = erlang_a(10, 8.0, 1.0, 1e-7)
    assert lost.abandoned_fraction == pytest.approx(theory.erlang_b(10, 8.0), rel=1e-4)


@given(st.integers(1, 200), st.floats(0.2, 1.5), patiences, st.floats(0, 2))
def test_more_agents_fewer_give_up(agents, per_agent, patience, within):
    state = erlang_a(agents + np.arange(3), per_agent * agents, 1.0, patience, within)
    assert (np.diff(state.abandoned_fraction) <= 1e-12).all()
    assert (np.diff(state.answered_within) >= -1e-12).all()
    assert (np.diff(state.mean_wait) <= 1e-12).all()


@given(st.integers(1, 40), st.floats(0.1, 2), patiences, st.floats(0, 3))
def test_a_survival_curve_of_exponentials_is_erlang_a(agents, per_agent, patience, within):
    exact = erlang_a(agents, per_agent * agents, 1.0, patience, within)
    curve = general(lambda x: np.exp(-x / patience), patience)
    drawn = of_quantiles(lambda u: -patience * np.log1p(-u))
    for given_patience, most in ((curve, 1e-9), (drawn, 1e-5)):
        other = mm_s_g(agents, per_agent * agents, 1.0, given_patience, within)
        for name in ("answered_within", "abandoned_within", "abandoned_fraction", "occupancy"):
            assert getattr(other, name) == pytest.approx(float(getattr(exact, name)), abs=most)


def test_a_deterministic_patience_is_that_of_barrer():
    # M/M/1+D: V has the density v0 exp((rate - 1) x) up to d (Barrer 1957), then falls by exp(-x).
    rate, d = 0.8, 1.5
    state = mm_s_g(1, rate, 1.0, of_quantiles(lambda u: np.full_like(u, d)), within=1.0)
    below = (1 - math.exp((rate - 1) * d)) / (1 - rate)
    beyond = math.exp((rate - 1) * d)
    idle = 1 / (1 + rate * (below + beyond))
    assert state.wait_probability == pytest.approx(1 - idle, rel=1e-9)
    assert state.abandoned_fraction == pytest.approx(idle * rate * beyond, rel=1e-9)
    assert state.answered_within == pytest.approx(
        idle * (1 + rate * (1 - math.exp((rate - 1) * 1.0)) / (1 - rate)), rel=1e-9
    )
    assert state.abandoned_within == pytest.approx(0, abs=1e-12)


def test_who_balks_has_no_patience():
    balking = exponential(2.0).with_balking(0.3)
    state = mm_s_g(3, 4.0, 1.0, balking, within=0.5)
    # The chain of those who stay: they come at .7 of the rate while all are busy.
    weights = [1.0]
    for n in range(1, 200):
        comes = 4.0 if n <= 3 else 0.7 * 4.0
        weights.append(weights[-1] * comes / (min(n, 3) + max(n - 3, 0) / 2))
    p = np.array(weights) / sum(weights)
    length = float(p[3:] @ np.arange(197))
    assert state.wait_probability == pytest.approx(p[3:].sum(), rel=1e-9)
    assert state.abandoned_fraction == pytest.approx(0.3 * p[3:].sum() + length / 2 / 4, rel=1e-9)
    assert state.mean_wait == pytest.approx(length / 4, rel=1e-9)


@given(st.integers(1, 12), st.floats(0.1, 20), patiences)
def test_very_many_lines_are_no_limit(agents, rate, patience):
    limited = limited_lines(agents, rate, 1.0, 2_000, patience)
    free = erlang_a(agents, rate, 1.0, patience)
    assert limited.blocked_fraction == pytest.approx(0, abs=1e-12)
    assert limited.abandoned_fraction == pytest.approx(float(free.abandoned_fraction), abs=1e-9)
    assert limited.mean_wait == pytest.approx(float(free.mean_wait), rel=1e-7, abs=1e-12)


def test_nobody_is_there():
    state = erlang_a(0, 1.0, 1.0, 3.0, within=1.0)
    assert state.answered_fraction == 0
    assert state.abandoned_within == pytest.approx(1 - math.exp(-1 / 3))
    assert state.mean_wait == pytest.approx(3.0)
    assert erlang_a(0, 1.0, 1.0, math.inf).mean_wait == math.inf


@pytest.mark.parametrize("patience", [0.0, -1.0, math.nan])
def test_no_such_patience(patience):
    with pytest.raises(DataError, match="patience: expected times above 0"):
        erlang_a(1, 1.0, 1.0, patience)


def test_the_simulation_agrees():
    target = {
        "measure": "service_level", "queue": "serve", "fraction": 0.9, "within": 20.0
    }  # fmt: skip
    model = mm_s(
        0.07, 120.0, 9, customers=1500, warm_up=200, activity={"patience": exp(60.0)},
        targets={"level": target},
    )  # fmt: skip
    state = erlang_a(9, 0.07, 120.0, 60.0, within=20.0)
    runs = replicate(model, replications=20, seed=1, processes=1)
    known = {
        **{formula: float(state.level(formula)) for formula in FORMULAS},
        "abandoned_fraction": float(state.abandoned_fraction),
        "asa": float(state.asa),
    }
    at = [runs.keys.index(Key(name, "queue", "serve")) for name in known]
    found = estimate(runs.value[:, at], runs.per[:, at], confidence=0.999)
    for k, (name, theirs) in enumerate(known.items()):
        assert found.high[k] - found.low[k] < 0.3 * theirs, f"too wide: {name}"
        assert found.low[k] <= theirs <= found.high[k], name
