"""What happens next: a heap of events at their times, and moves that go on at this instant.

The order is that of the clock of the other engine: time, then phase and rank, then which was
put down first. Moves go on before any event, those that begin a branch first of all.
"""

from __future__ import annotations

from sim.fast import of
from sim.fast.compiling import compiled, inlined
from sim.fast.tables import State

PHASE = 1 << 56
ENDS, CHANGES, ENTERS, GIVES_UP = PHASE, 2 * PHASE, 3 * PHASE, 4 * PHASE
RANK = 1 << 16

# Codes of events
END_PIECE, RELEASE, DUTY_CHANGE, END_BREAK, BREAK_DOWN, REPAIR, SURGE_READY, WAKE, GIVE_UP = range(
    9
)
# Codes of moves
BEGIN, ANSWERED, BRANCH_ENDED = range(3)


@compiled
def schedule(s: State, time: float, key: int, code: int, a: int, b: int, c: int) -> None:
    """Put an event on the heap."""
    heap = of.heap(s)
    k = s.n_events
    s.n_events += 1
    order = s.order
    s.order += 1
    while k > 0:
        up = (k - 1) >> 1
        # What has been put down before goes first among equals.
        if time > heap[up].time or (time == heap[up].time and key >= heap[up].key):
            break
        heap[k] = heap[up]
        k = up
    heap[k].time = time
    heap[k].key = key
    heap[k].order = order
    heap[k].code = code
    heap[k].a = a
    heap[k].b = b
    heap[k].c = c


@compiled
def _before(s: State, a: int, b: int) -> bool:
    one, other = of.events(s, a), of.events(s, b)
    if one.time != other.time:
        return one.time < other.time
    if one.key != other.key:
        return one.key < other.key
    return one.order < other.order


@inlined
def drop_first(s: State) -> None:
    """Take the first event off the heap."""
    heap = of.heap(s)
    s.n_events -= 1
    n = s.n_events
    k = 0
    while True:
        below = 2 * k + 1
        if below >= n:
            break
        if below + 1 < n and _before(s, below + 1, below):
            below += 1
        if not _before(s, below, n):
            break
        heap[k] = heap[below]
        k = below
    heap[k] = heap[n]


@compiled
def go_on_soon(s: State, code: int, a: int, b: int) -> None:
    """A move that follows this one at the same instant."""
    of.normal(s, s.normal_last).code = code
    of.normal(s, s.normal_last).a = a
    of.normal(s, s.normal_last).b = b
    s.normal_last += 1


@compiled
def begin_first(s: State, thread: int) -> None:
    """A thread that begins before all other moves."""
    of.urgent(s, s.urgent_last).code = BEGIN
    of.urgent(s, s.urgent_last).a = thread
    s.urgent_last += 1
