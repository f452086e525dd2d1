"""The one line in which cases wait when their activities have been merged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from scenarios.activities import Queue
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """The line at the one window."""

    queue: str | None
    """Name of the shared line; None when one activity alone has a line of its own."""
    queues: Mapping[str, Queue]
    """All queues of the model."""
    renamed: Mapping[str, str]
    """What targets about the old activities and lines are about now, by old name."""


def join_lines(
    model: ServiceModel,
    merged: Collection[str],
    activities: Sequence[str],
    into: str,
    title: TextPair | None,
) -> JoinedLine:
    """One line for merged activities; their own lines stay, with nobody in them.

    Its places are those of the old lines together, if each of them had a limit and served
    nobody else.

    Parameters
    ----------
    model
        The model before.
    merged
        Activities that are merged.
    activities
        The activities that they become.
    into
        Name of the line, if it is free.
    title
        What people call it, as the window at which it stands.
    """
    shared = {a.queue for name, a in model.activities.items() if name in merged and a.queue}
    deserted = shared - {a.queue for name, a in model.activities.items() if name not in merged}
    if len(activities) == 1 and not shared:
        return JoinedLine(None, model.queues, dict.fromkeys(merged, activities[0]))
    name = free_name(into, {*model.queues, *model.activities, *activities})
    limits = [model.queues[old].lines for old in deserted]
    known = [limit for limit in limits if limit is not None]
    all_limited = all(model.activities[activity].queue in deserted for activity in merged)
    limited = known and all_limited and len(known) == len(limits)
    line = Queue(title=title, lines=sum(known)) if limited else Queue(title=title)
    return JoinedLine(name, {**model.queues, name: line}, dict.fromkeys((*merged, *deserted), name))
