"""When a redesign step has more or fewer people on duty, in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from plots.calendar_words import days_words, span_words
from plots.day_kinds import weekday_runs
from plots.language import Lang, say
from plots.naming import title_in
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from scenarios.redesign.staff_levels import edges_of, level_at

_OF_STAFF = re.compile(r"pools\.(?P<pool>[^.\[]+)\.staff(?:\[\d+\](?:\..+)?)?")
_MOST = 4
"""So many spans are told; more are no sentence."""
_Span = tuple[float, float, float]


def staff_told(paths: Iterable[str], before: ServiceModel, after: ServiceModel, lang: Lang) -> str:
    """Spans at which pools with blocks of staff have more or fewer people; nothing where other
    things changed too, or one level became another.

    Parameters
    ----------
    paths
        What changed.
    before, after
        The models.
    lang
        Language.
    """
    found = [_OF_STAFF.fullmatch(path) for path in paths]
    if not found or not all(found):
        return ""
    parts = []
    for pool in dict.fromkeys(one["pool"] for one in found if one is not None):
        sides = [model.pools[pool] for model in (before, after) if pool in model.pools]
        blocks = [side.staff for side in sides if isinstance(side.staff, tuple)]
        if len(blocks) < 2:
            return ""
        by_days: dict[_Span, list[int]] = {}
        for day in range(7):
            for span in _changes(blocks, day):
                by_days.setdefault(span, []).append(day)
        title = title_in([after, before], "pool", pool, lang)
        for (begin, end, more), days in by_days.items():
            when = " ".join([days_words(weekday_runs(days), lang), span_words((begin, end))])
            n, people = f"{abs(more):g}", "person" if abs(more) == 1 else "people"
            parts.append(
                say(
                    lang,
                    f"{title} {when} {'增' if more > 0 else '减'} {n} 人",
                    f"{title} {when}: {n} {people} {'more' if more > 0 else 'fewer'}",
                )
            )
    return say(lang, "、", ", ").join(parts) if 0 < len(parts) <= _MOST else ""


def _changes(blocks: Sequence[tuple[StaffBlock, ...]], day: int) -> list[_Span]:
    """From, until and by how many, for each span of a weekday with other staff after than before;
    none where one of them is without limit.
    """
    edges = sorted({time for one in blocks for time in edges_of(day, one)})
    spans: list[_Span] = []
    for begin, end in pairwise(edges):
        old, new = (level_at(one, day, begin) for one in blocks)
        if old == new or not math.isfinite(old + new):
            continue
        goes_on = bool(spans) and spans[-1][1:] == (begin, new - old)
        since = spans.pop()[0] if goes_on else begin
        spans.append((since, end, new - old))
    return spans
