"""In which pool of a model each kind of shift is worked, and which kinds none of them takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scenarios.activities import Activity
from scenarios.errors import DataError, Problem
from scenarios.findings import listed, listed_zh, wrong_name, wrong_name_zh
from scenarios.how_many import HowMany
from scenarios.model import ServiceModel
from scenarios.pools import Pool
from scenarios.roster.cells import Names, RosterWords
from scenarios.roster.presence import Presence
from scenarios.roster.rosters import RosterCase

_BETWEEN = re.compile("[,，、;；]")
"""What stands between kinds of shift."""


def homes_of(model: ServiceModel, case: RosterCase, asked: Sequence[str] = ()) -> dict[str, str]:
    """The pool in which each kind of shift is worked; kinds that no pool takes are left out.

    It is the pool that ``post`` or ``skill`` of the kind names, by name or title. Kinds that name
    none have the pool that is asked for; and where no kind names or is asked for any, all are
    worked in the only pool with staff.

    Parameters
    ----------
    model
        A hall or a hotline.
    case
        What the roster was made from.
    asked
        ``POOL`` for all kinds that name none, or ``KIND=POOL``, ``KIND,KIND=POOL`` for some of
        them; kinds and pools by name or title.

    Raises
    ------
    DataError
        What is asked for is not known or moves kinds that name a pool, no kind has a pool, or one
        that has it has no start.
    """
    known = sections_named(model.pools)
    named: dict[str, str] = {}
    for name, kind in case.kinds.items():
        words = (word for word in (kind.post, kind.skill) if word is not None)
        home = next((at for word in words if (at := known.find(word)) is not None), None)
        if home is not None:
            named[name] = home
    given, rest = _asked_for(model, case, known, named, asked)
    staffed = _with_staff(model)
    if rest is None and not (named or given) and len(staffed) == 1:
        rest = staffed[0]
    of_kind = {name: named.get(name) or given.get(name) or rest for name in case.kinds}
    homes = {name: home for name, home in of_kind.items() if home is not None}
    if not homes:
        raise DataError(_no_pool(staffed))
    no_start = [
        Problem(
            f"kinds.{name}.start",
            "expected a start, got none. Give it, such as start: 08:00.",
            zh="应写明开始时间，没有写。请写上，如 start: 08:00。",
        )
        for name in homes
        if case.kinds[name].start is None
    ]
    if no_start:
        raise DataError(no_start)
    return homes


def left_out(
    model: ServiceModel, case: RosterCase, homes: Mapping[str, str], shifts: Sequence[Presence]
) -> Problem | None:
    """What to say of kinds of shift that no pool takes, with how many of their shifts there are.

    Parameters
    ----------
    model, case
        The model and what the roster was made from.
    homes
        See `homes_of`.
    shifts
        All shifts with times of day. Kinds that have none are not told; those without a start are,
        as their shifts are not known here.
    """
    number = dict.fromkeys((name for name in case.kinds if name not in homes), 0)
    for one in shifts:
        if one.kind in number and one.day >= 0:
            number[one.kind] += 1
    of = [name for name, many in number.items() if many or case.kinds[name].start is None]
    if not of:
        return None
    en, zh = [], []
    for name in of:
        title, many = case.title_of(name), number[name]
        known = case.kinds[name].start is not None
        en.append(title.en + (f" ({HowMany(many):shift|shifts})" if known else ""))
        zh.append(title.zh + (f"（{many} 个班）" if known else ""))
    pools = _with_staff(model)
    return Problem(
        "kinds",
        f"no pool of the model takes {', '.join(en)}: left out, with the people who work nothing "
        f"else. To put them into one of its pools ({listed(pools)}) give --pool {of[0]}=POOL, or "
        "write post: POOL at the kind of shift; see docs/roster.md.",
        zh=f"模型里没有岗位承担 {'、'.join(zh)}：这些班和只上这些班的人不参加仿真。要放进模型的"
        f"某个岗位（{listed_zh(pools)}），请加 --pool {of[0]}=岗位名，或在排班文件里给该班次写 "
        "post: 岗位名；见 docs/roster.md。",
    )


def sections_named(sections: Mapping[str, Pool] | Mapping[str, Activity]) -> Names:
    """Pools or activities by their names and their titles in both languages."""
    titles = {name: one.title for name, one in sections.items() if one.title is not None}
    return Names(
        sections, ((word, name) for name, one in titles.items() for word in (one.zh, one.en))
    )


def _asked_for(
    model: ServiceModel,
    case: RosterCase,
    known: Names,
    named: Mapping[str, str],
    asked: Sequence[str],
) -> tuple[dict[str, str], str | None]:
    """Pools of some kinds, and the one of all others that name none."""
    given: dict[str, str] = {}
    rest: str | None = None
    problems: list[Problem] = []
    for text in asked:
        kinds, _, name = text.replace("＝", "=").rpartition("=")
        pool = known.find(name.strip())
        if pool is None:
            problems.append(_unknown_pool(model, name.strip()))
        elif not kinds.strip():
            if rest not in (None, pool):
                problems.append(_twice(rest, pool))
            rest = pool
        for kind in _kinds_in(case, kinds.strip(), problems):
            own = named.get(kind)
            if own is not None and own != pool:
                problems.append(_has_its_own(case, kind, own))
            elif pool is not None:
                if given.get(kind, pool) != pool:
                    problems.append(_twice(given[kind], pool))
                given[kind] = pool
    if problems:
        raise DataError(problems)
    return given, rest


def _kinds_in(case: RosterCase, text: str, problems: list[Problem]) -> Iterator[str]:
    """Kinds of shift that a text names; what names none is added to the problems."""
    if not text:
        return
    words = RosterWords(case.people, case.kinds).kinds
    whole = words.find(text)
    for one in [text] if whole is not None else map(str.strip, _BETWEEN.split(text)):
        kind = words.find(one)
        if kind is not None:
            yield kind
        else:
            en = wrong_name("a kind of shift", one, case.kinds, "Name one of them.")
            zh = wrong_name_zh("班次名", one, case.kinds, "请写其中之一。")
            problems.append(Problem("--pool", en, zh=zh))


def _with_staff(model: ServiceModel) -> list[str]:
    return [name for name, own in model.pools.items() if not own.machines and _has_staff(own)]


def _has_staff(pool: Pool) -> bool:
    return bool(pool.people) or (pool.seats if pool.staff is None else pool.staff) != "unlimited"


def _no_pool(staffed: Sequence[str]) -> Problem:
    return Problem(
        "kinds",
        f"expected a kind of shift with a pool of the model ({listed(staffed)}) as post or skill, "
        "got none. Add post: POOL to the kinds, or give --pool KIND=POOL; see docs/roster.md.",
        zh=f"至少要有一种班次的 post 或 skill 是模型的岗位（{listed_zh(staffed)}），一种都没有。"
        "请给班次写 post: 岗位名，或加 --pool 班次=岗位名；见 docs/roster.md。",
    )


def _unknown_pool(model: ServiceModel, name: str) -> Problem:
    return Problem(
        "--pool",
        wrong_name("a pool of the model", name, model.pools, "Name one of them."),
        zh=wrong_name_zh("模型的岗位名", name, model.pools, "请写其中之一。"),
    )


def _twice(one: str | None, other: str) -> Problem:
    return Problem(
        "--pool",
        f"expected one pool for the same kinds of shift, got {one} and {other}. Keep one of them.",
        zh=f"同样的班次只能放进一个岗位，实为 {one} 和 {other}。请只留一个。",
    )


def _has_its_own(case: RosterCase, kind: str, pool: str) -> Problem:
    title = case.title_of(kind)
    return Problem(
        "--pool",
        f"expected a kind of shift that names no pool, got {title.en}, which is worked in {pool} "
        "by its post or skill. Change its post in the roster file to move it.",
        zh=f"应为没有写明岗位的班次，实为“{title.zh}”，它的 post 或 skill 已经是 {pool}。"
        "要移动它，请在排班文件里改它的 post。",
    )
