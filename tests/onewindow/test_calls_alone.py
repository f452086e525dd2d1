"""What is told of a hotline alone speaks of calls: no windows and no hall."""

import re
from html import unescape

import pytest

from onewindow.reporting import report_data
from onewindow.study import run_study
from onewindow.subjects import study_of
from plots.exports import sheets
from plots.language import LANGS
from plots.report import report_html

VISITS = re.compile(r"窗口|大厅|在厅|离厅|进厅|\bwindows?\b|\bhall\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def compared():
    return run_study(study_of("hotline_12345", ("peak_shifts",)), 2, 1, 1, None)


def test_a_report_of_calls_alone_has_no_windows_and_no_hall(compared):
    page = report_html(report_data(compared)["peak_shifts"])
    html = re.sub(r"<(style|script)[\s\S]*?</\1>", "", page)
    texts = [unescape(text).strip() for text in re.split(r"<[^>]+>", html)]
    assert len(texts) > 500
    assert [text for text in texts if VISITS.search(text)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_of_calls_alone_has_no_windows_and_no_hall(compared, lang):
    data = report_data(compared)["peak_shifts"]
    for name, table in sheets(data, lang).items():
        cells = [v for column in table for v in table[column] if isinstance(v, str)]
        told = [text for text in (name, *map(str, table), *cells) if VISITS.search(text)]
        assert told == [], name
