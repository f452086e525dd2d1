"""The numbers of the scorecard: each measure with its target, by unit and by period."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from plots.amounts import join
from plots.headline import headline_name
from plots.kept import State, kept_state, kept_word
from plots.language import LANGS, Lang, of_whom, say
from plots.measure_titles import title_told
from plots.naming import title_of
from plots.pair_amounts import noise_of, pair_amounts
from plots.pairs import Key, key_of, pairs
from plots.report_data import ReportData
from plots.subject import call_lines, calls_in, services_of, subject
from scenarios.targets import Target
from sim.periods import quarter_name
from sim.reductions import stated_counts

GROUPS = {
    "reliability": ("可靠", "Reliability"),
    "responsiveness": ("及时", "Responsiveness"),
    "assurance": ("不出错", "Assurance"),
    "effort": ("群众负担", "The applicant's effort"),
    "cost": ("成本", "Cost"),
}
"""Groups of measures, in their order: dimensions of service quality (Parasuraman, Zeithaml and
Berry 1988, "SERVQUAL") that a log can tell, with effort and cost."""
_OF_TARGET = {
    "completion_time": "reliability", "wait": "responsiveness", "service_level": "responsiveness",
    "hall_time": "effort",
}  # fmt: skip
"""Where targets stand, by what they are about."""
_OF_SERVICE = (
    ("reliability", "on_time_fraction"), ("reliability", "first_time_fraction"),
    ("responsiveness", "wait_mean"), ("assurance", "returns_mean"), ("effort", "visits_mean"),
    ("effort", "documents"), ("effort", "hall_time_mean"),
)  # fmt: skip
_OF_CALLS = (
    ("reliability", "one_call_fraction"), ("reliability", "work_orders_on_time_fraction"),
    ("assurance", "returns_mean"),
)  # fmt: skip
_OF_LINE = (("responsiveness", "answered_fraction"), ("responsiveness", "asa"))
_OF_ALL = (
    ("cost", "cost_per_case"), ("cost", "staffed_hours"), ("cost", "overtime_hours"),
    ("cost", "citizen_hours"),
)  # fmt: skip
_MOST_SERVICES = 3
"""Most services that have rows of their own: the card is one page."""
_MOST_POOLS = 4
SIDES = ("before", "after")
ENDS = ("", "_low", "_high")
_COLUMNS = ["group", "measure", "scope", "of", "period", "unit", "target",
            *(side + end for side in SIDES for end in ENDS), "verdict", "kept"]  # fmt: skip


class _Line(NamedTuple):
    """One number of the card."""

    group: str
    key: Key
    target: float | None = None


def scorecard_numbers(data: ReportData) -> pd.DataFrame:
    """Rows of the scorecard, in its order.

    Returns
    -------
    DataFrame
        Columns ``zh, en, group, measure, scope, of, period, unit, target, before, before_low,
        before_high, after, after_low, after_high, verdict, kept``. ``target`` is a share in [0, 1],
        NaN where there is none; ``kept`` is a state of `plots.kept`, of the model in the end;
        ``period`` is a quarter, or empty for the whole time measured.
    """
    table, rows = pairs(data), []
    for line in sorted(_lines(data), key=lambda line: list(GROUPS).index(line.group)):
        if line.key.measure == "documents":
            rows += _documents(data, line)
            continue
        here = (table["measure"] == line.key.measure) & (table["scope"] == line.key.scope)
        for _, row in table[here & (table["of"] == line.key.of)].iterrows():
            # What is nothing in either model is not scored, unless it has a target.
            if line.target is not None or any(float(row[side]) > 0 for side in SIDES):
                period = "" if math.isnan(row["at"]) else quarter_name(data.model, row["at"])
                rows.append(_row(data, line, period, str(row["unit"]), row))
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    frame = frame.drop_duplicates(["measure", "scope", "of", "period"], ignore_index=True)
    for lang in LANGS:
        frame[lang] = [line_name(data, row, lang) for _, row in frame.iterrows()]
    return frame


def _row(
    data: ReportData, line: _Line, period: str, unit: str, values: Mapping[str, Any] | pd.Series
) -> dict[str, object]:
    side = "after" if data.compares else "before"
    ends = {name + end: float(values[name + end]) for name in SIDES for end in ENDS}
    return {
        "group": line.group, "measure": line.key.measure, "scope": line.key.scope,
        "of": line.key.of, "period": period, "unit": unit,
        "target": math.nan if line.target is None else line.target, **ends,
        "verdict": str(values.get("verdict") or ""),
        "kept": state_of(ends, side, line.target),
    }  # fmt: skip


def state_of(row: Mapping[str, Any] | pd.Series, side: str, target: float | None) -> State:
    """How one side of a row stands to its target."""
    value, low, high = (float(row[side + end]) for end in ENDS)
    return kept_state(value, low, high, target)


def _documents(data: ReportData, line: _Line) -> list[dict[str, object]]:
    """Documents to hand in, as the models state them; nothing where none are listed."""
    models = {"before": data.model_before, "after": data.model_after}
    values = {name + end: math.nan for name in SIDES for end in ENDS}
    for side, model in models.items():
        if model is not None and line.key.of in model.services:
            values[side] = stated_counts(model, line.key.of)["documents"].value
    there = any(values[side] > 0 for side in SIDES)
    return [_row(data, line, "", "count", values)] if there else []


def _lines(data: ReportData) -> Iterator[_Line]:
    """What is looked for, by unit."""
    yield from (_Line(*one) for one in _target_lines(data))
    about = subject(data)
    every = about.services if len(services_of(data)) > 1 else services_of(data)
    for name in every[:_MOST_SERVICES]:
        found = _OF_CALLS if calls_in(data, name) else _OF_SERVICE
        yield from (_Line(group, Key(m, "service", name)) for group, m in found)
    for line in call_lines(data, about.calls):
        yield from (_Line(group, Key(m, "queue", line)) for group, m in _OF_LINE)
    yield from (_Line(group, Key(measure)) for group, measure in _OF_ALL)
    models = [m for m in (data.model_after, data.model_before) if m is not None]
    pools = dict.fromkeys(name for model in models for name in model.pools)
    for name in list(pools)[:_MOST_POOLS]:
        yield _Line("cost", Key("worked_fraction", "pool", name))


def _target_lines(data: ReportData) -> Iterator[tuple[str, Key, float]]:
    targets: dict[str, Target] = {**data.model_before.targets, **data.model.targets}
    for name, target in targets.items():
        key = Key("within_target_fraction", "target", name)
        yield _OF_TARGET[target.measure], key, target.fraction


def line_name(data: ReportData, row: pd.Series, lang: Lang) -> str:
    """What a row is called: a target by its title, a number with the unit that it is of."""
    if row["scope"] == "target":
        return title_of(data, "target", str(row["of"]), lang)
    if row["measure"] == "documents":
        name = say(lang, "材料", "Documents")
        many = len(services_of(data)) > 1
        title = title_of(data, "service", str(row["of"]), lang)
        return of_whom(name, title, lang) if many else name
    if row["scope"] == "service" and len(services_of(data)) == 1:
        return title_told(data, key_of(row), lang)
    return headline_name(data, row, lang)


def _of_one(data: ReportData, row: pd.Series, states: Mapping[str, State], lang: Lang) -> str:
    """The finding where there is one target: how far it is met, before and after."""
    written = pair_amounts(
        "", str(row["unit"]), float(row["before"]), float(row["after"]), noise=noise_of(row)
    )
    told = {}
    for side, state in states.items():
        value, word = written.full(float(row[side]), lang), kept_word(state, lang)
        told[side] = say(lang, f"{value}（{word}）", f"{value} ({word})")
    goal = join(f"{100 * float(row['target']):g}", "%")
    name = line_name(data, row, lang) + say(lang, f"（应达到 {goal}）", f" (wanted: {goal})")
    if not data.compares:
        return say(lang, f"{name}：{told['before']}", f"{name}: {told['before']}")
    return say(
        lang,
        f"{name}：改造前 {told['before']}，改造后 {told['after']}",
        f"{name}: {told['before']} before, {told['after']} after",
    )


def scorecard_finding(data: ReportData, lang: Lang) -> str:
    """The finding: how many of the targets are met, before and after."""
    numbers = scorecard_numbers(data)
    rows = numbers[numbers["target"].notna() & (numbers["period"] == "")]
    if rows.empty:
        return say(lang, "模型没有给出目标，各指标只列数值",
                   "The model gives no targets: measures have values alone")  # fmt: skip
    last = "after" if data.compares else "before"
    states = {
        side: [state_of(row, side, float(row["target"])) for _, row in rows.iterrows()]
        for side in SIDES
    }
    if len(rows) == 1:
        return _of_one(data, rows.iloc[0], {s: found[0] for s, found in states.items()}, lang)
    n, unsure = len(rows), sum(state.endswith("average") for state in states[last])
    was, met = (sum(state == "met" for state in states[side]) for side in ("before", last))
    more = say(lang, f"，{unsure} 个不确定", f", {unsure} uncertain") if unsure else ""
    if not data.compares:
        return say(lang, f"{n} 个目标中 {met} 个达到{more}", f"{met} of {n} targets met{more}")
    return say(
        lang,
        f"{n} 个目标中，改造前达到 {was} 个，改造后达到 {met} 个{more}",
        f"Of {n} targets, {was} met before and {met} after{more}",
    )
