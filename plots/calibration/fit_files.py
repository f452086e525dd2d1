"""What is taken along of a fitted log: pictures, one workbook and a page."""

from __future__ import annotations

import pandas as pd

from plots.calibration.fit_charts import FIT_CHARTS
from plots.calibration.fit_data import FitData
from plots.calibration.fit_page import fit_html
from plots.chart_set import with_numbers
from plots.file_set import FileSet
from plots.language import Lang, say


def _sheets(data: FitData, lang: Lang) -> dict[str, pd.DataFrame]:
    """The numbers of all charts, the verdicts, what is known how well, and what was set aside."""
    made = {chart.title(lang): numbers for chart, numbers in with_numbers(FIT_CHARTS, data)}
    made[say(lang, "结论", "Verdicts")] = data.verdicts
    made[say(lang, "模型与记录", "Model and log")] = data.against
    made[say(lang, "数值与区间", "Numbers")] = data.known
    made[say(lang, "搁置的行", "Rows set aside")] = data.reasons
    return made


FIT_FILES = FileSet(FIT_CHARTS, "calibration", _sheets, fit_html)
