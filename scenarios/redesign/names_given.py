"""Fields that take one name or several, and names of steps with all that they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scenarios.flows import Delay, Flow, Rework, Serve, Step, every_step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.refusals import alike_in, titles_of
from scenarios.sections import sections

Names = str | tuple[str, ...]
"""One name or several: a word that several have stands for all of them."""


def each_of(given: Names | None) -> tuple[str, ...]:
    """The names of a field that takes one or several; none where it was left out."""
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else given


def called(step: Step, model: ServiceModel) -> set[str]:
    """What else a step is called: its activity, what that is called, and the titles."""
    if isinstance(step, Serve):
        served = {step.serve: model.activities.get(step.serve)}
        return {step.serve}.union(*titles_of(served).values(), *alike_in(served).values())
    return titles_of({"step": step}).get("step", set())


def delays_of(model: ServiceModel) -> dict[str, Delay]:
    """Delays of a model by name, the first where several have it."""
    delays = [step for _, step in sections(model) if isinstance(step, Delay)]
    return {step.delay: step for step in reversed(delays)}


def every_flow(model: ServiceModel) -> Iterator[Flow]:
    """Flows of all services, and of the channels that have their own."""
    for service in model.services.values():
        yield service.flow
        yield from (c.flow for c in service.channels.values() if c.flow is not None)


def reworks_called(
    flows: Iterable[Flow], model: ServiceModel, *, home: bool = False
) -> dict[str, set[str]]:
    """Names of rework in some flows, those of steps with what these are called.

    Parameters
    ----------
    flows
        The flows, inner ones are looked at too.
    model
        The model that has them.
    home
        Only rework that sends people home.
    """
    found: dict[str, set[str]] = {}
    for flow in flows:
        steps = list(every_step(flow))
        by_name = {name: step for step in steps if (name := step_name(step)) is not None}
        for step in steps:
            if not isinstance(step, Rework) or (home and step.go_home is None):
                continue
            for name in names_of_rework(step):
                found.setdefault(name, set())
            if step.rework in by_name:
                found[step.rework] |= called(by_name[step.rework], model)
    return found


def names_of_rework(step: Rework) -> Iterator[str]:
    """Every way to name a rework: its cause in either language, or the step it goes back to."""
    if step.cause is not None:
        yield from (step.cause.zh, step.cause.en)
    yield step.rework
