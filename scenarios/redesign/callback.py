"""Redesigns in which those who would wait long are called back (漏接回拨)."""

from __future__ import annotations

from typing import Any, Literal

from scenarios.activities import Callback, Queue
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.names_given import Names, each_of
from scenarios.redesign.refusals import require_names
from scenarios.section import Fraction
from scenarios.units import Duration


class OfferCallback(Operator):
    """Callers who would wait long may hang up, keep their place and are called back (漏接回拨).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *contact reduction* in time, the caller does not hold the line, and *buffering*,
    the work is kept for when somebody is free. What it costs is agents' time: the pick-up of each
    call that is made, also of those that nobody answers.
    """

    operator: Literal["callback"]
    """Calls back those who would wait long."""
    queue: Names
    """Queue, or activity with a line of its own, in which it is offered; or several."""
    when_wait_over: Duration
    """Offered when (those ahead + 1) x mean service / staff on duty is longer."""
    accept: Fraction = 1.0
    """Share of the callers who accept."""
    answer: Fraction = 1.0
    """Share of those called back who answer."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the offer in that queue."""
        own = {name: one for name, one in model.activities.items() if one.queue is None}
        lines = {**model.queues, **own}
        require_names("queue", "a queue or an activity with its own", each_of(self.queue), lines)
        for line in each_of(self.queue):
            model = self._offered(model, line)
        return model

    def _offered(self, model: ServiceModel, line: str) -> ServiceModel:
        """The model with the offer in one line."""
        offer = Callback(
            when_wait_over=self.when_wait_over,
            accept=self.accept,
            answer=self.answer,
            provenance=self.source,
        )
        if line in model.queues:
            queue = model.queues[line].replace(callback=offer)
            return model.replace(queues={**model.queues, line: queue})
        # The line of an activity has the activity's name: as a queue it keeps it, and with it
        # the targets about it.
        activity = model.activities[line].replace(queue=line)
        changed: dict[str, Any] = {
            "activities": {**model.activities, line: activity},
            "queues": {**model.queues, line: Queue(title=activity.title, callback=offer)},
        }
        return model.replace(**changed)
