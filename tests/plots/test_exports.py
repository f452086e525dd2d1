"""Charts come with their numbers, and no text becomes a formula."""

import numpy as np
import openpyxl
import pandas as pd

from plots.charts import charts_of
from plots.exports import safe, write_charts, write_workbook
from tests.plots.samples import hall, hotline_data


def test_every_chart_has_its_pictures_and_the_same_numbers_twice(tmp_path):
    data, calls = hotline_data(), []
    files = write_charts(data, tmp_path, lang="en", progress=lambda *n: calls.append(n))
    names = [chart.name for chart, _ in charts_of(data)]
    wanted = {f"{n}.{kind}" for n in names for kind in ("png", "svg", "pdf", "csv")}
    assert {p.name for p in tmp_path.iterdir()} == wanted | {"tables.xlsx"}
    assert sorted(files) == sorted(tmp_path.iterdir())
    assert calls[-1] == (len(names), len(names))
    book = pd.read_excel(tmp_path / "tables.xlsx", sheet_name=None)
    for chart in names:
        assert (tmp_path / f"{chart}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        table = pd.read_csv(tmp_path / f"{chart}.csv", encoding="utf-8-sig")
        numeric = table.select_dtypes("number").columns
        assert len(numeric) > 0
        np.testing.assert_allclose(
            book[chart][numeric].to_numpy(float), table[numeric].to_numpy(float), rtol=1e-15
        )


def test_no_text_becomes_a_formula(tmp_path):
    book = openpyxl.load_workbook(write_workbook(hall(), tmp_path / "tables.xlsx"))
    texts = [c.value for row in book["changes"].iter_rows() for c in row]
    assert "'=1+1" in texts
    assert "'-5" in texts
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert "f" not in kinds


def test_numbers_stay_numbers():
    table = pd.DataFrame({"a": [-1.5, 2.0], "b": ["-1", "x\x00y"], "c": [None, "@now"]})
    made = safe(table)
    assert made["a"].tolist() == [-1.5, 2.0]
    assert made["b"].tolist() == ["'-1", "xy"]
    assert made["c"].iloc[1] == "'@now"
