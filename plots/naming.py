"""What pools, queues, services and delays are called in a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from plots.hours_titles import hours_title
from plots.language import Lang, of_whom, say
from plots.report_data import ReportData
from plots.titles import cause_title, channel_title, derived_title, given_title, pools_of
from plots.way_titles import link_title
from scenarios.at_hours import SCOPE, parted
from scenarios.flows import Delay, every_step
from scenarios.itself import Itself
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from scenarios.served_lines import parted_line
from scenarios.services import Service

_SECTIONS = {
    "service": ("services",),
    "activity": ("activities",),
    "queue": ("queues", "activities"),
    "pool": ("pools",),
    "target": ("targets",),
}
"""Sections of a model in which a name of each scope may stand."""


def model_title(model: ServiceModel, lang: Lang) -> str:
    """Title of a model."""
    return str(getattr(model.title, lang))


def title_in(models: Iterable[ServiceModel | None], scope: str, name: str, lang: Lang) -> str:
    """Title of a pool, queue, service, ... in the first model that gives one.

    One without a title is called by what it does, where that has titles; else by its name.
    """
    known = [model for model in models if model is not None]
    if scope == "cause":
        return next(filter(None, (cause_title(model, name, lang) for model in known)), name)
    if scope == "channel":
        return next(filter(None, (channel_title(model, name, lang) for model in known)), name)
    if scope == "flow":
        return link_title(known, name, lang)
    if scope == "queue" and (line := parted_line(name))[1]:
        queue, pool = (
            title_in(known, "queue", line[0], lang),
            title_in(known, "pool", line[1], lang),
        )
        return f"{queue} · {pool}"
    if scope == SCOPE:
        hours, inner, of = parted(known, name)
        when = hours_title(known, hours, lang)
        return of_whom(when, title_in(known, inner, of, lang), lang) if of else when
    for find in (given_title, derived_title):
        for model in known:
            title = find(model, _SECTIONS.get(scope, ()), name, lang)
            if title:
                return title
    return name


def title_of(data: ReportData, scope: str, name: str, lang: Lang) -> str:
    """Title of something that either model names."""
    return title_in((data.model_before, data.model_after), scope, name, lang)


def line_titles(data: ReportData, lines: Iterable[str], lang: Lang) -> dict[str, str]:
    """Titles of some lines; those of one title have their pools in brackets."""
    titles = {line: title_of(data, "queue", line, lang) for line in lines}
    twice = {title for title, count in Counter(titles.values()).items() if count > 1}
    models = [model for model in (data.model_after, data.model_before) if model is not None]
    for line, title in titles.items():
        where = next(filter(None, (pools_of(model, line, lang) for model in models)), "")
        if title in twice and where:
            titles[line] = of_whom(title, where, lang)
    return titles


def service_titles(model: ServiceModel, lang: Lang) -> dict[str, str]:
    """Titles of the services by name; those of one title have their names in brackets."""
    titles = {name: title_in((model,), "service", name, lang) for name in model.services}
    often = Counter(titles.values())
    return {
        name: title if often[title] == 1 else of_whom(title, name, lang)
        for name, title in titles.items()
    }


@lru_cache(maxsize=256)
def delay_titles(of: Itself[Service]) -> dict[str, TextPair]:
    """Titles of the delays of a service by their names, looked up once for a page full of them."""
    section = of.it
    titles: dict[str, TextPair] = {}
    for flow in (section.flow, *(c.flow for c in section.channels.values() if c.flow)):
        for step in every_step(flow):
            if isinstance(step, Delay) and step.title is not None:
                titles.setdefault(step.delay, step.title)
    return titles


def delay_title(model: ServiceModel, service: str, step: str, lang: Lang) -> str:
    """Title of a delay in the flows of a service, or of the way back; its name when it has none."""
    if service in model.services:
        title = delay_titles(Itself(model.services[service])).get(step)
        if title is not None:
            return str(getattr(title, lang))
    if step in model.activities:
        # Who is sent back is away until the activity to which rework leads.
        to = title_in([model], "activity", step, lang)
        return step if to == step else say(lang, f"退回“{to}”", f"back to {to}")
    return step
