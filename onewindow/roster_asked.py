"""What has come up since a roster was posted, as it stands in options: who is ill, who swaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from optimize.roster_changes import Asked
from scenarios.errors import DataError, Problem
from scenarios.findings import wrong_name
from scenarios.roster_cells import Names
from scenarios.roster_days import Span, parse_spans
from scenarios.rosters import RosterCase

_COMMA = re.compile("[,，、]")


def asked_of(case: RosterCase, sick: Sequence[str], swaps: Sequence[str], now: str | None) -> Asked:
    """Read the options of a repair.

    Parameters
    ----------
    case
        Says who and which days there are.
    sick
        ``NAME=DATE`` or ``NAME=DATE..DATE``; a colon will do, and so will Chinese signs.
    swaps
        ``NAME,NAME=DATE``: two people who exchange what they have on a day; likewise.
    now
        The first date that can still be changed; the first that is named when left out.

    Raises
    ------
    DataError
        A name or date is not of the roster, or nothing is asked for; all at once.
    """
    problems: list[Problem] = []
    people = Names(case.people)
    absences: dict[str, set[int]] = {}
    pairs: list[tuple[str, str, int]] = []
    for text in sick:
        name, dates = _named(text)
        person = _person(case, people, name, f"--sick {text}", problems)
        days = list(_days(case, dates, f"--sick {text}", problems))
        if person is not None:
            absences.setdefault(person, set()).update(days)
    for text in swaps:
        names, dates = _named(text)
        where = f"--swap {text}"
        pair = _pair(case, people, names, where, problems)
        days = list(_days(case, dates, where, problems))
        if pair is not None:
            pairs += [(*pair, day) for day in days]
    named = sorted({*(day for days in absences.values() for day in days), *(d for *_, d in pairs)})
    first = named[:1] if now is None else list(_days(case, now, "--now", problems))
    if not problems and not named:
        what = "expected somebody who is ill or swaps, got nobody. Add --sick NAME=DATE."
        problems.append(Problem("roster repair", what))
    if first and named and named[0] < first[0]:
        what = (
            f"expected days from {case.date(first[0])} on, got {case.date(named[0])}. What is over "
            "cannot be changed: give an earlier --now."
        )
        problems.append(Problem("--now", what))
    if problems:
        raise DataError(problems)
    absent = {name: frozenset(days) for name, days in absences.items()}
    return Asked(absent, tuple(pairs), first[0])


def _named(text: str) -> tuple[str, str]:
    """What stands before and behind the last sign of equality, or else the last colon."""
    for signs in ("=＝", ":："):
        if (at := max(map(text.rfind, signs))) >= 0:
            return text[:at], text[at + 1 :]
    return "", text


def _pair(
    case: RosterCase, people: Names, names: str, where: str, problems: list[Problem]
) -> tuple[str, str] | None:
    """Two people; a comma may be part of a name."""
    cuts = [found.span() for found in _COMMA.finditer(names)]
    parts = [(names[:begin], names[end:]) for begin, end in cuts]
    for one, other in ((people.find(a), people.find(b)) for a, b in parts):
        if one is not None and other is not None and one != other:
            return one, other
    what = f"expected two people with a comma between, got '{names}'. Write NAME,NAME=DATE."
    problems.append(Problem(where, what))
    for part in parts[0] if len(parts) == 1 else ():
        _person(case, people, part, where, problems)
    return None


def _person(
    case: RosterCase, people: Names, name: str, where: str, problems: list[Problem]
) -> str | None:
    found = people.find(name)
    if found is None:
        mend = "Write NAME=DATE, such as 王芳=2026-03-05."
        problems.append(Problem(where, wrong_name("a person", name, case.people, mend)))
    return found


def _days(case: RosterCase, text: str, where: str, problems: list[Problem]) -> Iterator[int]:
    """Days of the roster within dates; of a span that goes beyond, those that are of it."""
    spans: tuple[Span, ...] = ()
    try:
        spans = parse_spans(text, (case.first_day, case.date(case.days - 1)))
    except ValueError as error:
        problems.append(Problem(where, str(error)))
    for first, last in spans:
        begin, end = ((date - case.first_day).days for date in (first, last))
        days = range(max(begin, 0), min(end, case.days - 1) + 1)
        if not days:
            what = (
                f"expected dates from {case.first_day} to {case.date(case.days - 1)}, got {text}. "
                "Correct them."
            )
            problems.append(Problem(where, what))
        yield from days
