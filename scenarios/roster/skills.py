"""Skills: those that stand in one cell, and those that nobody has or no shift asks for."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from scenarios.findings import listed, listed_zh
from scenarios.near_names import meant, nearest
from scenarios.roster.file import RosterFile
from scenarios.roster.rosters import RosterCase
from scenarios.section import TextPair

_BETWEEN = re.compile(r"\s*[/+&|]\s*")
"""Signs between skills that may as well be part of the name of one."""


def with_skills_parted(file: RosterFile) -> RosterFile:
    """The file of a workbook with 社保/综合 in the cell of somebody as the two skills that it is.

    Where a shift asks for a skill of just that name, it is that one.
    """
    asked = {kind.skill for kind in file.kinds.values()}
    people = {
        name: line.replace(skills=tuple(_parted(line.skills, asked))) if line.skills else line
        for name, line in file.people.items()
    }
    return file if people == file.people else file.replace(people=people)


def _parted(skills: Iterable[str], asked: Container[str | None]) -> Iterator[str]:
    for skill in skills:
        parts = [skill] if skill in asked else _BETWEEN.split(skill)
        yield from filter(None, parts)


def skills_unasked(case: RosterCase) -> Iterator[TextPair]:
    """A sentence for each skill of people that no shift asks for, told once for all who have it."""
    asked = {kind.skill for kind in case.kinds.values() if kind.skill is not None}
    people: dict[str, list[str]] = {}
    for name, person in case.people.items():
        for skill in person.skills:
            if skill not in asked:
                people.setdefault(skill, []).append(name)
    for skill, names in people.items():
        question = meant_skill(skill, asked)
        zh, en = (
            "没有班次要求它，只在 simulate 中有用",
            "no shift asks for it; only simulate uses it",
        )
        yield TextPair(
            zh=f"技能“{skill}”（{listed_zh(names)}）：{zh}。{question.zh}",
            en=f"skill '{skill}' ({listed(names)}): {en}. {question.en}".rstrip(),
        )


def skill_nobody_has(case: RosterCase, skill: str) -> TextPair | None:
    """That nobody has a skill, with the skill that may be meant; None where somebody has it."""
    known = {one for person in case.people.values() for one in person.skills}
    if skill in known:
        return None
    question = meant_skill(skill, known)
    return TextPair(
        zh=f"没有人有技能“{skill}”。{question.zh}",
        en=f"Nobody has the skill '{skill}'. {question.en}".rstrip(),
    )


def meant_skill(skill: str, known: Iterable[str]) -> TextPair:
    """Which skill may be meant, or which of several; nothing where none looks alike."""
    return meant(nearest(skill, known))
