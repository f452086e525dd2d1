"""The diagnosis of the baseline: its numbers add up, its findings state its tables."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from plots.bottleneck import bottleneck_finding, bottleneck_numbers
from plots.bottleneck_chart import plot_bottleneck
from plots.origins import origins
from plots.report import report_html
from plots.report_data import ReportData
from plots.staff_changes import staff_told
from plots.steps_told import steps_told
from plots.time_parts import share_text, time_finding, time_numbers
from plots.told_tables import told
from scenarios.pools import StaffBlock
from scenarios.units import parse_span
from sim.experiment import replicate
from tests.plots.sample_models import hotline
from tests.plots.samples import hall, hotline_data
from tests.plots.test_subject import mixed, report


def test_parts_of_a_case_add_up_to_it_and_to_its_activities():
    numbers = time_numbers(hall())
    whole = numbers[numbers["scope"] == "all"]
    assert whole["share"].sum() == pytest.approx(1)
    for kind in ("wait", "work"):
        rows = numbers[(numbers["scope"] == "activity") & (numbers["kind"] == kind)]
        total = whole.loc[whole["kind"] == kind, "before"].iloc[0]
        assert rows["before"].sum() == pytest.approx(total)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_finding_states_the_shares_of_the_table_and_the_longest_line(lang):
    numbers = time_numbers(hall())
    told = time_finding(hall(), lang)
    whole = numbers[(numbers["scope"] == "all") & (numbers["share"] > 0)]
    assert all(share_text(share) in told for share in whole["share"])
    lines = numbers[(numbers["scope"] == "activity") & (numbers["kind"] == "wait")]
    first = lines.nlargest(1, "before").iloc[0]
    assert share_text(first["before"] / lines["before"].sum()) in told
    assert first[lang] in told


def test_the_diagnosis_is_of_the_model_before_and_of_a_model_alone():
    both, alone = time_numbers(hall()), time_numbers(hall(compare=False))
    assert both["before"].tolist() == alone["before"].tolist()
    assert time_finding(hall(), "zh").startswith("改造前，")
    assert time_finding(hall(), "en").startswith("Before, ")
    assert "改造前" not in time_finding(hall(compare=False), "zh")


def test_the_bottleneck_of_an_hour_is_the_pool_with_the_longest_line():
    table = bottleneck_numbers(hall())
    for _, rows in table.groupby("at"):
        found = rows[rows["bottleneck"]]
        if rows["waiting"].max() >= 0.05:
            assert len(found) == 1
            assert found["waiting"].iloc[0] == rows["waiting"].max()
        else:
            assert found.empty
    worst = table.nlargest(1, "waiting").iloc[0]
    for lang in ("zh", "en"):
        told = bottleneck_finding(hall(), lang)
        assert worst[lang] in told
        assert f"{worst['waiting']:.1f}" in told
        assert share_text(worst["occupancy"]) in told


@pytest.mark.parametrize(("lang", "agents", "others"), [
    ("zh", "坐席利用率", "忙碌率"), ("en", "Agent occupancy", "Occupancy"),
])  # fmt: skip
def test_agents_have_the_word_of_a_hotline_and_windows_that_of_a_hall(lang, agents, others):
    for model, words in ((mixed(), {agents, others}), (hotline(), {agents})):
        data = ReportData(
            facts=report(model, None).facts,
            model_before=model,
            model_after=None,
            estimates=replicate(model, replications=2, processes=1).estimates(),
            comparison=None,
        )
        table = bottleneck_numbers(data)
        for pool, rows in table.groupby("of"):
            assert set(rows[f"measure_{lang}"]) == {agents if pool == "agents" else others}
        label = plot_bottleneck(table, lang=lang).axes[0].get_xlabel().lower()
        # Of the whole label only the words for occupancy have it.
        assert all(word.lower() in label for word in words)
        assert (others.lower() in label.replace(agents.lower(), "")) == (others in words)
        shown = told(table, data, lang)
        assert dict(zip(shown["of_key"], shown["measure"], strict=True))["agents"] == agents


def test_nothing_is_told_where_nothing_was_measured():
    data = hotline_data()
    assert time_numbers(data).empty
    assert time_finding(data, "en") == ""
    assert bottleneck_numbers(data).empty


def test_visits_and_documents_are_told_of():
    zh, en = origins(hall(), "zh"), origins(hall(), "en")
    assert len(zh) == len(en) >= 2
    assert "1.35" in zh[0]
    assert "1.35" in en[0]
    assert "2.0" in zh[1]


@pytest.mark.parametrize("compare", [True, False])
def test_the_diagnosis_is_the_first_section_and_sections_are_numbered_without_gaps(compare):
    text = report_html(hall(compare=compare))
    for lang in ("zh", "en"):
        page = re.search(rf'<article[^>]*class="{lang}">(.*?)</article>', text, re.DOTALL).group(1)
        anchors = re.findall(r'<section id="([^"]+)">', page)
        assert anchors[0] == f"{lang}-diagnosis"
        heads = re.findall(r'<h2><span class="number">(\d+)</span>([^<]+)</h2>', page)
        listed = re.findall(
            r'<a href="#([^"]+)"><span class="number">(\d+)</span>([^<]+)</a>', page
        )
        assert [int(number) for number, _ in heads] == list(range(1, len(heads) + 1))
        assert listed == [(a, *head) for a, head in zip(anchors, heads, strict=True)]
        order = ["diagnosis", "redesign", "before_after", "sure", "cost", "method", "sources"]
        found = [a.removeprefix(f"{lang}-") for a in anchors]
        assert [name for name in order if name in found] == [n for n in found if n in order]
        assert ("redesign" in found) == compare


def test_a_section_without_content_is_left_out():
    data = hotline_data()
    bare = replace(data, estimates=data.estimates, numbers=data.numbers.head(0))
    text = report_html(bare)
    assert 'id="zh-diagnosis"' not in text
    assert 'id="zh-steps"' not in text
    assert 'id="zh-before_after"' in text


def test_each_redesign_step_is_a_line_and_the_table_of_changes_stands_in_detail():
    zh, en = steps_told(hall(), "zh"), steps_told(hall(), "en")
    assert [line.partition("：")[0] for line in zh] == ["一窗受理", "数据共享"]
    assert [line.partition(":")[0] for line in en] == ["One window", "Shared data"]
    text = report_html(hall())
    page = re.search(r'<article[^>]*class="zh">(.*?)</article>', text, re.DOTALL).group(1)
    sections = dict(re.findall(r'<section id="zh-(\w+)">(.*?)</section>', page, re.DOTALL))
    assert "一窗受理" in sections["redesign"]
    assert '<table class="trace' in sections["details"]


@pytest.mark.parametrize(
    ("what", "old", "new", "told"),
    [
        ("pools.w9", None, "seats: 1", "new pool w9"),
        ("pools.w1", "seats: 1", None, "gone pool Window 1"),
        ("pools.w1.seats", "1", "3", "1 → 3"),
        ("services.pension_transfer.documents.copy", "title: x", None, "gone document copy"),
    ],
)
def test_what_is_new_gone_or_other(what, old, new, told):
    row = {"step": "1", "operator": "set_capacity", "what": what, "old": old, "new": new}
    (line,) = steps_told(replace(hall(), trace_of_changes=pd.DataFrame([row])), "en")
    assert told in line


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (("3", "4", "2", "5"), "1 person more in each of 4 blocks of staff (Window 1"),
        (("3", "4", "4", "5"), "changed in 4 places"),
    ],
)
def test_as_many_more_people_in_every_block_are_told_as_that(new, told):
    rows = [
        {"step": "1", "operator": "set_capacity", "what": f"pools.w1.staff[{k}].level",
         "old": old, "new": n}
        for k, (old, n) in enumerate(zip(("2", "3", "1", "4"), new, strict=True))
    ]  # fmt: skip
    (line,) = steps_told(replace(hall(), trace_of_changes=pd.DataFrame(rows)), "en")
    assert told in line
    assert ("in each of" in line) == ("in each" in told)


def _with_staff(*blocks):
    """The hall with blocks of staff in its first window."""
    model = hall().model_before
    return model.replace(pools={**model.pools, "w1": model.pools["w1"].replace(staff=blocks)})


def _block(days, span, level):
    return StaffBlock(days=days, span=parse_span(span, None), level=level)


def test_when_there_are_more_people_is_told_and_not_in_how_many_blocks():
    before = _with_staff(_block("mon-fri", "09:00-12:00", 2), _block("mon-fri", "12:00-17:00", 1))
    cut = _with_staff(
        _block("mon-thu", "09:00-10:00", 2), _block("mon-thu", "10:00-11:30", 4),
        _block("mon-thu", "11:30-12:00", 2), _block("mon-thu", "12:00-17:00", 1),
        _block("fri", "09:00-12:00", 2), _block("fri", "12:00-16:00", 1),
    )  # fmt: skip
    paths = [f"pools.w1.staff[{k}].level" for k in range(6)]
    en = staff_told(paths, before, cut, "en")
    assert en == (
        "Window 1 Mon–Thu 10:00–11:30: 2 people more, Window 1 Fri 16:00–17:00: 1 person fewer"
    )
    assert "10:00–11:30 增 2 人" in staff_told(paths, before, cut, "zh")
    # The same people in other blocks are no change; other things are not only people.
    assert not staff_told(paths, before, before, "en")
    assert not staff_told([*paths, "pools.w1.seats"], before, cut, "en")
