"""The JSON Schema of a model file, for editors and for the reference page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from scenarios.model import ServiceModel


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    schema = ServiceModel.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "onewindow model",
    }


def model_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) that every model file keeps.

    It says what one value alone can say: names of keys, kinds of values, bounds, units. What
    several values say together, such as shares that sum to 1, is checked on reading.
    """
    return dict(_schema())
