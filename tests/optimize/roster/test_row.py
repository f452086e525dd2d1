"""The cheapest row of one person is that of all rows, each looked at by itself."""

from __future__ import annotations

import math
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimize.roster import units
from optimize.roster.row import Room, RowFinder
from scenarios.roster.rosters import RosterCase
from tests.optimize.roster.test_rosters_against_all import DAYS, cases, few
from tests.optimize.rosters_by_force import Row, broken, cost, rows

alone = cases.map(
    lambda case: case.replace(people={"A": case.people["A"]}, needs=(), apart=(), together=())
)
prices = st.lists(
    st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=DAYS, max_size=DAYS
).map(np.array)


def by_force(case: RosterCase, added: np.ndarray) -> dict[Row, float]:
    """All legal rows, with what each costs."""
    number = {None: 0, **{kind: k + 1 for k, kind in enumerate(case.kinds)}}
    found = {}
    for row in rows(case):
        hard = [r for _, r in broken(case, {"A": row}) if case.strength(r) == "hard"]
        if not hard:
            own = cost(case, {"A": row})
            found[row] = own + sum(added[day, number[kind]] for day, kind in enumerate(row))
    return found


@few
@given(alone, prices, st.booleans(), st.sampled_from([1, units.LONG]))
def test_the_cheapest_row_is_the_cheapest_of_all(
    case: RosterCase, added: np.ndarray, quick: bool, long: int
) -> None:
    least = by_force(case, added)
    # With few days all limits would be short ones, and nothing would be counted.
    with mock.patch.object(units, "LONG", long):
        (unit,) = units.units_of(case)
    finder = RowFinder(unit, case.days)
    found = finder.cheapest(unit.costs + added, Room(1000), quick=quick)
    if not least or math.isinf(unit.constant):
        assert not least
        assert found.row is None or math.isinf(unit.constant)
        return
    assert found.row is not None
    kinds = (None, *case.kinds)
    row = tuple(kinds[choice] for choice in found.row.choices)
    assert found.row.cost + unit.constant == pytest.approx(least[row])
    assert found.bound + unit.constant <= min(least.values()) + 1e-6
    if found.exact:
        assert least[row] == pytest.approx(min(least.values()))
    assert found.exact or quick


@few
@given(alone, prices)
def test_nothing_is_below_the_cheapest_row(case: RosterCase, added: np.ndarray) -> None:
    least = min(by_force(case, added).values(), default=math.inf)
    (unit,) = units.units_of(case)
    cut = least - unit.constant if math.isfinite(least) else 1e3
    found = RowFinder(unit, case.days).cheapest(unit.costs + added, Room(1000), cut=cut)
    assert found.row is None
    assert found.exact
