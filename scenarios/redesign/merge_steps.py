"""Redesigns in which several pieces of work become one (减环节, 合并)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.distributions import Distribution, Positive
from scenarios.findings import listed
from scenarios.flows import Flow, Rework, Serve, Step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name, refusal, require_names
from scenarios.redesign.flow_lists import map_lists, step_names
from scenarios.redesign.flow_rewriting import retargeted
from scenarios.redesign.in_services import InServices
from scenarios.redesign.merged_activity import Merging
from scenarios.redesign.references import retarget
from scenarios.redesign.served_activities import close_pools, served
from scenarios.section import Text


class Merge(InServices):
    """Pieces of work that follow one another become one, done in one go (减环节, 合并).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *task composition*, small tasks joined into one, so that a case is taken up and put
    down fewer times.

    - Steps next to each other that serve the activities become one; its work is ``time_factor`` x
      ``breadth_penalty`` x the sum of its parts, each part with the draw it had. Pick-up,
      patience and balking are those of the first.
    - Rework to one of them goes back to the whole.
    - Elsewhere the activities stay as they are; where no flow serves one any more, pools stop
      doing it, and those that have nothing left to do close.
    """

    operator: Literal["merge"]
    """One piece of work instead of several."""
    activities: Annotated[tuple[str, ...], Field(min_length=2)]
    """Activities that become one, in any order."""
    into: str
    """Name of the activity that they become."""
    pool: str | None = None
    """Pool that does it; needed when the activities are done by several."""
    title: Text | None = None
    """Name for people."""
    after_work: Distribution | None = None
    """Work after the case has gone; needed when several of them have some."""
    time_factor: Positive = 1.0
    """What one go saves: 0.8 means 20 % less work than the parts take apart (no unit)."""
    breadth_penalty: Positive = 1.0
    """What a generalist of many items loses: 1.1 means 10 % more work (no unit)."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the merged activity; see the class."""
        self._check(model)
        pool = self._pool(model)
        merged: dict[tuple[str, ...], str] = {}

        def joined(flow: Flow) -> Flow:
            taken = set(step_names(flow))
            return map_lists(flow, lambda steps: self._joined(steps, model, merged, taken))

        after = self.with_flows(model, joined, "activities")
        if not merged:
            raise refusal(
                "activities",
                "expected activities that follow one another in a flow, got "
                f"{listed(self.activities)}. Take out what stands between them, or use reorder "
                "before.",
            )
        merging = Merging(
            self.time_factor,
            self.breadth_penalty,
            self.after_work,
            self.title,
            self.source,
            names_parts=len(merged) > 1,
        )
        new = {name: merging.activity(model, parts) for parts, name in merged.items()}
        serves = model.pools[pool].serves
        at = min((serves.index(a) for a in self.activities if a in serves), default=0)
        doing = model.pools[pool].replace(serves=(*serves[:at], *new, *serves[at:]))
        after = after.replace(
            activities={**model.activities, **new}, pools={**model.pools, pool: doing}
        )
        gone = set(self.activities) & (served(model) - served(after))
        return retarget(close_pools(after, gone), dict.fromkeys(gone, next(iter(new))))

    def _check(self, model: ServiceModel) -> None:
        require_names("activities", "an activity", self.activities, model.activities)
        list(self.flows(model))
        if self.into in model.activities:
            raise refusal(
                "into",
                f"expected a new name, got '{self.into}', which is an activity already. "
                "Choose another name.",
            )
        places = {model.activities[name].place for name in self.activities}
        if len(places) > 1:
            raise refusal(
                "activities",
                "expected activities all of the front office or all of the back office, got "
                f"{listed(self.activities)} of both. Merge those of one place.",
            )

    def _pool(self, model: ServiceModel) -> str:
        if self.pool is not None:
            require_names("pool", "a pool", [self.pool], model.pools)
            return self.pool
        doing = [n for n, p in model.pools.items() if set(self.activities) & set(p.serves)]
        if len(doing) != 1:
            raise refusal(
                "pool",
                f"expected the pool that does the merged activity, because {listed(doing)} do its "
                "parts, got none. Name one.",
            )
        return doing[0]

    def _joined(
        self,
        flow: Flow,
        model: ServiceModel,
        merged: dict[tuple[str, ...], str],
        taken: set[str],
    ) -> Flow:
        """A list of steps with each run of the activities made one."""
        done: list[Step] = []
        became: dict[str, str] = {}
        for run in self._runs(flow):
            visits = [step for step in run if isinstance(step, Serve)]
            if len(visits) < 2 or not self._is_part(visits[0]):
                done += run
                continue
            parts = tuple(visit.serve for visit in visits)
            free = free_name(self.into, {*model.activities, *merged.values()})
            activity = merged.setdefault(parts, free)
            step = Serve(serve=activity)
            if activity in taken:
                step = Serve(serve=activity, name=free_name(activity, taken))
            taken.add(str(step_name(step)))
            became |= {str(step_name(visit)): str(step_name(step)) for visit in visits}
            done += [step, *(other for other in run if isinstance(other, Rework))]
        return tuple(
            retargeted(step, became.get(step.rework, step.rework))
            if isinstance(step, Rework)
            else step
            for step in done
        )

    def _is_part(self, step: Step) -> bool:
        return isinstance(step, Serve) and step.serve in self.activities

    def _runs(self, flow: Flow) -> list[list[Step]]:
        """Steps that follow one another and serve the activities, with the rework among them."""
        runs: list[list[Step]] = []
        for step in flow:
            running = bool(runs) and self._is_part(runs[-1][0])
            names = {step_name(s) for s in runs[-1]} if running else set()
            inside = isinstance(step, Rework) and step.rework in names
            if running and (self._is_part(step) or inside):
                runs[-1].append(step)
            else:
                runs.append([step])
        return runs
