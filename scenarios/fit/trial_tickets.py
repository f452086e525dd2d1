"""Matters of a log that are no matters: tickets drawn to try the machine."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from scenarios.errors import DataError
from scenarios.fit.contact_moments import contact_moments
from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.heads import Trial, TrialSign
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import Mapping
from scenarios.fit.moments import codes_of, days_of, servers_of
from scenarios.written_cells import plain

_NAMED = re.compile(r"测试|演示|试运行|(?<![a-z])(?:tests?|testing|demo)(?![a-z])")
_SHORT = 30.0
"""Services of a trial are no longer [s]."""
_SPREAD = 5.0
"""They differ by no more [s]."""
_FEWEST = 3
"""Fewer services say nothing of how they are."""
_FEWEST_TOLD = 20
"""The same of a matter that has another name."""


def is_named_trial(matter: str) -> bool:
    """Whether the name of a matter has a word for trials; so do some matters (普通话测试)."""
    return _NAMED.search(plain(matter).lower()) is not None


def trials_guessed(table: LogTable, mapping: Mapping) -> tuple[str, ...]:
    """Matters that are trials by their name and by their services both.

    Parameters
    ----------
    table, mapping
        The texts, and how they are read.
    """
    activity, names = codes_of(table, mapping.activity)
    named = [k for k, name in enumerate(names) if is_named_trial(name)]
    if not named or len(named) == len(names):
        return ()
    service: Floats = np.full(len(activity), np.nan)
    at = np.flatnonzero(np.isin(activity, named))
    some = replace(table, rows=table.rows.iloc[at].reset_index(drop=True))
    try:
        times = contact_moments(some, mapping, *days_of(some, mapping)).times
    except DataError:  # trials that have no moments
        return ()
    service[at] = times["end"] - times["start"]
    behaves = trial_services(activity, len(names), servers_of(table, mapping)[0], service)
    return tuple(names[k] for k in named if behaves[k])


def trial_services(
    activity: Ints, matters: int, server: Ints, service: Floats, least: int = _FEWEST
) -> Flags:
    """Matters all of whose services are of the same few seconds by people who do nothing else.

    Parameters
    ----------
    activity, server
        Matter and server of each row, -1 where none is named, shape (rows,).
    matters
        How many there are.
    service
        How long each took [s], NaN where nobody knows, shape (rows,).
    least
        Fewer services say nothing.

    Returns
    -------
    Shape (matters,).
    """
    known = np.isfinite(service) & (activity >= 0)
    number = np.bincount(activity[known], minlength=matters)
    shortest, longest = np.full(matters, np.inf), np.full(matters, -np.inf)
    np.minimum.at(shortest, activity[known], service[known])
    np.maximum.at(longest, activity[known], service[known])
    found: Flags = (number >= least) & (shortest >= 0) & (longest <= _SHORT)
    found &= longest - shortest <= _SPREAD
    for k in np.flatnonzero(found):
        own = np.unique(server[(activity == k) & (server >= 0)])
        found[k] = not np.any(np.isin(server, own) & (activity != k))
    return found


def trials_told(
    mapping: Mapping, activity: Ints, names: tuple[str, ...], server: Ints, service: Floats
) -> tuple[Trial, ...]:
    """Matters that are left out, and others that look like trials by one sign alone.

    Parameters
    ----------
    mapping
        How the log is read.
    activity, names, server, service
        As for `trial_services`, with the names of the matters.
    """
    if len(names) < 2:
        return ()
    behaves = trial_services(activity, len(names), server, service, _FEWEST_TOLD)
    rows = np.bincount(activity[activity >= 0], minlength=len(names)).tolist()
    made = []
    for k, name in enumerate(names):
        signs: dict[TrialSign, bool] = {
            "left_out": name in mapping.leave_out,
            "name": is_named_trial(name),
            "times": bool(behaves[k]),
        }
        if by := next((one for one, holds in signs.items() if holds), None):
            made.append(Trial(name, rows[k], by))
    return tuple(made)
