"""What is taken along of a log of queues or of events: pictures, one workbook and a page."""

from __future__ import annotations

import pandas as pd

from plots.calibration.log_charts import LOG_CHARTS
from plots.calibration.log_data import LogData
from plots.calibration.log_page import log_html
from plots.chart_set import with_numbers
from plots.file_set import FileSet
from plots.language import Lang, say


def _sheets(data: LogData, lang: Lang) -> dict[str, pd.DataFrame]:
    """The numbers of all charts, and the tables beside them."""
    made = {chart.title(lang): numbers for chart, numbers in with_numbers(LOG_CHARTS, data)}
    return made | {say(lang, *names): table for names, table in data.sheets.items()}


LOG_FILES = FileSet(LOG_CHARTS, "calibration", _sheets, log_html)
