"""How a change is shared among steps: by hand, by theory, and for what does nothing."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import RedesignError
from sim.attribution import Values, least_and_most, reverse, sequential, shapley
from sim.coalitions import Coalitions, first, last
from sim.variates import Floats

ALL = (sequential, reverse, shapley)
games = st.integers(1, 4).flatmap(
    lambda k: st.lists(
        st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3),
        min_size=1 << k,
        max_size=1 << k,
    )
)


def game(rows: Sequence[Sequence[float]]) -> tuple[Values, int]:
    """Values of three replications by coalition, and the number of steps."""
    return {c: np.array(row) for c, row in enumerate(rows)}, len(rows).bit_length() - 1


@given(games)
@pytest.mark.parametrize("share", ALL)
def test_shares_sum_to_the_whole_change_in_each_replication(
    share: Callable[[Values, int], Floats], rows: list[list[float]]
) -> None:
    values, k = game(rows)
    np.testing.assert_allclose(
        share(values, k).sum(axis=0), values[first(k)] - values[0], atol=1e-9
    )


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=5))
def test_of_steps_that_add_up_all_orders_agree(brought: list[float]) -> None:
    k = len(brought)
    values = {
        c: np.array([sum(b for j, b in enumerate(brought) if c >> j & 1)]) for c in range(1 << k)
    }
    for share in ALL:
        np.testing.assert_allclose(share(values, k)[:, 0], brought, atol=1e-9)


@given(games, st.data())
def test_steps_that_are_alike_share_alike(rows: list[list[float]], data: st.DataObject) -> None:
    # Only how many steps are taken counts, so no step differs from another.
    values, k = game(rows)
    by_size = {c: values[first(c.bit_count())] for c in values}
    shared = shapley(by_size, k)
    np.testing.assert_allclose(shared, np.broadcast_to(shared[0], shared.shape), atol=1e-9)


@given(games)
def test_a_step_that_does_nothing_has_nothing(rows: list[list[float]]) -> None:
    values, k = game(rows)
    idle = {c: values[c & first(k)] for c in range(2 << k)}
    for share in ALL:
        np.testing.assert_allclose(share(idle, k + 1)[k], 0.0, atol=1e-9)


def test_the_glove_game_by_hand() -> None:
    # Two left gloves (0, 1) and one right glove (2); a pair is worth 1. The orders in which glove 0
    # completes the first pair are 2-0-1 alone of six; the right one completes it in four.
    values = {c: np.array([float(c >> 2 & 1 and c & 0b11 != 0)]) for c in range(8)}
    np.testing.assert_allclose(shapley(values, 3)[:, 0], [1 / 6, 1 / 6, 4 / 6])
    np.testing.assert_allclose(sequential(values, 3)[:, 0], [0, 0, 1])
    np.testing.assert_allclose(reverse(values, 3)[:, 0], [0, 1, 0])


def test_orders_that_differ_by_hand() -> None:
    # Each of two steps halves 80: first it takes 40, second 20, and on average 30.
    values = {c: np.array([80.0 / 2 ** c.bit_count()]) for c in range(4)}
    assert sequential(values, 2)[:, 0].tolist() == [-40, -20]
    assert reverse(values, 2)[:, 0].tolist() == [-20, -40]
    assert shapley(values, 2)[:, 0].tolist() == [-30, -30]
    least, most = least_and_most(values, 2)
    assert (least[:, 0].tolist(), most[:, 0].tolist()) == ([-40, -40], [-20, -20])


def test_of_two_orders_alone_least_and_most_are_theirs() -> None:
    # Three steps of which only beginnings and ends are known.
    known = {c: np.array([float(c**2)]) for c in (0b000, 0b001, 0b011, 0b111, 0b110, 0b100)}
    least, most = least_and_most(known, 3)
    assert least[:, 0].tolist() == [1, 8, 16]
    assert most[:, 0].tolist() == [13, 20, 40]


def append(letter: str, needs: str = "") -> Callable[[str], str]:
    """A step that writes a letter, and does not fit where a letter it needs is not there."""

    def step(model: str) -> str:
        if not set(needs) <= set(model):
            raise RedesignError(f"{letter}: expected {needs}, got '{model}'. Write it first.")
        return model + letter

    return step


def test_steps_are_taken_in_their_order_and_passed_over_where_they_do_not_fit() -> None:
    every = Coalitions("", [append("a"), append("b", needs="a"), append("c")])
    told = {c: every.model(c) for c in range(8)}
    assert list(told.values()) == ["", "a", "", "ab", "c", "ac", "c", "abc"]
    assert [every.needs(j) for j in range(3)] == [(), (0,), ()]
    assert [every.fits(j, 0) for j in range(3)] == [True, False, True]


def test_one_of_two_that_a_step_needs_is_not_needed_alone() -> None:
    def either(model: str) -> str:
        if not model:
            raise RedesignError("either: expected a letter, got none. Write one first.")
        return model + "!"

    every = Coalitions("", [append("a"), append("b"), either])
    assert every.needs(2) == ()
    assert not every.fits(2, 0)


def test_the_coalitions_of_both_orders() -> None:
    assert [first(n) for n in range(4)] == [0b000, 0b001, 0b011, 0b111]
    assert [last(n, 3) for n in range(4)] == [0b111, 0b110, 0b100, 0b000]
