"""The read-only dict as it is when running: a ``dict``, which its own types leave out."""

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

class frozendict(dict[K, V]):
    def __hash__(self) -> int: ...  # type: ignore[override]
