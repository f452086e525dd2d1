"""Redesigns in which everybody works by the same procedure (SOP, 标准化)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.distributions import FromLog, SumOf
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.refusals import require_names
from scenarios.redesign.spread import less_spread
from scenarios.redesign.time_scaling import parts_of, require_not_from_log
from scenarios.section import Fraction


class Standardize(Operator):
    """A standard procedure makes service times vary less (SOP, 标准化).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *case types*, what is done again and again is done in one way. The mean stays: a
    line gets shorter because of less variation alone (Kingman 1961), and a procedure that also
    saves time is another step. What it costs to write it is ``one_off_cost``.

    - The coefficient of variation of the work keeps ``cv_factor`` of itself; each case keeps its
      draw, so who took longer than another still does.
    - Of a merged activity the parts vary less, wherever they are done.
    """

    operator: Literal["standardize"]
    """Lowers the spread of service times."""
    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    """Activities that are done by the procedure, in every service that needs them."""
    cv_factor: Fraction
    """Share of the coefficient of variation that is left (no unit)."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with service times that vary less."""
        require_names("activities", "an activity", self.activities, model.activities)
        about = [part for name in self.activities for part in (name, *parts_of(model, name))]
        changed = {}
        for name in dict.fromkeys(about):
            require_not_from_log(model, name, "activities")
            activity = model.activities[name]
            family = activity.service_time
            if isinstance(family, SumOf | FromLog):
                continue
            new = less_spread(family, self.cv_factor)
            if new != family:
                new = new.replace(provenance=self.source)
                changed[name] = activity.replace(service_time=new)
        return model.replace(activities={**model.activities, **changed}) if changed else model
