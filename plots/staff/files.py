"""What is taken along of a plan of shifts: pictures, one workbook and a page."""

from __future__ import annotations

from plots.file_set import FileSet
from plots.staff.charts import STAFF_CHARTS
from plots.staff.page import staff_html
from plots.staff.tables import staff_sheets

STAFF_FILES = FileSet(STAFF_CHARTS, "staffing", staff_sheets, staff_html)
