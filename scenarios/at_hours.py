"""What is measured at certain hours, under one name: everybody who comes then, a line, a pool."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.model import ServiceModel

SCOPE = "hours"
"""The scope of everything that is measured at certain hours."""
_INNER = ("all", "target", "queue", "pool")
"""What is measured then, in the order in which it is told."""


def member_at(hours: str, scope: str, of: str) -> str:
    """Name of a line, pool or target at some hours; everybody who comes has that of the hours.

    Parameters
    ----------
    hours
        Name of the hours.
    scope, of
        What it is of, as in tables of results.
    """
    return f"{hours}: {scope} {of}"


def parted(models: Iterable[ServiceModel], member: str) -> tuple[str, str, str]:
    """Hours, scope and name of what `member_at` has named; ``all`` is everybody who comes then."""
    names = {name for model in models for name in model.times_of_day}
    # The longest first: the name of some hours may begin with that of others.
    for name in sorted(names, key=len, reverse=True):
        if member.startswith(f"{name}: "):
            scope, _, of = member.removeprefix(f"{name}: ").partition(" ")
            return name, scope, of
    return member, "all", ""


def whenever(models: Iterable[ServiceModel], scope: str, of: str) -> tuple[str, str]:
    """Scope and name of what a number is of, whatever the hours at which it is measured."""
    return parted(models, of)[1:] if scope == SCOPE else (scope, of)


def place_at(models: Iterable[ServiceModel], member: str) -> tuple[int, int]:
    """Where something at some hours is told: by the hours, and by what it is of."""
    models = list(models)
    hours, scope, _ = parted(models, member)
    named = list(dict.fromkeys(name for model in models for name in model.times_of_day))
    return named.index(hours), _INNER.index(scope)
