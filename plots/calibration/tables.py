"""Tables that every calibration page has: rows set aside, and how well numbers are known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.language import Lang, say
from plots.tables import Table, cells


def reason_table(reasons: pd.DataFrame, lang: Lang) -> Table:
    """Rows set aside by reason; columns ``zh, en, rows``."""
    return Table(
        "reasons",
        say(lang, "搁置的行，按原因", "Rows set aside, by reason"),
        (say(lang, "原因", "Reason"), say(lang, "行数", "Rows")),
        tuple(cells((str(row[lang]), f"{row['rows']:,}")) for row in reasons.to_dict("records")),
        ("left", "right"),
        stacked=True,
    )


def known_table(known: pd.DataFrame, lang: Lang, *, has_staff: bool = False) -> Table:
    """Numbers with their intervals; see `FitData.known` for the columns.

    Of staff there is no interval, but a range that the log allows.
    """

    def number(row: pd.Series, name: str) -> str:
        return f"{row[name]:,.2f}" if abs(row["value"]) < 10 else f"{row[name]:,.1f}"

    rows = [
        cells(
            (
                str(row[f"what_{lang}"]),
                str(row[f"of_{lang}"]),
                number(row, "value"),
                f"{number(row, 'low')}–{number(row, 'high')}"
                if np.isfinite(row["high"])
                else f"≥ {number(row, 'low')}",
                str(row[f"unit_{lang}"]),
                f"{row['n']:,}",
            )
        )
        for _, row in known.iterrows()
    ]
    return Table(
        "known",
        say(lang, "数值与 95 % 区间", "Numbers with intervals of 95%")
        + (
            say(lang, "；人员为记录允许的范围", "; of staff the range that the log allows")
            if has_staff
            else ""
        ),
        (
            say(lang, "数值", "Number"), say(lang, "事项", "Matter"), say(lang, "估计", "Estimate"),
            say(lang, "区间", "Interval"), say(lang, "单位", "Unit"),
            say(lang, "样本量", "Sample size"),
        ),
        tuple(rows),
        ("left", "left", "right", "right", "left", "right"),
        stacked=True,
    )  # fmt: skip
