"""What was fitted to queue snapshots and judged, as tables for charts, with all digits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import chi2

from onewindow.fitting.rate_frames import day_type_panel
from onewindow.fitting.runs_band import band_columns
from onewindow.fitting.snapshots.judgement import SnapshotJudgement
from scenarios.fit.contacts import DAY
from scenarios.fit.counter_groups import moments_of, staffed
from scenarios.fit.on_duty import STEP, whole_levels
from scenarios.fit.snapshots.arrivals import arrivals_by_interval
from scenarios.fit.snapshots.fit import INTERVAL, CounterGroup, SnapshotFit

_HOUR, _MINUTE = 3600.0, 60.0
_SERVICES = 15
"""Services whose calls are drawn, those with most."""
_PANELS = 6
"""Services whose queue is drawn, and sets of counters."""
_LONG = 30
"""Letters of a panel's name; longer ones are cut."""


def served_frame(judged: SnapshotJudgement | None) -> pd.DataFrame:
    """Called by service and day held out, the services with most first."""
    if judged is None:
        return pd.DataFrame()
    most = judged.served.groupby("service")["predicted"].mean().nlargest(_SERVICES).index
    rank = {name: k for k, name in enumerate(most)}
    rows = judged.served[judged.served["service"].isin(rank)]
    rows = rows.sort_values(by="service", key=lambda names: names.map(rank), kind="stable")
    return rows.assign(**band_columns(judged.replications))


def waiting_frame(judged: SnapshotJudgement | None) -> pd.DataFrame:
    """People waiting by the hour at the services with most of them, as panels."""
    if judged is None or judged.waiting.empty:
        return pd.DataFrame()
    rows = judged.waiting
    mean = rows["predicted"] + rows["observed"]
    most = (mean * rows["moments"]).groupby(rows["service"]).sum().nlargest(_PANELS).index
    shown = rows[rows["service"].isin(most)].copy()
    shown["rank"] = shown["service"].map({name: k for k, name in enumerate(most)})
    shown = shown.sort_values(["rank", "hour"], kind="stable")
    names = shown["service"].map(_cut)
    shown = shown.assign(zh=names, en=names, unit_zh="人", unit_en="people")
    shown = shown.assign(**band_columns(judged.replications))
    shown = shown.assign(at=shown["hour"] * _HOUR, length=_HOUR)
    return shown.reset_index(drop=True)


def _cut(name: str) -> str:
    return name if len(name) <= _LONG else name[: _LONG - 1].rstrip() + "…"


def day_frame(fit: SnapshotFit) -> pd.DataFrame:
    """People who came on each day against what its weekday brings, in all queues."""
    came = fit.arrived[fit.used].sum(axis=0)
    expected = fit.per_day.sum(axis=0)[fit.seen.weekday]
    # How whole days differ beyond chance, by moments.
    n = len(came)
    square = (came - expected) ** 2 * n / max(1, n - 1)
    excess = max(0.0, float((square - expected).sum()) / float((expected**2).sum()))
    half = 1.96 * np.sqrt(expected + excess * expected**2)
    return pd.DataFrame(
        {
            "date": list(fit.seen.dates), "cases": came, "expected": expected,
            "low": np.maximum(0.0, expected - half), "high": expected + half, "kept": True,
        }
    )  # fmt: skip


def arrival_panels(fit: SnapshotFit) -> pd.DataFrame:
    """Arrivals at all queues by the clock, on the mean day of each type [1/h]."""
    counts = arrivals_by_interval(fit.seen, INTERVAL, fit.day_types)[fit.used].sum(axis=0)
    panels = []
    for kind in fit.day_types:
        days = np.isin(fit.seen.weekday, kind)
        if not days.any():
            continue
        count, hours = counts[days].sum(axis=0), float(days.sum()) * INTERVAL / _HOUR
        each = [
            (fit.shape[:, day] * fit.per_day[:, [day]]).sum(axis=0)
            for day in fit.seen.weekday[days].tolist()
        ]
        fitted = np.mean(each, axis=0) * _HOUR / INTERVAL
        open_ = np.flatnonzero(np.maximum(count / hours, fitted) > 0.01 * fitted.max())
        at = np.arange(open_[0], open_[-1] + 1)
        low = np.where(count > 0, chi2.ppf(0.025, 2 * np.maximum(count, 0.5)) / 2, 0.0)
        rows = pd.DataFrame(
            {
                "at": at * INTERVAL, "length": INTERVAL, "counted": count[at] / hours,
                # Garwood's exact interval of a Poisson mean.
                "low": low[at] / hours, "high": (chi2.ppf(0.975, 2 * (count + 1)) / 2 / hours)[at],
                "fitted": fitted[at],
            }
        )  # fmt: skip
        panels.append(day_type_panel(kind).merge(rows, how="cross"))
    return pd.concat(panels, ignore_index=True)


def counter_frame(fit: SnapshotFit) -> pd.DataFrame:
    """Open counters of the sets that call most, on days of the type seen most often."""
    seen = moments_of(fit.seen)
    kind = max(fit.day_types, key=lambda kind: int(np.isin(fit.seen.weekday, kind).sum()))
    days = np.flatnonzero(np.isin(fit.seen.weekday, kind))
    quarters = round(DAY / STEP)
    cell = seen.day * quarters + (seen.clock // STEP).astype(np.int64)
    panels = []
    for group in sorted(fit.groups, key=lambda group: -group.call_time.calls)[:_PANELS]:
        shape = (len(fit.seen.dates), quarters)
        looks = np.bincount(cell, minlength=shape[0] * quarters).reshape(shape)[days]
        total = np.bincount(cell, staffed(seen, group.queues), shape[0] * quarters)
        mean = total.reshape(shape)[days] / np.maximum(1, looks)
        model = np.mean([whole_levels(group.at_work(day)) for day in kind], axis=0)
        open_ = np.flatnonzero((looks.sum(axis=0) > 0) & ((mean.max(axis=0) > 0) | (model > 0)))
        if not len(open_):
            continue
        at = np.arange(open_[0], open_[-1] + 1)
        seen_days = np.where(looks > 0, mean, np.nan)[:, at]
        seen_days = np.where(np.isnan(seen_days).all(axis=0), 0.0, seen_days)
        name = _cut(_title(fit, group))
        panels.append(
            pd.DataFrame(
                {
                    "zh": name, "en": name, "at": at * STEP, "length": STEP,
                    "least": np.nanmin(seen_days, axis=0),
                    "present": np.nanmean(seen_days, axis=0),
                    "most": np.nanmax(seen_days, axis=0), "model": model[at],
                }
            )
        )  # fmt: skip
    return pd.concat(panels, ignore_index=True) if panels else pd.DataFrame()


def known_frame(fit: SnapshotFit) -> pd.DataFrame:
    """Numbers with their intervals, and what they rest on."""
    return pd.DataFrame(list(_known(fit)))


def _known(fit: SnapshotFit) -> Iterator[dict[str, object]]:
    came = fit.arrived[fit.used].sum(axis=0)
    half = 1.96 * float(came.std()) / max(1, len(came) - 1) ** 0.5
    mean = float(came.mean())
    yield {
        "what_zh": "每天到达", "what_en": "Arrivals a day", "of_zh": "", "of_en": "", "value": mean,
        "low": max(0.0, mean - half), "high": mean + half, "unit_zh": "人", "unit_en": "people",
        "n": len(came),
    }  # fmt: skip
    for group in sorted(fit.groups, key=lambda group: -group.call_time.calls):
        time = group.call_time
        yield {
            "what_zh": "每次叫号占用窗口", "what_en": "A call keeps a counter",
            "of_zh": _title(fit, group), "of_en": _title(fit, group), "value": time.mean / _MINUTE,
            "low": time.low * group.own_share / _MINUTE,
            "high": time.high / _MINUTE, "unit_zh": "分", "unit_en": "min", "n": time.calls,
        }  # fmt: skip


def _title(fit: SnapshotFit, group: CounterGroup) -> str:
    return " + ".join(fit.seen.queues[q].title for q in group.queues)
