"""What a redesign changes for all cases, so that it cannot be tried on a share of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from scenarios.arrivals import Trace
from scenarios.errors import RedesignError
from scenarios.findings import Path, dotted
from scenarios.model import ServiceModel
from scenarios.redesign.refusals import refusal
from scenarios.section import Frozen
from scenarios.services import Service

_TOLD = {"provenance", "title"}
"""What changes no case."""
_BY_CASE: dict[str, set[str]] = {
    "pools": {"serves"},
    "services": {"flow", "channels", "priority", "limits", "open_cases", "arrivals", "documents"},
    "queues": set(),
    "calendars": set(),
    "logs": set(),
}
"""Fields of each map of sections that a part of the cases can have of their own."""
_OTHER_MAPS = {"activities", "targets"}


def require_split(before: ServiceModel, after: ServiceModel) -> None:
    """Refuse a redesign that changes more than a part of the cases can have of their own.

    Raises
    ------
    RedesignError
        It does so, as with the seats of a pool; the field to blame is ``pilot``.
    """
    _require_same(before, after, (), {*_BY_CASE, *_OTHER_MAPS})
    for key, apart in _BY_CASE.items():
        old: Mapping[str, Any] = getattr(before, key)
        new: Mapping[str, Any] = getattr(after, key)
        for name in old.keys() & new.keys():
            _require_same(old[name], new[name], (key, name), apart)
    for name in dict.fromkeys([*before.services, *after.services]):
        if name not in before.services or name not in after.services:
            raise cannot_split(("services", name))
        if _arrivals(before.services[name]) != _arrivals(after.services[name]):
            raise cannot_split(("services", name, "arrivals"))


def cannot_split(at: Path) -> RedesignError:
    """The error of a step that changes this place for all cases."""
    return refusal(
        "pilot",
        "expected a step that can be tried on a share of the cases, got one that changes "
        f"{dotted(at)} for all. Leave pilot out.",
    )


def _require_same(before: Frozen, after: Frozen, at: Path, apart: Collection[str]) -> None:
    for name in type(before).model_fields:
        if name not in (*apart, *_TOLD) and getattr(before, name) != getattr(after, name):
            raise cannot_split((*at, name))


def _arrivals(service: Service) -> object:
    """How cases come, without the work that a log gives for steps."""
    arrivals = service.arrivals
    return arrivals.replace(work={}) if isinstance(arrivals, Trace) else arrivals
