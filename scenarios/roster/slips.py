"""What a roster file may say and hardly means: a unit, a share of hundred, a name written twice."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import listed, listed_zh
from scenarios.how_many import HowMany
from scenarios.near_names import alike_people, meant
from scenarios.roster.rosters import Contract, Person, RosterCase, RuleName
from scenarios.roster.rule_names import RULE_NAMES
from scenarios.section import TextPair
from scenarios.units import SECONDS

_SPEEDS = (0.2, 5.0)
"""Speeds that people have: five times as slow, or as fast, as the average is no person."""


def slips(case: RosterCase) -> Iterator[TextPair]:
    """A sentence for each, with what may be meant."""
    yield from _hours(case)
    yield from _speeds(case)
    yield from _written_twice(case)


def _hours(case: RosterCase) -> Iterator[TextPair]:
    """Hours that the days planned do not have, so that a limit from above says nothing."""
    there = case.days * SECONDS["day"]
    keys: tuple[RuleName, ...] = ("most_hours", "least_hours")
    for key in keys:
        people: dict[float, list[str]] = {}
        for name, person in case.people.items():
            said = getattr(person.contract, key)
            if said is not None and said > there:
                people.setdefault(said, []).append(name)
        for said, names in people.items():
            title = RULE_NAMES[key]
            zh = f"{title[0]} {said / 3600:g} 小时（{listed_zh(names)}）："
            zh += f"{case.days} 天只有 {there / 3600:g} 小时。"
            en = f"{title[1]} {said / 3600:g} h ({listed(names)}): "
            en += f"{HowMany(case.days):day has|days have} only {there / 3600:g} h."
            days = said / SECONDS["day"]
            if days.is_integer() and days * 3600 <= there:
                zh, en = f"{zh}是不是 {days:g} h？", f"{en} Did you mean {days:g} h?"
            yield TextPair(zh=zh, en=en)


def _speeds(case: RosterCase) -> Iterator[TextPair]:
    least, most = _SPEEDS
    people: dict[float, list[str]] = {}
    for name, person in case.people.items():
        if not least <= person.speed <= most:
            people.setdefault(person.speed, []).append(name)
    for speed, names in people.items():
        zh = f"速度 {speed:g}（{listed_zh(names)}）：一小时办平均的 {speed:g} 倍。"
        en = f"speed {speed:g} ({listed(names)}): {speed:g} times the work of the average."
        if least <= speed / 100 <= most:
            zh, en = f"{zh}是不是 {speed / 100:g}？", f"{en} Did you mean {speed / 100:g}?"
        yield TextPair(zh=zh, en=en)


def _written_twice(case: RosterCase) -> Iterator[TextPair]:
    """People of whom nothing is said, whose name looks like that of somebody who is known."""
    known = [name for name, person in case.people.items() if not _is_bare(person)]
    for name, person in case.people.items():
        if _is_bare(person) and (names := alike_people(name, known)):
            question = meant(names)
            yield TextPair(
                zh=f"“{name}”没有合同和技能，名字与别人相近。{question.zh}",
                en=f"'{name}' has no contract and no skills, and a name like another. "
                f"{question.en}",
            )


def _is_bare(person: Person) -> bool:
    return person.contract == Contract() and not person.skills
