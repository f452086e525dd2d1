"""Skills that nobody has, or no shift asks for, each with the name that may be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scenarios.findings import listed, listed_zh
from scenarios.near_names import meant, nearest
from scenarios.rosters import RosterCase
from scenarios.section import TextPair


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
