"""Words that stand where a name should, and are titles or shared words of a model."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.checks.plain_parts import Parts, items_in, sections_in
from scenarios.findings import listed, shown, wrong_name


def unknown_name(
    kind: str, got: str, data: Parts, keys: Iterable[str], known: Iterable[str], mend: str
) -> str:
    """The sentence for a name that a model does not have.

    Where it is a title, or what several are called, the sentence says whose.

    Parameters
    ----------
    kind
        What was expected, such as ``an activity``.
    got
        The name that stands there.
    data
        The model as plain data that may be wrong.
    keys
        Keys of the model under which it might stand.
    known
        The names that there are.
    mend
        How to mend it when no known name looks alike.
    """
    called = _called(got, data, keys)
    if not called:
        return wrong_name(kind, got, known, mend)
    if len(called) == 1:
        return f"expected the name of {kind}, got {shown(got)}, a title. Write {called[0]}."
    have = f"got {shown(got)}, which stands for {listed(called)}"
    return f"expected the name of {kind}, {have}. Write their names, or one where one is needed."


def _called(word: str, data: Parts, keys: Iterable[str]) -> list[str]:
    """Names of the sections that have a word for a title, or are called so with others."""
    found = []
    for key in keys:
        for path, section in sections_in(data, key):
            title = section.get("title")
            words = [*title.values()] if isinstance(title, dict) else [title]
            words += [one for _, one in items_in(section, "also_called")]
            if word in words:
                found.append(str(path[-1]))
    return found
