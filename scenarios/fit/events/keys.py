"""Names that activities, groups and matters of an event log have in a model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from scenarios.fit.events.fit import EventFit
from scenarios.fit.routes import Symbol
from scenarios.fit.work_kinds import WorkKind
from scenarios.section import TextPair

_OTHERS = TextPair(zh="其余事项", en="other matters")
"""Matters that share the work of an activity which some have by themselves."""


def activity_keys(fit: EventFit) -> dict[WorkKind, str]:
    """Name of each kind of work in the model."""
    plain, matters = symbol_keys(fit), matter_keys(fit)
    made = []
    for kind in fit.work:
        key = plain[kind.symbol]
        if told_apart(fit, kind):
            key += f"_{matters[kind.matters[0]] if len(kind.matters) == 1 else 'others'}"
        made.append(key)
    # What all kinds of one activity are called is the name of none of them.
    shared = {plain[kind.symbol] for kind in fit.work if told_apart(fit, kind)}
    return dict(zip(fit.work, unique(made, shared), strict=True))


def called_alike(fit: EventFit, keys: Mapping[WorkKind, str]) -> dict[Symbol, tuple[str, ...]]:
    """What all kinds of work of an activity and group are called, of those told apart.

    They would have this name and title, were they not told apart. No other activity has one of
    them for its name or its title.

    Parameters
    ----------
    fit
        What was fitted.
    keys
        The activities of the model.
    """
    plain, activities = symbol_keys(fit), fit.events.activities
    words = set(keys.values())
    for kind in keys:
        title = kind_title(fit, kind, activities[kind.activity])
        words |= {title.zh, title.en}
    alike = {}
    for symbol in dict.fromkeys(kind.symbol for kind in keys if told_apart(fit, kind)):
        called = plain[symbol], symbol_title(fit, symbol, activities[symbol[0]])
        alike[symbol] = tuple(dict.fromkeys(word for word in called if word not in words))
    return alike


def symbol_keys(fit: EventFit) -> dict[Symbol, str]:
    """Name of each activity and group: where its work differs by matter, that of no activity."""
    events = fit.events
    symbols = list(dict.fromkeys(kind.symbol for kind in fit.work))
    made = []
    for activity, group in symbols:
        plain = key_of(events.activities[activity], f"activity_{activity + 1}")
        if in_several_groups(fit, activity):
            plain += f"_{key_of(events.groups[group], f'group_{group + 1}')}"
        made.append(plain)
    return dict(zip(symbols, unique(made), strict=True))


def matter_keys(fit: EventFit) -> list[str]:
    """Name of each matter."""
    return unique([key_of(m, f"matter_{k + 1}") for k, m in enumerate(fit.events.services)])


def keys_for(matter: int, keys: dict[WorkKind, str]) -> dict[Symbol, str]:
    """Which of the kinds of each activity and group cases of a matter have."""
    made: dict[Symbol, str] = {}
    for kind, key in keys.items():
        # The first kind is the one shared, which matters have of which none was seen.
        if kind.symbol not in made or matter in kind.matters:
            made[kind.symbol] = key
    return made


def in_several_groups(fit: EventFit, activity: int) -> bool:
    """Whether more than one group does an activity."""
    return len({kind.group for kind in fit.work if kind.activity == activity}) > 1


def told_apart(fit: EventFit, kind: WorkKind) -> bool:
    """Whether the same activity and group has work of another kind, too."""
    return Counter(one.symbol for one in fit.work)[kind.symbol] > 1


def symbol_title(fit: EventFit, symbol: Symbol, name: str) -> str:
    """What an activity of some name is called: with its group where several do it."""
    activity, group = symbol
    return f"{name} ({fit.events.groups[group]})" if in_several_groups(fit, activity) else name


def kind_title(fit: EventFit, kind: WorkKind, name: str) -> TextPair:
    """What a kind of work is called: with its matter where these are told apart.

    Parameters
    ----------
    fit, kind
        The work.
    name
        That of its activity, such as one cut to some length.
    """
    if not told_apart(fit, kind):
        title = symbol_title(fit, kind.symbol, name)
        return TextPair(zh=title, en=title)
    group = [fit.events.groups[kind.group]] if in_several_groups(fit, kind.activity) else []
    matter = matter_title(fit, kind)
    return TextPair(
        zh=f"{name}（{'，'.join([matter.zh, *group])}）",
        en=f"{name} ({', '.join([matter.en, *group])})",
    )


def matter_title(fit: EventFit, kind: WorkKind) -> TextPair:
    """The matter that a kind of work is told apart by, or the others."""
    if len(kind.matters) > 1:
        return _OTHERS
    only = fit.events.services[kind.matters[0]]
    return TextPair(zh=only, en=only)


def unique(names: list[str], taken: Collection[str] = ()) -> list[str]:
    """Names with a number where one stood already, or is taken by something else."""
    made: list[str] = []
    for name in names:
        k, free = 2, name
        while free in made or free in taken:
            k, free = k + 1, f"{name}_{k}"
        made.append(free)
    return made


def key_of(text: str, otherwise: str) -> str:
    """A text as a key; ``otherwise`` where too little is left of it."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    if not plain or not text.isascii():
        return otherwise
    return plain if plain[0].isalpha() else f"a_{plain}"
