"""A roster as sheets, files and pages need it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from onewindow.roster.making import RosterResult
from optimize.roster.audit import audit, roster_cost
from optimize.roster.extra import extra, extra_sentence
from optimize.roster.hours import hours_of
from optimize.roster.limits import Roster
from optimize.roster.unmet import Unmet
from plots.language import LANGS, Lang, say
from plots.roster.data import RosterData
from scenarios.how_many import HowMany
from scenarios.roster.presence import presence
from scenarios.roster.rosters import RosterCase
from scenarios.section import TextPair


def shown_result(
    found: RosterResult,
    *,
    before: Roster | None = None,
    why: Mapping[tuple[str, int], TextPair] | None = None,
) -> RosterData:
    """What is shown of a roster that was made from a file; see `shown_roster`."""
    return shown_roster(
        found.case,
        found.roster,
        title=found.file.title,
        before=before,
        why_open=() if found.why is None else found.why.of_open(),
        unmet=found.unmet,
        why=why,
    )


def shown_roster(
    case: RosterCase,
    roster: Roster,
    *,
    title: TextPair | None = None,
    before: Roster | None = None,
    why_open: tuple[TextPair, ...] = (),
    unmet: tuple[Unmet, ...] = (),
    why: Mapping[tuple[str, int], TextPair] | None = None,
    written: dt.datetime | None = None,
) -> RosterData:
    """What is shown of a roster, looked at by the auditor.

    Parameters
    ----------
    case
        What it was made from.
    roster
        Any roster, whoever made it.
    title
        What it is of.
    before
        What was posted before; what differs from it is marked.
    why_open
        Why not all needs are covered.
    unmet
        Needs and wishes left open.
    why
        Why cells are not as they were posted, by person and day.
    written
        When it is written, with its time zone; now when left out.

    Raises
    ------
    DataError
        The roster has other people, days or kinds than the case.
    """
    from onewindow import __version__

    violations, cost = audit(case, roster), roster_cost(case, roster)
    last = case.date(case.days - 1)
    span = {lang: say(lang, f"{case.first_day} 至 {last}", f"{case.first_day} to {last}")
            for lang in LANGS}  # fmt: skip
    own = title or TextPair(zh="排班表", en="Roster")
    hard = sum(case.strength(one.rule) == "hard" for one in violations)
    priced = len(violations) - hard
    beyond = extra(case, roster)
    too_many = sum(one.people for one in beyond)
    return RosterData(
        case=case,
        roster=roster,
        title={lang: f"{getattr(own, lang)} {span[lang]}" for lang in LANGS},
        violations=violations,
        cost=cost,
        hours=hours_of(case, roster),
        presence=tuple(presence(case, roster)),
        sentences={lang: _sentences(case, roster, too_many, hard, priced, lang) for lang in LANGS},
        version=__version__,
        written=(written or dt.datetime.now(dt.UTC)).astimezone(dt.UTC),
        before=before,
        why_open=why_open,
        unmet=unmet,
        beyond=extra_sentence(case, beyond),
        why=why or {},
    )


def _sentences(
    case: RosterCase, roster: Roster, too_many: int, hard: int, priced: int, lang: Lang
) -> tuple[str, ...]:
    """How many people, shifts, missing and too many, and breaches, hard and priced."""
    shifts = sum(kind is not None for row in roster.values() for kind in row)
    missing = 0
    for need in case.needs:
        on = sum(row[need.day] == need.kind for row in roster.values())
        missing += max(need.required - on, 0)
    zh = f"{len(case.people)} 人，{case.days} 天，{shifts} 个班；"
    zh += f"缺 {missing} 人次" if missing else "需要的人数全部排满"
    zh += f"，比需要多 {too_many} 人次；" if too_many else "；"
    zh += f"违反硬性规则 {hard} 处" if hard else "不违反任何硬性规则"
    en = f"{HowMany(len(case.people)):person|people}, {HowMany(case.days):day|days}, "
    en += f"{HowMany(shifts):shift|shifts}; "
    en += f"{missing} missing" if missing else "every need is covered"
    en += f", {too_many} more than needed; " if too_many else "; "
    en += f"{HowMany(hard):breach|breaches} of hard rules" if hard else "no hard rule is broken"
    if priced:
        zh += f"；违反计价规则（允许违反，按价计入成本）{priced} 处"
        en += f"; breaches of rules at a price (allowed, and paid for): {priced}"
    return (say(lang, zh, en),)
