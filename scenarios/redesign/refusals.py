"""Errors of redesign steps that do not fit a model, and names that are still free."""

from __future__ import annotations

from collections.abc import Container, Iterable

from scenarios.errors import Problem, RedesignError
from scenarios.findings import wrong_name


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


def require_names(field: str, kind: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse names that the model does not have.

    Parameters
    ----------
    field
        Field of the operator in which they stand.
    kind
        What they should be, such as ``a pool``.
    given, known
        Names of the step, and names of the model.

    Raises
    ------
    RedesignError
        One sentence for each unknown name.
    """
    known = list(known)
    unknown = [name for name in dict.fromkeys(given) if name not in known]
    if unknown:
        mend = "Use one of these names." if known else "Leave it out: the model has none."
        raise RedesignError(Problem(field, wrong_name(kind, name, known, mend)) for name in unknown)


def free_name(name: str, taken: Container[str]) -> str:
    """The name itself, or the name with the first number that nobody has."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}_{number}"
    return free
