"""Clashes in sentences: those alike on several days, or in several weeks, are told once."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence

from optimize.roster.clash import Clash
from scenarios.roster.rosters import RosterCase
from scenarios.section import TextPair


def told_once(case: RosterCase, clashes: Sequence[Clash]) -> Iterator[TextPair]:
    """A sentence for each clash, and what would mend it.

    Clashes that differ in nothing but their day or week are one sentence; what mends all of them is
    said of each, what mends some with their dates.
    """
    alike: dict[object, list[Clash]] = {}
    for clash in clashes:
        # Rows alone clash over all days together.
        key = (
            (clash.people, clash.rules, clash.missing, _needs(clash)) if clash.needs else id(clash)
        )
        alike.setdefault(key, []).append(clash)
    for group in alike.values():
        first, *others = group
        if not others:
            yield from (first.sentence, *first.repairs)
            continue
        of_days = len({need.day for need in first.needs}) == 1
        zh, en = _dates(case, others)
        unit = ("天", "days") if of_days else ("周", "weeks")
        yield TextPair(
            zh=f"{first.sentence.zh}{zh}也是如此，共 {len(group)} {unit[0]}。",
            en=f"{first.sentence.en} So it is on {en}, {len(group)} {unit[1]} in all.",
        )
        each = ("这几天每天", "Each of these days") if of_days else ("每周", "Each week")
        mends: dict[TextPair, list[Clash]] = {}
        for clash in group:
            for one in clash.repairs:
                mends.setdefault(one, []).append(clash)
        for one, mended in mends.items():
            zh, en = each if len(mended) == len(group) else _dates(case, mended)
            yield TextPair(zh=f"{zh}：{one.zh}", en=f"{en}: {one.en}")


def _needs(clash: Clash) -> tuple[tuple[int, str, int], ...]:
    """What a clash needs, by days from its first."""
    first = min(need.day for need in clash.needs)
    return tuple((need.day - first, need.kind, need.required) for need in clash.needs)


def _dates(case: RosterCase, clashes: Iterable[Clash]) -> tuple[str, str]:
    """Days on which clashes begin, in Chinese and in English; days in a row as a span."""
    days = sorted(min(need.day for need in clash.needs) for clash in clashes)
    spans = []
    for _, run in itertools.groupby(enumerate(days), key=lambda one: one[1] - one[0]):
        own = [case.date(day) for _, day in run]
        # Two days are as short when both are named.
        spans += [(own[0], own[-1])] if len(own) > 2 else [(one, one) for one in own]
    return (
        "、".join(_span(one, other) for one, other in spans),
        ", ".join(str(one) if one == other else f"{one} to {other}" for one, other in spans),
    )


def _span(first: dt.date, last: dt.date) -> str:
    found = f"{first.month} 月 {first.day} 日"
    return found if first == last else f"{found}至 {last.month} 月 {last.day} 日"
