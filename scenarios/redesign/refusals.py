"""Errors of redesign steps that do not fit a model, names known by title, and names still free."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping

from scenarios.errors import Problem, RedesignError
from scenarios.findings import likest_first, listed, shown, wrong_name
from scenarios.flows import Delay
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
    """What a step names are titles of the model.

    Whoever applies the step begins it again with the names; the sentence is for a field whose
    names cannot be put in, such as one name where several have the title.
    """

    def __init__(self, field: str, kind: str, names: Mapping[str, tuple[str, ...]]) -> None:
        self.field, self.names = field, names
        super().__init__(Problem(field, _title_of(kind, each)) for each in names.values())


def require_names(
    field: str,
    kind: str,
    given: Iterable[str],
    known: Iterable[str],
    titles: Mapping[str, Collection[str]] | None = None,
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
    titles
        What else some of these names are called, where a word may stand for all names that have
        it. When left out, what ``also_called`` of that map says, and its titles, each for one name
        alone.
    mend
        How to mend it when no known name looks alike.

    Raises
    ------
    TitleGiven
        All that are unknown are titles, in Chinese or in English.
    RedesignError
        One sentence for each unknown name.
    """
    sections = known if isinstance(known, Mapping) and titles is None else {}
    shared, own = titles or alike_in(sections), titles_of(sections)
    known = list(known)
    unknown = [name for name in dict.fromkeys(given) if name not in known]
    if not unknown:
        return
    all_of, one_of = (
        {got: [name for name in known if got in words.get(name, ())] for got in unknown}
        for words in (shared, own)
    )
    called = {got: all_of[got] or one_of[got] for got in unknown}
    wrong = [got for got, of in called.items() if not of or (not all_of[got] and len(of) > 1)]
    if not wrong:
        raise TitleGiven(field, kind, {got: tuple(names) for got, names in called.items()})
    if not known:
        mend = "Leave it out: the model has none."
    raise RedesignError(
        Problem(field, _wrong(kind, got, called[got], known, titles or own, mend)) for got in wrong
    )


def titles_of(titled: Mapping[str, object]) -> dict[str, set[str]]:
    """Titles in Chinese and in English of all that have any, by name."""
    return {
        name: {title.zh, title.en}
        for name, one in titled.items()
        if isinstance(title := getattr(one, "title", None), TextPair)
    }


def alike_in(sections: Mapping[str, object]) -> dict[str, set[str]]:
    """What some are called together with others, by name.

    It is ``also_called`` of activities, and titles of delays: what cases wait for has the same
    title wherever they wait for it.
    """
    waits = titles_of({name: one for name, one in sections.items() if isinstance(one, Delay)})
    return {
        name: {*getattr(one, "also_called", ()), *waits.get(name, ())}
        for name, one in sections.items()
    }


def _title_of(kind: str, names: tuple[str, ...]) -> str:
    if len(names) == 1:
        (name,) = names
        return f"expected the name of {kind}, got the title of {shown(name)}. Write {name}."
    have = f"a title that several have: {listed(names)}"
    return f"expected the name of {kind}, got {have}. Write the name of one."


def _wrong(
    kind: str,
    got: str,
    called: list[str],
    known: list[str],
    titles: Mapping[str, Collection[str]],
    mend: str,
) -> str:
    """The sentence for an unknown name; of a title it says who have it."""
    if called:
        return _title_of(kind, tuple(called))
    words = {name: {name, *titles.get(name, ())} for name in known}
    # What stands at several places has one title: each is told once.
    once = {frozenset(of - {name}) or name: name for name, of in reversed(words.items())}
    told = {_both(name, words[name]): words[name] for name in known if name in once.values()}
    every = dict.fromkeys(word for name in known for word in (name, *sorted(words[name])))
    return wrong_name(kind, got, every, mend, likest_first(got, told))


def _both(name: str, words: Collection[str]) -> str:
    """A name with its titles."""
    others = sorted(set(words) - {name})
    return f"{name}: {' / '.join(others)}" if others else name


def free_name(name: str, taken: Container[str]) -> str:
    """The name itself, or the name with the first number that nobody has."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}_{number}"
    return free
