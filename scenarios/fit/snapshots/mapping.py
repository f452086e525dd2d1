"""Which columns of a file of queue snapshots say what: guessed, shown, and corrected by hand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.errors import DataError, Problem
from scenarios.findings import listed
from scenarios.fit.column_names import by_name
from scenarios.fit.heads import kind_problems
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import BY_HAND, WeekdaysShut
from scenarios.fit.mapping_sketch import missing_with_mend
from scenarios.fit.time_formats import DATES, FORMATS, Formats, best_format, dated
from scenarios.section import Date, Fraction, Frozen

_NAMES: dict[str, tuple[str, ...]] = {
    "office": ("office", "hall", "branch", "site", "大厅", "网点", "中心", "地点", "分厅"),
    "date": ("date", "day", "日期"),
    "time": ("time", "timestamp", "moment", "采集时间", "时间", "时刻"),
    "open_counters": (
        "open_counters",
        "counters",
        "windows",
        "开放窗口",
        "开窗数",
        "窗口数",
        "窗口",
    ),
    "waiting": (
        "waiting",
        "people_waiting",
        "queue_length",
        "等候人数",
        "排队人数",
        "等待人数",
        "等候数",
        "等待数",
        "排队数",
    ),
    "called": (
        "called_ticket",
        "called",
        "current_ticket",
        "now_serving",
        "当前叫号",
        "叫号",
        "当前号",
        "正在办理",
    ),
    "queue": ("queue_id", "queue", "line", "队列", "队列编号"),
    "letter": ("ticket_letter", "letter", "prefix", "号段", "字母"),
    "service": ("service", "matter", "queue_name", "事项", "业务", "服务"),
}
_SAMPLE = 5000


class SnapshotMapping(Frozen):
    """How to read one file of queue snapshots."""

    kind: Literal["queue-snapshots"]
    """What a row is: one queue at one moment."""
    separator: str = ","
    """Character between columns; workbooks have none."""
    time: str
    """Column of the moment."""
    time_format: Formats
    """How moments are written, in strptime codes; several as a list."""
    date: str | None = None
    """Column of the day, where moments are times of day alone."""
    date_format: Formats | None = None
    """How days are written, in strptime codes; several as a list."""
    office: str | None = None
    """Column of the office; one office when left out."""
    queue: str
    """Column that tells queues of an office apart."""
    service: str | None = None
    """Column with the name of the service for people; the queue's own when left out."""
    letter: str | None = None
    """Column with the letter of the queue's own tickets; the most frequent one when left out."""
    open_counters: str | None = None
    """Column of the counters that may serve the queue; shared ones count in each. Left out where
    the file has none: each line then has one counter, which calls as fast as all of them."""
    waiting: str
    """Column of the people waiting."""
    called: str
    """Column of the ticket called last, such as K017; empty before the first call."""
    holidays: Literal["CN"] | None = None
    """CN leaves Chinese public holidays out of the fit, and takes make-up workdays (调休) as
    Mondays."""
    closed_dates: tuple[Date, ...] = ()
    """Dates that are left out of the fit, such as the holidays of another country."""
    closed_weekdays: WeekdaysShut = ()
    """Weekdays that are shut, such as sun or sat-sun: their rows are left out, and the model is
    shut. Those with dates in the file and no row on any of them are found to be shut anyway."""
    no_show: Annotated[Fraction, Field(lt=1)] | None = None
    """Share of the called numbers to which nobody came, such as 0.08; left out where it is not
    known. The people served and the time of each follow from it; the model stays as it is."""
    longest_jump: Annotated[int, Field(ge=1)] = 40
    """Called numbers that rise by more between two rows are another series of numbers, one call."""
    most_people: Annotated[int, Field(ge=1)] = 500
    """More waiting people or open counters than this are set aside."""
    most_dirty: Fraction = 0.1
    """Share of the rows that may be set aside; more stops."""


def guess_snapshots(table: LogTable) -> SnapshotMapping:
    """Guess columns by their heads, and formats by what reads most cells.

    Raises
    ------
    DataError
        A column that is needed has no head that looks like it, or no format reads its times.
    """
    found = by_name(table.head, _NAMES)
    if "service" in found:  # where nothing else tells queues apart, their names do
        found.setdefault("queue", found["service"])
    needed = ("time", "queue", "waiting", "called")
    sample = table.rows.iloc[:: max(1, len(table.rows) // _SAMPLE)]
    moments = best_format(sample[found["time"]], FORMATS) if "time" in found else None
    given = {"kind": "queue-snapshots", "separator": table.separator, "time_format": moments}
    problems = [
        Problem(
            use,
            f"expected a column for it, got {listed(table.head)}. {mend}",
            table.file,
        )
        for use, mend in missing_with_mend(SnapshotMapping, needed, {**given, **found})
    ]
    if problems:
        raise DataError([*problems, *kind_problems(table.head, table.file, "queue-snapshots")])
    by_day = moments is not None and not dated(moments)
    if moments is None or (by_day and "date" not in found):
        got = sample[found["time"]].dropna().head(3).tolist()
        what = f"expected dates with times such as 2026-03-02 09:15, got {listed(map(str, got))}"
        raise DataError(Problem("time_format", f"{what}. {BY_HAND}", table.file))
    if by_day:
        found["date_format"] = best_format(sample[found["date"]], DATES) or DATES[0]
    else:
        found.pop("date", None)
    return SnapshotMapping.model_validate({**given, **found})
