"""A target beyond the share of people who are there when called is told."""

import pytest

from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from scenarios.targets import Formula
from sim.service_levels import FORMULAS, is_against
from tests.scenarios.checks.test_mechanisms import model
from tests.told_in_both import in_both


def promising(fraction: float, away: float, formula: Formula = "of_offered") -> ServiceModel:
    target = {
        "measure": "service_level", "queue": "accept", "fraction": fraction, "within": "10 min",
        "formula": formula,
    }  # fmt: skip
    return model(activity={"no_show": away}, targets={"quick": target})


@pytest.mark.parametrize(("fraction", "away"), [(0.95, 0.1), (0.91, 0.1), (0.9, 0.1), (0.95, 0)])
def test_it_is_told_where_more_is_promised_than_come(fraction: float, away: float) -> None:
    told = [one for one in warnings_for(promising(fraction, away)) if "targets" in one.where]
    assert len(told) == (fraction > 1 - away)
    for one in in_both(told):
        assert one.where == "targets.quick.fraction"
        assert "at most 90 %" in one.what
        assert "formula: of_answered" in one.zh


@pytest.mark.parametrize("formula", list(FORMULAS))
def test_it_is_told_of_the_formulas_that_count_who_leaves_at_once(formula: Formula) -> None:
    told = [one for one in warnings_for(promising(0.95, 0.1, formula)) if "targets" in one.where]
    assert bool(told) == is_against(formula)
