"""Erlang's formulas against printed numbers, exact sums, limits and each other."""

import gzip
import io
import itertools
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimize.erlang import (
    erlang_b,
    erlang_c,
    erlang_c_percentile,
    inverse_erlang_b,
    offered_load,
)
from optimize.erlang_a import erlang_a
from optimize.lines import limited_lines
from scenarios.errors import DataError
from tests.sim import queueing_theory as theory

LOG = Path(__file__).parents[3] / "shared/data/hotline_emcc_2015/calls.csv.gz"

servers = st.integers(1, 60)
loads = st.floats(0.01, 80)
times = st.floats(0.05, 20)


@pytest.mark.parametrize(
    ("rate", "aht", "agents", "printed"),
    [
        (1 / 6, 4, 2, 0.5),
        (1 / 4, 3, 1, 9),
        (1 / 5.5, 5, 3, 0.171715),
        (1 / 8, 4, 1, 4),
        (1 / 4, 10, 4, 2.13238),
        (48, 1, 50, 20.83 / 60),
    ],
)
def test_mean_waits_are_the_printed_ones(rate, aht, agents, printed):
    assert erlang_c(agents, rate, aht).mean_wait == pytest.approx(printed, rel=2e-4)


def test_levels_are_the_printed_ones():
    state = erlang_c(12, 4.2, 2, within=1 / 3)
    assert state.answered_within == pytest.approx(0.899080, abs=5e-7)
    assert state.mean_wait == pytest.approx(0.102160, abs=5e-7)
    assert state.wait_probability == pytest.approx(0.183889, abs=5e-7)
    assert erlang_c(50, 48, 1, within=1 / 3).answered_within == pytest.approx(0.643455, abs=5e-7)


def test_a_limit_on_lines_gives_the_printed_numbers():
    capped = limited_lines(12, 4.2, 2, lines=17)
    assert capped.blocked_fraction == pytest.approx(0.00947687, abs=5e-9)
    assert capped.mean_wait == pytest.approx(0.0611242, abs=5e-8)


@pytest.mark.parametrize(
    ("calls", "aht", "with_c", "level", "below", "with_a"),
    [
        (120, 180, 10, 0.94799, 0.88113, 9),
        (300, 240, 26, 0.93226, 0.88808, 24),
        (600, 240, 47, 0.91460, 0.87445, 43),
        (1200, 180, 67, 0.91224, 0.87291, 61),
    ],
)
def test_the_staffing_table(calls, aht, with_c, level, below, with_a):
    state = erlang_c([with_c, with_c - 1], calls / 3600, aht, within=30)
    assert state.answered_within == pytest.approx([level, below], abs=5e-6)
    patient = erlang_a([with_a, with_a - 1], calls / 3600, aht, 120, within=30)
    assert (patient.level("of_offered") >= 0.9).tolist() == [True, False]


@given(servers, loads)
def test_erlang_b_is_its_own_sum(agents, load):
    terms = [math.exp(k * math.log(load) - math.lgamma(k + 1)) for k in range(agents + 1)]
    assert erlang_b(agents, load, 1.0) == pytest.approx(terms[-1] / sum(terms), rel=1e-9)


@given(servers, loads, times, times)
def test_erlang_c_is_its_chain(agents, load, aht, within):
    state = erlang_c(agents, load / aht, aht, within)
    if agents <= load:
        assert (float(state.mean_wait), float(state.answered_within)) == (math.inf, 0)
        return
    assert state.wait_probability == pytest.approx(theory.erlang_c(agents, load), rel=1e-9)
    assert state.mean_wait == pytest.approx(theory.mm_s_wait(load / aht, aht, agents), rel=1e-9)
    assert state.answered_within == pytest.approx(
        theory.mm_s_within(load / aht, aht, agents, within), abs=1e-12
    )


def test_ten_thousand_agents():
    n = np.array([9_900, 9_990, 10_000, 10_010, 10_100])
    b = 1 / inverse_erlang_b(n, 9_950.0)
    # 1 / B = integral of exp(-u) (1 + u / load)^n, by the trapezoid.
    u = np.linspace(0, 3_000, 3_000_001)
    exact = [np.trapezoid(np.exp(k * np.log1p(u / 9_950) - u), u) for k in n]
    assert b == pytest.approx(1 / np.array(exact), rel=1e-8)
    state = erlang_c(n, 9_950.0, 1.0, within=0.01)
    assert np.isfinite(state.answered_within).all()
    assert erlang_c(10_000, 1.0, 1.0).wait_probability == 0  # far below the smallest float


def test_all_arguments_broadcast():
    state = erlang_c(np.arange(1, 6)[:, None], [0.5, 1.0, 2.0], 1.0, within=0.5)
    assert state.answered_within.shape == (5, 3)
    one_by_one = [[float(erlang_c(n, r, 1, 0.5).answered_within) for r in (0.5, 1, 2)]
                  for n in range(1, 6)]  # fmt: skip
    assert state.answered_within == pytest.approx(np.array(one_by_one), abs=1e-15)
    assert offered_load([2.0, 3.0], 4.0).tolist() == [8, 12]


@given(servers, loads, times)
def test_more_agents_more_answered_in_time(agents, load, within):
    levels = erlang_c([agents, agents + 1], load, 1.0, within).answered_within
    assert levels[1] >= levels[0] - 1e-12


@given(servers, loads, st.floats(0.01, 0.99))
def test_the_percentile_is_kept_by_that_share(agents, load, fraction):
    wait = float(erlang_c_percentile(agents, load, 1.0, fraction))
    if agents <= load:
        assert wait == math.inf
        return
    level = float(erlang_c(agents, load, 1.0, within=wait).answered_within)
    assert level == pytest.approx(fraction) if wait > 0 else level >= fraction


def test_nobody_comes_or_nobody_is_there():
    assert erlang_b([0, 1], [1.0, 0.0], 1.0).tolist() == [1, 0]
    state = erlang_c([0, 0, 1], [1.0, 0.0, 0.0], 1.0, within=5)
    assert state.answered_within.tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("agents", "rate", "aht", "told"),
    [
        (1.5, 1, 1, "servers: expected whole numbers of 0 or more, got 1.5"),
        (-1, 1, 1, "servers: expected whole numbers of 0 or more, got -1"),
        (1, -1, 1, "rate: expected 0 or more, got -1"),
        (1, 1, 0, "aht: expected a time above 0, got 0"),
    ],
)
def test_what_makes_no_sense_is_refused(agents, rate, aht, told):
    for formula in (erlang_b, erlang_c):
        with pytest.raises(DataError, match=told):
            formula(agents, rate, aht)


EXCEPTIONS = {
    8: "2323222", 9: "2333332", 10: "2333332", 11: "3333333",
    **dict.fromkeys(range(12, 17), "2333333"), 17: "2223333", 19: "2222223",
}  # fmt: skip
"""Published by hour, Sunday to Saturday; two everywhere else (Besenbruch & Chouliaras 2016)."""


def test_the_published_table_of_an_emergency_centre_follows_from_its_log():
    if not LOG.exists():
        pytest.skip("the log is not there: ../shared/data/hotline_emcc_2015/calls.csv.gz")
    text = gzip.decompress(LOG.read_bytes()).decode().replace("\r", "\n")
    rows = pd.read_csv(io.StringIO(text), sep=";")
    came, picked, ended = (
        pd.to_datetime(rows.iloc[:, k], format="%d/%m/%Y %H:%M:%S") for k in (1, 2, 3)
    )
    service = (ended - picked).dt.total_seconds()
    days = came.dt.normalize().drop_duplicates().dt.day_of_week.value_counts()
    least = {}
    for (hour, day), seconds in service.groupby([came.dt.hour, came.dt.day_of_week]):
        rate = len(seconds) / days[day] / 3600
        waits = erlang_c(np.arange(1, 10), rate, seconds.mean()).mean_wait
        least[hour, day] = 1 + int(np.argmax(waits < 6))
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    published = {
        (hour, day): int(EXCEPTIONS.get(hour, "2222222")[k])
        for hour, (k, day) in itertools.product(range(24), enumerate(sunday_first))
    }
    assert len(least) == 168
    assert least == published
