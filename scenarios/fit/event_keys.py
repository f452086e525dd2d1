"""Names that activities, groups and matters of an event log have in a model."""

from __future__ import annotations

import re
from collections import Counter

from scenarios.fit.event_fit import EventFit
from scenarios.fit.routes import Symbol


def activity_keys(fit: EventFit) -> dict[Symbol, str]:
    """Name of each activity and group in the model."""
    events = fit.events
    groups = Counter(activity for activity, _ in fit.work)
    made = []
    for activity, group in fit.work:
        plain = key_of(events.activities[activity], f"activity_{activity + 1}")
        if groups[activity] > 1:
            plain += f"_{key_of(events.groups[group], f'group_{group + 1}')}"
        made.append(plain)
    return dict(zip(fit.work, unique(made), strict=True))


def unique(names: list[str]) -> list[str]:
    """Names with a number where one stood already."""
    made: list[str] = []
    for name in names:
        k, free = 2, name
        while free in made:
            k, free = k + 1, f"{name}_{k}"
        made.append(free)
    return made


def key_of(text: str, otherwise: str) -> str:
    """A text as a key; ``otherwise`` where too little is left of it."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    if not plain or not text.isascii():
        return otherwise
    return plain if plain[0].isalpha() else f"a_{plain}"
