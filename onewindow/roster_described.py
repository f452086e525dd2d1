"""What is in a roster file, and what of it cannot be covered as far as counting shows."""

from __future__ import annotations

import typer

from onewindow.machine import print_json
from optimize.roster_arithmetic import arithmetic
from plots.language import Lang, say
from scenarios.rosters import RosterCase


def described(file: str, case: RosterCase, after: str | None, lang: Lang, as_json: bool) -> None:
    """Say it, or print it for machines; ``after`` names the roster before it, if any."""
    shifts = sum(need.required for need in case.needs)
    hours = sum(need.required * case.kinds[need.kind].hours for need in case.needs)
    wishes = sum(len(person.wishes) for person in case.people.values())
    counted = arithmetic(case)
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
    en = f"{people} people, {days} days, {kinds} kinds of shift; {shifts} shifts or {hours:g} h "
    en += f"are needed; {wishes} wishes"
    typer.echo(f"{file}: {say(lang, '没有问题', 'fine')}\n  {say(lang, zh, en)}")
    if after is not None:
        new = people - continued
        zh = f"{continued} 人接着上期排班表 {after}" + (f"，{new} 人没有上期记录" if new else "")
        en = f"{continued} people go on from {after}" + (f", {new} have no past" if new else "")
        typer.echo(f"  {say(lang, zh, en)}")
    for one in counted:
        typer.echo(f"  {say(lang, '注意：', 'warning: ')}{say(lang, one.zh, one.en)}")
