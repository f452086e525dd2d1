"""What the places are called through which cases flow: channels, who serves them, how they end."""

from __future__ import annotations

from collections.abc import Sequence

from plots.language import Lang, say
from plots.titles import given_title
from scenarios.calls import is_calls
from scenarios.model import ServiceModel
from sim.case_flows import Link

_TITLES = {
    "staff": ("窗口（人工）", "Windows"),
    "machine": ("自助机", "Machines"),
    "crew": ("上门", "Crews"),
    "missed": ("放弃或占线", "Gave up, blocked"),
    "returned": ("退回重办", "Sent back"),
    "finished": ("办结", "Finished"),
    "lost": ("流失", "Lost"),
    "no_show": ("爽约", "Did not come"),
    "unfinished": ("未办完", "Unfinished"),
}
_CALLS = {"staff": ("人工接听", "Agents"), "lost": ("流失（未接通）", "Lost")}
"""What is called otherwise where all are calls."""
_MIXED = {"staff": ("人工（窗口、接听）", "Staff")}
"""What is called otherwise where there are both visits and calls."""


def link_title(models: Sequence[ServiceModel], name: str, lang: Lang) -> str:
    """A link as begin → end."""
    link = Link.read(name)
    ends = ((link.stage, link.begin), (link.stage + 1, link.end))
    return " → ".join(place_title(models, stage, place, lang) for stage, place in ends)


def place_title(models: Sequence[ServiceModel], stage: int, place: str, lang: Lang) -> str:
    """Title of a place; of stage 0 they are channels."""
    if stage == 0:
        return _channel(models, place, lang)
    if place == "machine" and (title := _only_machines(models, lang)):
        return title
    calls = {is_calls(model, name) for model in models for name in model.services}
    other = _MIXED if len(calls) > 1 else _CALLS if calls == {True} else {}
    return say(lang, *other.get(place, _TITLES[place]))


def _channel(models: Sequence[ServiceModel], name: str, lang: Lang) -> str:
    known = [
        service.channels[name]
        for model in models
        for service in model.services.values()
        if name in service.channels
    ]
    given = next((c.title for c in known if c.title is not None), None)
    if given is not None:
        return str(getattr(given, lang))
    if name:
        return name
    # Services without channels beside others that have some, in one model.
    named = any(
        len({bool(service.channels) for service in model.services.values()}) > 1 for model in models
    )
    return say(lang, "其他来件", "Other cases") if named else say(lang, "全部来件", "All cases")


def _only_machines(models: Sequence[ServiceModel], lang: Lang) -> str:
    """Title of the machines, where there are machines of one kind only."""
    titles = {
        given_title(model, ["pools"], name, lang)
        for model in models
        for name, pool in model.pools.items()
        if pool.machines
    }
    return titles.pop() if len(titles) == 1 else ""
