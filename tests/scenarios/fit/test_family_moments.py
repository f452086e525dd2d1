"""Mean and cv of a family by its formulas are those that scipy integrates."""

from __future__ import annotations

import pytest

from scenarios.fit.families import FAMILIES, FittedFamily


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("shape", [0.6, 1.0, 2.5])
def test_moments_are_those_of_the_distribution(name: str, shape: float) -> None:
    family = FittedFamily(name, 1.0 if name == "exponential" else shape, 90.0, 0.0)
    assert family.mean == pytest.approx(family.frozen.mean(), rel=1e-9)
    assert family.cv == pytest.approx(family.frozen.std() / family.frozen.mean(), rel=1e-9)
