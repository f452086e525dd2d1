"""A mapping that could not be guessed whole, as one line for people to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scenarios.section import Frozen

OPEN = "?"
"""Stands where a column has to be named."""
SAVE = "save this line as a file and give it as --mapping (docs/fit.md)"
"""What to do with the line."""
BELOW = "Name it in the mapping below."
"""How to mend what another problem has the mapping for."""


def sketch(shape: type[Frozen], given: Mapping[str, Any]) -> str:
    """Keys of a mapping as one line of YAML, without those that have their usual value.

    Parameters
    ----------
    shape
        The mapping that they are of.
    given
        Its keys, with `OPEN` where nothing is known.
    """
    keys = ", ".join(
        f"{key}: {_text(value)}"
        for key, value in given.items()
        if value != shape.model_fields[key].default
    )
    return f"{{{keys}}}"


def missing_with_mend(
    shape: type[Frozen], needed: Sequence[str], given: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Each use without a column, and how to mend it: the last one with the whole mapping.

    Parameters
    ----------
    shape
        The mapping.
    needed
        Its keys that have to be there.
    given
        What was guessed, None where nothing was.
    """
    missing = [use for use in needed if use not in given]
    known = {**dict.fromkeys(needed, OPEN), **given}
    for use in missing:
        yield use, to_fill_in(shape, known) if use == missing[-1] else BELOW


def to_fill_in(shape: type[Frozen], given: Mapping[str, Any]) -> str:
    """How to mend what was not found: a mapping file of one line.

    Keys that have to be there and are None are open.
    """
    needed = {key for key, field in shape.model_fields.items() if field.is_required()}
    known = {key: OPEN if v is None and key in needed else v for key, v in given.items()}
    line = sketch(shape, known)
    return f'Put what is right in the place of "{OPEN}", and {SAVE}: {line}'


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_text(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)
