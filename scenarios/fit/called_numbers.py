"""How many were called between two looks at the number on the display."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.fit.contacts import Flags, Ints

_RECALLED = 5
"""A number so little lower than the last one is somebody called once more."""


@dataclass(frozen=True, slots=True)
class Called:
    """What the display of one queue says."""

    calls: Ints
    """Tickets called since the row before, shape (rows,)."""
    jumps: int
    """Changes to numbers of another series, each taken as one call."""
    other_letters: int
    """Changes to tickets of other queues that are served here too, each taken as one call."""


def own_letter(letters: NDArray[np.object_]) -> str:
    """The letter that most of the called tickets of a queue have."""
    seen = Counter(letter for letter in letters.tolist() if letter is not None)
    return str(seen.most_common(1)[0][0]) if seen else ""


def count_calls(
    letters: NDArray[np.object_], numbers: Ints, first: Flags, own: str, longest: int
) -> Called:
    """Count the tickets called from one row to the next.

    A rise of the own number counts in full; a rise by more than ``longest``, or a fall by more
    than 5, begins another series of numbers (a reset, or a block such as 601), of which one call
    was seen. Each series goes on where it was left. A ticket of another queue (people sent on to
    the cashier keep theirs) counts as one call when it appears; how many of them were called in
    between cannot be seen. The first number of a day counts as one call where the display was
    empty before, because somebody was called.

    Parameters
    ----------
    letters, numbers
        Of the called ticket, None and -1 where the display is empty, shape (rows,).
    first
        Whether a row is the first of a day, shape (rows,).
    own
        Letter of the queue.
    longest
        Longest rise that is believed.
    """
    calls = np.zeros(len(numbers), dtype=np.int64)
    same = np.concatenate([[False], (letters[1:] == letters[:-1]) & (numbers[1:] == numbers[:-1])])
    changed = np.flatnonzero((numbers >= 0) & (first | ~same))
    day = np.cumsum(first)
    series: list[int] = []
    jumps = others = 0
    today = 0
    for k in changed.tolist():
        if day[k] != today:
            today, series = int(day[k]), []
        if first[k]:
            # It stood there already when the day began.
            series = [int(numbers[k])] if letters[k] == own else []
        elif letters[k] != own:
            calls[k], others = 1, others + 1
        else:
            number = int(numbers[k])
            near = [s for s in series if -_RECALLED <= number - s <= longest]
            if near:
                last = min(near, key=lambda s: abs(number - s))
                calls[k] = max(0, number - last)
                series[series.index(last)] = max(last, number)
            else:
                calls[k] = 1
                jumps += bool(series)
                series.append(number)
    return Called(calls, jumps, others)
