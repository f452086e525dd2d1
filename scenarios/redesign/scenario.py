"""A scenario file: a baseline and the redesign steps that are tried on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from scenarios.library.packs import load_pack, pack_names
from scenarios.logs import FilePath
from scenarios.redesign.union import RedesignStep
from scenarios.section import Fraction, Frozen, Provenance, Text
from scenarios.units import Workdays, parse_time


def _text_or_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(
            f'expected a time such as "2 h", or a number, got {value!r}. Write one of them.'
        )
    return value


def _is_time(value: str | float) -> str | float:
    if isinstance(value, str):
        parse_time(value, None)
    return value


Amount = Annotated[
    str | Annotated[float, Field(allow_inf_nan=False)],
    BeforeValidator(_text_or_number),
    AfterValidator(_is_time),
]
"""A time with its unit, or a number; shares lie within [0, 1]."""


def amount_number(amount: str | float) -> float | Workdays:
    """A published amount as a number: seconds, working days, or what it is."""
    return parse_time(amount, None) if isinstance(amount, str) else amount


def _of_the_library(value: object, info: ValidationInfo) -> object:
    """The baseline of the case with this name; a file of that name goes before it."""
    base = (info.context or {}).get("base") or "."
    if value in pack_names() and not (Path(base) / str(value)).is_file():
        return str(load_pack(str(value)).baseline)
    return value


Baseline = Annotated[FilePath, BeforeValidator(_of_the_library)]
"""A model file, relative to the file it stands in, or a case of the library."""


class Published(Frozen):
    """A figure that somebody published about such a redesign, to stand beside the simulated.

    It is shown, and never put into a model.
    """

    what: Text
    """What was counted."""
    before: Amount | None = None
    """Published figure before the redesign."""
    after: Amount | None = None
    """Published figure after it."""
    source: Text
    """Who published it, and what they left open."""
    measure: str | None = None
    """Measure that is simulated for it, such as ``hall_time_mean``."""
    scope: str = "all"
    """What the measure is about: all, service, channel, activity, queue, pool or target."""
    of: str = ""
    """Name within the scope, of a channel ``SERVICE: CHANNEL``; empty for all."""
    tolerance: Fraction | None = None
    """How far the baseline may lie from ``before``, as a share of it."""


class Scenario(Frozen):
    """A baseline and an ordered list of redesign steps."""

    name: str
    """Short name, for files."""
    title: Text
    """Name for people."""
    baseline: Baseline
    """Model file that it starts from, relative to this file, or a case of the library."""
    why: Text
    """What is wrong today and why this should mend it."""
    provenance: Provenance
    """Where the numbers come from of steps that say nothing."""
    redesign: tuple[RedesignStep, ...] = ()
    """Steps in order; each sees what the one before it made."""
    published: tuple[Published, ...] = ()
    """Figures published about such redesigns."""

    @property
    def steps(self) -> tuple[RedesignStep, ...]:
        """The redesign, each step with its provenance."""
        return tuple(
            step if step.provenance is not None else step.replace(provenance=self.provenance)
            for step in self.redesign
        )


def scenario_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) that every scenario file keeps."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Scenario.model_json_schema(mode="validation"),
        "title": "onewindow scenario",
    }
