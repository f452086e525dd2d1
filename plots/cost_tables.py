"""Tables of what it costs: staff, seats and applicants' time, and the steps of the redesign."""

from __future__ import annotations

from plots.amounts import NONE, amounts
from plots.language import Lang, say
from plots.measure_titles import definition_told, title_told
from plots.operator_words import operator_title
from plots.pairs import Key, chosen, pairs
from plots.report_data import ReportData
from plots.result_tables import change_cells, changes_table, nothing
from plots.tables import Align, Cell, Table
from plots.what_counts import measured_days
from scenarios.targets import Costs

_MEASURES = (
    "windows", "machines", "paid_hours", "staffed_hours", "busy_hours", "overtime_hours",
    "staff_cost", "seat_cost", "compensation", "cost_per_case", "citizen_hours", "citizen_cost",
)  # fmt: skip
_PRICED = ("staff_cost", "seat_cost", "citizen_cost")
"""Costs whose price a model may leave out; the others are always there or follow from these."""


def cost_table(data: ReportData, lang: Lang) -> Table:
    """Hours and costs over the time measured; what has no price is said to have none."""
    table, rows = pairs(data), []
    for measure in _MEASURES:
        key = Key(measure)
        name = Cell(title_told(data, key, lang), definition_told(data, key, lang))
        found = chosen(table, [key])
        if len(found):
            # Nobody has to come, or no overtime on either side: a row of noughts says nothing.
            if not nothing(found.iloc[0]):
                rows.append((name, *change_cells(found.iloc[0], lang, compares=data.compares)))
        elif measure in _PRICED:
            missing = Cell(say(lang, "未给出单价", "no price given"))
            blanks = [Cell(NONE)] * 2 + [Cell("")] if data.compares else []
            rows.append((name, missing, *blanks))
    days = measured_days(data.model_before)
    caption = say(
        lang,
        f"统计期（{days:g} 个日历天）内的合计，附 95 % 区间",
        f"Sums over the time measured (calendar days: {days:g}) with 95% intervals",
    )
    return changes_table("costs", caption, (say(lang, "项目", "Item"),), rows, data, lang)


def step_cost_table(data: ReportData, lang: Lang) -> Table:
    """What each step of the redesign costs once and a year, and their sum, where any costs."""
    currency = (data.model.costs or Costs()).currency
    frame = data.step_costs
    every = {
        "one_off_cost": (currency, "一次性成本（含工时）", "Once (hours included)"),
        "yearly_cost": (
            currency,
            "每年成本（人员和席位之外）",
            "Each year (besides staff and seats)",
        ),
        "staff_hours": ("h", "一次性工时", "Staff hours, once"),
    }  # fmt: skip
    columns = {name: told for name, told in every.items() if len(frame) and frame[name].any()}

    def shown(value: float, unit: str) -> Cell:
        return Cell(amounts(unit, [value]).full(value, lang) if value else NONE)

    rows = [
        (
            Cell(f"{int(row['step']) + 1}  {operator_title(str(row['operator']), lang)}"),
            *(shown(float(row[name]), unit) for name, (unit, *_) in columns.items()),
        )
        for row in (frame.to_dict("records") if columns else ())
    ]
    if len(rows) > 1:
        sums = (shown(float(frame[name].sum()), unit) for name, (unit, *_) in columns.items())
        rows.append((Cell(say(lang, "合计", "Total")), *sums))
    header = (say(lang, "步骤", "Step"), *(say(lang, zh, en) for _, zh, en in columns.values()))
    right: list[Align] = ["right"] * len(columns)
    align: tuple[Align, ...] = ("left", *right)
    caption = say(lang, "改造本身的成本（— 为未给出）", "Cost of the redesign (—: not given)")
    return Table("steps", caption, header, tuple(rows), align)
