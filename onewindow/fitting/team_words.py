"""Zones of a hall, and the people of each, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onewindow.fitting.seen_words import skill_lines
from plots.language import Lang, say
from scenarios.findings import listed, listed_zh
from scenarios.fit.fitted_model import hours_a_day, staff_hours
from scenarios.fit.fitting import Fit
from scenarios.fit.on_duty import OnDuty
from scenarios.fit.teams import Team
from scenarios.fit.zones import zone_title

_MATTERS = 6
"""So many matters of a zone are named."""


def zone_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """Zones with their matters, and each team with its staff; nothing where all do all."""
    if not fit.zones.number:
        return
    yield say(
        lang,
        f"分工：记录里各人只办部分事项，模型按此分 {fit.zones.number} 区，各有自己的人员池"
        "（映射文件的 zones 可改名、可改分法，写 {} 则合为一个池）：",
        f"who does what: people do some matters only, so the model has {fit.zones.number} zones "
        "with pools of their own (rename or correct them as zones in the mapping; {} makes them "
        "one pool):",
    )
    named = fit.zones.named(fit.contacts.activities)
    for name, matters in named.items():
        whose, which = getattr(zone_title(name), lang), _some(matters, lang)
        yield say(lang, f"  {whose}：{which}", f"  {whose}: {which}")
    everybodys = tuple(
        one
        for one, zone in zip(fit.contacts.activities, fit.zones.of_matter, strict=True)
        if zone < 0
    )
    if everybodys:
        some = _some(everybodys, lang)
        yield say(lang, f"  人人都办：{some}", f"  done by everybody: {some}")
    for team in fit.teams:
        least, seen, most = (
            hours_a_day(fit, each)
            for each in (team.on_duty.least, team.on_duty.present, team.on_duty.most)
        )
        model = staff_hours(fit, (team,))
        whose = _team_name(fit, team, lang)
        yield say(
            lang,
            f"  {whose}：每天在岗 {seen:.1f} 人·小时（数据允许 {least:.1f} 至 {most:.1f}），"
            f"模型 {model:.1f}",
            f"  {whose}: {seen:.1f} person-hours a day (the data allow {least:.1f} to {most:.1f}), "
            f"in the model {model:.1f}",
        )


def who_does_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """What of skills is in the model, and what is not."""
    if fit.zones.number:
        yield say(
            lang,
            "区内的分工：模型中同区的人能办本区所有事项；跨区的人先到先办，不偏向某一区",
            "skills within a zone: in the model all of a zone do all of its matters, and who works "
            "in several takes whoever came first",
        )
        return
    yield say(
        lang,
        "分工不在模型中，只在这里说明：模型中人人能办所有事项",
        "skills are told here and not modelled: in the model everybody does every matter",
    )
    yield from skill_lines(fit.contacts, lang)


def at_once_line(fit: Fit, lang: Lang) -> str:
    """How many windows or seats there may be: no more than that were ever seen."""
    each = [(team, _at_once(team.on_duty)) for team in fit.teams]
    seen = _at_once(fit.on_duty)
    if len(each) == 1:
        return say(
            lang,
            f"有多少窗口（席位）：记录只显示同时最多 {seen} 人，模型没有上限，多排的人都有位置；"
            f"若只有 {seen} 个，请在模型的人员池中写 seats: {seen}",
            f"how many windows or seats there are: the log shows {seen} people at once at most, "
            f"and the model has no limit, whoever is planned finds a place; if there are only "
            f"{seen}, write seats: {seen} in the pool of the model",
        )
    zh = "、".join(f"{_team_name(fit, team, 'zh')} {most} 人" for team, most in each)
    en = ", ".join(f"{_team_name(fit, team, 'en')} {most}" for team, most in each)
    return say(
        lang,
        f"有多少窗口（席位）：记录只显示同时最多 {seen} 人（{zh}），模型没有上限，"
        "多排的人都有位置；若有上限，请在模型的各人员池中写 seats",
        f"how many windows or seats there are: the log shows {seen} people at once at most ({en}), "
        "and the model has no limit, whoever is planned finds a place; where there is one, write "
        "seats in the pools of the model",
    )


def _at_once(on_duty: OnDuty) -> int:
    """Most people on duty at a time; sums of times are whole but for their last digits."""
    return int(np.ceil(on_duty.present.max() - 1e-6))


def _team_name(fit: Fit, team: Team, lang: Lang) -> str:
    zones = [getattr(zone_title(fit.zones.names[zone]), lang) for zone in team.zones]
    if len(zones) == 1:
        return say(lang, f"{zones[0]}的人", f"people of {zones[0]}")
    return say(lang, f"跨区的人（{'、'.join(zones)}）", f"people of {listed(zones)}")


def _some(matters: tuple[str, ...], lang: Lang) -> str:
    named = matters[:_MATTERS]
    more = len(matters) - len(named)
    if lang == "zh":
        return listed_zh(named) + (f" 等 {len(matters)} 项" if more else "")
    return ", ".join(named) + (f" and {more} more" if more else "")
