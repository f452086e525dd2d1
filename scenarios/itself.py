"""A thing as a key: the same only as itself, where to compare two is to walk through both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True, eq=False)
class Itself(Generic[_Thing]):
    """A section of a model by which a cache keeps what was found for it."""

    it: _Thing

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.it is self.it
