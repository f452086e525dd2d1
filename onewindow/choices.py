"""One of several words that an option takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from scenarios.errors import DataError, Problem
from scenarios.findings import listed, near, shown

T = TypeVar("T", bound=str)


def one_of(option: str, got: str, choices: Sequence[T]) -> T:
    """The choice that was made.

    Parameters
    ----------
    option
        The option, such as ``--lang``.
    got
        What was given.
    choices
        What it takes.

    Raises
    ------
    DataError
        It is none of them.
    """
    for known in choices:
        if got == known:
            return known
    words = " or ".join(choices) if len(choices) == 2 else f"one of {listed(choices)}"
    what = f"expected {words}, got {shown(got)}. "
    close = near(got, choices)
    mend = "Choose one of them." if close is None else f"Did you mean '{close}'?"
    raise DataError(Problem(option, what + mend))
