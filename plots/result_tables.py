"""Tables of what came out: key numbers, four reductions, indicators, services, pools, promises."""

from __future__ import annotations

import math

from plots.amounts import NONE, join, percent
from plots.before_after import before_after_numbers
from plots.headline import headline_name
from plots.kept import TONES, kept_state, kept_word
from plots.language import Lang, say
from plots.measure_titles import definition_told, title_told
from plots.naming import title_of
from plots.overtime_words import overtime_reason
from plots.pair_amounts import noise_of, pair_amounts
from plots.pairs import SAME, Key, chosen, key_of, pairs
from plots.report_data import ReportData
from plots.sentences import Row, relative_change, row_amounts, sides, verdict_word
from plots.subject import calls_in, services_of, subject, visit_scopes
from plots.tables import Align, Cell, Table, cells
from plots.what_counts import steps_words
from scenarios.at_hours import SCOPE, place_at
from scenarios.channels import channels_in
from sim.catalogue import CATALOGUE, OF_VISITS
from sim.reductions import ITEMS

_TONES = {"better": "better", "worse": "worse", SAME: "same"}


def key_table(data: ReportData, lang: Lang) -> Table:
    """The key numbers with intervals and verdicts."""
    rows = [
        (Cell(str(row[lang])), *change_cells(row, lang, compares=data.compares))
        for _, row in before_after_numbers(data).iterrows()
    ]
    caption = say(lang, "主要指标，附 95 % 区间", "Key numbers with 95% intervals")
    return changes_table("key", caption, (say(lang, "指标", "Measure"),), rows, data, lang)


def change_cells(row: Row, lang: Lang, *, compares: bool) -> list[Cell]:
    """Before, after, change and verdict of one number; one value when nothing is compared."""
    written = row_amounts(row)

    def value(side: str) -> Cell:
        low, high = float(row[f"{side}_low"]), float(row[f"{side}_high"])
        between = written.interval(low, high, lang)
        return Cell(written.full(float(row[side]), lang), between)

    if not compares:
        return [value("before")]
    difference = float(row["difference"])
    low, high = float(row["low"]), float(row["high"])
    change = written.difference(difference, lang)
    relative = relative_change(row)
    if written.zh != "%" and relative != NONE:
        change = say(lang, f"{change}（{relative}）", f"{change} ({relative})")
    between = written.interval(low, high, lang, signed=True)
    verdict = str(row["verdict"])
    word = verdict_word(verdict, lang)
    return [
        value("before"), value("after"), Cell(change, between),
        Cell(word, tone=_TONES.get(verdict, "")),
    ]  # fmt: skip


def reduction_table(data: ReportData, lang: Lang) -> Table:
    """The four reductions (四减): steps, documents, limits, visits."""
    frame = data.reductions
    if "redesign" in frame and data.facts.name in set(frame["redesign"]):
        frame = frame[frame["redesign"] == data.facts.name]
    by_service = "service" in frame and frame["service"].nunique() > 1
    rows: list[tuple[Cell, ...]] = []
    for row in frame.to_dict("records"):
        item = str(row["item"])
        before, after = float(row["before"]), float(row["after"])
        if before == after == 0:
            # What neither model lists is not known to be nothing.
            continue
        if item == "visits" and "service" in row and calls_in(data, str(row["service"])):
            continue
        unit = str(row.get("unit") or "count")
        written = pair_amounts(item, unit, before, after, noise=noise_of(row))
        difference = float(row["difference"])
        ends = {
            side: (float(row.get(f"{side}low", math.nan)), float(row.get(f"{side}high", math.nan)))
            for side in ("before_", "after_", "")
        }
        fields = (
            # What is meant is said once.
            Cell(
                say(lang, *ITEMS[item]), steps_words(lang) if item == "steps" and not rows else ""
            ),
            Cell(written.full(before, lang), written.interval(*ends["before_"], lang)),
            Cell(written.full(after, lang), written.interval(*ends["after_"], lang)),
            Cell(
                written.difference(difference, lang),
                written.interval(*ends[""], lang, signed=True),
            ),
            Cell(percent(float(row["relative"]), is_change=written.tells(difference))),
        )
        service = (title_of(data, "service", str(row["service"]), lang),) if by_service else ()
        rows.append((*cells(service), *fields))
    header = (
        say(lang, "项目", "Item"), *sides(True, lang).values(), say(lang, "差", "Difference"),
        say(lang, "变化", "Change"),
    )  # fmt: skip
    align: tuple[Align, ...] = ("left", "right", "right", "right", "right")
    if by_service:
        header, align = (say(lang, "事项", "Service"), *header), ("left", *align)
    caption = say(
        lang,
        "四减：环节、材料、时限、跑动（仿真所得的附 95 % 区间，其余为模型所定）",
        "Steps, documents, time limits, visits (95% intervals of what is simulated; the rest is "
        "as the models state it)",
    )
    return Table("reductions", caption, header, tuple(rows), align, stacked=True)


def indicator_table(data: ReportData, lang: Lang) -> Table:
    """Shares over all services, or of those touched, with their numerators and denominators."""
    table = pairs(data)
    names = [m for m in CATALOGUE if CATALOGUE[m].unit == "fraction" and not m.endswith("_cdf")]
    scopes = (("all", ""),) if subject(data).whole else visit_scopes(data)
    found = chosen(table, [Key(name, *scope) for scope in scopes for name in names])
    rows = [
        (
            Cell(headline_name(data, row, lang), definition_told(data, key_of(row), lang)),
            *change_cells(row, lang, compares=data.compares),
        )
        for _, row in found.iterrows()
        if not nothing(row)
    ]
    caption = say(lang, "评价指标（分子 / 分母见名称下）", "Indicators: numerator / denominator")
    return changes_table("indicators", caption, (say(lang, "指标", "Indicator"),), rows, data, lang)


def part_table(data: ReportData, scope: str, measures: tuple[str, ...], lang: Lang) -> Table:
    """Some measures of each service, channel, queue, pool or cause of rework, or at some hours."""
    table = pairs(data)
    there = table[(table["scope"] == scope) & table["at"].isna()]
    if scope == "service":
        # One service alone has the numbers of all; calls are told of by their lines.
        calls = [name for name in services_of(data) if calls_in(data, name)]
        there = there[~there["of"].isin(calls)] if there["of"].nunique() > 1 else there.head(0)
    each = list(map(str, dict.fromkeys(there["of"])))
    if scope == SCOPE:
        models = [model for model in (data.model_before, data.model_after) if model is not None]
        each = sorted(each, key=lambda of: place_at(models, of))
    keys = [
        Key(m, scope, of)
        for of in each
        for m in measures
        if not (m in OF_VISITS and scope == "channel" and _of_callers(data, of))
    ]
    rows, last = [], ""
    above: Row | None = None
    for _, row in chosen(there, keys).iterrows():
        if _idle(row) or _repeats(row, above):
            continue
        above = row
        name = title_of(data, scope, row["of"], lang)
        rows.append(
            (
                Cell("" if name == last else name),
                Cell(title_told(data, key_of(row), lang), _why(data, row, lang)),
                *change_cells(row, lang, compares=data.compares),
            )
        )  # fmt: skip
        last = name
    captions = {
        "service": say(lang, "分事项", "By service"),
        "channel": say(lang, "分渠道", "By channel"),
        "queue": say(lang, "分队列", "By queue"),
        "pool": say(lang, "岗位与人员", "Staff"),
        "cause": say(lang, "返工原因", "Causes of rework"),
        SCOPE: say(lang, "分时段：在这些时段来的人", "At certain hours: those who come then"),
    }
    first = {
        "service": say(lang, "事项", "Service"),
        "channel": say(lang, "渠道", "Channel"),
        "queue": say(lang, "队列", "Queue"),
        "pool": say(lang, "岗位（人员）", "Pool"),
        "cause": say(lang, "原因", "Cause"),
        SCOPE: say(lang, "时段", "Hours"),
    }
    heads = (first[scope], say(lang, "指标", "Measure"))
    return changes_table(f"{scope}s", captions[scope], heads, rows, data, lang)


def _of_callers(data: ReportData, channel: str) -> bool:
    """Whether a channel is one of calls, whose callers are in no hall."""
    models = (data.model, data.model_before)
    found = next(filter(None, (channels_in(model).get(channel) for model in models)), None)
    return found is not None and calls_in(data, found[0])


def _why(data: ReportData, row: Row, lang: Lang) -> str:
    """A note below a measure that got worse, where the models say why."""
    more = row["measure"] == "overtime_hours" and row["verdict"] == "worse"
    return overtime_reason(data, str(row["of"]), lang) if more else ""


def _repeats(row: Row, above: Row | None) -> bool:
    """Whether a number is to the digit the one above: callers are as many as their calls."""
    which = ("scope", "of", "unit", "before", "after")
    if above is None:
        return False
    return all(row[n] == above[n] or (row[n] != row[n] and above[n] != above[n]) for n in which)


def _idle(row: Row) -> bool:
    """Whether a number says nothing: no overtime, nobody lost, all answered, on every side."""
    ends = (0.0, 1.0) if row["unit"] == "fraction" else (0.0,)
    sides_there = [float(row[s]) for s in ("before", "after") if not math.isnan(float(row[s]))]
    return row["unit"] != "s" and len(set(sides_there)) == 1 and sides_there[0] in ends


def nothing(row: Row) -> bool:
    """Whether a number is nothing on every side, such as visits where nobody comes."""
    there = [float(row[s]) for s in ("before", "after") if not math.isnan(float(row[s]))]
    return not any(there)


def promise_table(data: ReportData, lang: Lang) -> Table:
    """How far each target of the models is kept."""
    found = pairs(data)
    found = found[(found["scope"] == "target") & found["at"].isna()]
    rows = []
    for _, row in found.iterrows():
        targets = [m.targets.get(row["of"]) for m in (data.model, data.model_before)]
        target = next((t for t in targets if t is not None), None)
        wanted = NONE if target is None else join(f"{100 * target.fraction:g}", "%")
        side = "after" if data.compares else "before"
        rows.append(
            (
                Cell(title_of(data, "target", row["of"], lang)), Cell(wanted),
                *change_cells(row, lang, compares=data.compares)[: 2 if data.compares else 1],
                _kept(row, side, None if target is None else target.fraction, lang),
            )
        )  # fmt: skip
    header = (
        say(lang, "目标", "Target"), say(lang, "应达到", "Wanted"),
        *sides(data.compares, lang).values(), say(lang, "结果", "Result"),
    )  # fmt: skip
    middle: list[Align] = ["right"] * (len(header) - 2)
    align: tuple[Align, ...] = ("left", *middle, "left")
    return Table(
        "promises", say(lang, "目标兑现", "Targets"), header, tuple(rows), align, stacked=True
    )


def _kept(row: Row, side: str, wanted: float | None, lang: Lang) -> Cell:
    value, low, high = (float(row[f"{side}{end}"]) for end in ("", "_low", "_high"))
    state = kept_state(value, low, high, wanted)
    if state == "no_target":
        return Cell(NONE)
    return Cell(kept_word(state, lang), tone=TONES[state])


def changes_table(
    name: str,
    caption: str,
    heads: tuple[str, ...],
    rows: list[tuple[Cell, ...]],
    data: ReportData,
    lang: Lang,
) -> Table:
    """A table whose rows end in before, after, change and verdict."""
    header: tuple[str, ...] = (*heads, *sides(data.compares, lang).values())
    left: list[Align] = ["left"] * len(heads)
    align: tuple[Align, ...] = (*left, "right")
    if data.compares:
        header = (*header, say(lang, "变化", "Change"), say(lang, "判断", "Verdict"))
        align = (*left, "right", "right", "right", "left")
        # Where no row is on both sides there is nothing to say about a change.
        if rows and all(row[-2].text == NONE for row in rows):
            rows = [row[:-2] for row in rows]
            header, align = header[:-2], align[:-2]
    return Table(name, caption, header, tuple(rows), align, stacked=True)
