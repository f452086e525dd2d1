"""How many were called between two looks at the number on the display."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.fit.contacts import Flags, Floats, Ints

_RECALLED = 5
"""A number so little lower than the last one is somebody called once more."""
_DIGITS = 3
"""Numbers of so many digits or more go on with 1 after the last that they can write (999)."""


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
    """The letter that most of the called tickets of a queue have; empty without any."""
    seen = Counter(letter for letter in letters.tolist() if letter is not None)
    return str(seen.most_common(1)[0][0]) if seen else ""


def count_calls(
    letters: NDArray[np.object_],
    numbers: Ints,
    first: Flags,
    others: Collection[str],
    longest: Floats,
) -> Called:
    """Count the tickets called from one row to the next.

    A rise of the own number counts in full; a rise by more than ``longest``, or a fall by more
    than 5, begins another series of numbers (a reset, or a block such as 601), of which one call
    was seen; but 1 comes after 999 and 9999, so that from 997 to 2 four were called. Each series
    goes on where it was left, and so do those of each letter, for a queue may
    have another one from a day on, or at some hours. A ticket of another queue (people sent on to
    the cashier keep theirs) counts as one call when it appears; how many of them were called in
    between cannot be seen. The first number of a day counts as one call where the display was
    empty before, because somebody was called.

    Parameters
    ----------
    letters, numbers
        Of the called ticket, None and -1 where the display is empty, shape (rows,).
    first
        Whether a row is the first of a day, shape (rows,).
    others
        Letters of the other queues; all that are not among them are this queue's own.
    longest
        Longest rise that is believed since the row before, shape (rows,).
    """
    calls = np.zeros(len(numbers), dtype=np.int64)
    same = np.concatenate([[False], (letters[1:] == letters[:-1]) & (numbers[1:] == numbers[:-1])])
    changed = np.flatnonzero((numbers >= 0) & (first | ~same))
    day = np.cumsum(first)
    every: dict[str, list[int]] = {}
    jumps = guests = 0
    today = 0
    for k in changed.tolist():
        if day[k] != today:
            today, every = int(day[k]), {}
        number, series = int(numbers[k]), every.setdefault(letters[k], [])
        if letters[k] in others:
            if not first[k]:
                calls[k], guests = 1, guests + 1
        elif first[k]:
            # It stood there already when the day began.
            series.append(number)
        else:
            rises = {s: _rise(s, number) for s in series}
            near = [s for s in series if -_RECALLED <= rises[s] <= longest[k]]
            if near:
                last = min(near, key=lambda s: abs(rises[s]))
                calls[k] = max(0, rises[last])
                if rises[last] > 0:
                    series[series.index(last)] = number
            else:
                calls[k] = 1
                jumps += bool(series)
                series.append(number)
    return Called(calls, jumps, guests)


def _rise(last: int, number: int) -> int:
    """Numbers from one to another, by the shorter way where they begin anew with 1."""
    rise, digits = number - last, len(str(max(last, number)))
    if digits < _DIGITS:
        return rise
    round_ = int(10**digits) - 1
    return min((rise, rise + round_, rise - round_), key=abs)
