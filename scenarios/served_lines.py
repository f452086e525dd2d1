"""Those of one queue whom the same pools serve: what staff is planned for."""

from __future__ import annotations

_OF = "@"
"""Stands in no name of a model."""


def line_name(queue: str, pool: str) -> str:
    """Name of those in a queue whom a pool takes first, where others of the queue have others."""
    return f"{queue}{_OF}{pool}"


def parted_line(name: str) -> tuple[str, str]:
    """The queue and the pool of a name; no pool where all in a queue are meant."""
    queue, _, pool = name.partition(_OF)
    return queue, pool
