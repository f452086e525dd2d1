"""Every number of a model with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from scenarios.distributions import Constant
from scenarios.findings import Path, dotted
from scenarios.model import ServiceModel
from scenarios.section import ProvenanceNote, Section
from scenarios.targets import Costs
from scenarios.units import Workdays, number_text

_MOST = 8


@dataclass(frozen=True, slots=True)
class Sourced:
    """A number and where it comes from."""

    where: str
    """Path in the model, e.g. ``activities.accept.service_time.mean``."""
    value: str
    """The number with its unit; several numbers of one field are joined by commas."""
    provenance: ProvenanceNote
    """Of the nearest section around it that says one, else the model's."""


def numbers(model: ServiceModel) -> tuple[Sourced, ...]:
    """Every number that was set, in the order of the model; defaults are left out."""
    found = numbers_in(model, model.provenance)
    currency = (model.costs or Costs()).currency
    return tuple(replace(s, value=s.value + _unit(s.where, currency)) for s in found)


def numbers_in(section: BaseModel, note: ProvenanceNote) -> tuple[Sourced, ...]:
    """Every number that was set in a section alone, such as a redesign step, without its unit.

    Parameters
    ----------
    section
        The section; paths begin in it.
    note
        Where numbers come from that say nothing themselves.
    """
    return tuple(
        _numbers(section, section.model_dump(exclude_unset=True, warnings=False), (), note)
    )


def _unit(where: str, currency: str) -> str:
    """The unit of a number that has none in its text."""
    *outer, last = where.split(".")
    if "crew" in outer[-1:] and last == "speed":
        return " km per h"
    if ("crew" in outer[-1:] and last == "base") or "where" in (*outer[-1:], last.split("[")[0]):
        return " km"
    match last:
        case "per_hour":
            return " per h"
        case "staff_cost" | "citizen_hour":
            return f" {currency} per h"
        case "compensation":
            return f" {currency}"
        case "seat_cost":
            return f" {currency} per day"
        case _:
            return ""


def _numbers(value: Any, dumped: Any, path: Path, note: ProvenanceNote) -> Iterator[Sourced]:
    """Walk the model beside its dump, which has the texts of times and clock times."""
    if isinstance(value, ProvenanceNote):
        return
    if isinstance(value, BaseModel):
        if isinstance(value, Section) and value.provenance is not None:
            note = value.provenance
        for name in type(value).model_fields:
            if name in dumped and name != "onewindow":
                # A constant time is written without its key, so it is shown without it.
                at = path if isinstance(value, Constant) else (*path, name)
                yield from _numbers(getattr(value, name), dumped[name], at, note)
    elif isinstance(value, dict):
        assert isinstance(dumped, Mapping)
        for (key, inner), below in zip(value.items(), dumped.values(), strict=True):
            yield from _numbers(inner, below, (*path, str(key)), note)
    elif (text := _number(value, dumped)) is not None:
        yield Sourced(dotted(path), text, note)
    elif isinstance(value, tuple) and value:
        texts = [_number(a, b) for a, b in zip(value, dumped, strict=True)]
        shown = [text for text in texts if text is not None]
        if len(shown) == len(texts):
            more = f", … ({len(shown)} in all)" if len(shown) > _MOST else ""
            yield Sourced(dotted(path), ", ".join(shown[:_MOST]) + more, note)
            return
        for k, (inner, below) in enumerate(zip(value, dumped, strict=True)):
            yield from _numbers(inner, below, (*path, k), note)


def _number(value: Any, dumped: Any) -> str | None:
    """A number, a time, a clock time or a span as text; None for anything else."""
    if isinstance(dumped, str) and not isinstance(value, str):
        return dumped
    if isinstance(value, bool) or not isinstance(value, int | float | Workdays):
        return None
    return str(value) if isinstance(value, Workdays) else number_text(value)
