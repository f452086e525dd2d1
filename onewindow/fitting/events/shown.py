"""A fitted event log as charts, tables and pages need it."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from onewindow.fitting.common_sections import closing_sections, rows_section
from onewindow.fitting.course_words import trend_lines
from onewindow.fitting.events.findings import findings_of
from onewindow.fitting.events.frames import (
    SPLITS,
    activity_frame,
    arrival_panels,
    case_days,
    course_frame,
    curve_frame,
    known_frame,
    not_whole_frame,
    people_frame,
    steps_frame,
    verdict_frame,
)
from onewindow.fitting.events.judgement import EventJudgement
from onewindow.fitting.events.judgement_words import (
    fold_line,
    judged_lines,
    meant_line,
    rule_line,
    verdict_words,
)
from onewindow.fitting.events.runs import Split
from onewindow.fitting.events.unknown_words import unknown_lines
from onewindow.fitting.events.words import change_lines, found_lines, quality_lines
from onewindow.fitting.figures import figures
from onewindow.fitting.frames import reason_frame
from onewindow.fitting.page_words import told_in_both
from onewindow.warnings_told import in_both, warnings_in
from plots.calibration.log_data import LogData, LogSection
from plots.language import LANGS, Lang, say
from plots.tables import Table, cells
from scenarios.fit.contacts import Quality
from scenarios.fit.drift import Change
from scenarios.fit.events.fit import EventFit
from scenarios.model import ServiceModel
from scenarios.section import TextPair


def shown_events(
    fit: EventFit,
    quality: Quality,
    judged: tuple[EventJudgement, ...],
    change: Change | None,
    model: ServiceModel,
    source: TextPair,
) -> LogData:
    """What is shown of a fitted event log."""
    from onewindow import __version__

    verdicts, known = verdict_frame(judged), known_frame(fit)
    people = people_frame(fit)
    reasons = reason_frame(quality)
    sections = (
        LogSection(
            "judged", "留出的件：可信吗", "Cases held out: is it to be trusted",
            told=told_in_both(lambda lang: _judged_told(judged, lang)),
            tables={
                lang: tuple(verdict_table(verdicts, one.split, lang) for one in judged)
                for lang in LANGS
            },
            charts=("cycle", "transitions"),
            listed=told_in_both(
                lambda lang: [fold_line(one, lang) for one in judged if one.split == "cases"]
            ),
        ),
        rows_section(reasons, quality, lambda lang: quality_lines(quality, lang)),
        LogSection(
            "cases", "来件与变化", "Cases, and how they change",
            told=told_in_both(
                lambda lang: (
                    *change_lines(fit, change, lang),
                    *trend_lines(fit.course, fit.events.first_day, lang),
                )
            ),
            charts=("course", "days", "arrivals"),
        ),
        LogSection(
            "work", "走法、工时与等待", "Ways, work and waiting",
            told=told_in_both(lambda lang: found_lines(fit, lang)),
            charts=("times",),
        ),
        *closing_sections(known, lambda lang: unknown_lines(fit, lang), model),
    )  # fmt: skip
    return LogData(
        model=model,
        source={"zh": source.zh, "en": source.en},
        findings=findings_of(fit, judged, change),
        sections=sections,
        numbers={
            "cycle": curve_frame(judged),
            "transitions": steps_frame(judged),
            "course": course_frame(fit, change),
            "days": case_days(fit),
            "arrivals": arrival_panels(fit),
            "times": activity_frame(fit),
        },
        sheets={
            ("结论", "Verdicts"): verdicts,
            ("数值与区间", "Numbers"): known,
            ("人员", "People"): people,
            ("搁置的行", "Rows set aside"): reasons,
            ("未见全程的件", "Cases not seen whole"): not_whole_frame(fit),
        },
        version=__version__,
        date=dt.date.today().isoformat(),
        warnings=in_both(warnings_in(model)),
    )


def _judged_told(judged: tuple[EventJudgement, ...], lang: Lang) -> list[str]:
    if not judged:
        return [
            say(lang, "件数太少，没有留出检验", "Too few cases: nothing was held out to judge on")
        ]
    said = (rule_line(lang), meant_line(judged[0], lang))
    return [
        *(next(iter(judged_lines(one, lang))) for one in judged),
        *(line[:1].upper() + line[1:] for line in said),
    ]


_HEADS = (
    ("量", "Measure"), ("结论", "Verdict"), ("实测", "Observed"), ("预测", "Forecast"),
    ("误差", "Error"), ("区间（距离：允许）", "Band (distances: allowed)"),
)  # fmt: skip


def verdict_table(verdicts: pd.DataFrame, split: Split, lang: Lang) -> Table:
    """Observed and predicted of every measure of one way of holding out, with the verdict."""
    rows = [
        cells(
            (
                row[lang],
                verdict_words(row["verdict"], lang),
                *figures((row["observed"], row["predicted"]), row["unit"], lang),
                row[f"error_{lang}"],
                row[f"band_{lang}"],
            )
        )
        for row in verdicts[verdicts["split"] == split].to_dict("records")
    ]
    return Table(
        f"verdicts-{split}",
        SPLITS[split][0 if lang == "zh" else 1],
        tuple(say(lang, *head) for head in _HEADS),
        tuple(rows),
        ("left", "left") + ("right",) * 4,
        stacked=True,
    )
