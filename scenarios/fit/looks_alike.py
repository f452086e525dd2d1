"""Many rows of a log that are set aside and look alike: a way of writing, which one key mends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import Mapping
from scenarios.section import TextPair

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHARE, _FEWEST = 0.01, 10
"""So many of all rows, and no fewer rows, are a way of writing rather than slips."""


@dataclass(frozen=True, slots=True)
class Look:
    """Rows that are set aside for one reason and have the same outcome and moments."""

    rows: int
    told: TextPair
    """How many they are, what they look like, and what mends them."""


def looks_alike(
    table: LogTable,
    mapping: Mapping,
    reason: NDArray[np.object_],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
) -> tuple[Look, ...]:
    """The looks of rows set aside that are many and can be mended in the mapping, most first.

    Parameters
    ----------
    table, mapping
        The texts, and what they say.
    reason
        Why each row is set aside, empty for the others, shape (rows,).
    start, end
        Moments of each row, NaN where there is none, shape (rows,).
    """
    import pandas as pd

    aside = np.flatnonzero(reason != "")
    written = np.full(len(aside), "", dtype=object)
    if mapping.outcome is not None:
        written = table.rows[mapping.outcome].iloc[aside].fillna("").str.strip().to_numpy()
    rows = pd.DataFrame(
        {
            "reason": reason[aside], "outcome": written,
            "called": np.isfinite(start[aside]), "ended": np.isfinite(end[aside]),
        }
    )  # fmt: skip
    found: list[Look] = []
    for look, count in rows.value_counts().items():
        assert isinstance(look, tuple)
        told = _told(mapping, int(count), *look)
        if count >= max(_FEWEST, _SHARE * len(table.rows)) and told is not None:
            found.append(Look(int(count), told))
    return tuple(found)


def _told(
    mapping: Mapping, rows: int, reason: str, outcome: str, called: bool, ended: bool
) -> TextPair | None:
    """What is said of rows of one look; None where no key mends them."""
    text = outcome or '""'
    if reason == "unknown outcome":
        missed = not called and not ended
        hung_up = not called and ended and mapping.kind == "calls"
        end = mapping.columns.get("end", "")
        no_left = hung_up and end and "left" not in mapping.columns
        return TextPair(
            zh=f"{rows:,} 行的“{mapping.outcome}”是“{outcome}”，映射文件的 outcomes 中没有："
            f"请写明 {text}: served、abandoned 或 not_a_contact"
            + ("（这些行没有叫号、没有办结，像是未办先走的人：abandoned）" if missed else "")
            + ("（这些行没有接通、只有挂机，像是放弃的人：abandoned）" if hung_up else "")
            + (f"；放弃的人何时离开，在 columns 写 left: {end}" if no_left else ""),
            en=f"{rows:,} rows have '{outcome}' in {mapping.outcome}, which outcomes of the "
            f"mapping does not have: write {text}: served, abandoned or not_a_contact there"
            + (
                " (they have no call and no end, as those have who left without being served: "
                "abandoned)"
                if missed
                else ""
            )
            + (
                " (they have no start and an end, as those have who gave up: abandoned)"
                if hung_up
                else ""
            )
            + (f"; left: {end} in columns says when they gave up" if no_left else ""),
        )
    if reason != "served, without its times" or ended:
        return None
    if not called:
        return TextPair(
            zh=f"{rows:,} 行的“{mapping.outcome}”是“{outcome}”，却没有叫号、没有办结："
            "若是未办先走的人，请删去映射文件的 outcome 和 outcomes，按时间判断",
            en=f"{rows:,} rows have '{outcome}' in {mapping.outcome}, but no call and no end: if "
            "these people left without being served, take outcome and outcomes out of the mapping, "
            "so that times tell",
        )
    named = mapping.outcome is not None and mapping.outcomes.get(outcome) != "served"
    return TextPair(
        zh=f"{rows:,} 行有叫号、没有办结：若是叫了号没来的人，"
        + (
            f"请在映射文件的 outcomes 中写 {text}: abandoned"
            if named
            else "请清空这些行的叫号时间，就算未办先走"
        ),
        en=f"{rows:,} rows have a call and no end: if these people were called and did not come, "
        + (
            f"write {text}: abandoned in outcomes of the mapping"
            if named
            else "empty their time of the call, and they count as gone without being served"
        ),
    )
