"""Errors of redesign steps that do not fit a model, and names that are still free."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from scenarios.errors import Problem, RedesignError
from scenarios.findings import shown, wrong_name
from scenarios.section import TextPair


def refusal(field: str, what: str) -> RedesignError:
    """The error of a step whose ``field`` does not fit the model.

    Parameters
    ----------
    field
        Field of the operator.
    what
        ``expected ..., got ... . How to mend it.``
    """
    return RedesignError(Problem(field, what))


def require_names(
    field: str,
    kind: str,
    given: Iterable[str],
    known: Iterable[str],
    titled: Mapping[str, object] | None = None,
) -> None:
    """Refuse names that the model does not have.

    Parameters
    ----------
    field
        Field of the operator in which they stand.
    kind
        What they should be, such as ``a pool``.
    given, known
        Names of the step, and names of the model, such as one of its maps.
    titled
        What has some of these names, that map when left out; its titles stand beside them, as a
        log's own words do.

    Raises
    ------
    RedesignError
        One sentence for each unknown name.
    """
    if titled is None:
        titled = known if isinstance(known, Mapping) else {}
    known = list(known)
    unknown = [name for name in dict.fromkeys(given) if name not in known]
    if unknown:
        mend = "Use one of these names." if known else "Leave it out: the model has none."
        titles = {
            name: {title.zh, title.en}
            for name, one in titled.items()
            if name in known and isinstance(title := getattr(one, "title", None), TextPair)
        }
        raise RedesignError(
            Problem(field, _wrong(kind, name, known, titles, mend)) for name in unknown
        )


def _wrong(kind: str, got: str, known: list[str], titles: Mapping[str, set[str]], mend: str) -> str:
    """The sentence for an unknown name; a title is told its name."""
    meant = next((name for name, called in titles.items() if got in called), None)
    if meant is not None:
        return f"expected the name of {kind}, got the title of {shown(meant)}. Write {meant}."
    both = [
        f"{name}: {' / '.join(sorted(titles[name]))}"
        if titles.get(name, {name}) != {name}
        else name
        for name in known
    ]
    return wrong_name(kind, got, known, mend, both)


def free_name(name: str, taken: Container[str]) -> str:
    """The name itself, or the name with the first number that nobody has."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}_{number}"
    return free
