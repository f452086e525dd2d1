"""The rows of a log as contacts; every row that cannot be is set aside with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenarios.errors import DataError, Problem
from scenarios.findings import listed, wrong_name
from scenarios.fit.column_names import is_queued
from scenarios.fit.contact_moments import ContactMoments, Progress, contact_moments
from scenarios.fit.contacts import DAY, Contacts, Flags, Floats, Ints, Quality
from scenarios.fit.far_off import FAR_OFF, far_off
from scenarios.fit.heads import Heads, heads_of
from scenarios.fit.left_not_used import left_not_used
from scenarios.fit.log_table import LogTable
from scenarios.fit.looks_alike import Look, looks_alike
from scenarios.fit.mapping import NEEDED, ROLES, Mapping, Role
from scenarios.fit.mapping_sketch import OPEN, to_fill_in
from scenarios.fit.moments import codes_of, days_of, servers_of
from scenarios.fit.outcome_words import outcomes_known
from scenarios.fit.priority_column import priority_column
from scenarios.fit.spans import reached
from scenarios.fit.trial_tickets import trials_told
from scenarios.fit.unused_moments import unused_moments
from scenarios.fit.why_aside import forms_mend, too_many_aside
from scenarios.fit.yes_or_no import is_yes_or_no

if TYPE_CHECKING:
    import pandas as pd

_SLACK = 2.0
"""Moments that are so little out of order are set equal [s]: stamps are whole seconds."""


def read_contacts(
    table: LogTable, mapping: Mapping, progress: Progress | None = None
) -> tuple[Contacts, Quality]:
    """Read every row, and set aside what cannot be true.

    Parameters
    ----------
    table, mapping
        The texts, and what they say.
    progress
        Told (columns read, columns in all).

    Raises
    ------
    DataError
        A column is missing, or more rows than ``most_dirty`` would be set aside.
    """
    _check_columns(table, mapping)
    first, midnight = days_of(table, mapping)
    read = contact_moments(table, mapping, first, midnight, progress)
    times, outcome = read.times, read.outcome
    served = (outcome == "served").to_numpy(dtype=np.bool_)
    # Whoever left without a time of leaving, where a column has such times alone, never asked for
    # anybody; where it has those of others too, the time was not written down.
    silent = (outcome == "abandoned").to_numpy(dtype=np.bool_) & np.isnan(times["left"])
    silent &= _has_column_of_leaving(mapping)
    if mapping.kind == "calls" and is_queued(mapping.columns.get("arrival", "")):
        # Who never joined the queue hung up in the menu before it.
        silent |= read.no_arrival & ~served
    no_contact = (outcome == "not_a_contact").to_numpy(dtype=np.bool_)
    activity, matters = codes_of(table, mapping.activity)
    _check_left_out(table, mapping, matters)
    left_out = [k for k, name in enumerate(matters) if name in mapping.leave_out]
    apart = no_contact | silent | np.isin(activity, left_out)
    clipped = _clip(times, ~apart)
    checks = _never_true(times, served, mapping.longest) | {
        "time that cannot be read": read.unread,
        FAR_OFF: far_off(times["arrival"]),
        "unknown outcome": outcome.isna().to_numpy(dtype=np.bool_),
        "more cells than the head": table.too_long.to_numpy(dtype=np.bool_),
        "same row twice": _repeated(table.rows),
    }
    reason = np.full(len(midnight), "", dtype=object)
    for name, holds in checks.items():  # the last one that holds is told
        reason[holds & ~apart] = name
    heads = _heads(table, mapping, times, served & (reason == "") & ~apart, first, midnight)
    server = servers_of(table, mapping)[0]
    service = np.where((reason == "") & served, times["end"] - times["start"], np.nan)
    heads = replace(heads, trials=trials_told(mapping, activity, matters, server, service))
    looks = looks_alike(table, mapping, reason, times["start"], times["end"])
    quality = _quality(table, reason, apart, clipped, heads, looks)
    _check_quality(table, mapping, quality)
    contacts = _contacts(table, mapping, read, served, (reason == "") & ~apart, first)
    return contacts, quality


def _repeated(rows: pd.DataFrame) -> Flags:
    """Whether the same row stands further above, shape (rows,)."""
    alike = np.arange(len(rows))
    # A row that differs from all others by one column is looked at no further.
    for name in rows.columns:
        alike = alike[rows[name].iloc[alike].duplicated(keep=False)]
    found: Flags = np.zeros(len(rows), dtype=np.bool_)
    found[alike] = rows.iloc[alike].duplicated()
    return found


def _contacts(
    table: LogTable,
    mapping: Mapping,
    read: ContactMoments,
    served: Flags,
    kept: Flags,
    first: dt.date,
) -> Contacts:
    times, arrival = read.times, read.times["arrival"]
    order = np.flatnonzero(kept)[np.argsort(arrival[kept], kind="stable")]
    activity, activities = _named_in(order, *codes_of(table, mapping.activity))
    server, servers = _named_in(order, *servers_of(table, mapping))
    priority, priorities = _named_in(order, *codes_of(table, mapping.priority))
    days = int(arrival[order[0]] // DAY)
    known = {"start": served, "end": served, "left": ~served}
    at = {
        role: np.where(known.get(role, kept), times[role], np.nan)[order] - days * DAY
        for role in ROLES
    }
    called = None
    if "called" in mapping.columns:
        called = _possible(at["called"], at)
    elif mapping.kind == "tickets":
        # A start of those who were not served is when they were called.
        missed = np.where(served, np.nan, times["start"])[order] - days * DAY
        called = _possible(missed, at)
    return Contacts(
        first_day=first + dt.timedelta(days=days),
        arrival=at["arrival"],
        start=at["start"],
        end=at["end"],
        left=at["left"],
        activity=activity,
        server=server,
        activities=activities,
        servers=servers,
        priority=priority if mapping.priority else None,
        priorities=priorities,
        called=called,
        after_work=None
        if read.after_work is None
        else np.where(served, read.after_work, np.nan)[order],
    )


def _possible(called: Floats, at: dict[Role, Floats]) -> Floats:
    """Moments of the calls that lie between the arrival and the start; NaN for others."""
    return np.where((called >= at["arrival"]) & ~(called > at["start"]), called, np.nan)


def _has_column_of_leaving(mapping: Mapping) -> bool:
    others = {name for role, name in mapping.columns.items() if role != "left"}
    return "left" in mapping.columns and mapping.columns["left"] not in others


def _heads(
    table: LogTable,
    mapping: Mapping,
    times: dict[Role, Floats],
    served: Flags,
    first: dt.date,
    midnight: Floats,
) -> Heads:
    """What is said of the columns, with those not used that could be the arrival."""
    heads = heads_of(table, mapping, mapping.kind)
    found = unused_moments(table, mapping, heads.not_used, times, served, first, midnight)
    arrival = mapping.columns.get("arrival", "")
    return replace(
        heads,
        arrival=arrival,
        earlier=found.earlier,
        between=found.between,
        left=left_not_used(table, mapping, heads.not_used),
        answers=_answers(mapping),
        durations=tuple(
            (span, names, mapping.units.get(span)) for span, names in mapping.durations.items()
        ),
        first=_first(table, mapping, heads.not_used),
    )


def _first(table: LogTable, mapping: Mapping, not_used: tuple[str, ...]) -> tuple[str, bool] | None:
    """The priority, or a column not used that could be it; and whether it is used."""
    if mapping.priority is not None:
        return mapping.priority, True
    name = priority_column(table, not_used)
    return None if name is None else (name, False)


def _answers(mapping: Mapping) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """The column of the outcome, where no words of it alone tell, and its texts.

    It says yes and no, or has texts that were told by the times of their rows, or by hand.
    """
    if mapping.outcome is None:
        return None
    by_words = outcomes_known(mapping.outcomes) == mapping.outcomes
    if by_words and not is_yes_or_no(mapping.outcomes):
        return None
    served, left = (
        tuple(text for text, meaning in mapping.outcomes.items() if meaning == one)
        for one in ("served", "abandoned")
    )
    return mapping.outcome, served, left


def _named_in(rows: Ints, codes: Ints, names: tuple[str, ...]) -> tuple[Ints, tuple[str, ...]]:
    """The codes of some rows and their names alone: a total below a log is no matter of it."""
    seen, own = np.unique(codes[rows], return_inverse=True)
    nobody = int(np.searchsorted(seen, 0))
    return own.astype(np.int64) - nobody, tuple(names[k] for k in seen[nobody:])


def _clip(times: dict[Role, Floats], looked_at: Flags) -> int:
    """Set equal what is a second or two out of order, in place; how many that were."""
    clipped = 0
    pairs: tuple[tuple[Role, Role], ...] = (
        ("arrival", "start"),
        ("arrival", "left"),
        ("start", "end"),
    )
    for earlier, later in pairs:
        a, b = times[earlier], times[later]
        slightly = (b < a) & (b >= a - _SLACK)
        clipped += int((slightly & looked_at).sum())
        b[slightly] = a[slightly]
    return clipped


def _never_true(times: dict[Role, Floats], served: Flags, hours: float) -> dict[str, Flags]:
    arrival, start, end, left = (times[role] for role in ("arrival", "start", "end", "left"))
    stay = np.where(served, start, left) - arrival
    return {
        f"service longer than {hours:g} h": served & (end - start > hours * 3600),
        f"wait longer than {hours:g} h": stay > hours * 3600,
        "left before the arrival": ~served & (left < arrival),
        "end before the service": served & (end < start),
        "service before the arrival": served & (start < arrival),
        "served, without its times": served & (np.isnan(start) | np.isnan(end)),
        "no arrival time": np.isnan(arrival),
    }


def _quality(
    table: LogTable,
    reason: NDArray[np.object_],
    apart: Flags,
    clipped: int,
    heads: Heads,
    looks: tuple[Look, ...],
) -> Quality:
    dirty = reason != ""
    aside = table.rows[dirty].copy()
    aside.insert(0, "reason", reason[dirty])
    aside.insert(0, "line", table.lines(dirty))
    return Quality(
        rows=len(dirty),
        used=int((~dirty & ~apart).sum()),
        not_contacts=int(apart.sum()),
        clipped=clipped,
        reasons={str(k): int(n) for k, n in aside["reason"].value_counts().items()},
        set_aside=aside,
        heads=heads,
        looks=looks,
    )


def _check_columns(table: LogTable, mapping: Mapping) -> None:
    asked = {f"columns.{role}": name for role, name in mapping.columns.items()}
    for use in ("date", "outcome", "activity", "server", "priority"):
        if (name := getattr(mapping, use)) is not None:
            asked[use] = name
    for span, names in mapping.durations.items():
        asked |= {f"durations.{span}": name for name in names}
    there = reached(mapping.columns, mapping.durations)
    missing = [role for role in NEEDED if role not in there]
    problems = [
        Problem(use, wrong_name("a column", name, table.head, "Correct the mapping."), table.file)
        for use, name in asked.items()
        if name not in table.head
    ]
    problems += [
        Problem(
            f"columns.{role}",
            f"expected one of the columns {listed(table.head)}, got none. Name it in the mapping; "
            "where these are no heads, delete the rows above the heads."
            + (f" {_whole(mapping)}" if role == missing[-1] else ""),
            table.file,
        )
        for role in missing
    ]
    if problems:
        raise DataError(problems)


def _check_left_out(table: LogTable, mapping: Mapping, matters: tuple[str, ...]) -> None:
    mend = "Use one of these names, and name their column as activity."
    if unknown := [name for name in mapping.leave_out if name not in matters]:
        raise DataError(
            Problem("leave_out", wrong_name("a matter of the log", name, matters, mend), table.file)
            for name in unknown
        )


def _whole(mapping: Mapping) -> str:
    """The mapping with what it lacks."""
    there = reached(mapping.columns, mapping.durations)
    columns = {**{role: OPEN for role in NEEDED if role not in there}, **mapping.columns}
    given = {**mapping.model_dump(mode="json", exclude_defaults=True), "columns": columns}
    return to_fill_in(Mapping, given)


def _check_quality(table: LogTable, mapping: Mapping, quality: Quality) -> None:
    if quality.used and quality.dirty_fraction <= mapping.most_dirty:
        return
    columns = tuple(dict.fromkeys(mapping.columns.values()))
    lasting = tuple(name for names in mapping.durations.values() for name in names)
    alike = " ".join(f"{look.told.en}." for look in quality.looks)
    mend = alike or forms_mend(table, mapping, mapping.time_format, columns)
    cells = {
        "time that cannot be read": (*filter(None, [mapping.date]), *columns, *lasting),
        "unknown outcome": () if mapping.outcome is None else (mapping.outcome,),
    }
    raise too_many_aside(table, mapping.most_dirty, quality.rows, quality.set_aside, cells, mend)
