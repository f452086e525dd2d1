"""Redesigns in which offices share data instead of asking the applicant for it (数据共享)."""

from __future__ import annotations

from typing import Literal, TypeVar

from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator, require_names
from scenarios.redesign.names_given import delays_of
from scenarios.redesign.references import drop_activities, drop_steps
from scenarios.redesign.rework_rates import rarer_rework
from scenarios.section import Fraction
from scenarios.services import Channel, Service

_Way = TypeVar("_Way", Service, Channel)


class ShareData(Operator):
    """Data that another office has already is looked up, not asked for (数据共享, 减材料).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *task elimination* of copying and certifying steps, and *interfacing* and
    *trusted party*, a decision of another office taken over instead of made again. What it costs
    to connect the systems is ``one_off_cost``.

    - Steps of a removed activity go, and so does its share of merged activities; one that is left
      with a single part joins nothing any more, and the ``time_factor`` of joining counts no more.
    - Windows that have nothing left to do close; their staff is not put elsewhere (use
      ``set_capacity``).
    - Rework goes back to the next step that is left.
    - Fewer documents are missing or wrong: rework keeps ``rework_factor`` of its probability.
    """

    operator: Literal["share_data"]
    """Steps and documents that shared data makes needless."""
    remove: tuple[str, ...] = ()
    """Activities, delays and documents that go, by name."""
    rework_factor: Fraction = 1.0
    """Share of rework that is left, in every service (no unit)."""
    causes: tuple[str, ...] | None = None
    """Rework it is about, in any service: its cause in either language, or the step it goes back
    to; all rework of all services when left out."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model without the steps and documents; see the class."""
        delays = delays_of(model)
        documents = {
            name: None
            for service in model.services.values()
            for asked in (service.documents, *(c.documents for c in service.channels.values()))
            for name in asked or ()
        }
        known = {**documents, **delays, **model.activities}
        require_names("remove", "an activity, a delay or a document", self.remove, known)
        model = rarer_rework(model, self.rework_factor, self.causes, self.source)
        gone = [name for name in self.remove if name in model.activities]
        model = drop_activities(model, gone, "remove")
        model = drop_steps(model, "remove", delays=[n for n in self.remove if n in delays])
        return self._fewer_documents(model)

    def _fewer_documents(self, model: ServiceModel) -> ServiceModel:
        services = {}
        for name, service in model.services.items():
            left = self._of_those_asked(service)
            channels = {c: self._of_those_asked(way) for c, way in left.channels.items()}
            same = channels == left.channels
            services[name] = left if same else left.replace(channels=channels)
        return model if services == model.services else model.replace(services=services)

    def _of_those_asked(self, way: _Way) -> _Way:
        """A service or channel without the documents that nobody asks for any more."""
        old = way.documents or {}
        left = {name: section for name, section in old.items() if name not in self.remove}
        return way if len(left) == len(old) else way.replace(documents=left)
