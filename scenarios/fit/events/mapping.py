"""Which columns of an event log say what: guessed, shown, and corrected by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from scenarios.errors import DataError, Problem
from scenarios.findings import listed
from scenarios.fit.column_names import by_name
from scenarios.fit.events.matters import tells_matters
from scenarios.fit.events.transitions import TRANSITIONS
from scenarios.fit.heads import kind_problems
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import BY_HAND
from scenarios.fit.mapping_sketch import missing_with_mend
from scenarios.fit.time_formats import (
    DATES,
    FORMATS,
    ISO,
    Formats,
    best_format,
    dated,
    forms_of,
    is_iso_moment,
)
from scenarios.fit.why_aside import several_forms
from scenarios.section import Date, Fraction, Frozen

if TYPE_CHECKING:
    import pandas as pd

_NAMES: dict[str, tuple[str, ...]] = {
    "case": ("case:concept:name", "case_id", "caseid", "case", "案件号", "受理编号", "办件编号",
             "办件号", "受理号", "工单编号", "工单号", "申请编号", "流水号", "编号"),
    "activity": ("concept:name", "activity", "event", "task", "步骤", "环节", "活动", "节点"),
    "end": ("time:timestamp", "end_time", "complete", "completion_time", "timestamp", "end",
            "办结时间", "完成时间", "结束时间", "办毕时间", "办理时间", "处理时间"),
    "start": ("start_timestamp", "start_time", "start", "开始时间", "受理时间", "签收时间"),
    "enable": ("enable_time", "enabled", "queued", "到达时间", "分派时间", "派单时间", "转办时间",
               "接收时间"),
    "resource": ("org:resource", "resource", "user", "employee", "经办人", "办理人", "处理人",
                 "承办人", "操作人", "审批人", "人员"),
    "group": ("org:group", "group", "department", "pool", "role", "科室", "处室", "承办单位",
              "承办部门", "办理部门", "部门", "岗位"),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition", "状态"),
    "service": ("事项名称", "事项类别", "业务类型", "业务名称", "事项"),
}  # fmt: skip
_CASE = "case:concept:name"
_SAMPLE = 5000


class EventMapping(Frozen):
    """How to read one event log."""

    kind: Literal["events"]
    """What a row is: something done for a case."""
    separator: str = ","
    """Character between columns; workbooks and XES have none."""
    case: str
    """Column that tells cases apart."""
    activity: str
    """Column of what was done."""
    end: str
    """Column of its completion; with ``lifecycle`` the time of each transition."""
    start: str | None = None
    """Column of its beginning; what can be bounded without is bounded, and the rest is listed."""
    enable: str | None = None
    """Column of its coming into the queue; the event before in its case when left out."""
    time_format: Formats
    """How times are written: strptime codes, several as a list; or iso8601."""
    resource: str | None = None
    """Column of who did it."""
    group: str | None = None
    """Column of the group that did it; one group when left out."""
    lifecycle: str | None = None
    """Column of transitions: the rows of a step are put together."""
    service: str | None = None
    """Column of the matter of a case, told apart in the model; one matter when left out."""
    since: Date | None = None
    """Cases that came before this day are left out."""
    front: tuple[str, ...] = ()
    """Activities for which the applicant is present."""
    longest_work: Annotated[float, Field(gt=0)] = 30.0
    """Without starts: more time from one completion to the next is no work [min]."""
    steps_at_most: Annotated[int, Field(ge=10)] | None = None
    """Steps that the routes of all cases may take in the model; rare ones stand for each other. By
    the length of the cases when left out: see `scenarios.fit.routes.steps_for`."""
    most_dirty: Fraction = 0.1
    """Share of the rows that may be set aside; more stops."""


def guess_events(table: LogTable) -> EventMapping:
    """Guess columns by their heads, and the format by what reads most cells.

    Raises
    ------
    DataError
        A column that is needed has no head that looks like it, or no format reads its times.
    """
    # What a case has, such as a date it was promised for, is nothing of its events.
    of_events = [name for name in table.head if name == _CASE or not name.startswith("case:")]
    found = by_name(of_events, _NAMES)
    needed = ("case", "activity", "end")
    moments = (found[use] for use in ("end", "start", "enable") if use in found)
    written = (_time_format(_sample(table, column)) for column in moments)
    given = {
        "kind": "events", "separator": table.separator, **found,
        "time_format": next(filter(None, written), None),
    }  # fmt: skip
    problems = [
        Problem(
            use,
            f"expected a column for it, got {listed(table.head)}. {mend}",
            table.file,
        )
        for use, mend in missing_with_mend(EventMapping, needed, given)
    ]
    if problems:
        raise DataError([*problems, *kind_problems(table.head, table.file, "events")])
    if "lifecycle" in found and not _pairs(table, found["lifecycle"]):
        found.pop("lifecycle")
    if "service" in found and not tells_matters(table, found["service"], found["case"]):
        found.pop("service")
    given = {"kind": "events", "separator": table.separator, **found}
    sample = _sample(table, found["end"])
    stamps = _time_format(sample)
    if stamps is None or not dated(stamps):
        got = listed(map(str, sample.dropna().head(3)))
        what = f"expected dates with times such as 2026-03-02 09:15:00, got {got}"
        forms = forms_of(sample, FORMATS)
        how = several_forms(EventMapping, given, forms) if len(forms) > 1 else BY_HAND
        raise DataError(Problem("time_format", f"{what}. {how}", table.file))
    return EventMapping.model_validate({**given, "time_format": stamps})


def _sample(table: LogTable, column: str) -> pd.Series:
    return table.rows[column].iloc[:: max(1, len(table.rows) // _SAMPLE)]


def _time_format(cells: pd.Series) -> str | None:
    """How most of the cells are written; None where no format reads half of them.

    Moments go before days: what reads the moment of a day reads more of it.
    """
    if _has_iso(cells):
        return ISO
    return best_format(cells, FORMATS) or best_format(cells, DATES)


def _has_iso(sample: pd.Series) -> bool:
    texts = sample.dropna().str.strip()
    return bool(len(texts)) and float(is_iso_moment(texts).mean()) > 0.5


def _pairs(table: LogTable, column: str) -> bool:
    """Whether transitions tell completions from what went before."""
    texts = {str(text).strip().lower() for text in table.rows[column].dropna().unique()[:50]}
    return "complete" in texts and len(texts & TRANSITIONS) > 1
