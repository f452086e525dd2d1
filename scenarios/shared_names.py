"""Names under which several activities go together (``also_called``)."""

from __future__ import annotations

from scenarios.model import ServiceModel


def shared_names(model: ServiceModel) -> dict[str, tuple[str, ...]]:
    """Activities by each name that two or more share and that is the name of none."""
    found: dict[str, list[str]] = {}
    for name, activity in model.activities.items():
        for word in dict.fromkeys(activity.also_called):
            found.setdefault(word, []).append(name)
    return {
        word: tuple(names)
        for word, names in found.items()
        if len(names) > 1 and word not in model.activities
    }
