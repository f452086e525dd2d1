"""The step of a scenario that makes one window of several, with other time factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onewindow.subjects import study_of
from scenarios.errors import ModelError, Problem
from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.merged_parts import joins_visits
from scenarios.redesign.pool_windows import PoolWindows
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class Merging:
    """A step that merges or pools windows, and the model that it is applied to."""

    before: ServiceModel
    """The model after the steps that come before it."""
    step: OneWindow | PoolWindows
    number: int
    """Its place in the scenario, 0 for the first step."""
    earlier: tuple[str, ...]
    """Operators of the steps before it, which are on both sides."""
    later: tuple[str, ...]
    """Operators of the steps after it, which are on neither."""
    case: TextPair
    """Title of the baseline."""
    scenario: TextPair
    """Title of the scenario."""

    @property
    def shortens(self) -> bool:
        """Whether visits are joined, so that ``time_factor`` counts beside ``breadth_penalty``."""
        if not isinstance(self.step, OneWindow):
            return False
        return joins_visits(self.step.apply(self.before).model, self.step.into)

    @property
    def assumed(self) -> float:
        """The product of the factors that the scenario gives, as far as they count."""
        saved = self.step.time_factor if isinstance(self.step, OneWindow) and self.shortens else 1.0
        return saved * self.step.breadth_penalty

    def after(self, product: float) -> ServiceModel:
        """The model after the step with another product.

        A visit that one window joins with no other keeps the ``breadth_penalty`` of the step. Where
        it joins none at all the product is that penalty.

        Raises
        ------
        RedesignError
            The step does not fit the model.
        """
        if isinstance(self.step, OneWindow) and self.shortens:
            factor = product / self.step.breadth_penalty
            return self.step.replace(time_factor=factor).apply(self.before).model
        return self.step.replace(breadth_penalty=product).apply(self.before).model


def merging_of(name: str | Path, scenarios: Sequence[str] = ()) -> Merging:
    """The first step of a scenario that makes one window of several.

    Parameters
    ----------
    name
        A scenario file, case/scenario, or a case of the library with one scenario.
    scenarios
        The scenario, where the name is that of a case or of a model file.

    Raises
    ------
    ModelError, RedesignError
        There is no such scenario, or it has no such step.
    """
    study = study_of(name, tuple(scenarios))
    if len(study.redesigns) > 1:
        raise ModelError(
            Problem(
                "",
                f"expected one scenario ({listed(study.redesigns)}), got '{name}', which has "
                f"{len(study.redesigns)}. Name one, such as {name}/{next(iter(study.redesigns))}.",
            )
        )
    redesign = next(iter(study.redesigns.values()))
    steps = [trace.operator for trace in redesign.steps]
    for k, step in enumerate(steps):
        if isinstance(step, OneWindow | PoolWindows):
            names = tuple(one.title_of_kind for one in steps)
            before = apply_redesign(study.baseline, steps[:k]).model
            sides = names[:k], names[k + 1 :]
            return Merging(before, step, k, *sides, study.baseline.title, redesign.title)
    raise ModelError(
        Problem(
            "redesign",
            "expected a step one_window or pool_windows, whose break-even is looked for, got "
            f"{listed(step.title_of_kind for step in steps) or 'no step'}. Name another scenario.",
            str(name),
        )
    )
