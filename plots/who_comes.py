"""What those who come to the lines of a model are called: calls, visits, or both."""

from __future__ import annotations

from collections.abc import Collection

from scenarios.calls import is_calls, lines_of
from scenarios.model import ServiceModel
from scenarios.section import TextPair


def coming(model: ServiceModel, queues: Collection[str] | None = None) -> TextPair:
    """What is counted at some queues of a model, or at all; to stand in a sentence."""
    kinds = {is_calls(model, name) for name in comers(model, queues)}
    if len(kinds) != 1:
        return TextPair(zh="来电（来访）", en="calls (visits)")
    return TextPair(zh="来电", en="calls") if True in kinds else TextPair(zh="来访", en="visits")


def comers(model: ServiceModel, queues: Collection[str] | None = None) -> tuple[str, ...]:
    """Services whose cases come to some queues of a model, or to any."""
    return tuple(
        name
        for name in model.services
        if queues is None or not set(queues).isdisjoint(lines_of(model, name))
    )
