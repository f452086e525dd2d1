"""A model is held against its whole log, and the direction in which it errs is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onewindow.fit_against_log import against_log
from onewindow.fit_against_words import against_lines
from onewindow.fit_judgement_words import too_good
from scenarios.fit.fitting import fit_contacts
from tests.onewindow.test_fit_replay import SOURCE, _hotline


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


def test_twice_the_staff_is_told_as_too_good() -> None:
    fit = fit_contacts(_hotline([3] * 7), 7, SOURCE)
    lines = "\n".join(against_lines(against_log(replace(fit, steady=2.0), "calls"), "en"))
    assert "answered in time" in lines
    assert lines.count("the forecast is too good by") >= 3
    assert "too bad" not in lines


def test_directions_by_hand() -> None:
    assert too_good("answered_within", 0.118, "en") == (
        "the forecast is too good by 11.8 points on average"
    )
    assert too_good("mean_wait", -16.0, "zh") == "预测平均偏好 16.0 秒"
    assert too_good("mean_wait", 16.0, "en") == "the forecast is too bad by 16.0 s on average"
    assert too_good("arrivals", -0.05, "en") == "the forecast is too low by 5.0% on average"
    assert too_good("queue_length", 0.01, "zh") == "平均不偏"
