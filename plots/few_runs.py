"""What is said of intervals that rest on few replications."""

from __future__ import annotations

from plots.language import Lang, say

_ENOUGH = 5
"""Replications from which the t distribution no longer makes most of an interval's width."""


def few_runs(n: int, lang: Lang) -> str:
    """A sentence on intervals from n replications; empty where nothing has to be said."""
    if not 1 < n < _ENOUGH:
        return ""
    return say(
        lang,
        f"只有 {n} 次重复，区间因此很宽；请用 {_ENOUGH} 次以上，最好 30 次。",
        f"Intervals are wide since there are only {n} replications; "
        f"ask for {_ENOUGH} or more, better 30.",
    )
