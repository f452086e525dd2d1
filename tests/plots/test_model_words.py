"""Changes, costs and sources are told in words, in either language."""

import re
from typing import get_args

import pandas as pd
import pytest

from plots.cost_tables import cost_table, step_cost_table
from plots.model_words import place_words, value_words
from plots.operator_words import OPERATORS
from plots.report_data import ReportData
from plots.source_tables import change_table, provenance_table
from scenarios.model import ServiceModel
from scenarios.redesign.union import RedesignStep
from tests.plots.sample_models import hall_before
from tests.plots.samples import hall

DATA = hall()


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("pools.integrated_window.seats", "综合窗口 · 席位", "Integrated window · seats"),
        ("pools.w1", "岗位（人员） · 1 号窗口", "pool · Window 1"),
        ("services.pension_transfer.flow[1].serve", "养老关系转移 · 流程第 2 步 · 办理",
         "Pension transfer · flow, step 2 · serve"),
        ("costs.citizen_hour", "价格 · 群众每小时价值", "costs · citizen hour"),
        ("horizon", "仿真时长", "horizon"),
        ("pools.unheard_of.seats", "unheard_of · 席位", "unheard_of · seats"),
    ],
)  # fmt: skip
def test_places_in_words(path, zh, en):
    assert place_words(path, DATA, "zh") == zh
    assert place_words(path, DATA, "en") == en


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("title: {zh: 窗口、台, en: Desk, big}, serves: [accept, pay], seats: 1, staff_cost: 45",
         "承办 材料受理、缴费补差；席位 1；每小时成本 45 元/小时",
         "serves Acceptance, Payment; seats 1; staff cost 45 CNY per h"),
        ("title: {zh: 复印件, en: Copies, certified}", "名称 复印件", "title Copies, certified"),
        ("service_time: {distribution: gamma, mean: 6 min, cv: 0.6}",
         "办理时间（伽马分布；均值 6 分钟；变异系数 0.6）",
         "service time (gamma; mean 6 min; cv 0.6)"),
        ("330 s", "5.5 分钟", "5.5 min"),
        ("{serve: accept}, {delay: file, time: 1 day, go_home: true}",
         "材料受理 → file（1 天；离开后再来）",
         "Acceptance → file (1 day; the applicant leaves and comes back)"),
        ("rework: pay, probability: 0.12000000000000001, go_home: {delay: 1 day}",
         "12 % 退回“缴费补差”（先回家，1 天后再来）",
         "12 % back to Payment (goes home, comes back after 1 day)"),
        ("rework: pay, probability: 0.1, go_home: {delay: {distribution: gamma, mean: 2 h, cv: 2}}",
         "10 % 退回“缴费补差”（先回家，再来前相隔：伽马分布、均值 2 小时、变异系数 2）",
         "10 % back to Payment (goes home, comes back after: gamma, mean 2 h, cv 2)"),
        ("parallel: [[{serve: accept}, {serve: pay}], [{serve: print}]]",
         "并行〔材料受理 → 缴费补差 ‖ 出证打印〕",
         "side by side (Acceptance → Payment ‖ Certificate)"),
        ("branch: [{probability: 0.2, steps: [{serve: pay}]}], name: way",
         "〔20 %：缴费补差〕", "(20 %: Payment)"),
        ("0.9199999999999999", "0.92", "0.92"),
        ("15 workdays", "15 个工作日", "15 workdays"),
        ("14, 15, 3 per h", "14、15、3 /小时", "14, 15, 3 per h"),
        ("14, … (48 in all) per h", "14、…（共 48 个）/小时", "14, … (48 in all) per h"),
        ("45 CNY per h", "45 元/小时", "45 CNY per h"),
        ("accept", "材料受理", "Acceptance"),
        ("{[: odd", "{[: odd", "{[: odd"),
    ],
)  # fmt: skip
def test_values_in_words(text, zh, en):
    assert value_words(text, DATA, "zh").replace("\N{NO-BREAK SPACE}", " ") == zh
    assert value_words(text, DATA, "en").replace("\N{NO-BREAK SPACE}", " ") == en


def test_every_operator_has_a_name_in_both_languages():
    (union, *_) = get_args(RedesignStep)
    operators = {get_args(step.model_fields["operator"].annotation)[0] for step in get_args(union)}
    assert operators == set(OPERATORS)


def test_the_trace_is_in_words():
    text = change_table(DATA, "zh").text()
    assert "一窗受理" in text
    assert "one_window" not in text
    assert "数据共享" in text


def test_what_came_without_any_number_of_its_own_did_not_go():
    row = ("1", "one_window", "queues.desk", None, "")
    trace = pd.DataFrame([row], columns=["step", "operator", "what", "old", "new"])
    text = change_table(with_tables(trace_of_changes=trace), "en").text()
    assert "(new)" in text
    assert "(all defaults)" in text
    assert "(gone)" not in text


def with_tables(**tables) -> ReportData:
    return ReportData(**{name: getattr(DATA, name) for name in ReportData.__slots__} | tables)


def test_numbers_stand_before_and_after_with_what_the_redesign_did():
    source = ("这样设定；见 README.md。", "Set so; see README.md.")
    columns = ["path", "value", "kind", "source_zh", "source_en"]
    service = "services.pension_transfer"
    before = [
        ("pools.w1.seats", "1", "measured", *source),
        (f"{service}.flow[2].probability", "0.12", "published", *source),
        (f"{service}.flow[3].probability", "0.5", "published", *source),
        ("horizon", "1 day", "assumed", "", ""),
    ]
    after = [
        (f"{service}.flow[1].probability", "0.036", "published", *source),
        (f"{service}.flow[2].probability", "0.5", "published", *source),
        ("horizon", "1 day", "assumed", "", ""),
        ("pools.desk.seats", "5", "assumed", "另见 other/README.md", "other/README.md"),
    ]
    serve = [{"serve": "accept"}, {"serve": "check"}]
    back = {"rework": "accept", "probability": 0.1}
    other = {"rework": "accept", "probability": 0.5, "name": "other"}
    data = with_tables(
        model_before=with_flow([*serve, back, other]),
        model_after=with_flow([serve[0], back, other]),
        numbers_before=pd.DataFrame(before, columns=columns),
        numbers=pd.DataFrame(after, columns=columns),
    )
    rows = [
        [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row]
        for row in provenance_table(data, "zh").rows
    ]
    assert provenance_table(data, "en").rows[0][0].text == "Set so; see social_security/README.md."
    named = "这样设定；见 social_security/README.md。"
    again = "养老关系转移 · 退回“材料受理” · 概率"
    # What has one source and kind stands in one row; steps are told by what they do, and a number
    # that stays in a step that moved is neither new nor gone.
    assert rows == [
        [named, "实测", "1 号窗口 · 席位 1（取消）"],
        [named, "公布", f"{again} 12 % → 3.6 %；{again} 50 %"],
        ["—", "假定", "仿真时长 1 天"],
        ["另见 other/README.md", "假定", "desk · 席位 5（新增）"],
    ]


def with_flow(flow) -> ServiceModel:
    service = hall_before().services["pension_transfer"]
    return hall_before().replace(services={"pension_transfer": service.replace(flow=flow)})


def test_numbers_of_one_source_share_a_row():
    rows = [(f"pools.w1.{name}", "1", "assumed", "一", "one") for name in ("seats", "speed")]
    numbers = pd.DataFrame(rows, columns=["path", "value", "kind", "source_zh", "source_en"])
    (row,) = provenance_table(with_tables(numbers=numbers, numbers_before=numbers), "en").rows
    assert row[2].text.count("; ") == 1


def test_costs_that_have_no_price_say_so():
    text = cost_table(DATA, "en").text()
    assert re.search(r"Staffed hours.*\d h", text.replace("\N{NO-BREAK SPACE}", " "))
    assert text.count("no price given") == 3


def test_steps_show_what_they_cost_and_their_sum():
    rows = [(0, "one_window", 0.0, 0.0, 0.0), (1, "share_data", 300_000.0, 1_000.0, 12.0),
            (2, "train", 500.0, 0.0, 8.0)]  # fmt: skip
    columns = ["step", "operator", "one_off_cost", "yearly_cost", "staff_hours"]
    data = with_tables(step_costs=pd.DataFrame(rows, columns=columns))
    cells = [[c.text.replace("\N{NO-BREAK SPACE}", " ") for c in row]
             for row in step_cost_table(data, "zh").rows]  # fmt: skip
    assert cells[0][1:] == ["—", "—", "—"]
    assert cells[1] == ["2  数据共享", "300,000 元", "1,000 元", "12 小时"]
    assert cells[3] == ["合计", "300,500 元", "1,000 元", "20 小时"]


def test_steps_that_cost_nothing_have_no_table():
    columns = ["step", "operator", "one_off_cost", "yearly_cost", "staff_hours"]
    free = pd.DataFrame([(0, "one_window", 0.0, 0.0, 0.0)], columns=columns)
    assert not step_cost_table(with_tables(step_costs=free), "en")
    once = free.assign(one_off_cost=500.0)
    assert step_cost_table(with_tables(step_costs=once), "en").header[1:] == (
        "Once (hours included)",
    )
