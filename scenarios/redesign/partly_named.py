"""Steps of a redesign that go, while others that serve the same activity stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenarios.errors import Problem
from scenarios.findings import listed, listed_zh
from scenarios.flows import Serve, every_step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.ai_triage import AiTriage
from scenarios.redesign.applying import StepTrace
from scenarios.redesign.base import Operator
from scenarios.redesign.commitment import Commitment
from scenarios.redesign.eliminate import Eliminate
from scenarios.redesign.empower import Empower
from scenarios.redesign.go_online import GoOnline
from scenarios.redesign.in_services import InServices


def partly_named(before: ServiceModel, trace: Sequence[StepTrace]) -> Iterator[Problem]:
    """Steps named as an activity that stands elsewhere in the same flow by another name.

    A model fitted to an event log has such: an activity is a step of its own on each way.
    """
    for k, done in enumerate(trace):
        one = done.operator
        for activity, others in _left(before, one).items():
            yield Problem(
                f"redesign[{k}] {done.operator.title_of_kind}",
                f"expected all steps that serve '{activity}', or one of them on purpose, got the "
                f"step of this name alone: {listed(others)} of the same flow stay as they were. "
                "Name them too if they are meant.",
                zh=f"{activity} 只写了这一个环节；同一流程中 {listed_zh(others)} "
                "办的是同一件事，它们照旧。如果也包括在内，请一并写上。",
            )


def _names(step: Operator) -> tuple[str, ...]:
    """Names of the steps that a redesign takes away, by themselves or for some."""
    match step:
        case Eliminate() | Empower() | Commitment():
            return step.steps
        case GoOnline():
            return step.replaces or ()
        case AiTriage():
            return step.spares
    return ()


def _left(model: ServiceModel, step: Operator) -> dict[str, list[str]]:
    """Other steps of the flows that serve an activity that is named, by activity."""
    names = _names(step)
    found: dict[str, dict[str, None]] = {}
    if not names or not isinstance(step, InServices):
        return {}
    for name, service in model.services.items():
        if step.services is not None and name not in step.services:
            continue
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow)):
            serves = [s for s in every_step(flow) if isinstance(s, Serve)]
            here = {step_name(s) for s in serves}
            for other in serves:
                if other.serve in names and other.serve in here and step_name(other) not in names:
                    found.setdefault(other.serve, {})[str(step_name(other))] = None
    return {activity: list(others) for activity, others in found.items()}
