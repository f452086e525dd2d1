"""The weekdays on which a fit is to be judged."""

from __future__ import annotations

from scenarios.calendars import parse_days
from scenarios.errors import DataError, Problem


def judged_days(text: str) -> tuple[int, ...]:
    """Weekdays as numbers, Monday 0.

    Parameters
    ----------
    text
        Such as ``mon-fri`` or ``daily``.

    Raises
    ------
    DataError
        They are no weekdays.
    """
    try:
        return parse_days(text)
    except ValueError as error:
        raise DataError(Problem("--weekdays", str(error))) from error
