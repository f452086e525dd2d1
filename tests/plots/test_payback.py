"""When a redesign has paid for itself, worked by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.payback import payback_words, saved
from sim.comparison import Comparison
from sim.experiment import replicate
from tests.plots.sample_models import hall_before
from tests.sim.models import DAY, at, desk

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
    assert "about 20.0 years." in told


def test_what_may_save_nothing_may_never_pay():
    assert "perhaps never" in words(-100.0, -300.0, 100.0)


@pytest.mark.parametrize(("lang", "word"), [("zh", "收不回投入"), ("en", "not paid back")])
def test_what_costs_more_does_not_pay(lang, word):
    assert word in words(100.0, 50.0, 150.0, lang=lang)


def test_nothing_paid_once_is_nothing_to_pay_back():
    assert words(-100.0, -200.0, -50.0, once=0.0) == ""


def compared(*pools):
    """A desk that serves two people on one day, with its prices before and after."""
    models = [desk(at(0, 900), 1800.0, horizon=DAY, pool=pool) for pool in pools]
    runs = [replicate(one, replications=2, processes=1) for one in models]
    return Comparison(runs[0], {"other": runs[1]}).table()


def test_kiosks_in_a_hall_whose_seats_had_no_price_are_paid_for_every_year():
    # Ten hours of a clerk at 30 are 300 a day, at 28 they are 280: 20 saved, but 500 for the seat.
    hours = {"staff": [{"span": "08:00-18:00", "level": 1}]}
    before, after = ({**hours, "staff_cost": 30}, {**hours, "staff_cost": 28, "seat_cost": 500})
    found = saved(compared(before, after), ("staff_cost", "seat_cost"))
    assert found is not None
    assert found.value == pytest.approx(-480)
    told = payback_words(compared(before, after), hall_before(), 80_000.0, 0.0, "CNY", "en")
    assert "120,000 CNY more is spent a year" in told[1].replace("\N{NO-BREAK SPACE}", " ")


PRICES = st.fixed_dictionaries(
    {}, optional={"staff_cost": st.integers(0, 90), "seat_cost": st.integers(0, 900)}
)


@given(PRICES, PRICES)
def test_what_is_saved_is_the_costs_that_fell_and_the_cost_of_all_cases(before, after):
    table = compared(before, after)
    shown = table[table["scope"].eq("all") & table["at"].isna()].set_index("measure")
    costs = shown[shown.index.isin(["staff_cost", "seat_cost"])]
    found = saved(table, ("staff_cost", "seat_cost"))
    if found is None:
        assert not before
        assert not after
        return
    assert found.value == pytest.approx((costs["before"] - costs["after"]).sum())
    # Two cases are finished on each side.
    assert found.value == pytest.approx(-2 * shown.loc["cost_per_case", "difference"])


def test_what_is_back_after_fifty_years_is_not_paid_back():
    # 0.4 a day are 100 a year: 300,000 would be back after 3,000 years.
    assert "not paid back within 50 years" in words(-0.4, -0.6, -0.2)
    # 28 a day are 7,000 a year: 43 years, and at the worst 85, which is never.
    assert "perhaps never" in words(-28.0, -40.0, -14.0)
