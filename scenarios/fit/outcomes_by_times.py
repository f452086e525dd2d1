"""What texts of a column of outcomes mean that no word tells: by the times of their rows."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contact_moments import contact_moments
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import Mapping, Outcome
from scenarios.fit.moments import days_of
from scenarios.written_cells import is_missing

_FEWEST = 10
"""Fewer rows may be slips."""
_NEARLY_ALL = 0.95
"""Share of the rows of a text that have to be alike."""
_MOST = 20
"""Texts of a column of outcomes; one of more says something else."""


def outcomes_by_times(sample: LogTable, mapping: Mapping) -> dict[str, Outcome]:
    """Texts all of whose rows have a service, as those served have, or none.

    Of calls without a service it has to be known when they ended too: what has no time at all was
    perhaps no contact. In a hall nobody knows when people leave.

    Parameters
    ----------
    sample
        Some rows.
    mapping
        With the texts that are known by their words.

    Raises
    ------
    DataError
        No row has a day that can be read.
    """
    if mapping.outcome is None:
        return {}
    read = contact_moments(sample, mapping, *days_of(sample, mapping))
    texts = sample.rows[mapping.outcome].fillna("").str.strip()
    served = texts.map(dict(mapping.outcomes)).eq("served").to_numpy(dtype=np.bool_)
    found = texts.unique()
    if not served.any() or read.begun[served].mean() < _NEARLY_ALL or len(found) > _MOST:
        return {}
    ended = np.isfinite(read.times["end"]) | np.isfinite(read.times["left"])
    made: dict[str, Outcome] = {}
    for text in found:
        own = (texts == text).to_numpy(dtype=np.bool_)
        if text in mapping.outcomes or is_missing(text) or own.sum() < _FEWEST:
            continue
        begun = float(read.begun[own].mean())
        if begun >= _NEARLY_ALL:
            made[text] = "served"
        elif begun <= 1 - _NEARLY_ALL and (
            mapping.kind == "tickets" or ended[own].mean() >= _NEARLY_ALL
        ):
            made[text] = "abandoned"
    return made
