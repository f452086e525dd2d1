"""What the parts of a roster file have to say of one another before it can be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.findings import Finding, Path, shown, wrong_name, wrong_name_zh
from scenarios.near_names import alike_people, meant
from scenarios.roster.breaks import wrong_breaks
from scenarios.roster.case_of import days_of
from scenarios.roster.days import Spans
from scenarios.roster.file import ANY, OFF, GroupLine, PersonLine, RosterFile
from scenarios.roster.rosters import never_hard
from scenarios.roster.statutory_days import known_holidays
from scenarios.written_cells import plain


@dataclass(frozen=True, slots=True)
class Unread:
    """Parts of a file that make no sense themselves."""

    paths: frozenset[Path] = frozenset()

    def has(self, *sections: str) -> bool:
        """Whether one of some sections could not be read at all."""
        return any((section,) in self.paths for section in sections)

    def within(self, *sections: str) -> bool:
        """Whether anything of some sections could not be read."""
        return any(path[:1] == (section,) for section in sections for path in self.paths)

    def may_have(self, section: str, name: str | None) -> bool:
        """Whether a section may have something of a name, or more of it, that was not read."""
        return self.has(section) or any(path[:2] == (section, name) for path in self.paths)

    def may_have_person(self, name: str) -> bool:
        """Whether somebody of a name may stand where it was not read."""
        members = (path for path in self.paths if path[:1] == ("groups",))
        of_group = any(len(path) < 3 or path[2] == "people" for path in members)
        return of_group or self.may_have("people", name)


NOTHING_UNREAD = Unread()


def findings_in_roster(file: RosterFile, unread: Unread = NOTHING_UNREAD) -> list[Finding]:
    """Everything that does not fit together; nothing when a case can be made.

    Parameters
    ----------
    file
        What was read.
    unread
        What was not: nothing is said to be missing that may stand there.
    """
    unknown_years = list(_holidays(file))
    dates = [] if unknown_years else list(_dates(file))
    found = [*_names(file, unread), *_kinds(file, unread)]
    if not unread.has("first_day", "days", "holidays"):
        found += [*unknown_years, *_counted(file), *dates]
    return found + [Finding(("strengths", r), what) for r, what in never_hard(file.strengths)]


def _counted(file: RosterFile) -> Iterator[Finding]:
    if file.counted_from is not None and file.after is None:
        what = "expected after as well, got none. Name the roster before, or take this out."
        yield Finding(("counted_from",), what)
    if file.counted_from is not None and file.counted_from >= file.first_day:
        what = f"expected a date before {file.first_day}, got {file.counted_from}. Correct it."
        yield Finding(("counted_from",), what)


def _holidays(file: RosterFile) -> Iterator[Finding]:
    if file.holidays != "CN":
        return
    first, last = known_holidays()
    years = {file.first_day.year, file.calendar.date(file.days - 1).year}
    for year in sorted(years):
        if not first <= year <= last:
            what = (
                f"expected a roster in the years {first} to {last}, whose Chinese holidays are "
                f"known, got {year}. Say what its days are: holidays: {{{year}-01-01: statutory, "
                f"{year}-01-02: rest, {year}-01-09: work}}."
            )
            yield Finding(("holidays",), what)


def _names(file: RosterFile, unread: Unread) -> Iterator[Finding]:
    if not file.kinds and not unread.has("kinds"):
        yield Finding(
            ("kinds",), "expected kinds of shift, got none. Give one its start and length."
        )
    lines: list[tuple[Path, PersonLine | GroupLine]] = [
        *((("people", name), one) for name, one in file.people.items()),
        *((("groups", name), one) for name, one in file.groups.items()),
    ]
    if not lines and not unread.has("people", "groups"):
        what = "expected people, got none. Name them under people or under groups."
        yield Finding(("people",), what)
    for path, line in lines:
        known = line.contract is None or line.contract in file.contracts
        if not known and not unread.may_have("contracts", line.contract):
            mend = "Add it under contracts, or correct it."
            what = wrong_name("a contract", line.contract, file.contracts, mend)
            mend = "请在 contracts（合同）里加上，或改正。"
            zh = wrong_name_zh("合同名", line.contract, file.contracts, mend)
            yield Finding((*path, "contract"), what, zh)
            yield from _another_name(file, path)
    twice = Counter(name for group in file.groups.values() for name in group.people)
    for group, one in file.groups.items():
        for k, name in enumerate(one.people):
            if twice[name] > 1:
                what = f"expected each person once, got '{name}' again. Take one out."
                yield Finding(("groups", group, "people", k), what)
    everybody = file.person_lines()
    first: dict[str, str] = {}
    for name in everybody:
        if (other := first.setdefault(plain(name).casefold(), name)) != name:
            what = (
                f"expected names that differ by more than blanks and capitals, got {other!r} and "
                f"{name!r}. Take one out, or tell them apart."
            )
            yield Finding(("people", name), what)
    for part in ("apart", "together"):
        for k, pair in enumerate(getattr(file, part)):
            for j, name in enumerate(pair):
                if name not in everybody and not unread.may_have_person(name):
                    what = wrong_name("a person", name, everybody, "Correct the name.")
                    zh = wrong_name_zh("人名", name, everybody, "请改正。")
                    yield Finding((part, k, j), what, zh)


def _another_name(file: RosterFile, path: Path) -> Iterator[Finding]:
    """Who is written wrong twice over may be somebody who is there under a name like theirs."""
    section, name = path
    others = (one for one in file.person_lines() if one != name)
    if section == "people" and (names := alike_people(str(name), others)):
        what = f"expected a name unlike those of others, got {shown(name)}. {meant(names).en}"
        yield Finding(path, what)


def _kinds(file: RosterFile, unread: Unread) -> Iterator[Finding]:
    named: list[tuple[Path, str]] = []
    for kind, one in file.kinds.items():
        named += [(("kinds", kind, "not_followed_by"), k) for k in one.not_followed_by]
    for name, contract in file.contracts.items():
        named += [(("contracts", name, "most_of_kind", k), k) for k in contract.most_of_kind]
    for k, need in enumerate(file.needs):
        named.append((("needs", k, "kind"), need.kind))
    for part, lines in (("people", file.people), ("groups", file.groups)):
        for name, line in lines.items():
            for k, row in enumerate(line.unavailable):
                named += [((part, name, "unavailable", k, "kinds"), kind) for kind in row.kinds]
    for name, line in file.people.items():
        path = ("people", name)
        named += [((*path, "history", k), w) for k, w in enumerate(line.history) if w is not None]
        for k, wish in enumerate(line.wishes):
            for key, words in (("want", (*OFF, *ANY)), ("avoid", ANY)):
                said = getattr(wish, key)
                if said is not None and said.lower() not in words:
                    named.append(((*path, "wishes", k, key), said))
    for k, need in enumerate(file.needs):
        if need.kind in file.kinds and not unread.may_have("kinds", need.kind):
            of = file.kinds[need.kind]
            if wrong := wrong_breaks(of.start, of.length, of.unpaid_break, need.breaks):
                yield Finding(("needs", k, "breaks"), wrong)
    for where, kind in named:
        if kind not in file.kinds and not unread.may_have("kinds", kind):
            what = wrong_name("a kind of shift", kind, file.kinds, "Add it under kinds.")
            zh = wrong_name_zh("班次", kind, file.kinds, "请在 kinds（班次）里加上。")
            yield Finding(where, what, zh)


def _dates(file: RosterFile) -> Iterator[Finding]:
    calendar = file.calendar
    spans: list[tuple[Path, Spans]] = [
        (("needs", k, "dates"), need.dates) for k, need in enumerate(file.needs)
    ]
    for name, line in file.people.items():
        for part, away in (("leave", line.leave), ("paid_leave", line.paid_leave)):
            spans.append((("people", name, part), tuple(one.span for one in away)))
        for part in ("wishes", "unavailable"):
            for k, one in enumerate(getattr(line, part)):
                path = ("people", name, part, k)
                spans.append(((*path, "dates"), one.dates))
                if not one.dates and one.days is None:
                    yield Finding(path, "expected dates or days, got neither. Say when it is.")
                elif not days_of(one, calendar) and not any(map(calendar.outside, one.dates)):
                    yield Finding(
                        path, "expected a day of the roster, got none. Correct the dates."
                    )
        for k, wish in enumerate(line.wishes):
            if (wish.want is None) == (wish.avoid is None):
                got = "neither" if wish.want is None else "both"
                what = f"expected one of want and avoid, got {got}. Say one of them."
                yield Finding(("people", name, "wishes", k), what)
    first, last = calendar.first_day, calendar.date(calendar.days - 1)
    for where, several in spans:
        for span in several:
            if calendar.outside(span):
                got = str(span[0]) if span[0] == span[1] else f"{span[0]}..{span[1]}"
                what = (
                    f"expected dates from {first} to {last}, got {got}. Correct it, or take it out."
                )
                zh = f"日期应在 {first} 至 {last} 之内，实为 {got}。请改正或去掉。"
                yield Finding(where, what, zh)
