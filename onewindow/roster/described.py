"""What is in a roster file, and what of it cannot be covered as far as counting shows."""

from __future__ import annotations

from pathlib import Path

import typer

from onewindow.machine import print_json
from optimize.roster.arithmetic import arithmetic
from plots.language import Lang, say
from scenarios.findings import listed, listed_zh
from scenarios.how_many import HowMany
from scenarios.roster.after import renamed
from scenarios.roster.case_of import case_of
from scenarios.roster.file import RosterFile
from scenarios.roster.rosters import Contract, RosterCase
from scenarios.roster.skills import skills_unasked
from scenarios.roster.slips import slips
from scenarios.section import TextPair


def described(file: Path, asked: RosterFile, lang: Lang, as_json: bool) -> None:
    """Say it, or print it for machines."""
    case, after = case_of(asked), asked.after
    shifts = sum(need.required for need in case.needs)
    hours = sum(need.required * case.kinds[need.kind].hours for need in case.needs)
    wishes = sum(len(person.wishes) for person in case.people.values())
    counted = (*roster_notes(case), *renamed(asked, file), *arithmetic(case))
    continued = sum(bool(person.history) for person in case.people.values())
    if as_json:
        print_json(
            {
                "command": "roster check",
                "file": file,
                "first_day": case.first_day,
                "days": case.days,
                "people": len(case.people),
                "kinds": len(case.kinds),
                "shifts": shifts,
                "hours": hours,
                "wishes": wishes,
                "continued": continued,
                "counted": [{"zh": one.zh, "en": one.en} for one in counted],
            }
        )
        return
    people, days, kinds = len(case.people), case.days, len(case.kinds)
    zh = (
        f"{people} 人，{days} 天，{kinds} 种班次；要 {shifts} 个班、{hours:g} 小时；{wishes} 个意愿"
    )
    en = f"{HowMany(people):person|people}, {HowMany(days):day|days}, "
    en += f"{HowMany(kinds):kind|kinds} of shift; "
    en += f"{HowMany(shifts):shift|shifts} or {hours:g} h "
    en += f"{HowMany(shifts).word('is', 'are')} needed; {HowMany(wishes):wish|wishes}"
    fine = say(lang, "没有问题", "fine")
    if counted:
        fine = say(lang, "可以读取，但有几点要注意", "can be read, but see the warnings")
    typer.echo(f"{file}: {fine}\n  {say(lang, zh, en)}")
    if after is not None:
        new = people - continued
        zh = f"{continued} 人接着上期排班表 {after}" + (f"，{new} 人没有上期记录" if new else "")
        en = f"{HowMany(continued):person goes|people go} on from {after}"
        en += f", {HowMany(new):has|have} no past" if new else ""
        typer.echo(f"  {say(lang, zh, en)}")
    for one in counted:
        typer.echo(f"  {say(lang, '注意：', 'warning: ')}{say(lang, one.zh, one.en)}")


def roster_notes(case: RosterCase) -> tuple[TextPair, ...]:
    """What is allowed and may yet be a slip: no needs, skills no shift asks for, no contract."""
    return (
        *_without_needs(case), *skills_unasked(case), *_without_contract(case), *slips(case),
    )  # fmt: skip


def _without_needs(case: RosterCase) -> tuple[TextPair, ...]:
    if any(need.required for need in case.needs):
        return ()
    zh = "没有写明哪天哪个班要几个人（需求 needs 为空），没有班可排。"
    en = "No day needs anybody (needs is empty), so there is no shift to give to people."
    return (TextPair(zh=zh, en=en),)


def _without_contract(case: RosterCase) -> tuple[TextPair, ...]:
    free = [name for name, person in case.people.items() if person.contract == Contract()]
    # Where nobody has one, none was meant.
    if not free or len(free) == len(case.people):
        return ()
    zh = f"{len(free)} 人没有合同约定，只受法律限制：{listed_zh(free)}。"
    en = f"{HowMany(len(free)):person has|people have} no contract and only the limits of the law: "
    en += f"{listed(free)}."
    return (TextPair(zh=zh, en=en),)
