"""Cases that are open when the run begins, followed into the flow that a redesign made."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.errors import RedesignError
from scenarios.findings import dotted, shown
from scenarios.flows import Flow, Serve, Step, inner_flows, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.refusals import refusal
from scenarios.redesign.time_scaling import parts_of
from scenarios.services import OpenCase, Service


def follow_open_cases(before: ServiceModel, after: ServiceModel) -> ServiceModel:
    """The redesigned model with every open case at a step of its new flow.

    A case follows its step: into the visit that the step has become part of, into the step that
    holds it now, and where it is gone to the next step that is left. It walks all of that step,
    as rework does, so what it had done of it is done again: the model errs on the side of the
    old way.

    Parameters
    ----------
    before, after
        The model before and after a redesign step.

    Raises
    ------
    RedesignError
        Nothing is left to do for an open case, or the step that holds its own has no name.
    """
    services = dict(after.services)
    for name, service in after.services.items():
        old = before.services.get(name)
        if old is None or not service.open_cases:
            continue
        cases = tuple(
            _followed(case, _flow(old, case), _flow(service, case), after, (name, k))
            for k, case in enumerate(service.open_cases)
        )
        if cases != service.open_cases:
            services[name] = service.replace(open_cases=cases)
    return after if services == after.services else after.replace(services=services)


def _flow(service: Service, case: OpenCase) -> Flow:
    """The steps of an open case; of the first channel when it names none."""
    channel = service.channels.get(case.channel or next(iter(service.channels), ""))
    return service.flow if channel is None or channel.flow is None else channel.flow


def _followed(
    case: OpenCase, old: Flow, new: Flow, model: ServiceModel, at: tuple[str, int]
) -> OpenCase:
    names = [step_name(step) for step in old]
    if case.step in map(step_name, new) or case.step not in names:
        return case
    for step in old[names.index(case.step) :]:
        holder = next((whole for whole in new if _holds(whole, step, model)), None)
        if holder is None:
            continue
        if (name := step_name(holder)) is not None:
            return case.replace(step=name)
        kind = type(holder).__name__.lower()
        raise _refused(
            at,
            f"expected a name for the {kind} step that holds {shown(step_name(step))} now, because "
            "an open case stands there, got none. Add the key name to it in the baseline.",
        )
    raise _refused(
        at,
        f"expected a step that is left for the case open at {shown(case.step)}, got none from "
        "there on. Take it out of open_cases in the baseline.",
    )


def _holds(whole: Step, step: Step, model: ServiceModel) -> bool:
    """True when a step is another, has it inside, or does its work as a part."""
    name = step_name(step)
    for inner in _all_in(whole):
        if name is not None and step_name(inner) == name:
            return True
        if isinstance(inner, Serve) and isinstance(step, Serve) and step.serve != inner.serve:
            parts = parts_of(model, inner.serve) if inner.serve in model.activities else ()
            if step.serve in parts:
                return True
    return False


def _all_in(step: Step) -> Iterator[Step]:
    yield step
    for flow in inner_flows(step):
        for inner in flow:
            yield from _all_in(inner)


def _refused(at: tuple[str, int], what: str) -> RedesignError:
    name, k = at
    return refusal(dotted(("services", name, "open_cases", k, "step")), what)
