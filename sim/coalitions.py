"""Models after some of the steps of a redesign, and which steps need which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from scenarios.errors import RedesignError

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Coalitions(Generic[Model]):
    """A baseline and the steps of a redesign, of which any can be left out.

    A coalition is a number whose bit ``j`` says whether step ``j`` is taken (0 for the first).
    Those taken are applied in their own order; one that does not fit the model before it is passed
    over, because what it works on is not there.
    """

    baseline: Model
    steps: Sequence[Callable[[Model], Model]]
    """Each makes one model out of another, or raises `scenarios.errors.RedesignError`."""
    _known: dict[int, Model] = field(default_factory=dict, repr=False)

    def model(self, coalition: int) -> Model:
        """The baseline after the steps of a coalition."""
        if coalition == 0:
            return self.baseline
        if coalition not in self._known:
            last = coalition.bit_length() - 1
            below = self.model(coalition ^ (1 << last))
            try:
                self._known[coalition] = self.steps[last](below)
            except RedesignError:
                self._known[coalition] = below
        return self._known[coalition]

    def needs(self, step: int) -> tuple[int, ...]:
        """The earlier steps that a step cannot do without, each of them, all others being there."""
        before = first(step)
        return tuple(i for i in range(step) if not self.fits(step, before ^ (1 << i)))

    def fits(self, step: int, coalition: int) -> bool:
        """Whether a step can be applied after a coalition of steps before it."""
        try:
            self.steps[step](self.model(coalition))
        except RedesignError:
            return False
        return True


def first(n: int) -> int:
    """The coalition of the first ``n`` steps."""
    return (1 << n) - 1


def last(n: int, steps: int) -> int:
    """The coalition of all of some steps but the first ``n``."""
    return first(steps) ^ first(n)
