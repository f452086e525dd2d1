"""The steps of the cases of one matter as a model has them, written down from their tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from scenarios.fit.events.fit import EventFit, thinned_delays, ways_of
from scenarios.fit.routes import Place, Symbol, any_of, places_in

_FEW = 3
"""Delays that a place has of its own; with fewer it takes those of the same two steps. More would
mix the waits of cases that have little in common."""
_FEW_GROUPS = 10
"""Events that tell which groups do a step at a place; with fewer those of its activity do."""
Delays = dict[tuple[Any, ...], list[tuple[float, float]]]
"""Delays [s], and how many cases the one of each stands for."""


def delays_of(fit: EventFit) -> Delays:
    """Those of whole cases by the step before, the step and the pace, and by less of these."""
    made: Delays = defaultdict(list)
    ways = ways_of(fit.events, fit.by_group, fit.times, fit.grouped)
    for case in np.flatnonzero(fit.whole.weight).tolist():
        before: Symbol | None = None
        for visit in ways[case]:
            for key in (
                (before, visit.symbol, visit.pace), (before, visit.symbol, None),
                (visit.symbol, visit.pace), (visit.symbol, None),
            ):  # fmt: skip
                made[key].append((visit.delay, float(fit.whole.weight[case])))
            before = visit.symbol
    return made


def at_several_places(fit: EventFit) -> set[Symbol]:
    """Activities and groups that stand more than once in the steps of a matter."""
    found: set[Symbol] = set()
    for matter in fit.matters:
        symbols = (
            (place.symbol[0], group)
            for place in places_in(matter.routes.places)
            for group, _ in groups_at(fit, place)
        )
        found |= {symbol for symbol, n in Counter(symbols).items() if n > 1}
    return found


def groups_at(fit: EventFit, place: Place) -> list[tuple[int, float]]:
    """The groups that do a step, with their shares: one, or each of its activity's."""
    activity, group = place.symbol
    if group >= 0:
        return [(group, 1.0)]
    own = fit.events.group[place.events]
    if len(own) < _FEW_GROUPS:
        alike = any_of(fit.by_group.kind[fit.events.group]) == group
        own = fit.events.group[(fit.events.activity == activity) & alike]
    groups, often = np.unique(own, return_counts=True)
    return [(int(g), float(n) / len(own)) for g, n in zip(groups, often, strict=True)]


class Flow:
    """The steps of one matter, written down from its tree."""

    def __init__(
        self,
        fit: EventFit,
        keys: dict[Symbol, str],
        delays: Delays,
        several: set[Symbol],
        calendars: Sequence[str],
    ) -> None:
        self._fit = fit
        self._keys = keys
        self._delays = delays
        self._several = several
        self._calendars = calendars
        self.used: set[str] = set()
        self._number = 0

    def after(self, places: list[Place], cases: float, before: Symbol | None) -> list[Any]:
        """What the cases that come here do next."""
        if not places:
            return []
        shares = [place.weight / cases for place in places]
        if len(places) == 1 and shares[0] > 1 - 5e-5:
            return self._steps(places[0], before)
        rounded = [round(share, 5) for share in shares]
        if sum(shares) > 1 - 5e-5:
            rounded[0] = round(1 - sum(rounded[1:]), 5)  # nobody ends here
        arms = [
            {"probability": share, "steps": self._steps(place, before)}
            for place, share in zip(places, rounded, strict=True)
        ]
        return [{"branch": arms}]

    def _steps(self, place: Place, before: Symbol | None) -> list[Any]:
        made: list[Any] = []
        self._number += 1
        serve = self._serve(place)
        values = self._values(place, before)
        if values:
            title = self._fit.events.activities[place.symbol[0]]
            made.append(
                {
                    # The same in all matters: what has one name is one thing to a redesign.
                    "delay": f"wait_{self._number}_for_{place.symbol[0] + 1}",
                    "title": {"zh": f"等待：{title}", "en": f"Waiting: {title}"},
                    "time": {"distribution": "empirical", "values": values},
                    "calendar": self._calendar(place),
                    "counts_as_step": False,
                }
            )
        made.append(serve)
        if place.again > 0:
            # All that it waits, however often it is done, it waits before the first time.
            name = serve.get("name") or serve.get("serve")
            made.append({"rework": name, "probability": round(place.again, 5), "max_rounds": 100})
        return made + self.after(place.next, place.weight, place.symbol)

    def _calendar(self, place: Place) -> str:
        """In whose time waiting before a step passes: in that of those who do it."""
        group = place.symbol[1]
        return self._calendars[self._fit.by_group.kind[group] if group >= 0 else any_of(group)]

    def _serve(self, place: Place) -> dict[str, Any]:
        """The step itself: by one group, or by each of its activity's groups for a share."""
        activity, _ = place.symbol
        groups = groups_at(self._fit, place)
        if len(groups) == 1:
            return self._named((activity, groups[0][0]))
        shares = [round(share, 5) for _, share in groups]
        shares[0] = round(1 - sum(shares[1:]), 5)
        arms = [
            {"probability": p, "steps": [self._named((activity, group))]}
            for (group, _), p in zip(groups, shares, strict=True)
        ]
        return {"branch": arms, "name": f"who_{self._number}_of_{activity + 1}"}

    def _named(self, symbol: Symbol) -> dict[str, Any]:
        """A step, with a name of its own where its activity stands at several places.

        The name of the activity is that of no step then, and means all of them in redesigns.
        """
        key = self._keys[symbol]
        self.used.add(key)
        step = {"serve": key}
        return {**step, "name": f"{key}_{self._number}"} if symbol in self._several else step

    def _values(self, place: Place, before: Symbol | None) -> tuple[float, ...]:
        """Delays before a place; none where all go straight on."""
        own = place.waits
        for key in ((before, place.symbol, place.pace), (place.symbol, place.pace)):
            if len(own) >= _FEW:
                break
            own = self._delays[key]
        delays, weight = np.array(own).T
        values = thinned_delays(delays, weight, place.pace)
        return values if any(values) else ()
