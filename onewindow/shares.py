"""Shares as options have them: 30% or 0.3."""

from __future__ import annotations

from scenarios.errors import DataError


def share_of(option: str, text: str) -> float:
    """Read a share within [0, 1).

    Raises
    ------
    DataError
        It is none.
    """
    number = text.strip().rstrip("%％ ")
    try:
        share = float(number) / (100 if number != text.strip() else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share < 1:
        raise DataError(f"{option}: expected a share below 1, got '{text}'. Write 30% or 0.3.")
    return share
