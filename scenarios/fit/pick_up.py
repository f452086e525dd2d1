"""How long it takes until somebody who is free serves whoever comes: ringing, walking up."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import Contacts, Flags, Floats

_LONGEST = 60.0
"""Whoever found somebody free and still waited longer waited for something else [s]."""
_NEARLY_ALL = 0.9
"""Share of those served whose call has to be known."""
_READY = 0.9
"""Whoever is free for longer than so many gaps while somebody waits is done with after-work."""
_FREE = 120.0
"""The same where nobody ever waited from one service to the next [s]."""


def pick_ups(contacts: Contacts, gaps: Floats) -> Floats:
    """Times until whoever is free serves somebody, shape (people,) [s].

    From the call to the start, where the log has both of nearly all who were served. Else waits of
    those who found somebody free.

    They found nobody there at all; or nobody waiting, and were served by somebody who had been free
    for longer than work after a service takes. In a large place somebody is always there.

    Parameters
    ----------
    contacts
        Those who came.
    gaps
        From one service to the next of the same server, while somebody waited all along [s].
    """
    if contacts.called is not None and knows_walks(contacts):
        walks = contacts.start - contacts.called
        return walks[np.isfinite(walks)]
    ready = float(np.quantile(gaps, _READY)) if len(gaps) else _FREE
    none_there = _all_before(contacts, np.where(contacts.served, contacts.end, contacts.left))
    none_waits = _all_before(contacts, np.where(contacts.served, contacts.start, contacts.left))
    found = none_there | (none_waits & (contacts.arrival - _free_since(contacts) > ready))
    wait = contacts.wait[found & contacts.served]
    return np.asarray(wait[wait <= _LONGEST], dtype=np.float64)


def knows_walks(contacts: Contacts) -> bool:
    """Whether the log has the call of nearly all who were served, beside their start."""
    if contacts.called is None or not contacts.served.any():
        return False
    return bool(np.isfinite(contacts.called[contacts.served]).mean() >= _NEARLY_ALL)


def _all_before(contacts: Contacts, gone: Floats) -> Flags:
    """Whether all who came earlier were gone when each one came, shape (contacts,)."""
    before = np.maximum.accumulate(np.nan_to_num(gone, nan=-np.inf))
    return np.concatenate([[True], before[:-1] <= contacts.arrival[1:]])


def _free_since(contacts: Contacts) -> Floats:
    """When the service before of whoever served each one ended, the same day [s]; inf where there
    is none or nobody is named.
    """
    since = np.full(len(contacts.arrival), np.inf)
    named = np.flatnonzero(contacts.served & (contacts.server >= 0))
    order = named[np.lexsort((contacts.start[named], contacts.server[named]))]
    before, after = order[:-1], order[1:]
    same = (contacts.server[before] == contacts.server[after]) & (
        contacts.day[before] == contacts.day[after]
    )
    since[after[same]] = contacts.end[before[same]]
    return since
