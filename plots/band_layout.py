"""Where the nodes and bands of a flow lie: columns of slots one above the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Node = tuple[int, str]
"""Column and name."""


@dataclass(frozen=True, slots=True)
class Flow:
    """So much of the whole goes from one node to another, in a column further on."""

    begin: Node
    end: Node
    size: float


_Slot = Node | Flow
"""What takes up room in a column: a node, or a flow that passes it."""


@dataclass(frozen=True, slots=True)
class Band:
    """A piece of a flow between a column and the next: its tops at both ends."""

    flow: Flow
    column: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places from the top down, in the unit of the sizes."""

    tops: Mapping[Node, float]
    """Top of the bar of each node."""
    sizes: Mapping[Node, float]
    bands: tuple[Band, ...]
    columns: int
    height: float


def lay_out(flows: Iterable[Flow], rank: Mapping[str, int], label: float, gap: float) -> Layout:
    """Lay out a flow.

    A flow that passes a column has a slot there, as a node has, so that no band crosses a bar or
    a label. Slots of a column stand by the rank of their node, or of that to which they flow; the
    bands at a bar stand as the slots do to which they go or from which they come.

    Parameters
    ----------
    flows
        Every flow, with a size above 0.
    rank
        Rank of each name, the topmost least.
    label
        Room above each slot, for the labels of bars and of what is beside them.
    gap
        Room between slots.
    """
    flows = list(flows)
    columns = 1 + max(flow.end[0] for flow in flows)
    into, out_of = _sums(flows, "end"), _sums(flows, "begin")
    sizes = {node: max(into[node], out_of[node]) for node in {**out_of, **into}}
    tops: dict[tuple[int, _Slot], float] = {}
    height = 0.0
    for column in range(columns):
        place = 0.0
        for slot in _in_order(column, sizes, flows, rank):
            tops[column, slot] = place + label
            place += label + (slot.size if isinstance(slot, Flow) else sizes[slot]) + gap
        height = max(height, place - gap)
    return Layout(
        {node: tops[node[0], node] for node in sizes}, sizes, tuple(_bands(flows, tops)), columns,
        height,
    )  # fmt: skip


def _sums(flows: list[Flow], end: str) -> defaultdict[Node, float]:
    found: defaultdict[Node, float] = defaultdict(float)
    for flow in flows:
        found[getattr(flow, end)] += flow.size
    return found


def _in_order(
    column: int, nodes: Iterable[Node], flows: list[Flow], rank: Mapping[str, int]
) -> list[_Slot]:
    passing = [flow for flow in flows if flow.begin[0] < column < flow.end[0]]
    slots: list[_Slot] = [*passing, *(node for node in nodes if node[0] == column)]

    def key(slot: _Slot) -> tuple[int, int, int]:
        if isinstance(slot, Flow):
            return rank[slot.end[1]], slot.begin[0], rank[slot.begin[1]]
        return rank[slot[1]], slot[0], 0

    return sorted(slots, key=key)


def _bands(flows: list[Flow], tops: Mapping[tuple[int, _Slot], float]) -> Iterable[Band]:
    """Pieces of all flows, from left to right."""

    def slot(flow: Flow, column: int) -> _Slot:
        return (
            flow.begin if column == flow.begin[0] else flow.end if column == flow.end[0] else flow
        )

    def stacked(end: str, step: int) -> dict[Flow, float]:
        """Top of each flow at the bar of one of its ends, by the slots beside it."""
        found, used = {}, defaultdict[Node, float](float)
        order = sorted(flows, key=lambda f: tops[(c := getattr(f, end)[0] + step), slot(f, c)])
        for flow in order:
            node = getattr(flow, end)
            found[flow] = tops[node[0], node] + used[node]
            used[node] += flow.size
        return found

    leaves, enters = stacked("begin", 1), stacked("end", -1)
    for flow in flows:
        inner = [tops[c, flow] for c in range(flow.begin[0] + 1, flow.end[0])]
        places = [leaves[flow], *inner, enters[flow]]
        for k, (left, right) in enumerate(zip(places, places[1:], strict=False)):
            yield Band(flow, flow.begin[0] + k, left, right)
