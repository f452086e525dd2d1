"""Errors of redesign steps that do not fit a model, names known by title, and names still free."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from scenarios.errors import Problem, RedesignError
from scenarios.findings import listed, shown, wrong_name
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


class TitleGiven(RedesignError):
    """What a step names are titles of the model, each of one name alone.

    Whoever applies the step begins it again with the names; the sentence is for a field whose
    names cannot be put in.
    """

    def __init__(self, field: str, kind: str, names: Mapping[str, str]) -> None:
        self.field, self.names = field, names
        super().__init__(
            Problem(
                field,
                f"expected the name of {kind}, got the title of {shown(name)}. Write {name}.",
            )
            for name in names.values()
        )


def require_names(
    field: str,
    kind: str,
    given: Iterable[str],
    known: Iterable[str],
    titled: Mapping[str, object] | None = None,
    mend: str = "Use one of these names.",
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
    mend
        How to mend it when no known name looks alike.

    Raises
    ------
    TitleGiven
        All that are unknown are titles, in Chinese or in English, of one name each.
    RedesignError
        One sentence for each unknown name.
    """
    if titled is None:
        titled = known if isinstance(known, Mapping) else {}
    known = list(known)
    unknown = [name for name in dict.fromkeys(given) if name not in known]
    if not unknown:
        return
    titles = {
        name: {title.zh, title.en}
        for name, one in titled.items()
        if name in known and isinstance(title := getattr(one, "title", None), TextPair)
    }
    called = {got: [name for name in titles if got in titles[name]] for got in unknown}
    if all(len(names) == 1 for names in called.values()):
        raise TitleGiven(field, kind, {got: names[0] for got, names in called.items()})
    if not known:
        mend = "Leave it out: the model has none."
    raise RedesignError(
        Problem(field, _wrong(kind, got, called[got], known, titles, mend))
        for got in unknown
        if len(called[got]) != 1
    )


def _wrong(
    kind: str,
    got: str,
    called: list[str],
    known: list[str],
    titles: Mapping[str, set[str]],
    mend: str,
) -> str:
    """The sentence for an unknown name; of a title it says who have it."""
    if called:
        have = f"a title that several have: {listed(called)}"
        return f"expected the name of {kind}, got {have}. Write the name of one."
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
