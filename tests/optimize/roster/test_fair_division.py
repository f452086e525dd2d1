"""Work is divided as evenly as what people can do allows, and no more evenly than that."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from optimize.roster.fair_division import divide_evenly


@st.composite
def cases(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    people, kinds = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    flags = st.lists(st.booleans(), min_size=kinds, max_size=kinds)
    able = np.array(draw(st.lists(flags, min_size=people, max_size=people)))
    number = st.integers(0, 9)
    needed = np.array(draw(st.lists(number, min_size=kinds, max_size=kinds)), dtype=float)
    weight = draw(st.lists(st.integers(0, 4), min_size=people, max_size=people))
    return needed, able, np.array(weight, dtype=float)


@given(cases())
def test_all_that_somebody_can_do_is_done_by_those_who_can(
    case: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    needed, able, weight = case
    shares = divide_evenly(needed, able, weight)
    possible = (able & (weight > 0)[:, None]).any(axis=0)
    assert shares.sum() == pytest.approx(needed[possible].sum())
    assert (shares[weight == 0] == 0).all()
    assert _can_be_done(np.where(possible, needed, 0.0), able, shares)


@given(cases())
def test_nobody_with_more_could_give_to_somebody_with_less(
    case: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    needed, able, weight = case
    shares = divide_evenly(needed, able, weight)
    possible = np.where((able & (weight > 0)[:, None]).any(axis=0), needed, 0.0)
    per = np.divide(shares, weight, out=np.zeros_like(shares), where=weight > 0)
    for one in np.flatnonzero(shares > 1e-6):
        for other in np.flatnonzero(weight > 0):
            if per[one] > per[other] + 1e-6:
                moved = shares.copy()
                little = min(shares[one], 1e-3)
                moved[one] -= little
                moved[other] += little
                assert not _can_be_done(possible, able, moved)


@given(needed=st.lists(st.integers(0, 9), min_size=1, max_size=4), people=st.integers(1, 6))
def test_where_all_can_do_all_it_goes_by_weight(needed: list[int], people: int) -> None:
    weight = np.arange(1.0, people + 1)
    able = np.ones((people, len(needed)), dtype=bool)
    shares = divide_evenly(np.array(needed, dtype=float), able, weight)
    assert shares == pytest.approx(sum(needed) * weight / weight.sum())


def test_two_trades_and_one_who_knows_both() -> None:
    # Ten nights for two of the hotline, four for two of the hall; one can do both.
    able = np.array([[1, 0], [1, 0], [1, 1], [0, 1], [0, 1]], dtype=bool)
    shares = divide_evenly(np.array([10.0, 4.0]), able, np.ones(5))
    # He helps where there is most to do: 10 / 3 each, and two each for the others.
    assert shares == pytest.approx([10 / 3] * 3 + [2, 2])


def _can_be_done(needed: np.ndarray, able: np.ndarray, shares: np.ndarray) -> bool:
    """Whether people can do just so much of it, by a plain linear program."""
    of_person, of_kind = np.nonzero(able)
    if not len(of_person):
        return bool(needed.sum() < 1e-9)
    rows = np.concatenate(
        [
            (of_kind == np.arange(len(needed))[:, None]).astype(float),
            (of_person == np.arange(len(shares))[:, None]).astype(float),
        ]
    )
    found = linprog(np.zeros(len(of_person)), A_eq=rows, b_eq=np.concatenate([needed, shares]))
    return bool(found.status == 0)
