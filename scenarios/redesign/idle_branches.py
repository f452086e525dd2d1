"""Steps put side by side that the applicant has to go through one by one all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenarios.errors import Problem
from scenarios.findings import listed, listed_zh
from scenarios.flows import Delay, Flow, Parallel, Serve, every_step
from scenarios.model import ServiceModel
from scenarios.redesign.applying import StepTrace
from scenarios.redesign.parallelize import Parallelize
from scenarios.visits import served_in


def one_by_one(after: ServiceModel, trace: Sequence[StepTrace]) -> Iterator[Problem]:
    """Parallel steps of a redesign whose branches all need the applicant."""
    for k, step in enumerate(trace):
        if not isinstance(step.operator, Parallelize):
            continue
        for service in after.services.values():
            for fork in every_step(service.flow):
                if not isinstance(fork, Parallel):
                    continue
                named = (fork.name or "").startswith(step.operator.name)
                if named and not any(_goes_on_alone(after, flow) for flow in fork.parallel):
                    front = [name for flow in fork.parallel for name in served_in(flow)]
                    yield Problem(
                        f"redesign[{k}] {step.operator.title_of_kind}",
                        f"expected a branch that goes on without the applicant, got {listed(front)}"
                        ", all at windows, of which he can stand at one at a time: nothing gets "
                        "quicker. Put back-office steps or delays side by side.",
                        zh="并行的各支中应当有一支不需要申请人在场，但 "
                        f"{listed_zh(front)} 都在窗口，他一次只能到一个窗口，所以不会更快。"
                        "请把后台环节或延迟并行。",
                    )


def _goes_on_alone(model: ServiceModel, flow: Flow) -> bool:
    """True when some step of a branch needs no applicant."""
    return any(
        isinstance(step, Delay)
        or (isinstance(step, Serve) and model.activities[step.serve].place == "back")
        for step in every_step(flow)
    )
