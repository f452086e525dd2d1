"""What is taken along of a simulated roster: pictures, one workbook and a page."""

from __future__ import annotations

from plots.file_set import FileSet
from plots.roster.run_charts import RUN_CHARTS
from plots.roster.run_page import run_html
from plots.roster.run_tables import run_sheets

RUN_FILES = FileSet(RUN_CHARTS, "roster_simulated", run_sheets, run_html)
