"""A model is held against its whole log, and the direction in which it errs is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.against_log import against_log
from onewindow.fitting.against_words import against_frame, against_lines
from onewindow.fitting.as_json import against_document
from onewindow.fitting.judgement_words import too_good
from onewindow.fitting.words import service_lines
from plots.language import Lang
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.known_within import known_within
from scenarios.fit.shut_days import ShutDays
from tests.onewindow.fitting.test_replay import SOURCE, _hotline


def test_the_log_is_counted_and_the_model_comes_close() -> None:
    contacts = _hotline([4] * 14)
    table = against_log(fit_contacts(contacts, 14, SOURCE), "calls").set_index("measure")
    served = contacts.served
    assert table["log"]["arrivals"] == pytest.approx(len(served) / 14)
    assert table["log"]["abandoned_fraction"] == pytest.approx(1 - served.mean())
    in_time = served & (np.nan_to_num(contacts.wait) <= 30)
    assert table["log"]["answered_within"] == pytest.approx(in_time.mean())
    assert abs(table["model"]["arrivals"] / table["log"]["arrivals"] - 1) < 0.03
    assert abs(table["model"]["answered_within"] - table["log"]["answered_within"]) < 0.08
    assert (table["low"] <= table["model"]).all()
    assert (table["model"] <= table["high"]).all()


def test_zones_are_held_against_the_log_one_by_one() -> None:
    # Every third caller is of the second zone: in the log they wait for the same people.
    contacts = _hotline([4] * 14)
    matter = (np.arange(len(contacts.arrival)) % 3 == 2).astype(np.int64)
    contacts = replace(contacts, activity=matter, activities=("pension", "tax"))
    fit = fit_contacts(contacts, 14, SOURCE, zones={"north": ["pension"], "south": ["tax"]})
    table = against_log(fit, "calls")
    whole = table[table["zone"] == ""].set_index("measure")["log"]
    for k, name in enumerate(("north", "south")):
        own = contacts.only(matter == k)
        wait = own.wait[own.served]
        log = table[table["zone"] == name].set_index("measure")["log"]
        assert log["mean_wait"] == pytest.approx(wait.mean())
        assert log["answered_within"] == pytest.approx((wait <= 30).sum() / len(own.arrival))
    assert list(table["measure"][: len(whole)]) == list(whole.index)
    # What zones have together is what all have, in the runs too, but for who comes by chance.
    shares = table[(table["zone"] != "") & (table["measure"] == "answered_within")]
    both = np.average(shares["model"], weights=np.bincount(matter))
    model = table[(table["zone"] == "") & (table["measure"] == "answered_within")]["model"].iloc[0]
    assert both == pytest.approx(model, abs=0.01)
    told_of = against_document(table)
    assert [row["measure"] for row in told_of["against_log"]] == list(whole.index)
    assert {row["zone"] for row in told_of["against_log_by_zone"]} == {"north", "south"}
    for lang, told in (("en", "north, mean wait: log"), ("zh", "south平均等待：记录")):
        assert told in "\n".join(against_lines(table, "calls", "zh" if lang == "zh" else "en"))


def test_weekdays_count_as_often_as_in_the_log() -> None:
    # Five weeks, of which the model has four: on the first three Mondays all is shut. Mondays have
    # twice as many callers as other days.
    contacts = _hotline([6] * 35)
    contacts = contacts.only((contacts.day % 7 == 0) | (np.arange(len(contacts.arrival)) % 2 == 0))
    shut = tuple(contacts.first_day + dt.timedelta(weeks=k) for k in range(3))
    fit = fit_contacts(contacts, 35, SOURCE, ShutDays(dates=shut))
    table = against_log(fit, "calls").set_index("measure")
    open_ = fit.weekday[contacts.day] >= 0
    assert table["log"]["arrivals"] == pytest.approx(open_.sum() / 32)
    # As they come there is one Monday in 25 days, for two in 32: 2 % fewer people a day.
    assert table["model"]["arrivals"] == pytest.approx(table["log"]["arrivals"], rel=0.01)


def test_in_time_is_what_the_mapping_says() -> None:
    contacts = _hotline([4] * 14)
    fit = fit_contacts(contacts, 14, SOURCE, in_time=5.0)
    table = against_log(fit, "calls").set_index("measure")
    waits = np.nan_to_num(contacts.wait[contacts.served])
    assert table["log"]["answered_within"] == pytest.approx(
        (waits <= 5).sum() / len(contacts.served)
    )
    # Fewer are answered so soon, in the log and in the model.
    usual = against_log(fit_contacts(contacts, 14, SOURCE), "calls").set_index("measure")
    for column in ("log", "model"):
        assert table[column]["answered_within"] < usual[column]["answered_within"]
    for one, seconds in ((fit, 5.0), (fit_contacts(contacts, 14, SOURCE), 30.0)):
        assert model_of_fit(one, "calls", "line", SOURCE).targets["answered"].within == seconds


def test_rare_matters_that_are_fitted_together_are_named() -> None:
    contacts = _hotline([4] * 7)
    which = np.zeros(len(contacts.arrival), dtype=np.int64)
    which[:40], which[40:70] = 1, 2
    some = replace(contacts, activity=which, activities=("pension", "permit", "渣土"))
    fit = fit_contacts(some, 7, SOURCE)
    assert [matter.name for matter in fit.matters] == ["pension", "other"]
    assert next(service_lines(fit, "en")).startswith(
        "2 matters served fewer than 100 times, fitted together: permit, 渣土;"
    )
    assert "permit、渣土" in next(service_lines(fit, "zh"))
    # One matter, or none that is rare: nothing to say.
    assert "together" not in "".join(service_lines(fit_contacts(contacts, 7, SOURCE), "en"))


def test_log_and_model_have_the_unit_of_the_runs() -> None:
    wait = {
        "zone": "",
        "measure": "mean_wait",
        "log": 116.0,
        "model": 114.0,
        "low": 63.6,
        "high": 252.0,
    }
    row = against_frame(pd.DataFrame([wait]), "calls").iloc[0]
    told = [row[name].replace("\xa0", " ") for name in ("log_zh", "model_zh", "runs_zh")]
    assert told == ["1.93 分钟", "1.90 分钟", "1.06 至 4.20 分钟"]


def test_two_thirds_of_the_staff_are_told_as_too_bad() -> None:
    fit = fit_contacts(_hotline([3] * 7), 7, SOURCE)
    lines = "\n".join(
        against_lines(against_log(replace(fit, steady=2 / 3), "calls"), "calls", "en")
    )
    assert "answered in time" in lines
    assert lines.count("the model is too bad by") >= 3
    assert "too good" not in lines


def told(measure: str, bias: float, lang: Lang) -> str:
    return too_good(measure, bias, lang).replace("\N{NO-BREAK SPACE}", " ")


def test_directions_by_hand() -> None:
    assert told("answered_within", 0.118, "en") == "too good by 11.8 points"
    assert told("mean_wait", -16.0, "zh") == "偏乐观 16.0 秒"
    assert told("mean_wait", 16.0, "en") == "too bad by 16.0 s"
    assert told("arrivals", -0.05, "en") == "too low by 5.0%"
    assert told("queue_length", 0.001, "zh") == "不偏"


def test_a_mean_of_days_seen_once_is_as_sure_as_chance() -> None:
    known = known_within(fit_contacts(_hotline([4] * 5), 5, SOURCE))[0]
    # Poisson: 1.96 sqrt(mean / days) on each side.
    assert known.high - known.value == pytest.approx(1.96 * (known.value / 5) ** 0.5, rel=0.001)


def test_observed_and_fitted_times_are_told_apart_and_who_gave_up_is_told() -> None:
    whole = _hotline([2] * 7)
    fit = fit_contacts(replace(whole, left=np.full(len(whole.left), np.nan)), 7, SOURCE)
    lines = "\n".join(service_lines(fit, "en"))
    assert f"patience: {(~whole.served).sum():,} gave up" in lines
    assert "observed mean" in lines
    assert "in the model mean" in lines
