"""What of a roster file makes sense where some of it does not, so that all of it can be checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from scenarios.findings import Finding, Path
from scenarios.key_names import near_key
from scenarios.pydantic_errors import path_in
from scenarios.roster.checks import Unread, findings_in_roster
from scenarios.roster.days import PERIOD, period_of
from scenarios.roster.file import RosterFile
from scenarios.units import IN_FILE

_IN_PLACE: dict[Path, Any] = {
    ("first_day",): "2026-01-01", ("days",): 1, ("kinds", "*", "length"): "24 h",
    ("needs", "*", "people"): 0,
}  # fmt: skip
"""What stands in for a value that a section cannot be without, so that the rest of it is read."""
_MOST = 100
"""Rounds of leaving out what does not make sense; each leaves out one level more at least."""


@dataclass(frozen=True, slots=True)
class Readable:
    """What of a file makes sense, and what is wrong with how it goes together."""

    file: RosterFile
    unread: Unread
    findings: tuple[Finding, ...]


def readable(data: dict[str, Any], wrong: Iterable[Path]) -> Readable | None:
    """What of a file makes sense, where some of it is wrong in itself; None where nothing does.

    That is left out, and nothing is said of what may only be missing because it is.

    Parameters
    ----------
    data
        The plain data of the file.
    wrong
        Where it is wrong in itself.
    """
    left_out, fields = set(wrong), RosterFile.model_fields
    for _ in range(_MOST):
        if () in left_out:
            return None
        rest = _without(data, left_out)
        try:
            context = {**IN_FILE, PERIOD: period_of(data)}
            file = RosterFile.model_validate(rest.data, context=context)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                path = rest.stood(path_in(rest.data, one["loc"], str(one["type"])))
                while path in left_out:
                    path = path[:-1]
                left_out.add(path)
        else:
            # A key that is not known may be the name of a section.
            meant = {near_key(path[0], fields) for path in left_out if path[0] not in fields}
            unread = {*left_out, *((key,) for key in meant if key is not None)}
            checked = unread if file.needs_from is None else {*unread, ("kinds",)}
            found = findings_in_roster(file, Unread(frozenset(checked)))
            told = (Finding(rest.stood(one.path), one.what, one.zh) for one in found)
            findings = tuple(one for one in told if not _is_around(one.path, left_out))
            return Readable(file, Unread(frozenset(unread)), findings)
    return None


@dataclass(frozen=True, slots=True)
class _Rest:
    """Data with some of it left out."""

    data: Any
    items: dict[Path, int]
    """By path here the number that an item of a list had."""

    def stood(self, path: Path) -> Path:
        """Where something stood before anything was left out."""
        return tuple(
            self.items.get(path[: k + 1], part) if isinstance(part, int) else part
            for k, part in enumerate(path)
        )


def _without(data: Any, left_out: Collection[Path]) -> _Rest:
    items: dict[Path, int] = {}

    def copied(value: Any, stood: Path, stands: Path) -> Any:
        if isinstance(value, dict):
            kept = {
                key: copied(one, (*stood, key), (*stands, key))
                for key, one in value.items()
                if (*stood, key) not in left_out
            }
            ours = {path[-1]: _in_place(path) for path in left_out if path[:-1] == stood}
            return kept | {key: one for key, one in ours.items() if one is not None}
        if isinstance(value, list):
            there = [k for k in range(len(value)) if (*stood, k) not in left_out]
            items.update({(*stands, new): old for new, old in enumerate(there)})
            return [
                copied(value[old], (*stood, old), (*stands, new)) for new, old in enumerate(there)
            ]
        return value

    return _Rest(copied(data, (), ()), items)


def _in_place(path: Path) -> Any:
    if len(path) == 3:
        path = (path[0], "*", path[2])
    return _IN_PLACE.get(path)


def _is_around(path: Path, left_out: Iterable[Path]) -> bool:
    """Whether something was left out of what a finding is about."""
    return any(one[: len(path)] == path for one in left_out)
