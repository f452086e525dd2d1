"""The Script: who comes when and what each needs, with every random number already drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.breakdowns import DownSpans
from sim.variates import Floats, Ints

SERVE, DELAY, HOME, FORK, BRANCH, JOIN, LET_GO, STAY_AWAY = range(8)
"""Kinds of operation that a walk is made of.

SERVE asks for a resource; DELAY lets time pass; HOME leaves and comes back; FORK starts the
branches that follow it, each after its BRANCH marker; JOIN ends them; LET_GO frees the resource
that a SERVE kept; STAY_AWAY is a booked case that does not come.
"""


CODE = np.int32
"""Columns of small numbers have short words: half of the memory of a run is its Script."""
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Script:
    """All cases of one replication, in the order in which the engines index them.

    A case's walk is the operations ``first_op[case] : first_op[case + 1]``. Attempt ``a`` of a
    case reads the times of its k-th operation at ``first_draw[case] + a * operations + k``.
    """

    service: Codes
    """Index of the service, shape (cases,)."""
    channel: Codes
    """Index of the channel within the service, shape (cases,)."""
    interval: Ints
    """Interval of arrival: with service and ordinal the identity of the case, shape (cases,)."""
    ordinal: Ints
    """Place in that interval, shape (cases,)."""
    arrival: Floats
    """Time of arrival [s], shape (cases,)."""
    priority: Ints
    """Smaller goes first, shape (cases,)."""
    attempts: Codes
    """Most attempts of the case, the first included, shape (cases,)."""
    first_retry: Ints
    """Where the case's retry delays begin, shape (cases + 1,)."""
    retry_delay: Floats
    """Time until the next attempt [s]."""
    first_op: Ints
    """Where the case's operations begin, shape (cases + 1,)."""
    first_draw: Ints
    """Where the case's times begin, shape (cases + 1,)."""

    kind: NDArray[np.int8]
    """Kind of each operation, shape (operations,)."""
    what: Codes
    """SERVE: activity; DELAY, HOME: calendar whose time it uses, -1 always; FORK: branches."""
    step: Codes
    """Name of the step, by index."""
    branch: Codes
    """0 outside of parallel steps, else the branch's number in the order of the file."""
    round: Codes
    """How often the case has walked this step before."""
    visit: Codes
    """Visit of the applicant, 1 for the first."""
    keeps: NDArray[np.bool_]
    """SERVE: the resource stays taken until the next LET_GO."""
    jump: Ints
    """FORK: its JOIN; BRANCH: the next marker of the same fork; else -1."""

    work: Floats
    """SERVE: work [s]; DELAY, HOME: time away [s]; shape (draws,)."""
    pickup: Floats
    """SERVE: pick-up [s]; HOME: where in the next opening to come back, in (0, 1)."""
    after_work: Floats
    """SERVE: work after the case has gone [s]."""
    patience: Floats
    """SERVE: longest wait [s], infinity for ever."""
    balks: NDArray[np.bool_]
    """SERVE: leaves at once when not served at once."""
    no_show: NDArray[np.bool_]
    """SERVE: drew a number, and is not there when it is called, however soon."""

    comes_back: Floats
    """SERVE: where in the next open day to come back after being turned away, in (0, 1)."""
    accepts: NDArray[np.bool_]
    """SERVE: takes a call-back when it is offered."""
    answers: NDArray[np.bool_]
    """SERVE: answers when called back."""

    place: Floats
    """Where the case is [km east, km north], shape (cases, 2)."""
    down: DownSpans
    """When resources are out of order."""
    returned: Ints
    """Cases that are sent back for rework, once for each time, shape (returns,)."""
    cause: Ints
    """By which rework of the world's ``causes``, shape (returns,)."""
    bounded: int
    """Cases that were let through because a rework had reached its most rounds."""

    @property
    def cases(self) -> int:
        """Number of cases."""
        return int(self.arrival.size)

    @property
    def nbytes(self) -> int:
        """Memory of its columns [bytes]."""
        columns = (getattr(self, name) for name in self.__slots__)
        return sum(one.nbytes for one in columns if isinstance(one, np.ndarray))
