"""Parts of merged activities that become others or go, with the factor and the name they gave."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from scenarios.activities import Activity
from scenarios.distributions import SumOf
from scenarios.model import ServiceModel
from scenarios.section import TextPair


def with_parts(title: TextPair, model: ServiceModel, parts: Sequence[str]) -> TextPair:
    """A name for people that says what is done in one go: *Desk (register, pay)*."""
    zh, en = _endings(model, parts)
    return TextPair(zh=title.zh + zh, en=title.en + en)


def joins_visits(model: ServiceModel, pool: str) -> bool:
    """Whether any work of a pool stands for several activities done in one go."""
    works = (model.activities[name].service_time for name in model.pools[pool].serves)
    return any(isinstance(work, SumOf) and len(work.parts) > 1 for work in works)


def map_sums(
    model: ServiceModel, left: Collection[str], change: Callable[[str], str | None]
) -> dict[str, Activity]:
    """Activities with the parts of sums changed.

    Parameters
    ----------
    model
        The model, which has the parts before and after.
    left
        Names of the activities that stay.
    change
        Gives what a part becomes; it goes with None.
    """
    mapped = {}
    for name in left:
        activity = mapped[name] = model.activities[name]
        family = activity.service_time
        if isinstance(family, SumOf):
            parts = tuple(p for part in family.parts if (p := change(part)) is not None)
            if parts != family.parts:
                mapped[name] = _followed(model, activity, family, parts)
    return mapped


def _followed(
    model: ServiceModel, activity: Activity, family: SumOf, parts: tuple[str, ...]
) -> Activity:
    work = family.replace(parts=parts)
    if len(parts) == 1 < len(family.parts):  # What joining saved is saved no more.
        work = work.replace(time_factor=1.0)
    title = activity.title
    old = _endings(model, family.parts)
    if title is not None and title.zh.endswith(old[0]) and title.en.endswith(old[1]):
        bare = TextPair(zh=title.zh.removesuffix(old[0]), en=title.en.removesuffix(old[1]))
        title = with_parts(bare, model, parts)
    return activity.replace(service_time=work, title=title)


def _endings(model: ServiceModel, parts: Sequence[str]) -> tuple[str, str]:
    titles = [model.activities[part].title or TextPair(zh=part, en=part) for part in parts]
    return (
        f"（{'、'.join(title.zh for title in titles)}）",
        f" ({', '.join(title.en for title in titles)})",
    )
