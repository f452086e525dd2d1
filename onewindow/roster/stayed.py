"""Hours that people of a roster are there beyond it: how many, whose, when, why, what mends it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from onewindow.roster.simulating import RosterSimulation
from plots.language import Lang, say
from plots.naming import title_in
from scenarios.checks.workload import serves_out
from scenarios.errors import Problem
from scenarios.findings import listed, listed_zh
from scenarios.section import TextPair

_HELD = 0.5
"""Hours in all from which it is told that people stay for visits nobody can serve: minutes of it
come about whenever a counter is empty for a moment."""
_MUCH = 0.05
"""Share of the hours rostered from which hours beyond them are told with what mends them: to finish
what is at hand comes to less."""

_AT_CLOSING = TextPair(
    zh="关门时在岗的人要把厅内的办完才走：请在关门前多排人，或写 last_ticket（关门前多久不再放人"
    "进来），或写 closing: turn_away。",
    en="At closing those there stay until the visits inside are served. Roster more people towards "
    "it, give last_ticket (no new visit so long before it), or write closing: turn_away there.",
)
_AT_HAND = TextPair(
    zh="下班时手上的要办完才走：请让班次有重叠，或在此写 on_decrease: hand_over。",
    en="After their shifts people finish the case at hand. Let shifts overlap, or write "
    "on_decrease: hand_over there.",
)


def beyond_rows(found: RosterSimulation) -> pd.DataFrame:
    """Hours beyond the roster by person, pool and day, the most first, in the mean.

    Returns
    -------
    DataFrame
        ``person, pool, date, hours``, of which ``held`` with nothing to do while visits inside wait
        for the activity ``waits_for``, empty where none do.
    """
    home, case = found.staffed.home_of, found.case
    rows = [
        (stay.person, home[stay.pool], case.date(stay.day), one.length / 3600, one.held / 3600,
         stay.waits_for)
        for stay, one in found.stays.items()
    ]  # fmt: skip
    names = ["person", "pool", "date", "hours", "held", "waits_for"]
    # What is waited for most stands first, and is told.
    table = pd.DataFrame(rows, columns=names).sort_values("held", ascending=False, kind="stable")
    by = table.groupby(["person", "pool", "date"], as_index=False, sort=False)
    whole = by.agg(hours=("hours", "sum"), held=("held", "sum"), waits_for=("waits_for", "first"))
    return whole.sort_values("hours", ascending=False, kind="stable", ignore_index=True)


def beyond_notes(found: RosterSimulation) -> tuple[Problem, ...]:
    """What to say of hours beyond the roster where they are many, or for visits nobody serves."""
    rows = beyond_rows(found)
    return (*_held(found, rows), *_served(found, rows))


def _held(found: RosterSimulation, rows: pd.DataFrame) -> Iterator[Problem]:
    """Of people who stay because visits inside wait for others who have gone."""
    told = rows[rows["waits_for"] != ""]
    for (pool, activity), own in told.groupby(["pool", "waits_for"], sort=False):
        hours = float(own["held"].sum())
        if hours < _HELD:
            continue
        titles = {lang: _title(found, "activity", str(activity), lang) for lang in ("zh", "en")}
        homes = found.staffed.home_of
        doing = dict.fromkeys(
            homes.get(name, name)
            for name, one in found.staffed.model.pools.items()
            if activity in one.serves
        )
        most = own.sort_values("held", ascending=False, kind="stable").iloc[0]
        of_one = f"{most['held']:.1f}"
        yield Problem(
            f"pools.{pool}",
            f"{hours:.1f} h in the mean beyond the roster with nothing to do (most: "
            f"{most['person']} after {most['date']}, {of_one} h). At closing its people stay while "
            f"visits inside still need them, and some wait for {titles['en']}, whose people "
            f"({listed(doing)}) have gone until their next shift. Roster those until the pool "
            f"closes, then they stay and serve them; or write closing: turn_away in "
            f"{listed(f'pools.{name}' for name in doing)}, so that who waits then comes back on "
            "the next open day; or end the arrivals earlier.",
            zh=f"平均共 {hours:.1f} 小时在排班之外空守（最多：{most['person']}，{most['date']} "
            f"下班后 {of_one} 小时）。关门后要等厅内还需到此办理的人都办完才走，而其中有人在等"
            f"“{titles['zh']}”，办它的人（{listed_zh(doing)}）已经下班，要到下一个班才回来。请把他们的班排到关门"
            f"（关门时在岗的会留下办完）；或在 {listed_zh(f'pools.{name}' for name in doing)} 写 "
            "closing: turn_away（届时还在等的人下一个开放日再来）；或让 arrivals 早些结束。",
        )


def _served(found: RosterSimulation, rows: pd.DataFrame) -> Iterator[Problem]:
    """Of people who have much to do after their shifts."""
    homes, model = found.staffed.home_of, found.staffed.model
    rostered = _rostered(found, rows)
    for pool, own in rows.groupby("pool", sort=False):
        served = own["hours"] - own["held"]
        hours, planned = float(served.sum()), rostered[str(pool)]
        if hours <= _MUCH * planned:
            continue
        at = int(served.to_numpy().argmax())
        most, of_one = own.iloc[at], f"{served.iloc[at]:.1f}"
        share = f"{100 * hours / planned:.0f}" if planned > 0 else "—"
        split = next(one for name, one in model.pools.items() if homes.get(name) == pool)
        why = _AT_CLOSING if serves_out(model, split) else _AT_HAND
        yield Problem(
            f"pools.{pool}",
            f"{hours:.1f} h in the mean are worked beyond the roster, {share} % of the "
            f"{planned:.1f} h rostered (most: {most['person']} after {most['date']}, {of_one} h). "
            f"{why.en}",
            zh=f"平均共 {hours:.1f} 小时在排班之外工作，为所排 {planned:.1f} 小时的 {share} %"
            f"（最多：{most['person']}，{most['date']} 下班后 {of_one} 小时）。{why.zh}",
        )


def _rostered(found: RosterSimulation, rows: pd.DataFrame) -> dict[str, float]:
    """Hours on duty within the roster, of each pool of the model."""
    homes = found.staffed.home_of
    there = dict.fromkeys(homes.values(), 0.0)
    for pool, hours in found.present.items():
        there[homes[pool]] += hours
    beyond = rows.groupby("pool")["hours"].sum()
    return {home: hours - float(beyond.get(home, 0.0)) for home, hours in there.items()}


def _title(found: RosterSimulation, scope: str, name: str, lang: Lang) -> str:
    return say(lang, *(title_in([found.staffed.model], scope, name, one) for one in ("zh", "en")))
