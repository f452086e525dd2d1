"""The steps a case walks: serve, delay, branch, parallel, rework."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from scenarios.distributions import Distribution
from scenarios.section import NUMBER, Fraction, Section, Text


class Serve(Section):
    """An activity done by a resource of a pool."""

    serve: str
    """Name of the activity."""
    name: str | None = None
    """Name of this step, needed when the activity stands twice in a flow."""
    draws_of: str | None = None
    """Activity whose random numbers it takes; its own when left out."""


class Delay(Section):
    """A statutory or physical time that needs no resource."""

    delay: str
    """Name of the step."""
    title: Text | None = None
    """What is waited for, for people."""
    time: Distribution
    """How long it takes: open time of ``calendar``, or elapsed time without one."""
    calendar: str | None = None
    """Calendar whose open time it uses up; round the clock when left out."""
    go_home: bool = False
    """True when the applicant leaves for it and comes back after it: one more visit."""
    counts_as_step: bool = True
    """False when the case only lies about until the next step, as in models fitted to event logs:
    none of the steps (环节) of the four reductions."""


class Arm(Section):
    """One way out of a branch."""

    probability: Fraction
    """Share of the cases that go this way."""
    steps: tuple[Step, ...] = ()
    """What they do there."""


class Branch(Section):
    """Cases part by probability and come together again after it."""

    branch: Annotated[tuple[Arm, ...], Field(min_length=1)]
    """The ways; cases that take none go straight on."""
    name: str | None = None
    """Name of the step, for its random numbers; by position when left out."""

    @field_validator("branch")
    @classmethod
    def _at_most_all(cls, branch: tuple[Arm, ...]) -> tuple[Arm, ...]:
        total = sum(arm.probability for arm in branch)
        if total > 1 + 1e-9:
            raise ValueError(
                f"expected probabilities that sum to at most 1, got {total:g}. Lower one of them."
            )
        return branch


class Parallel(Section):
    """All branches are walked side by side; the case goes on when the last has ended."""

    parallel: Annotated[tuple[tuple[Step, ...], ...], Field(min_length=1)]
    """The branches, in the order in which the applicant goes to front-office steps."""
    name: str | None = None
    """Name of the step."""


class GoHome(Section):
    """The applicant leaves and comes back another time."""

    delay: Distribution
    """Time until coming back; if the service is shut then, at its next opening."""


class Rework(Section):
    """With a probability the case goes back to an earlier step."""

    rework: str
    """Name of the earlier step to go back to."""
    probability: Fraction
    """Share of the cases that go back, each time they come here."""
    go_home: GoHome | None = None
    """Set when the applicant has to go home first: one more visit."""
    max_rounds: Annotated[int, Field(ge=1, le=100), NUMBER] = 20
    """Most rounds of a case; after them it passes, and is counted."""
    cause: Text | None = None
    """Why cases come back, for the report."""
    name: str | None = None
    """Name for its random numbers; by the step it goes back to when left out."""

    @property
    def label(self) -> str:
        """Name for its random numbers: a redesign that moves the target keeps it."""
        return self.name or f"rework {self.rework}"


KINDS = ("serve", "delay", "branch", "parallel", "rework")
"""The kinds of steps, each by its first key."""


def step_kind(step: Any) -> str | None:
    """The kind of a step, read or still plain data; None when it has none."""
    for kind in KINDS:
        if (kind in step) if isinstance(step, dict) else hasattr(step, kind):
            return kind
    return None


Step = Annotated[
    Annotated[Serve, Tag("serve")]
    | Annotated[Delay, Tag("delay")]
    | Annotated[Branch, Tag("branch")]
    | Annotated[Parallel, Tag("parallel")]
    | Annotated[Rework, Tag("rework")],
    Discriminator(
        step_kind,
        custom_error_type="step_kind",
        custom_error_message="expected a step with one of serve, delay, branch, parallel, rework. "
        "Begin the step with its kind, such as serve: NAME",
    ),
]
"""A step of a flow, told apart by its first key."""
Flow = tuple[Step, ...]
Kind = Literal["serve", "delay", "branch", "parallel", "rework"]
for _model in (Arm, Branch, Parallel):
    _model.model_rebuild()


def step_name(step: Step) -> str | None:
    """The name by which a step is referred to, or None for a step without one."""
    if isinstance(step, Serve):
        return step.name or step.serve
    if isinstance(step, Delay):
        return step.delay
    return step.name if isinstance(step, Branch | Parallel) else None


def inner_flows(step: Step) -> tuple[Flow, ...]:
    """The flows inside a step: a branch's arms or a parallel's branches, in order."""
    if isinstance(step, Branch):
        return tuple(arm.steps for arm in step.branch)
    return step.parallel if isinstance(step, Parallel) else ()


def every_step(flow: Flow) -> Iterator[Step]:
    """The steps of a flow in the order of the file, each before those inside it."""
    for step in flow:
        yield step
        for inner in inner_flows(step):
            yield from every_step(inner)
