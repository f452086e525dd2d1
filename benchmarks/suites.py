"""All benchmarks by name, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import (
    cold,
    drawing,
    growth,
    hall,
    hotline,
    million,
    mm3,
    processes,
    processes_search,
    rosters,
    shift_design,
    shift_week,
    staffing,
    staffing_week,
    start_up,
    week,
)
from benchmarks.row import Row, Size
from benchmarks.timing import Told

Suite = Callable[[Size, Told], list[Row]]
SUITES: dict[str, Suite] = {
    "mm3": mm3.rows,
    "drawing": drawing.rows,
    "hall": hall.rows,
    "hotline": hotline.rows,
    "week": week.rows,
    "growth": growth.rows,
    "processes": processes.rows,
    "processes_search": processes_search.rows,
    "shift_week": shift_week.rows,
    "shift_design": shift_design.rows,
    "staffing": staffing.rows,
    "staffing_week": staffing_week.rows,
    "rosters": rosters.rows,
    "million": million.rows,
    "cold": cold.rows,
    "start_up": start_up.rows,
}
ONES: dict[str, Suite] = SUITES | rosters.ALONE
"""Those that can be asked for by name: all benchmarks, and parts of one that takes hours."""
