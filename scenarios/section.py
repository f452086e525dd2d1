"""The frozen base of everything a model file can say."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal, Self, TypeVar

from frozendict import frozendict
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from scenarios.errors import WrongText
from scenarios.written_cells import date_in, plain

K = TypeVar("K")
T = TypeVar("T")


def _freeze(given: dict[K, T]) -> dict[K, T]:
    return frozendict(given)


Map = Annotated[dict[K, T], AfterValidator(_freeze)]
"""A read-only map; its order is the order in the file."""
Named = Annotated[dict[str, T], AfterValidator(_freeze)]
"""A read-only map from names to sections; its order is the order in the file."""


def _number(value: object) -> object:
    if isinstance(value, bool | str):
        en, zh = _as_number(value)
        raise WrongText(f"expected a number, got {value!r}. {en}", f"应为数字，得到“{value}”。{zh}")
    return value


def _as_number(value: bool | str) -> tuple[str, str]:
    """How to write what was written as a text, in English and in Chinese."""
    text = str(value).strip()
    percent = text.endswith(("%", "％"))
    try:
        number = float(text[:-1] if percent else text)
    except ValueError:
        return "Write a number alone, without a unit or words.", "请只写数字，不带单位和文字。"
    if percent:
        return f"Write {number / 100:g} for {text}.", f"{text} 请写成 {number / 100:g}。"
    return "Write a number without quotes.", "请写成数字，不加引号。"


NUMBER = BeforeValidator(_number)
"""Refuses texts and truth values where a number has to stand; comes after its bounds."""
Whole = Annotated[int, NUMBER]
"""A whole number."""
Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), NUMBER]
"""A share within [0, 1], never a percent."""
Factor = Annotated[float, Field(ge=0, allow_inf_nan=False), NUMBER]
"""A multiplier of zero or more."""


_WRITTEN_DATE = re.compile(r"\d{4} ?[年/.] ?\d{1,2} ?[月/.] ?\d{1,2} ?[日号]?")


def _date(value: object) -> object:
    if isinstance(value, int | float):
        raise ValueError(
            f"expected a date, got {value!r}. Write year, month and day, such as 2026-03-02."
        )
    if isinstance(value, str) and _WRITTEN_DATE.fullmatch(plain(value)):
        return date_in(value) or value
    return value


Date = Annotated[dt.date, BeforeValidator(_date)]
"""A date, also 2026/3/2 or 2026年3月2日; numbers are refused, which would be seconds since
1970."""


TELLS = ("pattern", "distribution", "measure", "operator")
"""Keys whose value tells which kind of section it is."""


class Frozen(BaseModel):
    """Read-only data that refuses unknown keys; an attribute's docstring is its help."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        ser_json_inf_nan="constants",
    )

    def replace(self, **changes: Any) -> Self:
        """Return a copy with these fields changed, validated anew.

        Raises
        ------
        pydantic.ValidationError
            A changed field does not fit.
        """
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self).model_validate({**given, **changes})


def _text(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


class TextPair(Frozen):
    """A text in Chinese and in English."""

    zh: str
    """Chinese text."""
    en: str
    """English text."""


Text = Annotated[TextPair, BeforeValidator(_text, json_schema_input_type=str | TextPair)]
"""A text in both languages; one string stands for both."""


def _provenance(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


_Kind = Literal["measured", "published", "assumed"]
KIND_TITLES: dict[str, TextPair] = {
    "measured": TextPair(zh="实测", en="measured"),
    "published": TextPair(zh="公布", en="published"),
    "assumed": TextPair(zh="假定", en="assumed"),
}
"""What each kind of provenance is called."""


class ProvenanceNote(Frozen):
    """Where numbers come from."""

    kind: _Kind
    """Where the numbers come from: measured in data, published by someone, or assumed by us."""
    source: Text = TextPair(zh="", en="")
    """The data set, publication or reasoning behind them."""
    sample_size: Annotated[int, Field(ge=1), NUMBER] | None = None
    """Number of observations, when measured."""


Provenance = Annotated[
    ProvenanceNote, BeforeValidator(_provenance, json_schema_input_type=_Kind | ProvenanceNote)
]
"""Where a number comes from; a bare word stands for the kind alone."""


class Section(Frozen):
    """A part of the model that holds numbers, and says where they come from."""

    provenance: Provenance | None = None
    """Where the numbers of this section come from; the enclosing section's when left out."""
