"""What a search for a row is given, in arrays that compiled code reads."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
TINY = 1e-9


class Graph(NamedTuple):
    """Limits on days in a row, as nodes from day to day; see `optimize.roster.automaton`."""

    type_of_day: Ints
    following: Shorts
    """By type, node and choice the node of the next day; -1 where it is forbidden."""
    price: Floats
    """By type, node and choice."""
    emitted: Ints
    """By type, node, choice and counter."""
    offsets: Ints
    """By day where its nodes begin in ``nodes``."""
    nodes: Shorts
    emitted_range: Ints
    """By type of day and counter the least and the most that is emitted."""


class Counted(NamedTuple):
    """Limits counted over the whole row, in whole numbers."""

    adds: Ints
    """By day, choice and counter."""
    low: Floats
    """By counter; minus infinity where there is none."""
    low_price: Floats
    """Of each unit below; infinite where the side has to be kept."""
    high: Floats
    """By counter, never to be exceeded."""
    sides: Floats
    """By counter, several above which each unit has a price."""
    side_prices: Floats


class Labels(NamedTuple):
    """Space for ways from the first day on, and a table that finds those that are alike."""

    node: Shorts
    parent: Shorts
    choice: Shorts
    cost: Floats
    total: Floats
    """With what the days to come cost at the least."""
    counts: Shorts
    """Of all counters, label after label."""
    table: Shorts
    stamps: Ints
    """The first is the last one given; a place of the table is taken when its own is that."""


class Steps(NamedTuple):
    """The factors on what is counted, and space for what their steps need.

    Space is given, not made: compiling the making of arrays takes longer than all the rest.
    """

    factors: Floats
    """By counter, where the next search of the same unit begins."""
    best: Floats
    slopes: Floats
    counts: Ints
    keyed: Flags
    path: Shorts
    """By day."""


class Windows(NamedTuple):
    """By day and counter, of what has been counted when the day is over."""

    ceiling: Ints
    """With more it cannot end well."""
    ground: Ints
    """Nor with less."""
    raised: Ints
    """With less, no upper side can be reached any more: as good as this."""
    lowered: Ints
    """With more, no lower side can be missed any more: as good as this."""


class Priced(NamedTuple):
    """Prices of one search, and space for what they come to."""

    costs: Floats
    """By day and choice."""
    many: Ints
    """By day how many choices there are."""
    allowed: Shorts
    """By day which."""
    weighed: Floats
    """By day and choice, costs with the factors on what is counted."""
    rest: Floats
    """By day and node, the least from there to the end."""
