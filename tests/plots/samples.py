"""Believable report data: a hall of five windows against one, and a hotline by intervals."""

import numpy as np
import pandas as pd

from plots.report_data import Facts, Published, ReportData
from tests.plots.sample_models import FIVE, hall_after, hall_before, hotline
from tests.plots.sample_tables import R, case, cdf, comparison, estimates, times

SERVICE = "pension_transfer"


def hall(*, compare: bool = True, same: bool = False) -> ReportData:
    """Five windows, and one integrated window when comparing; ``same`` leaves nothing changed."""
    before = _hall_values(waits=(12, 25, 30, 15, 9), work=24, seed=3)
    waits = (12.1, 25, 30.2, 15, 8.9) if same else (5,)
    after = _hall_values(waits=waits, work=24 if same else 15, seed=4)
    rows = [
        (n, f"w{k}", e, s, t, 1, "served", n)
        for k, (n, e, s, t) in enumerate(
            [("accept", 0, 14, 19), ("check", 19, 46, 50), ("review", 50, 83, 90),
             ("pay", 90, 104, 108), ("print", 108, 114, 118)], 1)
    ]  # fmt: skip
    return ReportData(
        facts=_facts("one_window", ("一窗受理", "One window"), hall=True)
        if compare
        else _facts("hall", ("社保局五窗分办", "Social security, five windows"), hall=False),
        model_before=hall_before(),
        model_after=(hall_before() if same else hall_after()) if compare else None,
        estimates=estimates(before),
        comparison=comparison("one_window", before, after) if compare else None,
        case_before=case(SERVICE, rows),
        case_after=case(
            SERVICE, [("integrated", "integrated_window", 0, 5, 21, 1, "served", "integrated")]
        )
        if compare
        else pd.DataFrame(),
        reductions=_reductions() if compare else pd.DataFrame(),
        trace_of_changes=_trace() if compare else pd.DataFrame(),
        numbers=_numbers(),
    )


def approvals() -> ReportData:
    """A case over days: parallel approvals, a second visit and long limits."""
    day = 1440
    data = hall()
    before = [
        ("accept", "w1", 0, 20, 32, 1, "served", "accept"),
        ("check", "w2", 32, day - 60, day + 90, 1, "served", "check"),
        ("", "", day + 90, day + 90, 6 * day, 1, "elapsed", "statutory_notice"),
        ("review", "w3", 6 * day, 6 * day + 30, 6 * day + 150, 1, "served", "review"),
        ("print", "w5", 7 * day, 7 * day + 25, 7 * day + 31, 2, "served", "print"),
    ]
    after = [
        ("accept", "w1", 0, 6, 15, 1, "served", "accept"),
        ("check", "w2", 15, 40, 130, 1, "served", "check"),
        ("review", "w2", 15, 50, 200, 1, "served", "review"),
        ("", "", 15, 15, day, 1, "elapsed", "statutory_notice"),
        ("print", "w5", day, day + 10, day + 14, 2, "served", "print"),
    ]
    return ReportData(
        facts=data.facts, model_before=data.model_before, model_after=hall_before(),
        estimates=data.estimates, comparison=data.comparison,
        case_before=case(SERVICE, before), case_after=case(SERVICE, after),
    )  # fmt: skip


def hotline_data(*, compare: bool = True) -> ReportData:
    """Half-hour intervals from 8 to 20 h with two peaks."""
    before, after = _hotline_values(12, 5), _hotline_values(15, 6)
    return ReportData(
        facts=_facts("more_seats", ("高峰增席", "More seats at the peaks"), hall=False),
        model_before=hotline(),
        model_after=hotline(15) if compare else None,
        estimates=estimates(before),
        comparison=comparison("more_seats", before, after) if compare else None,
        case_before=case("call", [("talk", "agents", 0, 1.4, 5.5, 1, "served", "talk")]),
        case_after=case("call", [("talk", "agents", 0, 0.1, 4.2, 1, "served", "talk")])
        if compare
        else pd.DataFrame(),
    )


def _facts(name, title, *, hall):
    published = (
        Published(
            {"zh": "办理一件所需时间", "en": "Time for one matter"},
            "2 小时 / 2 h", "20 分钟 / 20 min", {"zh": "新闻报道", "en": "Press report"},
            "hall_time_mean",
        ),
    )  # fmt: skip
    return Facts(
        name=name, title={"zh": title[0], "en": title[1]},
        why={"zh": "群众办一件事要排五个窗口；一个窗口可以受理全部五个环节。",
             "en": "Residents queue at five windows for one matter; one desk can accept all five "
                   "parts."} if hall else {"zh": "", "en": ""},
        seed=1, replications=R, version="0.1.0", date="2026-03-02",
        published=published if hall else (),
    )  # fmt: skip


def _hall_values(waits, work, seed):
    rng = np.random.default_rng(seed)
    n = 96
    busy = rng.gamma(25, 1 / 25, (R, 1))
    by_window = [60 * w * busy * rng.gamma(1.3, 1 / 1.3, (R, n)) for w in waits]
    wait = sum(by_window)
    touch = 60 * work * rng.gamma(16, 1 / 16, (R, n))
    values = {}
    for scope, of in (("all", ""), ("service", SERVICE)):
        values |= times("wait", scope, of, wait)
        values |= times("hall_time", scope, of, wait + touch)
        values |= times("completion_time", scope, of, wait + touch)
        values |= cdf("wait_cdf", scope, of, wait) | cdf("hall_time_cdf", scope, of, wait + touch)
        values[("touch_time_mean", scope, of, np.nan)] = touch.mean(1)
        values[("visits_mean", scope, of, np.nan)] = (1 + 0.35 * (len(waits) > 1)) * np.ones(R)
        values[("windows_mean", scope, of, np.nan)] = len(waits) + rng.normal(0.1, 0.02, R)
        values[("arrivals", scope, of, np.nan)] = rng.poisson(n, R)
        values[("finished", scope, of, np.nan)] = values[("arrivals", scope, of, np.nan)]
        values[("on_time_fraction", scope, of, np.nan)] = rng.uniform(0.98, 1, R)
    shape = np.array([0.2, 0.9, 1.5, 1.2, 0.3, 0.5, 1.3, 1.4, 0.9, 0.2])
    names = list(FIVE) if len(waits) > 1 else ["integrated"]
    for name, each in zip(names, by_window, strict=True):
        length = 1.2 * each.mean(1) / 300
        for hour in range(24):
            part = shape[hour - 8] if 8 <= hour < 18 else 0.0
            values[("queue_length", "queue", name, hour * 3600.0)] = (
                part * length * rng.normal(1, 0.1, R)
            )
    total = touch.mean(1)
    for name, each in zip(names, by_window, strict=True):
        pool = f"w{names.index(name) + 1}" if len(waits) > 1 else "integrated_window"
        for scope, of in (("activity", name), ("pool", pool)):
            values[("line_time_mean", scope, of, np.nan)] = each.mean(1)
            values[("shut_time_mean", scope, of, np.nan)] = np.zeros(R)
            values[("touch_time_mean", scope, of, np.nan)] = total / len(waits)
        values[("visits_mean", "activity", name, np.nan)] = np.full(R, 1.35 / len(waits))
        for hour in range(24):
            busy = (
                shape[hour - 8] / 1.6 * (1 - 0.1 * names.index(name)) if 8 <= hour < 18 else np.nan
            )
            values[("occupancy", "pool", pool, hour * 3600.0)] = np.full(R, busy)
    values[("line_time_mean", "all", "", np.nan)] = wait.mean(1)
    values[("rework_touch_mean", "all", "", np.nan)] = 0.02 * total
    values[("rework_visits_mean", "all", "", np.nan)] = np.full(R, 0.1)
    for measure in ("shut", "delay", "away"):
        values[(f"{measure}_time_mean", "all", "", np.nan)] = np.zeros(R)
    for k in range(1, len(waits) + 1):
        pool = f"w{k}" if len(waits) > 1 else "integrated_window"
        values[("occupancy", "pool", pool, np.nan)] = rng.normal(0.8 - 0.04 * k, 0.02, R)
    back = 0.1 if len(waits) > 1 else 0.03
    ways = {"0>>staff": 1.0, "1>staff>returned": back, "1>staff>finished": 1 - back,
            "2>returned>finished": back}  # fmt: skip
    for name, share in ways.items():
        values[("flow_fraction", "flow", name, np.nan)] = np.full(R, share)
    values[("staffed_hours", "all", "", np.nan)] = np.full(R, 40.0) + rng.normal(0, 0.5, R)
    values[("within_target_fraction", "target", "wait", np.nan)] = (wait < 1200).mean(1)
    return values


def _hotline_values(seats, seed):
    rng = np.random.default_rng(seed)
    values = {}
    clock = np.arange(48) * 1800.0
    hour = clock / 3600
    load = 6 + 6.5 * np.exp(-((hour - 10) ** 2) / 2.2) + 5.5 * np.exp(-((hour - 16) ** 2) / 3)
    load = np.where((hour >= 8) & (hour < 20), load, np.nan)
    level = 1 / (1 + np.exp((load - 0.8 * seats) * 0.9))
    for k, t in enumerate(clock):
        noise = rng.normal(0, 0.12 * np.sqrt(level[k] * (1 - level[k])), R)
        values[("of_offered", "queue", "talk", t)] = np.clip(level[k] + noise, 0, 1)
        if k % 2 == 0:
            length = 6 * (1 - level[k]) ** 2 * rng.normal(1, 0.15, R)
            values[("queue_length", "queue", "talk", t)] = np.nan_to_num(length)
    day = float(np.nanmean(level))
    for measure, value in (
        ("of_offered", day), ("of_answered", day + 0.04), ("answered_fraction", 0.7 + 0.3 * day),
        ("abandoned_fraction", 0.3 - 0.3 * day), ("asa", 60 * (1 - day)), ("aht", 280.0),
        ("answered_or_quick_abandoned", day + 0.03), ("less_quick_abandoned", day + 0.02),
        ("offered", 2100.0), ("answered", 2100 * (0.7 + 0.3 * day)),
    ):  # fmt: skip
        values[(measure, "queue", "talk", np.nan)] = value * (1 + rng.normal(0, 0.01, R))
    wait = rng.exponential(150 * (1 - day), (R, 900)) * (rng.random((R, 900)) > day**2)
    values |= times("wait", "all", "", wait) | cdf("wait_cdf", "all", "", wait)
    values |= times("wait", "queue", "talk", wait)
    gone = 0.3 - 0.3 * day
    ways = {
        "0>>staff": 1 - 2 * gone, "0>>missed": 2 * gone, "1>staff>finished": 1 - 2 * gone,
        "1>missed>staff": gone, "1>missed>lost": gone, "2>staff>finished": gone,
    }  # fmt: skip
    for name, share in ways.items():
        values[("flow_fraction", "flow", name, np.nan)] = np.full(R, share)
    values[("arrivals", "all", "", np.nan)] = np.full(R, 2000.0)
    values[("occupancy", "pool", "agents", np.nan)] = rng.normal(10.5 / seats, 0.01, R)
    values[("staffed_hours", "all", "", np.nan)] = np.full(R, seats * 12.0)
    return values


def _reductions():
    rows = [
        ("steps", "count", 5.0, 1.0), ("documents", "count", 9.0, 4.0),
        ("limit_statutory", "workdays", 45.0, 45.0), ("limit_promised", "workdays", 15.0, 10.0),
        ("limit_simulated", "s", 6990.0, 1205.0), ("visits", "count", 1.35, 1.0),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["item", "unit", "before", "after"])
    frame.insert(0, "redesign", "one_window")
    frame.insert(1, "service", SERVICE)
    frame["difference"] = frame["after"] - frame["before"]
    frame["relative"] = frame["difference"] / frame["before"]
    return frame


def _trace():
    rows = [
        ("1", "one_window", "pools", "w1, w2, w3, w4, w5", "integrated_window"),
        ("1", "one_window", "activities.integrated.service_time.time_factor", "", "0.55"),
        ("2", "share_data", "services.pension_transfer.documents", "9", "4"),
        ("2", "share_data", "=1+1", "<b>tag</b>", "-5"),
    ]
    return pd.DataFrame(rows, columns=["step", "operator", "what", "old", "new"])


def _numbers():
    rows = [
        ("activities.accept.service_time.mean", "4 min", "assumed", "", ""),
        (
            "services.pension_transfer.arrivals.per_hour",
            "12 per h",
            "published",
            "新闻报道",
            "Press",
        ),
        ("pools.w1.seats", "1", "measured", "现场记录", "Field notes"),
    ]
    return pd.DataFrame(rows, columns=["path", "value", "kind", "source_zh", "source_en"])
