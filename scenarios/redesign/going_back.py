"""The steps to which errors go back, told with where they stand when they do not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from scenarios.errors import Problem
from scenarios.findings import listed, shown
from scenarios.flows import Branch, Flow, inner_flows, step_name
from scenarios.model import ServiceModel

Lists = Mapping[str, Flow]
"""Lists of steps by where they stand, such as ``services.renew.flow[2].branch[0].steps``."""


def lists_of_steps(model: ServiceModel, only: Collection[str] | None) -> Lists:
    """Every list of steps of some services, or of all when None, outer ones first."""
    found: dict[str, Flow] = {}
    for name, service in model.services.items():
        if only is not None and name not in only:
            continue
        at = f"services.{name}"
        found.update(_lists(service.flow, f"{at}.flow"))
        for kind, channel in service.channels.items():
            found.update(_lists(channel.flow or (), f"{at}.channels.{kind}.flow"))
    return found


def _lists(flow: Flow, at: str) -> Iterator[tuple[str, Flow]]:
    yield at, flow
    for k, step in enumerate(flow):
        for j, inner in enumerate(inner_flows(step)):
            place = f"branch[{j}].steps" if isinstance(step, Branch) else f"parallel[{j}]"
            yield from _lists(inner, f"{at}[{k}].{place}")


def before_those_that_go(
    flow: Flow, given: Collection[str], gone: Collection[str]
) -> tuple[list[str], list[str]]:
    """Names of the steps of a list before the first that goes, and those of them that are given."""
    names = [step_name(step) for step in flow]
    first = next((k for k, name in enumerate(names) if name in gone), 0)
    earlier = [name for name in names[:first] if name is not None]
    return earlier, [name for name in earlier if name in given]


def misplaced(
    lists: Lists, field: str, given: Collection[str], gone: Collection[str]
) -> Iterator[Problem]:
    """What is wrong for each list of which steps go; rework goes back within its own list alone.

    Parameters
    ----------
    lists
        See `lists_of_steps`.
    field
        Field of the operator that names the steps to go back to.
    given, gone
        Names of these, and of the steps that go.
    """
    for at, flow in lists.items():
        names = [step_name(step) for step in flow]
        going = [name for name in names if name in gone]
        if not going:
            continue
        earlier, here = before_those_that_go(flow, given, gone)
        if len(here) == 1:
            continue
        known = f" ({listed(earlier)})" if earlier else ""
        what = f"expected a step before {going[0]} that stays, in the same list, {at}{known}"
        if here:
            yield Problem(field, f"{what}, got {listed(here)} in one list. Name one of them.")
            continue
        stands = "; ".join(f"{shown(name)}, {_where(name, at, lists, gone)}" for name in given)
        yield Problem(field, f"{what}, got {stands}. {_mend(earlier, at)}")


def _where(name: str, at: str, lists: Lists, gone: Collection[str]) -> str:
    """Where a step stands instead."""
    if name in gone:
        return "which goes itself"
    places = [one for one, flow in lists.items() if name in map(step_name, flow)]
    return "which comes later" if at in places else f"which stands in {listed(places)}"


def _mend(earlier: list[str], at: str) -> str:
    if earlier:
        one = earlier[0] if len(earlier) == 1 else "one of these"
        return f"Name {one} for this list: it takes several names, one for each list."
    inside = " Rework may not jump out of a branch." if at.endswith(("]", "steps")) else ""
    return (
        "Nothing stands before it there: leave errors out, or let the baseline serve the step that "
        f"is done again there.{inside}"
    )
