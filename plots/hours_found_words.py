"""Hours at which a redesign makes a difference that others do not see, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from plots.calendar_words import span_words
from plots.language import Lang, lower_first, of_whom, say
from plots.measure_titles import measure_title
from plots.naming import title_in
from plots.sentences import row_amounts
from scenarios.model import ServiceModel
from scenarios.units import parse_span
from sim.catalogue import CATALOGUE

_OF_ALL_HOURS = {"wait_by_hour": "wait_mean"}
"""What a measure by the hour is called of several hours together."""


def hours_found_words(
    rows: pd.DataFrame, models: Sequence[ServiceModel], lang: Lang
) -> tuple[str, ...]:
    """A sentence for each of these hours.

    What is told once is not told again: that of one level at the same hours the other goes the same
    way, as the wait does where more are answered in time.

    Parameters
    ----------
    rows
        Of one redesign, from `sim.hours_found.hours_found`.
    models
        Before and after; they give titles.
    lang
        Language of the sentences.
    """
    told: dict[tuple[str, str], str] = {}
    for _, row in rows.iterrows():
        told.setdefault((str(row["at_hours"]), _way(row)), _sentence(row, models, lang))
    return tuple(told.values())


def how_found(lang: Lang) -> str:
    """How these hours were found, and what their intervals hold for."""
    return say(
        lang,
        "这些时段是看过结果后从所有时段及其两两组合中挑出的，所以区间更宽：对所有可能的挑法同时成立"
        "（95 %，Bonferroni）。",
        "These hours were picked from all runs of hours, and from two runs together, after the "
        "event. So their intervals are wider: they hold for whichever could have been picked (95% "
        "at once, Bonferroni).",
    )


def too_few_for_hours(n: int, needed: int | None, lang: Lang) -> str:
    """What is said where so few replications name no hours; empty where more would not either.

    Parameters
    ----------
    n
        Replications made.
    needed
        See `sim.hours_found.runs_for_hours`.
    lang
        Language of the sentence.
    """
    if needed is None:
        return ""
    return say(
        lang,
        f"{n} 次重复太少，分不出变化是否集中在某些时段；如果这几次显出的不是偶然，"
        f"{needed} 次左右就能看出（-n {needed}）。",
        f"{n} replications are too few to tell whether the difference stands out at certain hours. "
        f"If what they show is no chance, about {needed} would tell (-n {needed}).",
    )


def hours_told(hours: str, lang: Lang) -> str:
    """Hours as a reader writes them: ``07:00–11:00, 18:00–20:00``."""
    spans = [span_words(parse_span(span, None)) for span in hours.split(",")]
    return say(lang, "、", ", ").join(spans)


def values_told(row: pd.Series, models: Sequence[ServiceModel], lang: Lang) -> tuple[str, str]:
    """What is measured of those who come at these hours, and its values before and after."""
    written = row_amounts(_as_row(row))
    measure = _OF_ALL_HOURS.get(str(row["measure"]), str(row["measure"]))
    what = measure_title(models, (measure, str(row["scope"]), str(row["of"])), lang)
    if row["scope"] != "all":
        what = of_whom(what, title_in(models, str(row["scope"]), str(row["of"]), lang), lang)
    return what, f"{written.bare(row['before'])} → {written.full(row['after'], lang)}"


def _sentence(row: pd.Series, models: Sequence[ServiceModel], lang: Lang) -> str:
    written, hours = row_amounts(_as_row(row)), hours_told(str(row["at_hours"]), lang)
    what, values = values_told(row, models, lang)

    def change(name: str, low: str, high: str) -> str:
        between = written.interval(row[low], row[high], lang, signed=True)
        difference = written.difference(row[name], lang)
        return say(lang, f"{difference}（{between}）", f"{difference} ({between})")

    then = change("difference", "low", "high")
    others = change("elsewhere", "elsewhere_low", "elsewhere_high")
    return say(
        lang,
        f"变化集中在 {hours}：这时来的，{what} {values}，相差 {then}；其余时段相差 {others}。",
        f"The difference stands out at {hours}: {lower_first(what)} of those who come then "
        f"{values}, by {then}; at other hours by {others}.",
    )


def _way(row: pd.Series) -> str:
    fell = bool(row["difference"] < 0)
    return "better" if fell == (CATALOGUE[str(row["measure"])].better == "lower") else "worse"


def _as_row(row: pd.Series) -> pd.Series:
    """As a row of a comparison, which says by its verdict how many digits tell the change."""
    measure = _OF_ALL_HOURS.get(str(row["measure"]), str(row["measure"]))
    return pd.Series({**row.to_dict(), "measure": measure, "verdict": _way(row)})
