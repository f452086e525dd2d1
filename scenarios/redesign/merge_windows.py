"""Redesigns that make one window out of several (一窗受理)."""

from __future__ import annotations

from typing import Any, Literal

from scenarios.distributions import Distribution, Positive
from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.redesign.base import refusal, require_names
from scenarios.redesign.flow_rewriting import map_flows
from scenarios.redesign.joined_line import join_lines
from scenarios.redesign.joined_pool import JoinedPools
from scenarios.redesign.merged_activity import Merging
from scenarios.redesign.merged_visits import VisitMerger
from scenarios.redesign.names_given import delays_of
from scenarios.redesign.references import retarget


class OneWindow(JoinedPools):
    """One window accepts what several windows accepted one after the other (一窗受理, 综合窗口).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *task composition*, small tasks joined into one, done by *flexible* resources,
    generalists instead of specialists, with *numerical involvement* as low as it can be.

    - The front-office activities of the pools become parts of one merged activity. Its work is
      ``time_factor`` x ``breadth_penalty`` x the sum of its parts, each part with the draw it had.
      A matter that needs only some of the windows gets a merged activity of just its parts.
      Pick-up, patience and balking are those of the first part. All merged activities stand in
      one line.
    - ``time_factor`` is what joining saves: documents read once, one form. A visit that is joined
      with no other, because the matter needs a single window or something stands between, takes
      ``breadth_penalty`` x its work: a generalist does it, and nothing is saved.
    - In every flow the first visit becomes the merged one and the others go, with the ways
      between them. Where the applicant goes home, a department works or a statutory delay runs
      between two visits, they stay two: what is not decided yet cannot be handed out. So do
      visits that only some cases make (in an arm of a branch).
    - A case that is sent back to one of the windows repeats the whole acceptance, also the parts
      that came before it: the model errs on the side of the old way.
    - Back-office work of the pools is done by the one window as it was.
    """

    operator: Literal["one_window"]
    """One window instead of several."""
    activity: str | None = None
    """Name of the merged activity; ``<into>_acceptance`` when left out."""
    after_work: Distribution | None = None
    """Work after the case has gone; needed when several parts have some."""
    walks: tuple[str, ...] | None = None
    """Delays that are only the way between the windows; when left out, all that stand right
    before a visit that goes, run round the clock and do not send the applicant home."""
    time_factor: Positive = 1.0
    """What one desk saves where it joins visits: 0.8 means 20 % less work than the parts take apart
    (no unit)."""
    breadth_penalty: Positive = 1.0
    """What a generalist of many items loses, at every visit: 1.1 means 10 % more work (no
    unit)."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with one window; see the class."""
        old = self.old_pools(model)
        done = tuple(dict.fromkeys(activity for pool in old for activity in pool.serves))
        merged = [name for name in done if model.activities[name].place == "front"]
        self._check(model, merged)
        if self.walks is not None:
            require_names("walks", "a delay", self.walks, delays_of(model))
        base = self.activity or f"{self.into}_acceptance"
        merger = VisitMerger(model, merged, base, self.walks)
        after = map_flows(model, merger.flow, "pools")
        if not merger.names:
            raise refusal(
                "pools",
                f"expected windows that a flow visits, got {listed(self.pools)}, which none does. "
                "Name others.",
            )
        line = join_lines(model, merged, list(merger.names.values()), self.into, self.title)
        merging = Merging(
            self.time_factor,
            self.breadth_penalty,
            self.after_work,
            self.title,
            self.source,
            names_parts=len(merger.names) > 1,
        )
        activities = {
            name: merging.activity(model, parts, line.queue) for parts, name in merger.names.items()
        }
        kept = (name for name in done if name not in merged)
        changed: dict[str, Any] = {
            "activities": {**model.activities, **activities},
            **self.joined_pools(model, (*activities, *kept)),
        }
        if line.queues != model.queues:
            changed["queues"] = line.queues
        return retarget(after.replace(**changed), line.renamed)

    def _check(self, model: ServiceModel, merged: list[str]) -> None:
        if self.activity in model.activities:
            raise refusal(
                "activity",
                f"expected a new name, got '{self.activity}', which is an activity already. "
                "Choose another name.",
            )
        for name, pool in model.pools.items():
            shared = [activity for activity in pool.serves if activity in merged]
            if shared and name not in self.pools:
                raise refusal(
                    "pools",
                    f"expected every pool that serves {shared[0]}, got a list without {name}. "
                    "Add it to the list.",
                )
