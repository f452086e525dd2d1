"""A fitted log as charts, tables and pages need it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice

from onewindow.fitting.against_words import against_frame
from onewindow.fitting.findings import findings_of, unknown_lines
from onewindow.fitting.fit_log import Fitted
from onewindow.fitting.frames import (
    day_frame,
    judged_frame,
    known_frame,
    patience_frame,
    reason_frame,
    staff_frame,
    times_frame,
    verdict_frame,
)
from onewindow.fitting.heads_words import heads_lines
from onewindow.fitting.judgement_words import judgement_lines, why_it_missed
from onewindow.fitting.measure_names import measure_name
from onewindow.fitting.model_origin import origin_table
from onewindow.fitting.page_words import table_in_both
from onewindow.fitting.rate_frames import arrival_frame
from onewindow.fitting.words import arrival_lines, quality_lines, service_lines, staff_lines
from onewindow.warnings_told import in_both, warnings_in
from plots.calibration.fit_data import FitData
from plots.language import LANGS, Lang, say


def shown(found: Fitted) -> FitData:
    """What is shown of a fitted log."""
    from onewindow import __version__

    fit, kind = found.fit, found.mapping.kind
    return FitData(
        model=found.model,
        source={"zh": fit.source.zh, "en": fit.source.en},
        findings=findings_of(found),
        lines={
            "judged": {lang: _upper(_judged_on(found, lang)) for lang in LANGS},
            "why": {lang: _upper(_why(found, lang)) for lang in LANGS},
            "rows": {lang: _upper(_rows(found, lang)) for lang in LANGS},
            "arrivals": {lang: _upper(arrival_lines(fit, lang)) for lang in LANGS},
            "services": {lang: _upper(service_lines(fit, lang)) for lang in LANGS},
            "staff": {lang: _upper(staff_lines(fit, found.against, lang)) for lang in LANGS},
            "unknown": {lang: _upper(unknown_lines(found, lang)) for lang in LANGS},
        },
        judged=judged_frame(found.judgement, kind),
        verdicts=verdict_frame(found.judgement, kind),
        against=against_frame(found.against, kind),
        days=day_frame(fit),
        arrivals=arrival_frame(fit),
        staff=staff_frame(fit),
        times=times_frame(fit),
        patience=patience_frame(fit),
        known=known_frame(fit),
        reasons=reason_frame(found.quality),
        origins=table_in_both(lambda lang: origin_table(found.model, lang)),
        version=__version__,
        date=dt.date.today().isoformat(),
        warnings=in_both(warnings_in(found.model)),
    )


def _upper(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of the terminal as sentences of a page: without the colon before what follows there."""
    return tuple(line[:1].upper() + line[1:].rstrip("：:") for line in lines)


def _rows(found: Fitted, lang: Lang) -> Iterable[str]:
    """Rows and columns; reasons have a table, but what mends many rows at once does not."""
    yield from islice(quality_lines(found, lang), 1)
    yield from (getattr(look.told, lang) for look in found.quality.looks)
    yield from heads_lines(found.quality.heads, lang)


def _judged_on(found: Fitted, lang: Lang) -> Iterable[str]:
    """The days held out, and the rule, or that none can be judged; measures have a table."""
    judged = found.judgement
    lines = 1 if judged is None else 2
    return (line.strip() for line in islice(judgement_lines(found, lang), lines))


def _why(found: Fitted, lang: Lang) -> tuple[str, ...]:
    """Why measures were missed, and the distances of the literature."""
    if found.judgement is None or not found.judgement.days_judged:
        return ()
    told = [(one, why) for one in found.judgement.measures if (why := why_it_missed(one, lang))]
    colon = say(lang, "：", ": ")
    lines = [
        f"{measure_name(one.measure, found.mapping.kind, lang)}{colon}{why}" for one, why in told
    ]
    return (*lines, tuple(judgement_lines(found, lang))[-1].strip())
