"""A redesign tried on a share of the cases while the others go as before (试点)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.arrivals import Trace
from scenarios.model import ServiceModel
from scenarios.redesign.pilot_channels import Way, cut_channels, ways_of
from scenarios.redesign.pilot_limits import require_split
from scenarios.redesign.pilot_parts import PilotParts
from scenarios.services import Service


def piloted(before: ServiceModel, after: ServiceModel, share: float) -> ServiceModel:
    """The model in which a share of the cases goes as after a redesign, the others as before.

    An activity that is another one for the pilot stands beside the old one, in the same line
    when a pool does both, and draws the same random numbers. Pools, lines and targets that the
    redesign closes stay for the others; those that it opens are added.

    Parameters
    ----------
    before, after
        The model before and after the step, for all cases.
    share
        Share of the cases that the step is tried on.

    Raises
    ------
    RedesignError
        The step changes something that cannot be split by case, such as the seats of a pool.
    """
    if share == 0 or after == before:
        return before
    if share == 1:
        return after
    require_split(before, after)
    parts = PilotParts(before, after)
    return before.replace(
        services={
            name: _split(service, after.services[name], share, parts)
            for name, service in before.services.items()
        },
        activities=parts.activities(),
        queues=parts.queues(),
        pools=parts.pools(),
        targets={**before.targets, **_new(before.targets, after.targets)},
        calendars={**before.calendars, **_new(before.calendars, after.calendars)},
        logs={**before.logs, **_new(before.logs, after.logs)},
    )


def _split(before: Service, after: Service, share: float, parts: PilotParts) -> Service:
    """A service with its channels cut into pilot and others; as it was when nothing is touched."""
    new = [Way(way.name, way.channel, after, parts.flow(way.flow)) for way in ways_of(after)]
    channels = cut_channels(before, new, share)
    if channels is None:
        return before
    arrivals = before.arrivals
    if isinstance(arrivals, Trace) and isinstance(after.arrivals, Trace):
        # The work that a log gives for a step, it gives for the pilot's too.
        work = {parts.renamed.get(name, name): b for name, b in after.arrivals.work.items()}
        if new_work := _new(arrivals.work, work):
            arrivals = arrivals.replace(work={**arrivals.work, **new_work})
            return before.replace(channels=channels, arrivals=arrivals)
    return before.replace(channels=channels)


def _new(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: section for name, section in after.items() if name not in before}
