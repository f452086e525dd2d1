"""Fitted queue snapshots as charts, tables and pages need them."""

from __future__ import annotations

import datetime as dt
from math import nan

import pandas as pd

from onewindow.fitting.common_sections import closing_sections, rows_section
from onewindow.fitting.course_words import trend_lines
from onewindow.fitting.figures import figure
from onewindow.fitting.frames import reason_frame
from onewindow.fitting.page_words import table_in_both, told_in_both
from onewindow.fitting.snapshots.findings import findings_of
from onewindow.fitting.snapshots.frames import (
    arrival_panels,
    counter_frame,
    day_frame,
    known_frame,
    served_frame,
    waiting_frame,
)
from onewindow.fitting.snapshots.judgement import SnapshotJudgement
from onewindow.fitting.snapshots.judgement_words import judged_lines, measure_name, verdict_words
from onewindow.fitting.snapshots.queue_table import queue_wait_table, queue_waiting_table
from onewindow.fitting.snapshots.words import found_lines, quality_lines, unknown_lines
from onewindow.warnings_told import in_both, warnings_in
from plots.calibration.log_data import LogData, LogSection
from plots.language import Lang, say
from plots.tables import Table, cells
from scenarios.fit.contacts import Quality
from scenarios.fit.shut_days import LogDays
from scenarios.fit.snapshots.fit import SnapshotFit
from scenarios.model import ServiceModel
from scenarios.section import TextPair


def shown_snapshots(
    fit: SnapshotFit,
    log_days: LogDays,
    quality: Quality,
    judged: SnapshotJudgement | None,
    model: ServiceModel,
    source: TextPair,
    waits: pd.DataFrame,
    queues: pd.DataFrame,
) -> LogData:
    """What is shown of fitted queue snapshots."""
    from onewindow import __version__

    known = known_frame(fit)
    reasons = reason_frame(quality)
    sections = (
        LogSection(
            "judged", "留出的日子：可信吗", "Days held out: is it to be trusted",
            told=told_in_both(lambda lang: list(judged_lines(judged, lang))[:1]),
            tables=table_in_both(
                lambda lang: verdict_table(judged, lang),
                lambda lang: queue_waiting_table(queues, lang),
                lambda lang: queue_wait_table(queues, lang),
            ),
            charts=("served", "waiting"),
        ),
        rows_section(reasons, quality, lambda lang: quality_lines(quality, lang)),
        LogSection(
            "arrivals", "到达与变化", "Arrivals, and how they change",
            told=told_in_both(lambda lang: trend_lines(fit.course, fit.seen.dates[0], lang)),
            charts=("days", "arrivals"),
        ),
        LogSection(
            "counters", "窗口与叫号", "Counters and calls",
            told=told_in_both(lambda lang: found_lines(fit, log_days, lang)),
            charts=("counters",),
        ),
        *closing_sections(known, lambda lang: unknown_lines(fit, lang), model),
    )  # fmt: skip
    return LogData(
        model=model,
        source={"zh": source.zh, "en": source.en},
        findings=findings_of(fit, judged),
        sections=sections,
        numbers={
            "served": served_frame(judged),
            "waiting": waiting_frame(judged),
            "days": day_frame(fit),
            "arrivals": arrival_panels(fit),
            "counters": counter_frame(fit),
        },
        sheets={
            ("各事项各天", "Services and days"): pd.DataFrame()
            if judged is None
            else judged.served,
            ("各事项各小时", "Services and hours"): (
                pd.DataFrame() if judged is None else judged.waiting
            ),
            ("各队列的等待", "Waits of queues"): waits,
            ("各队列的结论", "Verdicts on queues"): queues,
            ("数值与区间", "Numbers"): known,
            ("搁置的行", "Rows set aside"): reasons,
        },
        version=__version__,
        date=dt.date.today().isoformat(),
        warnings=in_both(warnings_in(model)),
    )


_HEADS = (
    ("量", "Measure"), ("结论", "Verdict"), ("误差", "Error"), ("允许", "Allowed"),
    ("完美预测", "A perfect forecast"), ("其余拟合日", "Other days fitted"),
    ("照搬拟合日", "As days fitted"), ("区间覆盖", "Bands hold"),
)  # fmt: skip


def verdict_table(judged: SnapshotJudgement | None, lang: Lang) -> Table:
    """The verdict on each measure with what chance allows."""
    rows = []
    for one in () if judged is None else judged.measures:
        if one.verdict == "too_little":
            continue
        yard = None if judged is None else judged.yardsticks.get(one.measure)
        each = (
            one.error, one.allowed, *((nan, nan) if yard is None else
            (yard.perfect, yard.other_days)), one.unmodelled,
        )  # fmt: skip
        numbers = (figure(value, one.unit, lang) for value in each)
        hours = "" if one.between is None else f"{one.between[0]:02}:00–{one.between[1]:02}:00"
        name = measure_name(one.measure, lang)
        rows.append(
            cells(
                (
                    name[:1].upper() + name[1:], verdict_words(one, hours, lang), *numbers,
                    f"{one.coverage:.0%}",
                )
            )
        )  # fmt: skip
    return Table(
        "verdicts",
        say(
            lang,
            "叫号：各事项各天误差的中位数；等候人数：每五分钟误差的平均，允许的是两天之间平均相差的人数；"
            "平均等待：整份文件（利特尔法则）与其模型之间，不是留出的日子。"
            "完美预测知道每个均值，只剩泊松偶然；其余拟合日：用其余各天的均值预测其中一天",
            "Called: median error of services and days. Waiting: mean error every five minutes; "
            "allowed is what two days differ by on average. Wait: of the whole file (Little's law) "
            "against its model, not of days held out. A perfect forecast knows each "
            "mean: only Poisson chance is left. Other days fitted: their mean, taken for one of "
            "the days fitted",
        ),
        tuple(say(lang, *head) for head in _HEADS),
        tuple(rows),
        ("left", "left") + ("right",) * 6,
        stacked=True,
    )
