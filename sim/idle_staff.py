"""Who of a pool is idle, and who has been so for longest."""

from __future__ import annotations

from heapq import heappop, heappush


class IdleStaff:
    """Idle resources of a pool, each with the time since which it is idle [s]."""

    def __init__(self) -> None:
        self.since: dict[int, float] = {}
        self._by_time: list[tuple[float, int]] = []
        """A heap; entries that differ from ``since`` are of the past."""

    def rest(self, resource: int, now: float) -> None:
        """A resource is idle from now on."""
        self.since[resource] = now
        heappush(self._by_time, (now, resource))

    def go(self, resource: int) -> None:
        """A resource, idle or not, is idle no longer."""
        self.since.pop(resource, None)

    def longest(self) -> int:
        """Take the resource that has been idle for longest, the lowest index among equals."""
        while True:
            since, resource = heappop(self._by_time)
            if self.since.get(resource) == since:
                del self.since[resource]
                return resource
