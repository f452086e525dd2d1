"""How applicants take what happens to them: the model of experience."""

from __future__ import annotations

from typing import Annotated

from frozendict import frozendict
from pydantic import Field

from scenarios.section import NUMBER, Factor, Named, Section
from scenarios.units import Duration

_Rate = Annotated[float, Field(gt=0, lt=1), NUMBER]
"""A share that a logistic curve can have: neither nobody nor everybody."""
_Expected = Annotated[Duration, Field(gt=0)]


class Observed(Section):
    """What was observed, before any redesign."""

    satisfaction: _Rate | None = None
    """Share of the applicants who were satisfied (群众评议满意率), within (0, 1)."""
    complaints: _Rate | None = None
    """Share of the cases about which somebody complained (投诉率), within (0, 1)."""


class Experience(Section):
    """From what happens to a case to whether its applicant is satisfied: modelled, not measured.

    Satisfied with probability logistic(b0 - wait_weight * max(0, wait / expected_wait - 1)
    - visit_weight * (visits - 1) - error_weight * errors - late_weight * late), after
    expectation-confirmation (Oliver 1980, "A cognitive model of the antecedents and consequences
    of satisfaction decisions"); a complaint likewise, with the signs turned. The b0 of each is
    solved so that the baseline gives what was observed, and holds for its redesigns too.
    """

    observed: Observed | None = None
    """Observed shares of the baseline; a model without has no modelled ones, unless it is
    compared with a baseline that has."""
    expected_wait: _Expected
    """Wait that applicants find right, per visit or call."""
    service_waits: Named[_Expected] = Field(default_factory=frozendict)
    """The same of some services, by name."""
    wait_weight: Factor = 0.5
    """Weight of a wait of one expected wait too long, in logits (b_w)."""
    visit_weight: Factor = 0.4
    """Weight of each further visit, in logits (b_v)."""
    error_weight: Factor = 0.6
    """Weight of each time the case is sent back, in logits (b_e)."""
    late_weight: Factor = 1.0
    """Weight of an outcome after the promised limit, in logits (b_l)."""
