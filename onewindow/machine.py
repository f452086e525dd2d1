"""Results for machines: one JSON document on stdout and nothing else."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def print_json(document: Mapping[str, object]) -> None:
    """Print a document; numbers that are not there become null."""
    head = {"onewindow": version("onewindow")}
    text = json.dumps(_plain({**head, **document}), ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write(text + "\n")


def records(table: pd.DataFrame | None, *, profiles: bool = False) -> list[dict[str, Any]] | None:
    """Rows of a table as objects; rows of profiles (those with ``at``) only when asked for."""
    if table is None:
        return None
    if not profiles and "at" in table.columns:
        table = table[table["at"].isna()].drop(columns="at")
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    # Numpy's numbers give Python's; paths and dates are texts.
    return _plain(value.item()) if hasattr(value, "item") else str(value)
