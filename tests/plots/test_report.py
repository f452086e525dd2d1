"""The report is one file in both languages that needs nothing else."""

import html.parser
import re
from dataclasses import replace

import pandas as pd
import pytest

from plots.overtime_words import overtime_reason
from plots.pairs import Key, chosen, pairs
from plots.report import report_html, write_report
from plots.tables import Table, cells
from scenarios.errors import DataError
from tests.plots.samples import ReportData, hall, hotline_data


class _Parser(html.parser.HTMLParser):
    VOID = ("meta", "input", "br", "link", "img")

    def __init__(self):
        super().__init__()
        self.open, self.langs, self.ids, self.headers = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "article":
            self.langs.append(given["lang"])
        if tag == "th":
            assert given["scope"] in ("row", "col")
        if tag == "svg":
            assert given["role"] == "img"
            assert given["aria-label"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if dict(attrs).get("id"):
            self.ids.append(dict(attrs)["id"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module", params=["hall", "one model", "hotline", "hotline alone"])
def page(request):
    data = {
        "hall": hall,
        "one model": lambda: hall(compare=False),
        "hotline": hotline_data,
        "hotline alone": lambda: hotline_data(compare=False),
    }[request.param]()
    return data, report_html(data)


def test_it_parses_and_has_both_languages(page):
    parser = _Parser()
    parser.feed(page[1])
    assert parser.open == []
    assert parser.langs == ["zh-CN", "en"]
    assert len(parser.ids) == len(set(parser.ids))


def test_it_needs_no_other_file(page):
    _, text = page
    assert all(
        url.startswith("http://www.w3.org/") for url in re.findall(r"https?://[^\"' <>)]+", text)
    )
    assert not re.search(r'\b(?:src|href)="(?!#)', text)
    assert not re.search(r"url\((?!#|data:font/woff;base64,)", text)
    assert len(text.encode()) < 1.5e6


def test_it_has_every_sentence_of_the_outset(page):
    data, text = page
    for lang in ("zh", "en"):
        assert data.facts.title[lang] in text
    assert ("没有可分辨" in text or "变好" in text) == data.compares
    assert "四减" in text if len(data.reductions) else "<h3>四减" not in text


def test_the_file_is_there_whole_and_is_the_same_each_time(tmp_path):
    data = hotline_data(compare=False)
    calls = []
    path = write_report(data, tmp_path / "out" / "report.html", lambda *n: calls.append(n))
    again = write_report(data, tmp_path / "again.html")
    assert path.read_bytes() == again.read_bytes()
    assert [p.name for p in path.parent.iterdir()] == ["report.html"]
    assert calls[-1][0] == calls[-1][1] == len(calls)


def test_texts_of_the_model_cannot_become_markup(page):
    data, text = page
    if len(data.trace_of_changes):
        assert "<b>tag</b>" not in text
        assert "&lt;b&gt;tag&lt;/b&gt;" in text


def test_a_comparison_without_its_model_raises():
    data = hall()
    with pytest.raises(DataError, match="comparison and model_after together"):
        ReportData(data.facts, data.model_before, data.estimates, comparison=data.comparison)


def test_one_replication_has_no_intervals_but_a_report():
    data = hotline_data(compare=False)
    bare = data.estimates.assign(low=float("nan"), high=float("nan"), n=1)
    text = report_html(ReportData(data.facts, data.model_before, bare))
    assert "nan" not in re.sub(r"<style>[\s\S]*?</style>", "", text).lower()


def test_numbers_of_the_redesign_named_are_shown():
    data = hall()
    other = data.comparison.assign(redesign="other", after=0.0)
    both = pd.concat([other, data.comparison], ignore_index=True)
    given = {name: getattr(data, name) for name in ReportData.__slots__}
    table = pairs(ReportData(**{**given, "comparison": both}))
    assert (chosen(table, [Key("hall_time_mean")])["after"] > 0).all()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_opens_in_the_language_asked_for(lang):
    text = report_html(hotline_data(compare=False), lang=lang)
    opened = re.findall(r'<input [^>]*id="lang-(..)"[^>]* checked>', text)
    assert opened == [lang]
    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"')
    assert f'show(asked() || "{lang}")' in text


def test_one_model_alone_is_not_told_of_as_before_and_after(page):
    data, text = page
    said = re.sub(r"<(style|script|svg)[\s\S]*?</\1>", "", text)
    for word in ("改造前后", "Before", "before and after", "the verdict", "relative change"):
        assert (word in said) == data.compares, word


def test_overtime_that_got_worse_says_what_was_changed():
    before, after = hall().model_before, hall().model_after
    name = next(iter(before.pools))
    pool = before.pools[name]
    later = before.replace(pools={name: pool.replace(closing="turn_away")})
    data = replace(hall(), model_after=later)
    assert overtime_reason(data, name, "en") == "closing was changed"
    assert overtime_reason(data, name, "zh") == "关门方式改了"
    same = replace(hall(), model_after=before)
    assert "its shifts are the same" in overtime_reason(same, name, "en")
    new = next(p for p in after.pools if p not in before.pools)
    assert overtime_reason(hall(), new, "en") == "a new pool"
    assert overtime_reason(hall(), name, "en") == ""


def test_paths_break_after_a_slash_only():
    html = Table(
        "t", "", ("a",), (cells(["see scenarios/library/social_security/README.md"]),)
    ).html()
    assert "scenarios/<wbr>library/<wbr>social_security/<wbr>README.md" in html
    assert "<wbr>" not in Table("t", "", ("a",), (cells(["CNY/h"]),)).html()


def test_the_page_does_not_depend_on_how_many_processes_draw_it(monkeypatch):
    data = hotline_data(compare=False)
    monkeypatch.setattr("sim.workers.SERIAL_SECONDS", 0.0)
    calls = []
    assert report_html(data, lambda *n: calls.append(n), "en", 2) == report_html(data, None, "en")
    assert [done for done, _ in calls] == list(range(1, calls[-1][1] + 1))
