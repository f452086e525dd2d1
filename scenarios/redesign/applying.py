"""A model redesigned step by step, each step seeing what the one before it made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.errors import Problem, RedesignError
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.idle_factors import idle_factors
from scenarios.redesign.trace import Change
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class StepTrace:
    """One step of a redesign and what it changed."""

    operator: Operator
    """The step, with the names of the model where it had their titles."""
    changes: tuple[Change, ...]
    """What it changed in the model that the step before it made."""
    one_off_cost: float
    """What it costs once, the hours of staff included, in the currency of the model's ``costs``."""
    staff_hours: float
    """Hours that members of the staff spend on it once, such as in training."""
    falls_short: TextPair | None = None
    """What it asked for that the model before it did not have."""
    idle: tuple[str, ...] = ()
    """Its factors that multiply something of which the model before it had none."""


@dataclass(frozen=True, slots=True)
class Redesigned:
    """A model after all steps of a redesign."""

    model: ServiceModel
    """The model."""
    steps: tuple[StepTrace, ...]
    """What each step changed, in order."""

    @property
    def one_off_cost(self) -> float:
        """What the steps cost once, in the currency of the model's ``costs``."""
        return sum(step.one_off_cost for step in self.steps)

    @property
    def staff_hours(self) -> float:
        """Hours that members of the staff spend on the steps once, such as in training."""
        return sum(step.staff_hours for step in self.steps)

    @property
    def yearly_cost(self) -> float:
        """What they cost a year besides staff and seats, in the same currency."""
        return sum(step.operator.yearly_cost for step in self.steps)


def apply_redesign(model: ServiceModel, steps: Sequence[Operator]) -> Redesigned:
    """Apply the steps of a redesign in order.

    Raises
    ------
    RedesignError
        A step does not fit the model that the steps before it made; it says which step and
        field, such as ``redesign[1] share_data: remove``.
    """
    traces = []
    for k, step in enumerate(steps):
        try:
            applied = step.apply(model)
        except RedesignError as error:
            raise RedesignError(
                Problem(f"redesign[{k}] {p.where}", p.what) for p in error.problems
            ) from error
        short, idle = applied.step.falls_short(model), idle_factors(applied.step, model)
        model = applied.model
        traces.append(
            StepTrace(
                applied.step,
                applied.changes,
                applied.one_off_cost,
                applied.staff_hours,
                short,
                idle,
            )
        )
    return Redesigned(model, tuple(traces))
