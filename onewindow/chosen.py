"""Which of many measures a table shows, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from scenarios.at_hours import SCOPE, parted, place_at, whenever
from scenarios.calls import lines_of, told_as_calls
from scenarios.channels import channels_in
from scenarios.model import ServiceModel
from sim.catalogue import CATALOGUE, OF_VISITS
from sim.catalogue_of_calls import OF_CALLS

if TYPE_CHECKING:
    import pandas as pd


class Row(NamedTuple):
    """Names of one number."""

    measure: str
    scope: str
    of: str


_LOST = ("answered_fraction", "abandoned_fraction", "of_offered")
"""What is asked where people can be lost."""
_CHIEF = {
    "all": (
        "arrivals", "finished_fraction", "wait_mean", "wait_p90", "hall_time_mean",
        "completion_time_mean", *_LOST[:2], "asa", *_LOST[2:], "visits_mean", "windows_mean",
        "first_time_fraction", "on_time_fraction", "satisfied_fraction", "complaint_fraction",
        "staffed_hours", "staff_cost", "seat_cost", "citizen_cost",
    ),
    "service": ("wait_mean", "hall_time_mean", "completion_time_mean"),
    "channel": (
        "arrivals", "wait_mean", "wait_p90", *_LOST, "hall_time_mean", "completion_time_mean",
    ),
    "queue": (*_LOST[:2], "asa", *_LOST[2:]),
    "pool": ("occupancy", "overtime_hours"),
    "target": ("within_target_fraction",),
    SCOPE: (
        "arrivals", "wait_mean", "wait_p90", "hall_time_mean", "within_target_fraction",
        *_LOST[:2], "asa", *_LOST[2:], "queue_length", "occupancy",
    ),
}  # fmt: skip
MANY = 8
"""Of more channels one measure is told alone: of twelve, eight would be two hundred lines."""
_OF_MANY = "wait_mean"
"""This one."""
LISTED = ("service", "channel", "pool")
"""Scopes whose members stand in a list under each measure."""
_OF_EVERYBODY = ("wait_mean", "wait_p90")
"""What is told at some hours of all who come, and of each line where that is something else."""
_ALWAYS = (
    "arrivals", "finished_fraction", "on_time_fraction", "within_target_fraction",
    "staffed_hours", "staff_cost", "seat_cost",
)  # fmt: skip
"""What is asked of every model: shown also where no replication and no run changes it."""
_SCOPES = (
    "all", SCOPE, "service", "channel", "queue", "activity", "pool", "target", "cause", "flow",
)  # fmt: skip


def rows_of(
    models: Iterable[ServiceModel], tables: Iterable[pd.DataFrame], everything: bool
) -> list[Row]:
    """The rows to show, in order; those without any number are left out.

    Unless everything is asked for, services are shown when there are several; queues, and who
    gets through of a channel, when people can be lost in them or a target is about them. What no
    replication and no run changes is left out, unless there is one replication of one run, and so
    is the time to completion where it is the time in the hall. Of calls the measures of
    visits are left out, and of many channels all but their waits.

    Parameters
    ----------
    models
        Those that were run.
    tables
        From `Replications.estimates`, or rows of one redesign from `Comparison.table`.
    everything
        Show all measures.
    """
    models = list(models)

    def of_calls(row: Row) -> bool:
        return told_as_calls(models, *whenever(models, row.scope, row.of))

    numbers: dict[Row, set[float]] = {}
    for table in tables:
        shown = table[table["at"].isna()]
        columns = _columns(shown)
        for record in shown.to_dict("records"):
            row = Row(record["measure"], record["scope"], record["of"])
            found = {float(record[c]) for c in columns if record[c] == record[c]}
            numbers.setdefault(row, set()).update(found)
    rows = [row for row, found in numbers.items() if found]
    if not everything:
        # Of one replication nothing is known to change.
        lone = all(len(found) < 2 for found in numbers.values())
        rows = [row for row in rows if row.measure in _CHIEF.get(row.scope, ())]
        rows = [row for row in rows if not (row.measure in OF_VISITS and of_calls(row))]
        rows = [row for row in rows if lone or len(numbers[row]) > 1 or row.measure in _ALWAYS]
        rows = [row for row in rows if _tells(row, models) and not _repeats(row, numbers, models)]
        if has_many_channels(models):
            rows = [row for row in rows if row.scope != "channel" or row.measure == _OF_MANY]
    first = {(row.scope, row.of): k for k, row in reversed(list(enumerate(rows)))}
    place = {row: k for k, row in enumerate(rows)}

    def order(row: Row) -> tuple[int, ...]:
        chief = _CHIEF.get(row.scope, ())
        within = place[row] if everything else chief.index(row.measure)
        about, scope = first[row.scope, row.of], _SCOPES.index(row.scope)
        if row.scope == SCOPE:
            return scope, *place_at(models, row.of), about, within
        if row.scope in LISTED and not everything:
            # Those of one measure that are called differently stand under two headings.
            own_words = CATALOGUE[row.measure] != OF_CALLS[row.measure]
            hall = own_words and not of_calls(row)
            return scope, within, int(hall), about
        return scope, about, within

    return sorted(rows, key=order)


def has_many_channels(models: Iterable[ServiceModel]) -> bool:
    """Whether models have so many channels that one measure of them is told."""
    return len(dict.fromkeys(name for model in models for name in channels_in(model))) > MANY


def _columns(table: pd.DataFrame) -> list[str]:
    """Columns with values and the ends of their intervals, not those of differences."""
    sides = ("value",) if "value" in table.columns else ("before", "after")
    ends = ("low", "high") if "value" in table.columns else ()
    return [*sides, *ends, *(f"{s}_{e}" for s in ("before", "after") for e in ("low", "high")
                             if s in sides)]  # fmt: skip


def _repeats(row: Row, numbers: dict[Row, set[float]], models: list[ServiceModel]) -> bool:
    if row.scope == SCOPE and row.measure in _OF_EVERYBODY:
        everybody = row._replace(of=parted(models, row.of)[0])
        return row != everybody and numbers[row] == numbers.get(everybody)
    hall = row._replace(measure="hall_time_mean")
    return row.measure == "completion_time_mean" and numbers[row] == numbers.get(hall)


def _tells(row: Row, models: list[ServiceModel]) -> bool:
    if row.scope == "service":
        return any(len(model.services) > 1 for model in models)
    if row.scope == "all" and row.measure in (*_LOST, "asa"):
        # Lines that are pooled or parted have only this in common.
        lines = [_called_lines(model) for model in models]
        return any(lines) and len(set(lines)) > 1
    scope, of = whenever(models, row.scope, row.of)
    if scope == "queue" and (row.scope == scope or row.measure in (*_LOST, "asa")):
        return any(_is_called(of, model) for model in models)
    if row.scope == "channel" and row.measure in _LOST:
        return any(_is_called(line, model) for model in models for line in _lines(row.of, model))
    return True


def _lines(channel: str, model: ServiceModel) -> tuple[str, ...]:
    """Lines in which the cases of the service of a channel wait."""
    found = channels_in(model)
    return lines_of(model, found[channel][0]) if channel in found else ()


def _called_lines(model: ServiceModel) -> frozenset[str]:
    """Lines in which people can be lost, or about which a target is."""
    every = {line for service in model.services for line in lines_of(model, service)}
    return frozenset(line for line in every if _is_called(line, model))


def _is_called(queue: str, model: ServiceModel) -> bool:
    """Whether people can be lost in a line, as on the telephone, or a target is about it."""
    members = {
        name: activity
        for name, activity in model.activities.items()
        if queue == (activity.queue or name)
    }
    limited = queue in model.queues and model.queues[queue].lines is not None
    named = {getattr(target, "queue", None) for target in model.targets.values()}
    return (
        limited
        or bool(named & {queue, *members})
        or any(a.patience is not None or a.balk > 0 or a.no_show > 0 for a in members.values())
    )
