"""Names for the steps of a flow that stay the same when other steps come or go."""

from __future__ import annotations

from collections import Counter

from scenarios.flows import Branch, Delay, Flow, Parallel, Rework, Serve, Step, inner_flows

Path = tuple[int, ...]
"""Where a step stands: its index, then inside it the index of the inner flow and of the step."""


def step_labels(flow: Flow) -> dict[Path, str]:
    """A label for each step, by path.

    The label goes into the names of the step's random streams. It counts only steps of the same
    name before it, so that a redesign elsewhere in the flow leaves its draws alone.
    """
    labels: dict[Path, str] = {}
    seen: Counter[str] = Counter()

    def collect(steps: Flow, prefix: Path) -> None:
        for k, step in enumerate(steps):
            name = _name(step)
            seen[name] += 1
            labels[*prefix, k] = name if seen[name] == 1 else f"{name}#{seen[name]}"
            for b, inner in enumerate(inner_flows(step)):
                collect(inner, (*prefix, k, b))

    collect(flow, ())
    return labels


def _name(step: Step) -> str:
    match step:
        case Serve():
            return step.draws_of or step.serve
        case Delay():
            return step.delay
        case Rework():
            return step.label
        case Branch():
            return step.name or "branch"
        case Parallel():
            return step.name or "parallel"
