"""Titles that a model gives, or that follow from those of what something does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plots.language import Lang, say
from scenarios.causes import causes_in
from scenarios.channels import channel_name, channels_in
from scenarios.model import ServiceModel

_MOST = 3
"""Most titles that are joined to one."""


def given_title(model: ServiceModel, sections: Iterable[str], name: str, lang: Lang) -> str:
    """The title that stands in some sections of a model; empty when there is none."""
    for section in sections:
        entry = getattr(model, section).get(name)
        if entry is not None and entry.title is not None:
            return str(getattr(entry.title, lang))
    return ""


def derived_title(model: ServiceModel, sections: Sequence[str], name: str, lang: Lang) -> str:
    """A title by what is done there; empty when something of it has none.

    A line is called by the activities that stand in it, a pool by those it serves, and help by
    where it is given.
    """
    if "pools" in sections and name in model.pools:
        each = {key: _joined(model, pool.serves, lang) for key, pool in model.pools.items()}
        # Two pools of the same work keep their names, by which they are told apart.
        return each[name] if list(each.values()).count(each[name]) == 1 else ""
    if "queues" in sections and name in model.queues:
        members = [key for key, one in model.activities.items() if one.queue == name]
        return _joined(model, members, lang)
    if "activities" in sections:
        helped = [
            key for key, one in model.activities.items()
            if one.help is not None and one.help.activity == name
        ]  # fmt: skip
        places = [key for key, pool in model.pools.items() if set(helped) & set(pool.serves)]
        told = [given_title(model, ["pools"], key, lang) for key in places]
        where = say(lang, "、", ", ").join(told) if all(told) else ""
        where = where or _joined(model, helped, lang)
        return say(lang, f"协助（{where}）", f"Help ({where})") if where else ""
    return ""


def cause_title(model: ServiceModel, name: str, lang: Lang) -> str:
    """Why cases are sent back, as the model says it, with the service where there are several."""
    found = causes_in(model).get(name)
    if found is None:
        return ""
    service, step = found
    back = given_title(model, ["activities"], step.rework, lang) or step.rework
    cause = say(lang, f"退回“{back}”", f"back to “{back}”")
    if step.cause is not None:
        why = getattr(step.cause, lang)
        cause = say(lang, f"{why}（{cause}）", f"{why} ({cause})")
    if len(model.services) == 1:
        return cause
    of = given_title(model, ["services"], service, lang) or service
    return say(lang, f"{of}：{cause}", f"{of}: {cause}")


def channel_title(model: ServiceModel, name: str, lang: Lang) -> str:
    """A channel as the model calls it, with the service where there are several."""
    found = channels_in(model).get(name)
    if found is None:
        return ""
    service, channel = found
    own = name.removeprefix(channel_name(service, ""))
    title = own if channel.title is None else str(getattr(channel.title, lang))
    if len(model.services) == 1:
        return title
    of = given_title(model, ["services"], service, lang) or service
    return say(lang, f"{of}：{title}", f"{of}: {title}")


def pools_of(model: ServiceModel, line: str, lang: Lang) -> str:
    """The pools that serve a line, by their titles, or names where they have none."""
    members = {key for key, one in model.activities.items() if (one.queue or key) == line}
    told = [
        given_title(model, ["pools"], key, lang) or key
        for key, pool in model.pools.items() if members & set(pool.serves)
    ]  # fmt: skip
    return say(lang, "、", ", ").join(told)


def _joined(model: ServiceModel, activities: Sequence[str], lang: Lang) -> str:
    titles = [given_title(model, ["activities"], key, lang) for key in activities]
    titles = list(dict.fromkeys(titles))
    if not all(titles) or len(titles) > _MOST:
        return ""
    return say(lang, "、", ", ").join(titles)
