"""Charts come with their numbers, and no text becomes a formula."""

import numpy as np
import openpyxl
import pandas as pd
from PIL import Image

from plots.charts import charts_of
from plots.curve_points import curve_numbers
from plots.exports import safe, sheets, write_charts, write_workbook
from plots.file_names import distinct
from plots.table_heads import with_units
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


def test_every_number_of_the_workbook_has_its_unit_in_the_head(tmp_path):
    for data in (hall(), hotline_data(compare=False)):
        book = openpyxl.load_workbook(write_workbook(data, tmp_path / "tables.xlsx"))
        for sheet in book:
            heads = [cell.value for cell in sheet[1]]
            assert all(heads), sheet.title
            assert len(set(heads)) == len(heads)
            for head, *column in zip(*sheet.iter_rows(values_only=True), strict=True):
                numeric = any(isinstance(v, float) for v in column)
                named = head in ("p", "visit", "round", "track", "attempt", "branch", "shown")
                assert not numeric or named or "[" in head, (sheet.title, head)
                if "see " in head:
                    assert head.split("see ")[1].rstrip("]") in heads
    units = with_units(pd.DataFrame({"at": [1.0], "before": [2.0], "unit": ["files"]}))
    assert list(units) == ["at [s]", "before [files]", "unit"]


def test_points_of_curves_say_what_unit_each_has():
    table = curve_numbers(hall())
    mark = table[table["kind"] == "mark"].iloc[0]
    assert (mark["at"], mark["at_unit"], mark["unit"]) == (0.5, "fraction", "s")
    assert set(table.loc[table["kind"] == "curve", "unit"]) == {"fraction"}


def test_names_of_sheets_and_files_stay_apart():
    long = "hall_time_curve_transfer_of_pensions_between_provinces"
    names = distinct([long + "_in", long + "_out", "Call", "call", "a/b:c", "\u793e\u4fdd"], 31)
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == 6
    assert names[2:] == ["Call", "call-2", "a_b_c", "\u793e\u4fdd"]
    data = hall()
    assert all(len(name) <= 31 for name in sheets(data))


def test_pictures_have_three_hundred_dots_an_inch(tmp_path):
    write_charts(hotline_data(compare=False), tmp_path, lang="en")
    with Image.open(tmp_path / "wait_curve.png") as picture:
        assert [round(d) for d in picture.info["dpi"]] == [300, 300]


def test_tables_of_one_model_do_not_speak_of_before_and_after(tmp_path):
    data = hall(compare=False)
    write_charts(data, tmp_path, lang="en")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    heads = [str(cell.value) for sheet in book for cell in sheet[1]] + book.sheetnames
    heads += [path.read_text("utf-8-sig").splitlines()[0] for path in tmp_path.glob("*.csv")]
    told = [h for h in heads if "after" in h or "before" in h]
    assert not list(tmp_path.glob("*before*"))
    assert told == []
    value = pd.read_excel(tmp_path / "tables.xlsx", sheet_name="measures")
    pairs_ = data.estimates[data.estimates["at"].isna()]
    np.testing.assert_allclose(value["value [see unit]"], pairs_["value"], rtol=1e-15)
