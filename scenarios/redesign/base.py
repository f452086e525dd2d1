"""What every redesign operator is: frozen data that makes one model out of another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from scenarios.checks import checked
from scenarios.errors import ModelError, Problem, RedesignError
from scenarios.findings import dotted, wrong_name
from scenarios.model import ServiceModel
from scenarios.pydantic_errors import findings_of
from scenarios.redesign.trace import Change, changes
from scenarios.section import Factor, Frozen, Provenance, ProvenanceNote


@dataclass(frozen=True, slots=True)
class Applied:
    """A model after a redesign step, and what the step changed in it."""

    model: ServiceModel
    changes: tuple[Change, ...]
    """Differences from the model before, in the order of the file."""


class Operator(Frozen, ABC):
    """A redesign step.

    A family of steps is a subclass with the field ``operator: Literal["its_name"]`` and the
    method `rewritten`; it joins the others in `scenarios.redesign.union`. It reads no clock, no
    file and no seed, and never changes the model that it is given.
    """

    provenance: Provenance | None = None
    """Where the numbers of this step come from; the scenario's when left out."""
    one_off_cost: Factor = 0.0
    """What the step costs once, in the currency of the model's ``costs``."""
    yearly_cost: Factor = 0.0
    """What it costs a year besides staff and seats, in the currency of the model's ``costs``."""

    @abstractmethod
    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model after this step.

        Raises
        ------
        RedesignError
            See `refusal`: the step does not fit the model.
        """

    @property
    def source(self) -> ProvenanceNote:
        """Provenance of the numbers that the step puts into a model."""
        note = f"redesign step {self.title_of_kind}"
        return self.provenance or ProvenanceNote(kind="assumed", source=note)

    @property
    def title_of_kind(self) -> str:
        """Name of the operator, as files write it."""
        return str(getattr(self, "operator", type(self).__name__))

    def apply(self, model: ServiceModel) -> Applied:
        """Make the model after this step, and the trace of what changed.

        Raises
        ------
        RedesignError
            The step does not fit the model, or makes one that cannot run; one sentence for each
            problem, beginning with the operator and the field.
        """
        try:
            after = checked(self.rewritten(model))
        except (ModelError, RedesignError) as error:
            raise RedesignError(
                Problem(self._at(p.where), p.what) for p in error.problems
            ) from error
        except ValidationError as error:
            raise RedesignError(
                Problem(self._at(dotted(f.path)), f.what) for f in findings_of(error, {})
            ) from error
        return Applied(after, changes(model, after))

    def _at(self, where: str) -> str:
        return f"{self.title_of_kind}: {where}" if where else self.title_of_kind


def refusal(field: str, what: str) -> RedesignError:
    """The error of a step whose ``field`` does not fit the model.

    Parameters
    ----------
    field
        Field of the operator.
    what
        ``expected ..., got ... . How to mend it.``
    """
    return RedesignError(Problem(field, what))


def require_names(field: str, kind: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse names that the model does not have.

    Parameters
    ----------
    field
        Field of the operator in which they stand.
    kind
        What they should be, such as ``a pool``.
    given, known
        Names of the step, and names of the model.

    Raises
    ------
    RedesignError
        For the first unknown name.
    """
    known = list(known)
    for name in given:
        if name not in known:
            raise refusal(field, wrong_name(kind, name, known, "Use one of these names."))


def free_name(name: str, taken: Container[str]) -> str:
    """The name itself, or the name with the first number that nobody has."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}_{number}"
    return free
