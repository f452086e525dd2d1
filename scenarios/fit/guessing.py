"""A first guess at what the columns of a log say, for people to correct."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scenarios.calendar_days import chinese_day, known_years
from scenarios.errors import DataError, Problem
from scenarios.findings import listed
from scenarios.fit.column_names import QUEUED, columns_found, is_of_nothing_else
from scenarios.fit.counted_times import is_counted
from scenarios.fit.duration_columns import (
    after_work_among,
    duration_columns,
    durations_found,
    units_found,
    waits_among,
)
from scenarios.fit.heads import kind_problems
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import BY_HAND, NEEDED, ROLES, Kind, Mapping, Outcome
from scenarios.fit.mapping_sketch import OPEN, to_fill_in
from scenarios.fit.outcome_words import outcomes_known
from scenarios.fit.outcomes_by_times import outcomes_by_times
from scenarios.fit.priority_column import priority_column
from scenarios.fit.spans import reached
from scenarios.fit.time_formats import DATES, FORMATS, ISO, best_format, dated, read_times
from scenarios.fit.trial_tickets import trials_guessed
from scenarios.fit.who_left import column_of_leaving, leaving_known
from scenarios.fit.yes_or_no import answers_known

if TYPE_CHECKING:
    import pandas as pd

_NOBODY = frozenset(("no_server", "none", "-", "无"))
_MOMENTS = (*FORMATS, ISO)
"""How moments are written: where none of the others is best, as ISO 8601 has them."""
_SAMPLE = 5000
_FEW = 200
"""Cells of a column that tell whether it has moments."""
_NEARLY_ALL = 0.9
"""Share of those served who joined the queue, where its moment is the arrival."""
_USUAL = 0.75
"""Share of the rows of usual weekdays above which public holidays are such days too."""
_ODD = 0.005
"""Share of the rows at either end that say nothing of which days a log is about."""
_MIDNIGHTS = 0.02
"""Share of one time of day above which it stands for no time: nobody is so punctual."""


def guess_mapping(table: LogTable, kind: Kind) -> Mapping:
    """Guess columns by their heads and by whether they are moments, and formats by what reads most.

    Calls have their moment of joining the queue for the arrival, where nearly all who were served
    have one: the time in the menu before is no waiting.

    Raises
    ------
    DataError
        No column looks like the arrival, or no format reads its times.
    """
    sample = sampled(table)
    answers = _answers(table, sample)
    moments = moment_columns(sample)
    lasting = duration_columns(sample.drop(columns=list(answers)), moments)
    others = [name for name in table.head if name not in answers and name not in lasting]
    moments = tuple(name for name in moments if name not in lasting)
    found = columns_found(others, moments, kind)
    if QUEUED in found:
        queued = found.pop(QUEUED)
        if "arrival" not in found or _nearly_all_have(sample, queued, found.get("start")):
            found["arrival"] = queued
    found = _with_one_arrival(moments, lasting, found)
    durations = durations_found(lasting, found)
    free = [name for name in others if name not in found.values()]
    if "priority" not in found and (classes := priority_column(table, free)):
        found["priority"] = classes
    outcomes: dict[str, Outcome] = {}
    if "outcome" in found:
        outcomes = outcomes_known(map(str, table.rows[found["outcome"]].dropna().unique()))
    if not outcomes and answers:
        found["outcome"], outcomes = next(iter(answers.items()))
    given: dict[str, object] = {
        "kind": kind, "separator": table.separator, "sheet": table.sheet, "time_format": None,
        "columns": {role: found[role] for role in ROLES if role in found},
        "activity": found.get("activity"), "server": found.get("server"),
        "priority": found.get("priority"),
    }  # fmt: skip
    after = after_work_among(lasting, durations.get("service", ()), sample)
    if after is not None:
        durations["after_work"] = (after,)
    if durations:
        given |= {"durations": durations, "units": units_found(durations, sample)}
    if outcomes:
        given |= {"outcome": found["outcome"], "outcomes": outcomes}
    times = [found[role] for role in ROLES if role in found]
    forms = _forms(sample, times)
    given["time_format"] = forms[0] if len(forms) == 1 else forms or None
    there = reached(found, durations)
    if "arrival" not in there:
        raise _no_arrival(table, kind, found, there, given)
    came = times[0]
    by_day = bool(forms) and not dated(forms[0])
    if not forms or (by_day and "date" not in found):
        got = sample[came].dropna().head(3).tolist()
        what = f"expected dates with times such as 2026-03-02 09:15:00, got {listed(map(str, got))}"
        raise DataError(Problem("time_format", f"{what}. {BY_HAND}", table.file))
    given["none_is"] = _no_times(sample, times) if by_day else ()
    if by_day:
        given |= {"date": found["date"], "date_format": best_format(sample[found["date"]], DATES)}
    days, written = (found["date"], given["date_format"]) if by_day else (came, forms[0])
    if _keeps_holidays(table.head, sample[days], str(written)):
        given["holidays"] = "CN"
    if "server" in found:
        names = [str(name) for name in sample[found["server"]].dropna().unique()]
        given["nobody_is"] = tuple(name for name in names if name.lower() in _NOBODY)
    mapping = Mapping.model_validate(given)
    if not {"start", "end"} <= there:
        return mapping
    some = replace(table, rows=sample)
    if told := outcomes_by_times(some, mapping):
        mapping = mapping.replace(outcomes={**mapping.outcomes, **told})
    if trials := trials_guessed(table, mapping):
        mapping = mapping.replace(leave_out=trials)
    if "left" in found:
        return mapping
    left = column_of_leaving(some, mapping)
    if left is not None:
        return mapping.replace(columns={**mapping.columns, "left": left})
    return _with_waits_of_leaving(some, mapping, lasting)


def _forms(sample: pd.DataFrame, columns: Sequence[str]) -> tuple[str, ...]:
    """How moments are written, those of the first column first; none where that cannot be told.

    Columns may differ: a machine stamps seconds, a clerk writes minutes. All have a date, or none.
    """
    found = [best_format(sample[name], _MOMENTS) for name in columns]
    if not found or found[0] is None:
        return ()
    alike = [one for one in found if one is not None and dated(one) == dated(found[0])]
    return tuple(dict.fromkeys(alike))


def _with_one_arrival(
    moments: Sequence[str], lasting: Sequence[str], found: dict[str, str]
) -> dict[str, str]:
    """The only moment of a row is when it came, unless its head says of what else it is.

    It takes durations that tell the other moments.
    """
    if len(moments) != 1 or not is_of_nothing_else(moments[0], found):
        return found
    came = {use: name for use, name in found.items() if name != moments[0]}
    came["arrival"] = moments[0]
    return came if set(NEEDED) <= reached(came, durations_found(lasting, came)) else found


def _with_waits_of_leaving(sample: LogTable, mapping: Mapping, lasting: Sequence[str]) -> Mapping:
    """With the column of the wait where nearly all of those who left have one, and no moment."""
    waited = waits_among(lasting)
    if "wait" in mapping.durations or waited is None:
        return mapping
    durations = {**mapping.durations, "wait": (waited,)}
    units = {**mapping.units, **units_found({"wait": (waited,)}, sample.rows)}
    more = mapping.replace(durations=durations, units=units)
    return more if leaving_known(sample, more) else mapping


def sampled(table: LogTable) -> pd.DataFrame:
    """Some thousand rows of a log: not the first ones, as logs change their ways."""
    every = slice(None, None, max(1, len(table.rows) // _SAMPLE))
    return table.rows.iloc[every].reset_index(drop=True)


def _answers(table: LogTable, sample: pd.DataFrame) -> dict[str, dict[str, Outcome]]:
    """Columns that say yes or no to whether people were served, with what their texts mean."""
    made = {}
    for name in table.head:
        # What a few rows say is cheap to look at, and rules nearly all columns out.
        if answers_known(name, map(str, sample[name].dropna().head(_FEW).unique())):
            made[name] = answers_known(name, map(str, table.rows[name].dropna().unique()))
    return {name: meaning for name, meaning in made.items() if meaning}


def _no_arrival(
    table: LogTable,
    kind: Kind,
    found: dict[str, str],
    there: Collection[str],
    given: dict[str, object],
) -> DataError:
    """That no column looks like the arrival, with the mapping as far as it was guessed."""
    came = "when the call came in" if kind == "calls" else "when the ticket was drawn"
    open_ = [role for role in NEEDED if role not in there]
    columns = {role: found.get(role, OPEN) for role in ROLES if role in (*open_, *found)}
    mend = to_fill_in(Mapping, {**given, "columns": columns})
    what = f"expected a column that says {came}: arrival times, got {listed(table.head)}. {mend}"
    hints = kind_problems(table.head, table.file, kind)
    return DataError([Problem("columns", what, table.file), *hints])


def moment_columns(sample: pd.DataFrame) -> tuple[str, ...]:
    """Columns whose cells are moments.

    Those with dates where some have them: then a time alone, such as 0:02:15, is how long something
    took. Numbers are moments where nothing else is: else they are names of calls.
    """
    written = {
        name: best_format(sample[name].dropna().head(_FEW), _MOMENTS) for name in sample.columns
    }
    counted = [name for name, one in written.items() if is_counted(one)]
    timed = {name: one for name, one in written.items() if one and name not in counted}
    with_date = [name for name, one in timed.items() if dated(one)]
    return tuple(with_date or timed or counted)


def _nearly_all_have(sample: pd.DataFrame, column: str, start: str | None) -> bool:
    """Whether nearly all rows with a start have a moment in a column."""
    cells = sample[column] if start is None else sample[column][sample[start].notna()]
    read = read_times(cells.str.strip(), best_format(cells, _MOMENTS))
    return bool(read.notna().mean() >= _NEARLY_ALL)


def _keeps_holidays(head: Sequence[str], cells: pd.Series, written: str) -> bool:
    """Whether the heads are Chinese, and public holidays that lie within are no usual weekdays.

    Parameters
    ----------
    head
        Names of the columns.
    cells, written
        Days on which rows came, and the format in which most of them are.
    """
    import pandas as pd

    if not any("\u4e00" <= letter <= "\u9fff" for name in head for letter in name):
        return False
    moments = read_times(cells.str.strip(), written).dropna()
    if moments.empty:
        return False
    rows = moments.dt.normalize().value_counts()
    # A clock that was wrong once must not make years of a log of weeks.
    odd, in_order = int(_ODD * len(moments)), np.sort(moments.to_numpy())
    days = pd.date_range(in_order[odd], in_order[-1 - odd], normalize=True)
    first, last = known_years()
    if days[0].year < first or days[-1].year > last:
        return False
    weekdays = [day for day in days if day.weekday() < 5]
    counts = rows.reindex(weekdays, fill_value=0)
    holiday = [chinese_day(day.date())[0] for day in weekdays]
    if not any(holiday) or all(holiday):
        return True
    usual = [not one for one in holiday]
    return bool(counts[holiday].mean() < _USUAL * counts[usual].mean())


def _no_times(sample: pd.DataFrame, columns: Iterable[str]) -> tuple[str, ...]:
    """The texts of midnight that stand where there was no time."""
    return tuple(
        text
        for text in ("0:00:00", "00:00:00", "0:00", "00:00")
        if any(float((sample[c] == text).mean()) > _MIDNIGHTS for c in columns)
    )
