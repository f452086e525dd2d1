"""When a redesign has paid for itself, worked by hand."""

import pandas as pd
import pytest

from plots.payback import payback_words
from tests.plots.sample_models import hall_before

COLUMNS = ["measure", "scope", "at", "difference", "low", "high"]


def words(difference, low, high, *, once=300_000.0, yearly=0.0, days=1, lang="en"):
    model = hall_before().replace(horizon=days * 86400.0)
    row = ("staff_cost", "all", float("nan"), difference, low, high)
    rows = pd.DataFrame([row], columns=COLUMNS)
    told = payback_words(rows, model, once, yearly, "CNY", lang)
    return " ".join(told).replace("\N{NO-BREAK SPACE}", " ")


def test_a_working_day_measured_is_one_of_250():
    # 2,000 a day are 500,000 a year: 300,000 are back after 7.2 months; 9.6 at 1,500, 6 at 2,400.
    told = words(-2000.0, -2400.0, -1500.0)
    assert "500,000 CNY saved a year (95% interval 375,000–600,000)" in told
    assert "about 7.2 months (6.0–9.6)" in told


def test_weeks_measured_are_a_part_of_365_days_and_what_is_paid_each_year_is_taken_off():
    # 1,000 in 14.6 days are 25,000 a year, less 10,000: 300,000 are back after 20 years.
    told = words(-1000.0, -1000.0, -1000.0, yearly=10_000.0, days=14.6)
    assert "about 20.0 years (20.0–20.0)" in told


def test_what_may_save_nothing_may_never_pay():
    assert "perhaps never" in words(-100.0, -300.0, 100.0)


@pytest.mark.parametrize(("lang", "word"), [("zh", "收不回投入"), ("en", "not paid back")])
def test_what_costs_more_does_not_pay(lang, word):
    assert word in words(100.0, 50.0, 150.0, lang=lang)


def test_nothing_paid_once_is_nothing_to_pay_back():
    assert words(-100.0, -200.0, -50.0, once=0.0) == ""
