"""A fitted model against its log in words, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from onewindow.fitting.against_log import UNITS
from onewindow.fitting.figures import figures, span
from onewindow.fitting.judgement_words import too_good
from onewindow.fitting.measure_names import measure_name
from plots.language import LANGS, Lang, say
from scenarios.fit.mapping import Kind
from scenarios.fit.zones import zone_title


def against_lines(table: pd.DataFrame | None, kind: Kind, lang: Lang) -> Iterator[str]:
    """The table in words, a line for each measure; nothing without one."""
    if table is None:
        return
    yield _title(lang) + say(lang, "：", ":")
    for _, row in against_frame(table, kind).iterrows():
        yield say(
            lang,
            f"  {row['zh']}：记录 {row['log_zh']}，模型 {row['model_zh']}（各次仿真 "
            f"{row['runs_zh']}）；模型{row['direction_zh']}",
            f"  {row['en']}: log {row['log_en']}, model {row['model_en']} (runs "
            f"{row['runs_en']}); the model is {row['direction_en']}",
        )


def _title(lang: Lang) -> str:
    return say(
        lang,
        "模型与记录对照，全部日子（人数用模型的，每周相同）",
        "model against log, all days (with the staff of the model, the same each week)",
    )


def _of_zone(zone: str, measure: str, lang: Lang) -> str:
    """The measure, of a zone where it is of one."""
    if not zone:
        return measure
    whose = getattr(zone_title(zone), lang)
    return say(lang, f"{whose}{measure}", f"{whose}, {measure}")


def against_frame(table: pd.DataFrame | None, kind: Kind) -> pd.DataFrame:
    """The table in words, with the units that are shown."""
    rows: list[dict[str, str]] = []
    for one in () if table is None else table.to_dict("records"):
        name = one["measure"]
        row: dict[str, str] = {}
        for lang in LANGS:
            unit = UNITS[name]
            # All four in one unit: 116 s beside 4.20 min has to be worked out.
            log, model, *_ = figures(
                (one["log"], one["model"], one["low"], one["high"]), unit, lang
            )
            row[lang] = _of_zone(one["zone"], measure_name(name, kind, lang), lang)
            row[f"log_{lang}"], row[f"model_{lang}"] = log, model
            row[f"runs_{lang}"] = span(one["low"], one["high"], unit, lang)
            scale = one["log"] if name == "arrivals" else 1.0
            row[f"direction_{lang}"] = too_good(name, (one["model"] - one["log"]) / scale, lang)
        rows.append(row)
    return pd.DataFrame(rows)
