"""Hours that end on the day after they begin: meant, or two times the wrong way round."""

from __future__ import annotations

from typing import Any

from scenarios.findings import dotted
from scenarios.model import ServiceModel
from scenarios.sections import sections
from scenarios.units import SECONDS

_FIELDS = ("open", "open_dates", "span", "between", "hours")
"""Fields that hold one span or several."""


def over_midnight(model: ServiceModel) -> dict[str, tuple[tuple[float, float], ...]]:
    """Spans [s since midnight] that end after midnight, by the section that they stand in."""
    found: dict[str, tuple[tuple[float, float], ...]] = {}
    for path, section in sections(model):
        spans = [span for name in _FIELDS for span in _spans(getattr(section, name, None))]
        late = dict.fromkeys(span for span in spans if span[1] > SECONDS["day"])
        if late:
            found[dotted(path)] = tuple(late)
    return found


def _spans(value: Any) -> list[tuple[float, float]]:
    """One span, several, or several a day."""
    if isinstance(value, dict):
        return [span for inner in value.values() for span in _spans(inner)]
    if not isinstance(value, tuple):
        return []
    if len(value) == 2 and all(isinstance(time, float) for time in value):
        return [value]
    return [span for inner in value for span in _spans(inner)]
