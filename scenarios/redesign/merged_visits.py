"""Visits to several windows made one visit: the flow rewriting behind one-window acceptance."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from scenarios.flows import (
    Branch,
    Delay,
    Flow,
    Parallel,
    Rework,
    Serve,
    Step,
    inner_flows,
    step_name,
)
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name
from scenarios.redesign.flow_lists import step_names
from scenarios.redesign.flow_rewriting import retargeted, without_empty_branches


@dataclass(slots=True)
class VisitMerger:
    """Rewrites flows and remembers which merged activities they need."""

    model: ServiceModel
    merged: Collection[str]
    """Front-office activities that are merged."""
    activity: str
    """Name of the merged activity; more of them are numbered from 2."""
    walks: Collection[str] | None
    """Delays that are only the way between windows; None for those that could be."""
    names: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Merged activities that the flows need, by their parts."""
    _taken: set[str] = field(default_factory=set)

    def flow(self, flow: Flow) -> Flow:
        """A flow with the visits of each stay made one; the same flow when it has none."""
        self._taken = set(step_names(flow))
        return self._list(flow)

    def _list(self, steps: Flow) -> Flow:
        """Merge in a list of steps; rework to what was merged goes back to the merged step."""
        done: list[Step] = []
        became: dict[str, str] = {}
        for stay in self._stays(steps):
            done += self._stay(stay, became)
        return tuple(
            retargeted(step, became.get(step.rework, step.rework))
            if isinstance(step, Rework)
            else step
            for step in done
        )

    def _stays(self, steps: Flow) -> Iterator[list[Step]]:
        """Steps up to each one after which the applicant comes anew, or is called anew."""
        stay: list[Step] = []
        for step in steps:
            stay.append(step)
            if self._ends_stay(step):
                yield stay
                stay = []
        yield stay

    def _ends_stay(self, step: Step) -> bool:
        if isinstance(step, Delay):
            return not self._may_be_walk(step)
        if isinstance(step, Serve):
            return self.model.activities[step.serve].place == "back"
        return any(self._ends_stay(inner) for flow in inner_flows(step) for inner in flow)

    def _may_be_walk(self, step: Step) -> bool:
        if not isinstance(step, Delay) or step.go_home:
            return False
        return step.calendar is None if self.walks is None else step.delay in self.walks

    def _stay(self, stay: list[Step], became: dict[str, str]) -> list[Step]:
        """The steps of one stay; what was merged is added to ``became``."""
        done: list[Step] = []
        visits = [visit for step in stay for visit in self._visits(step)]
        serve = self._serve(tuple(v.serve for v in visits)) if visits else None
        begun = False
        for step in stay:
            if serve is not None and self._visits(step):
                while begun and done and self._may_be_walk(done[-1]):
                    became[str(step_name(done.pop()))] = str(step_name(serve))
                if not begun:
                    done.append(serve)
                begun = True
                became.update(
                    (str(step_name(v)), str(step_name(serve))) for v in self._visits(step)
                )
            done += self._rest(step, became)
        return done

    def _visits(self, step: Step) -> list[Serve]:
        """Visits that every case makes in this step; an arm's visits are made by some only."""
        if isinstance(step, Serve):
            return [step] if step.serve in self.merged else []
        if isinstance(step, Parallel) and not self._ends_stay(step):
            return [v for flow in step.parallel for inner in flow for v in self._visits(inner)]
        return []

    def _rest(self, step: Step, became: dict[str, str]) -> list[Step]:
        """What is left of a step when its visits are gone."""
        if self._visits(step) and isinstance(step, Serve):
            return []
        if isinstance(step, Branch):
            arms = tuple(arm.replace(steps=self._list(arm.steps)) for arm in step.branch)
            return [step if arms == step.branch else step.replace(branch=arms)]
        if not isinstance(step, Parallel):
            return [step]
        if not self._visits(step):
            branches = tuple(map(self._list, step.parallel))
            return [step if branches == step.parallel else step.replace(parallel=branches)]
        left: list[Flow] = []
        lifted: list[Step] = []
        for flow in step.parallel:
            kept: list[Step] = []
            for inner in flow:
                if self._visits(inner):
                    while kept and self._may_be_walk(kept[-1]):
                        kept.pop()
                # Rework cannot go back out of a branch: it waits until the branches have joined.
                returns = isinstance(inner, Rework) and inner.rework in became
                (lifted if returns else kept).extend(self._rest(inner, became))
            left.append(tuple(kept))
        return [*without_empty_branches(step.replace(parallel=tuple(left))), *lifted]

    def _serve(self, parts: tuple[str, ...]) -> Serve:
        """A step that serves the merged activity of these parts."""
        taken = {*self.model.activities, *self.names.values()}
        name = self.names.setdefault(parts, free_name(self.activity, taken))
        step = Serve(serve=name)
        if name in self._taken:
            step = Serve(serve=name, name=free_name(name, self._taken))
        self._taken.add(str(step_name(step)))
        return step
