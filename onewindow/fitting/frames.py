"""What was fitted and judged as tables for charts, with all digits."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from onewindow.fitting.figures import in_one_unit
from onewindow.fitting.judgement import Judgement
from onewindow.fitting.judgement_words import too_good, verdict_words
from onewindow.fitting.measure_names import measure_name
from onewindow.fitting.rate_frames import HARDLY, day_type_panel
from onewindow.fitting.runs import TOLD
from onewindow.fitting.runs_band import band_columns
from onewindow.reason_words import reason_words
from plots.language import LANGS, say
from scenarios.fit.contacts import Flags, Floats, Ints, Quality
from scenarios.fit.fitted_model import levels_on
from scenarios.fit.fitting import Fit, matter_of_each
from scenarios.fit.grid import grid_of
from scenarios.fit.known_within import known_within
from scenarios.fit.mapping import Kind
from scenarios.fit.on_duty import STEP
from scenarios.fit.service_times import TimesFit
from scenarios.section import TextPair

_HOUR, _MINUTE = 3600.0, 60.0
_LONG_WAIT = 300.0
"""Times above are shown in minutes [s]."""
_MATTERS = 5
"""Matters whose times are drawn, those with most services."""
_BINS = 40
_MANY = 20
"""Steps of a grid in a bin from which on one more or less does not show."""
_QUANTILES = 60
_FEW_COME = 0.05
"""Hours with no more than this share of the busiest are not drawn: their shares and waits jump."""
_FEW_LEFT = 0.1
"""The curve of patience is drawn while its standard error is no larger."""
_BY_SHARE = ("%", "%")
_UNITS: dict[str, tuple[float, tuple[str, str]]] = {
    "arrivals": (1.0, ("个/小时", "per hour")),
    "throughput": (1.0, ("个/小时", "per hour")),
    "answered_within": (100.0, _BY_SHARE),
    "abandoned_fraction": (100.0, _BY_SHARE),
    "queue_length": (1.0, ("人", "people")),
}
_WHAT = {
    "arrivals_a_day": (("每天到达", "Arrivals a day"), ("个", "cases")),
    "busyness_cv": (("忙闲的变异系数（各天之间）", "cv of busy days"), ("", "")),
    "service_mean": (("平均用时", "Mean time of service"), ("秒", "s")),
    "service_cv": (("用时的变异系数（模型中）", "Its cv, in the model"), ("", "")),
    "pickup_mean": (("平均振铃或走到窗口", "Mean time of pick-up"), ("秒", "s")),
    "after_work_mean": (("平均后处理", "Mean after-work"), ("秒", "s")),
    "patience_mean": (("平均耐心", "Mean patience"), ("秒", "s")),
    "staff_hours": (("每天在岗", "On duty a day"), ("人·小时", "person-hours")),
}


def judged_frame(judgement: Judgement | None, kind: Kind) -> pd.DataFrame:
    """Observed and predicted by measure and hour, in the units that are shown."""
    if judgement is None or not judgement.days_judged:
        return pd.DataFrame()
    table = judgement.table
    arrivals = table[table["measure"] == "arrivals"]
    shown = set(arrivals["hour"][arrivals["cases"] > _FEW_COME * arrivals["cases"].max()])
    # Where nobody gave up there is nothing to draw of it.
    nobody = {one.measure for one in judgement.measures if not np.isfinite(one.error)}
    made = []
    for name, rows in table[table["hour"].isin(shown)].groupby("measure", sort=False):
        if name in nobody:
            continue
        factor, unit = _unit(str(name), rows["observed"])
        values = rows[["observed", "predicted", "low", "high", "staff_known", "all_known"]] * factor
        zh, en = (measure_name(str(name), kind, lang) for lang in LANGS)
        made.append(
            pd.DataFrame(
                {
                    "zh": zh, "en": en[0].upper() + en[1:], "unit_zh": unit[0],
                    "unit_en": unit[1], "at": rows["hour"] * _HOUR, "length": _HOUR,
                    **band_columns(judgement.replications),
                }
            ).join(values)
        )  # fmt: skip
    return pd.concat(made, ignore_index=True)


def _unit(name: str, values: pd.Series) -> tuple[float, tuple[str, str]]:
    if name in _UNITS:
        return _UNITS[name]
    if float(values.max()) > _LONG_WAIT:
        return 1 / _MINUTE, ("分", "min")
    return 1.0, ("秒", "s")


def verdict_frame(judgement: Judgement | None, kind: Kind) -> pd.DataFrame:
    """The verdict on each measure in words; empty where no day was judged."""
    rows = []
    for one in () if judgement is None or not judgement.days_judged else judgement.measures:
        row: dict[str, object] = {}
        amounts = ("error", "allowed", "chance", "unmodelled", *TOLD)
        for lang in LANGS:
            name = measure_name(one.measure, kind, lang)
            unit, told = in_one_unit([getattr(one, what) for what in amounts], one.unit, lang)
            row[lang] = say(lang, f"{name}（{unit}）", f"{name[:1].upper()}{name[1:]} ({unit})")
            row[f"verdict_{lang}"] = verdict_words(one, lang)
            unknown = not np.isfinite(one.error)
            row[f"bias_{lang}"] = "–" if unknown else too_good(one.measure, one.bias, lang)
            row |= {f"{what}_{lang}": text for what, text in zip(amounts, told, strict=True)}
        row["coverage"] = f"{one.coverage:.0%}" if np.isfinite(one.coverage) else "–"
        rows.append(row)
    return pd.DataFrame(rows)


def day_frame(fit: Fit) -> pd.DataFrame:
    """Cases of each day against the mean of its weekday."""
    cases = fit.cases_by_day
    kept = (cases > 0) & (fit.weekday >= 0)
    cv = fit.busyness.cv if fit.busyness.told else 0.0
    return days_about_weekday(fit.contacts.first_day, cases, fit.weekday, kept, cv)


def days_about_weekday(
    first_day: dt.date, cases: Floats | Ints, weekday: Ints, kept: Flags, cv: float
) -> pd.DataFrame:
    """Cases of each day, with the band of chance and busyness about the mean of its weekday.

    Parameters
    ----------
    first_day
        Of the log.
    cases, weekday, kept
        Of each day, and whether it was fitted; days without any case are left out.
    cv
        Of the busyness of days; 0 where it cannot be told from chance.
    """
    mean = np.full(len(cases), np.nan)
    for day in range(7):
        own = kept & (weekday == day)
        mean[own] = cases[own].mean() if own.any() else np.nan
    half = 1.96 * np.sqrt(mean + (cv * mean) ** 2)
    return pd.DataFrame(
        {
            "date": [first_day + dt.timedelta(days=k) for k in range(len(cases))],
            "cases": cases,
            "expected": mean,
            "low": np.maximum(0.0, mean - half),
            "high": mean + half,
            "kept": kept,
        }
    )[cases > 0].reset_index(drop=True)


def staff_frame(fit: Fit) -> pd.DataFrame:
    """People on duty on the mean day of each type."""
    duty, made = fit.on_duty, []
    every = duty.present.sum(axis=0)
    open_ = np.flatnonzero(every > HARDLY * every.max())
    at = np.arange(open_[0], open_[-1] + 1)
    for group in fit.rates.day_types:
        days = np.isin(fit.weekday, group) & (duty.present.sum(axis=1) > 0)
        if not days.any():
            continue
        model = np.mean([levels_on(fit, int(day)) for day in fit.weekday[days]], axis=0)
        columns = {
            name: getattr(duty, name)[days].mean(axis=0)[at]
            for name in ("least", "present", "most")
        }
        shown = pd.DataFrame({"at": at * STEP, "length": STEP, **columns, "model": model[at]})
        made.append(day_type_panel(group).merge(shown, how="cross"))
    return pd.concat(made, ignore_index=True)


def times_frame(fit: Fit) -> pd.DataFrame:
    """Densities and quantiles of services, pick-up and after-work."""
    contacts = fit.contacts
    service, matter = contacts.end - contacts.start, matter_of_each(fit.matters, contacts)
    most = sorted(range(len(fit.matters)), key=lambda k: -fit.matters[k].times.n)[:_MATTERS]
    each: list[tuple[str, str, Floats, TimesFit]] = [
        (fit.matters[k].title.zh, fit.matters[k].title.en, service[(matter == k) & contacts.served],
         fit.matters[k].times)
        for k in most
    ]  # fmt: skip
    for name, times in (
        (("振铃或走到窗口", "Pick-up"), fit.pickup), (("后处理", "After-work"), fit.after_work)
    ):  # fmt: skip
        if times is not None:
            each.append((*name, times.observed, times))
    drawn = [time_panel(*one) for one in each if _spread(one[2], one[3])]
    return pd.concat(drawn, ignore_index=True) if drawn else pd.DataFrame()


def _spread(times: Floats, fit: TimesFit) -> bool:
    """Whether times have a shape to draw: a constant has none."""
    return bool(np.ptp(times) > 0) and fit.constant is None


def time_panel(zh: str, en: str, times: Floats, fit: TimesFit) -> pd.DataFrame:
    """Density and quantiles of times of one kind beside their likeliest family."""
    edges = _bins(times)
    share = np.histogram(times, edges)[0] / len(times)
    width = np.diff(edges) / _MINUTE
    family = fit.best.frozen
    levels = (np.arange(_QUANTILES) + 0.5) / _QUANTILES
    density = pd.DataFrame(
        {
            "panel": "density", "x": edges[:-1], "to": edges[1:], "observed": share / width,
            "fitted": np.diff(family.cdf(edges)) / width,
        }
    )  # fmt: skip
    quantiles = pd.DataFrame(
        {"panel": "quantiles", "x": family.ppf(levels), "observed": np.quantile(times, levels)}
    )
    both = pd.concat([density, quantiles], ignore_index=True)
    both.insert(0, "en", en)
    both.insert(0, "zh", zh)
    return both


def _bins(times: Floats) -> Floats:
    """Edges of a histogram up to the 98 % point: as many rounded times in one as in the next."""
    most, number = float(np.quantile(times, 0.98)), min(_BINS, max(8, len(times) // 10))
    grid = grid_of(times)
    if grid <= most / number / _MANY:
        return np.linspace(0, most, number + 1)
    width = grid * np.ceil(most / number / grid)
    # Times that were rounded to a multiple of the grid lie half of it around.
    inner = np.arange(width - grid / 2, most + width, width)
    return np.concatenate([[0.0], inner])


def patience_frame(fit: Fit) -> pd.DataFrame:
    """The curve of patience with its band, and the family."""
    found = fit.patience
    if found is None:
        return pd.DataFrame()
    kept = np.nan_to_num(found.error, nan=1.0) <= _FEW_LEFT
    time, share, error = found.times[kept], found.survival[kept], found.error[kept]
    return pd.DataFrame(
        {
            "time": np.concatenate([[0.0], time]),
            "survival": np.concatenate([[1.0], share]),
            "low": np.concatenate([[1.0], np.maximum(0.0, share - 1.96 * error)]),
            "high": np.concatenate([[1.0], np.minimum(1.0, share + 1.96 * error)]),
            "fitted": np.concatenate([[1.0], found.family.frozen.sf(time)]),
        }
    )


def known_frame(fit: Fit) -> pd.DataFrame:
    """Numbers with their intervals."""
    rows = []
    titles = {matter.name: matter.title for matter in fit.matters}
    nobody = TextPair(zh="", en="")
    for one in known_within(fit):
        (zh, en), (unit_zh, unit_en) = _WHAT[one.what]
        of = titles.get(one.of, nobody)
        rows.append(
            {
                "what_zh": zh, "what_en": en, "of_zh": of.zh, "of_en": of.en,
                "value": one.value, "low": one.low, "high": one.high,
                "unit_zh": unit_zh, "unit_en": unit_en, "n": one.n,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def reason_frame(quality: Quality) -> pd.DataFrame:
    """Rows set aside by reason."""
    rows = [
        {**{lang: reason_words(reason, lang) for lang in LANGS}, "rows": count}
        for reason, count in quality.reasons.items()
    ]
    return pd.DataFrame(rows)
