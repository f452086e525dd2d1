"""One name for delays that are called differently: in redesigns it reaches all of them."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding, shown
from scenarios.flows import Delay
from scenarios.model import ServiceModel
from scenarios.sections import sections


def delays_alike(model: ServiceModel, before: ServiceModel | None = None) -> Iterator[Finding]:
    """Delays of one name and different titles: a redesign that names one changes the other, too.

    Parameters
    ----------
    model
        The model.
    before
        What a redesign made it of, if it did: what was so before has been told.
    """
    told = set() if before is None else {name for name, *_ in _clashes(before)}
    for name, path, other, here in _clashes(model):
        if name in told:
            continue
        yield Finding(
            (*path, "title"),
            f"expected {shown(other)}, the title that another delay of the name {shown(name)} has, "
            f"got {shown(here)}: a redesign that names one of them changes both. Give one another "
            "name.",
            f"另一处等候也叫 {name}，标题是“{other}”，这里却是“{here}”：改造方案写其中一个，"
            "两处都会改。请给其中一处换个名字。",
        )


def _clashes(model: ServiceModel) -> Iterator[tuple[str, tuple[str | int, ...], str, str]]:
    """Name, place of the second of two delays, title of the first, and its own."""
    first: dict[str, Delay] = {}
    for path, step in sections(model.services, ("services",)):
        if not isinstance(step, Delay) or step.title is None:
            continue
        known = first.setdefault(step.delay, step)
        if known.title is not None and known.title != step.title:
            yield step.delay, path, known.title.zh, step.title.zh
