"""Published instances of minimum shift design reach their known optima."""

from __future__ import annotations

import pytest

from benchmarks.shift_design import DATA, OPTIMA, instance
from optimize.shifts import plan_shifts


@pytest.mark.skipif(not DATA.exists(), reason="the published instances are not beside the project")
@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("solver", ["highs", "cbc"])
def test_the_known_optimum_is_proved(number: int, solver: str) -> None:
    # 2 and 4 take 6 to 47 s: `python -m benchmarks shift_design` proves them.
    one = instance(number)
    plan = plan_shifts(one.need, one.rules, gap=0.0, solver=solver)
    assert (plan.status, plan.cost) == ("optimal", pytest.approx(OPTIMA[number]))
    used = {(s.kind, s.start % 86400, s.end - s.start) for s in plan.shifts}
    off = (plan.under.sum() + plan.over.sum()) * plan.interval / 60
    assert off + len(used) * one.rules.distinct_cost == pytest.approx(OPTIMA[number])
