"""Rows kept for later come back the cheapest first, and the oldest go when there are many."""

from __future__ import annotations

import numpy as np

from optimize.roster.pool import KEPT, Pool

PRICES = np.array([[0.0, 5.0], [0.0, 7.0]])
"""By day, of a day off and of a shift."""


def row(*choices: int) -> np.ndarray:
    return np.array(choices, np.int32)


def test_the_cheapest_come_first_with_what_they_cost_beside_their_choices() -> None:
    pool = Pool(2)
    pool.add(0, row(1, 1), extra=0.0)  # 5 + 7
    pool.add(0, row(1, 0), extra=9.0)  # 5 + 9
    pool.add(0, row(0, 1), extra=1.0)  # 7 + 1
    assert [r.tolist() for r in pool.cheapest(0, PRICES, 2)] == [[0, 1], [1, 1]]
    assert pool.cheapest(1, PRICES, 2) == []


def test_what_is_not_allowed_now_is_left_out() -> None:
    pool = Pool(1)
    pool.add(0, row(1, 0), extra=0.0)
    pool.add(0, row(0, 1), extra=0.0)
    forbidden = np.array([[0.0, np.inf], [0.0, 7.0]])
    assert [r.tolist() for r in pool.cheapest(0, forbidden, 9)] == [[0, 1]]


def test_a_row_is_kept_once_and_the_oldest_are_forgotten() -> None:
    pool = Pool(1)
    prices = np.zeros((1, KEPT + 2))
    prices[0] = np.arange(KEPT + 2)
    for choice in [0, *range(KEPT + 1)]:
        pool.add(0, row(choice), extra=0.0)
    assert [int(r[0]) for r in pool.cheapest(0, prices, 2)] == [1, 2]
    pool.add(0, row(0), extra=0.0)
    assert int(pool.cheapest(0, prices, 1)[0][0]) == 0
