"""Charts come with their numbers, and no text becomes a formula."""

import re

import numpy as np
import openpyxl
import pandas as pd
import pytest
from PIL import Image

from plots.charts import charts_of
from plots.curve_points import curve_numbers
from plots.exports import safe, sheets, write_charts, write_workbook
from plots.file_names import distinct
from plots.fonts import house_style
from plots.language import LANGS
from plots.measure_titles import measure_title
from plots.pictures import draw, picture
from plots.table_heads import with_units
from sim.catalogue import CATALOGUE
from sim.catalogue_of_calls import OF_CALLS
from tests.plots.sample_steps import stepped
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
    titles = {chart.name: chart.title("en") for chart, _ in charts_of(data)}
    for chart in names:
        assert (tmp_path / f"{chart}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        table = pd.read_csv(tmp_path / f"{chart}.csv", encoding="utf-8-sig")
        numeric = table.select_dtypes("number").columns
        assert len(numeric) > 0
        np.testing.assert_allclose(
            book[titles[chart]][numeric].to_numpy(float), table[numeric].to_numpy(float), rtol=1e-15
        )


def test_no_text_becomes_a_formula(tmp_path):
    book = openpyxl.load_workbook(write_workbook(hall(), tmp_path / "tables.xlsx"))
    texts = [c.value for row in book["模型改动"].iter_rows() for c in row]
    assert "'=1+1" in texts
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert "f" not in kinds


def test_numbers_stay_numbers():
    table = pd.DataFrame({"a": [-1.5, 2.0], "b": ["-1", "x\x00y"], "c": [None, "@now"]})
    made = safe(table)
    assert made["a"].tolist() == [-1.5, 2.0]
    assert made["b"].tolist() == ["'-1", "xy"]
    assert made["c"].iloc[1] == "'@now"


def test_every_number_of_the_workbook_has_its_unit_in_the_head(tmp_path):
    for data in (stepped(), hotline_data(compare=False)):
        book = openpyxl.load_workbook(write_workbook(data, tmp_path / "tables.xlsx", "en"))
        for sheet in book:
            heads = [cell.value for cell in sheet[1]]
            assert all(heads), sheet.title
            assert len(set(heads)) == len(heads)
            for head, *column in zip(*sheet.iter_rows(values_only=True), strict=True):
                numeric = any(isinstance(v, float) for v in column)
                named = head in ("p-value", "Visit", "Round", "Track", "Attempt", "Branch")
                assert not numeric or named or "[" in head, (sheet.title, head)
                if "see " in head:
                    assert head.split("see ")[1].rstrip("]") in heads
    units = with_units(pd.DataFrame({"at": [1.0], "before": [2.0], "unit": ["files"]}), "en")
    assert list(units) == ["On the axis [s]", "Before [files]", "Unit"]


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
    assert all(len(name) <= 31 for name in sheets(data, "en"))


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
    told = [h for h in heads if "after" in h.lower() or "before" in h.lower()]
    assert not list(tmp_path.glob("*before*"))
    assert told == []
    value = pd.read_excel(tmp_path / "tables.xlsx", sheet_name="Measures")
    pairs_ = data.estimates[data.estimates["at"].isna()]
    np.testing.assert_allclose(value["Value [see Unit]"], pairs_["value"], rtol=1e-15)


def test_a_workbook_speaks_one_language_and_has_its_keys_behind(tmp_path):
    for data in (stepped(), hotline_data(compare=False)):
        told = {lang: sheets(data, lang) for lang in LANGS}
        for (zh, here), (en, there) in zip(told["zh"].items(), told["en"].items(), strict=True):
            assert re.search(r"[A-Za-z]", zh) is None, zh
            assert en.isascii(), en
            assert here.shape == there.shape
            assert all(re.search(r"[A-Za-z]", h.replace("p 值", "")) is None for h in here), zh
            assert all(h.isascii() for h in there), en
            keys = [k for k, head in enumerate(here) if head.endswith("代码")]
            # Keys stand last, and are the same in both.
            assert keys == list(range(len(here.columns)))[len(here.columns) - len(keys) :]
            for k in keys:
                assert list(here.iloc[:, k].dropna()) == list(there.iloc[:, k].dropna())
        texts = [v for t in told["zh"].values() for v in t.get("指标", []) if isinstance(v, str)]
        # A hall tells its numbers in its own words, and a hotline in those of its field.
        of_calls = data.model_before.name == "hotline_12345"
        words = {m.zh for m in (OF_CALLS if of_calls else CATALOGUE).values()}
        formulas = [(name, "queue", "talk") for name, m in OF_CALLS.items() if m.within_zh]
        within = {measure_title([data.model_before], one, "zh") for one in formulas if of_calls}
        model = data.model_before
        parts = {
            measure_title([model], (name, scope, of), "zh")
            for name in ("touch_time_mean", "line_time_mean", "shut_time_mean")
            for scope, names in (("activity", model.activities), ("pool", model.pools))
            for of in names
        }
        assert all(part.endswith("（摊到全部办结件）") for part in parts)
        assert set(texts) <= words | within | parts | {"等待时间", "在厅时间"}


def test_a_column_without_a_title_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        with_units(pd.DataFrame({"no_such_column": [1.0]}), "zh")


def test_files_do_not_depend_on_how_many_draw(tmp_path):
    data = hotline_data(compare=False)
    for processes in (1, 2):
        write_charts(data, tmp_path / str(processes), lang="en", processes=processes)
    for one in (tmp_path / "1").iterdir():
        # The workbook notes when it was written.
        if one.name != "tables.xlsx":
            assert one.read_bytes() == (tmp_path / "2" / one.name).read_bytes()


def test_where_axes_are_has_no_digits_of_memory():
    data = hotline_data(compare=False)
    for chart, numbers in charts_of(data):
        with house_style("en"):
            figure = draw(chart, data, numbers, "en")
            picture(figure, "svg")
        places = np.array([axes.get_position(original=True).bounds for axes in figure.axes])
        np.testing.assert_allclose(places, places.round(9), rtol=0, atol=1e-14)
