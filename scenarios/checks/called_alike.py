"""Names that several activities share (``also_called``), where one activity has them too."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding, shown
from scenarios.model import ServiceModel


def called_alike(model: ServiceModel, before: ServiceModel | None = None) -> Iterator[Finding]:
    """Shared names that are the name of an activity as well, or the title of another.

    Such a word stands for more or fewer activities than its writer meant.

    Parameters
    ----------
    model
        The model.
    before
        What a redesign made it of, if it did: what was so before has been told.
    """
    told = set() if before is None else set(_clashes(before))
    for name, k, word, other in _clashes(model):
        if (name, k, word, other) in told:
            continue
        named = other == word
        whose = f"the name of {shown(other)}" if named else f"a title of {shown(other)}"
        whose_zh = f"环节 {other} 的名字" if named else f"环节 {other} 的标题"
        yield Finding(
            ("activities", name, "also_called", k),
            f"expected a word that is no activity's name and no other's title, got {shown(word)}, "
            f"which is {whose}: it does not stand for the same activities everywhere. Choose "
            "another word.",
            f"共用的别名（also_called）不应是某个环节的名字，也不应是别的环节的标题，但“{word}”是"
            f"{whose_zh}，各处所指的环节不会相同。请换一个词。",
        )


def _clashes(model: ServiceModel) -> Iterator[tuple[str, int, str, str]]:
    """Activity, place of the word in its list, word, and the activity that has it for itself."""
    titled: dict[str, list[str]] = {}
    for name, one in model.activities.items():
        for title in () if one.title is None else {one.title.zh, one.title.en}:
            titled.setdefault(title, []).append(name)
    for name, one in model.activities.items():
        for k, word in enumerate(one.also_called):
            if word in model.activities:
                yield name, k, word, word
            elif others := [other for other in titled.get(word, ()) if other != name]:
                yield name, k, word, others[0]
