"""What every redesign operator is: frozen data that makes one model out of another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, get_args, get_origin

from pydantic import ValidationError

from scenarios.checks import checked
from scenarios.errors import ModelError, Problem, RedesignError
from scenarios.findings import dotted
from scenarios.model import ServiceModel
from scenarios.pydantic_errors import findings_of
from scenarios.redesign.open_cases import follow_open_cases
from scenarios.redesign.pilot import piloted
from scenarios.redesign.refusals import TitleGiven, free_name, refusal, require_names
from scenarios.redesign.trace import Change, changes
from scenarios.section import Factor, Fraction, Frozen, Provenance, ProvenanceNote, TextPair

__all__ = ["Applied", "Operator", "free_name", "refusal", "require_names"]


@dataclass(frozen=True, slots=True)
class Applied:
    """A model after a redesign step, and what the step changed in it."""

    model: ServiceModel
    changes: tuple[Change, ...]
    """Differences from the model before, in the order of the file."""
    step: Operator
    """The step, with the names of the model where it had their titles."""
    one_off_cost: float = 0.0
    """What the step costs once, the hours of staff included, in the currency of ``costs``."""
    staff_hours: float = 0.0
    """Hours that members of the staff spend on it once, such as in training."""


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
    pilot: Fraction = 1.0
    """Share of the cases that it is tried on (试点); the others go as before. What it costs once
    and a year is paid in full."""

    @abstractmethod
    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model after this step, for all cases.

        Raises
        ------
        RedesignError
            See `refusal`: the step does not fit the model.
        """

    def falls_short(self, model: ServiceModel) -> TextPair | None:
        """What the step asks for and the model before it does not have; None where it has all."""
        return None

    def hours_once(self, model: ServiceModel) -> Mapping[str, float]:
        """Hours that staff of the model before spend on the step once, by pool.

        Raises
        ------
        RedesignError
            See `refusal`: nobody knows how many they are.
        """
        return {}

    @property
    def source(self) -> ProvenanceNote:
        """Provenance of the numbers that the step puts into a model."""
        kind = self.title_of_kind
        note = TextPair(zh=f"改造步骤 {kind}", en=f"redesign step {kind}")
        return self.provenance or ProvenanceNote(kind="assumed", source=note)

    @property
    def title_of_kind(self) -> str:
        """Name of the operator, as files write it."""
        return str(getattr(self, "operator", type(self).__name__))

    def apply(self, model: ServiceModel) -> Applied:
        """Make the model after this step, and the trace of what changed.

        Titles of the model, in Chinese or in English, stand for its names.

        Raises
        ------
        RedesignError
            The step does not fit the model, or makes one that cannot run; one sentence for each
            problem, beginning with the operator and the field.
        """
        try:
            try:
                return self._applied(model)
            except TitleGiven as titles:
                named = self._named(titles)
        except (ModelError, RedesignError) as error:
            raise RedesignError(
                Problem(self._at(p.where), p.what) for p in error.problems
            ) from error
        except ValidationError as error:
            raise RedesignError(
                Problem(self._at(dotted(f.path)), f.what) for f in findings_of(error, {})
            ) from error
        return named.apply(model)

    def _applied(self, model: ServiceModel) -> Applied:
        whole = checked(follow_open_cases(model, self.rewritten(model)))
        tried = piloted(model, whole, self.pilot)
        after = whole if tried is whole else checked(tried)
        hours = self.hours_once(model)
        paid = sum(h * (model.pools[pool].staff_cost or 0.0) for pool, h in hours.items())
        cost = self.one_off_cost + paid
        return Applied(after, changes(model, after), self, cost, float(sum(hours.values())))

    def with_names(self, given: object, names: Mapping[str, tuple[str, ...]]) -> object:
        """The value of a field with names of the model where it has titles.

        Parameters
        ----------
        given
            A name, names, or a map by name.
        names
            Those that each title stands for; where several do, only of a list of names.
        """
        if isinstance(given, str):
            return names[given][0] if len(names.get(given, ())) == 1 else given
        if isinstance(given, Mapping):
            return {self.with_names(name, names): value for name, value in given.items()}
        if isinstance(given, tuple):
            return tuple(put for name in given for put in names.get(name, (name,)))
        return given

    def _named(self, titles: TitleGiven) -> Self:
        """The step with names where it had titles; each name stands once."""
        given = getattr(self, titles.field, None)
        put = self.with_names(given, titles.names)
        if isinstance(given, str) and self._takes_several(titles.field):
            put = one[0] if len(one := titles.names[given]) == 1 else one
        if put == given:
            raise titles
        if isinstance(put, tuple) and len(set(put)) < len(put):
            raise titles
        if isinstance(put, Mapping) and len(put) < len(given or ()):
            raise titles
        return self.replace(**{titles.field: put})

    def _takes_several(self, field: str) -> bool:
        """Whether a field takes one name or a list of them."""
        kind = type(self).model_fields[field].annotation
        return any(get_origin(one) is tuple for one in get_args(kind))

    def _at(self, where: str) -> str:
        return f"{self.title_of_kind}: {where}" if where else self.title_of_kind
