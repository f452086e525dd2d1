"""The table of the inverse gamma distribution against SciPy's own inverse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from sim.gamma_quantile import LEAST_SHAPE, gamma_quantile, looked_up, table

SHAPES = st.floats(LEAST_SHAPE, 1e4) | st.sampled_from([LEAST_SHAPE, 1.0, 4.0])


@given(SHAPES, st.integers(0, 2**52 - 1))
def test_it_is_the_inverse_for_every_uniform_number(shape: float, bits: int) -> None:
    u = (bits + 0.5) * 2.0**-52
    # The complement keeps its digits next to 1, where the distance to 1 is exact.
    exact = special.gammaincinv(shape, u) if u < 0.5 else special.gammainccinv(shape, 1 - u)
    assert gamma_quantile(shape, np.array([u]))[0] == pytest.approx(exact, rel=1e-11)


@given(SHAPES)
def test_it_is_the_inverse_at_both_ends_and_in_the_middle(shape: float) -> None:
    u = np.array([2.0**-53, 0.25, 0.5, np.nextafter(0.5, 1), 0.75, 1 - 2.0**-53])
    exact = np.where(u <= 0.5, special.gammaincinv(shape, u), special.gammainccinv(shape, 1 - u))
    assert gamma_quantile(shape, u) == pytest.approx(exact, rel=1e-11)


def test_an_exponential_time_is_a_gamma_time_of_shape_one() -> None:
    u = np.linspace(0, 1, 10_001)[1:-1]
    assert gamma_quantile(1.0, u) == pytest.approx(-np.log1p(-u), rel=1e-11)


def test_shapes_too_small_for_the_table_are_asked_of_scipy() -> None:
    u = np.linspace(0, 1, 101)[1:-1]
    found = gamma_quantile(LEAST_SHAPE / 5, u)
    assert np.array_equal(found, special.gammaincinv(LEAST_SHAPE / 5, u))


def test_it_keeps_the_form_of_what_it_is_asked() -> None:
    assert gamma_quantile(2.0, np.full((3, 4), 0.3)).shape == (3, 4)
    assert gamma_quantile(2.0, np.empty(0)).shape == (0,)


@pytest.mark.parametrize("shape", [LEAST_SHAPE, 1.0, 3.7, 400.0])
def test_compiled_values_are_the_same(shape: float) -> None:
    compiled = pytest.importorskip("sim.fast.gamma", exc_type=ImportError).looked_up
    edges = [2.0**-53, 0.25, 0.5, np.nextafter(0.5, 1), 0.75, 1 - 2.0**-53]
    u = np.append(edges, np.random.default_rng(1).random(10_000) + 2.0**-54)
    assert compiled(table(shape), u).tobytes() == looked_up(table(shape), u).tobytes()
