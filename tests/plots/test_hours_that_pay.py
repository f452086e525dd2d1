"""Staff moved to the hours of a target are missed at others, and the report says so."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from plots.hours_that_pay import hours_that_pay
from plots.level_points import level_finding
from plots.pairs import SAME
from plots.report_data import Facts, ReportData
from plots.report_words import further_findings
from scenarios.model import ServiceModel
from sim.comparison import Comparison
from sim.experiment import replicate
from tests.plots.sample_models import hotline, text

HOUR = 3600.0


def moved(early, late):
    """A hotline with a target of the mornings and so many agents until 14 h and later."""
    given = hotline().model_dump(mode="json", exclude_unset=True)
    given["pools"]["agents"] |= {
        "seats": 20,
        "staff": [{"span": "08:00-14:00", "level": early}, {"span": "14:00-20:00", "level": late}],
    }
    given["services"]["call"]["arrivals"] = {
        "pattern": "rates", "start": "08:00", "per_hour": [90] * 12,
    }  # fmt: skip
    given["targets"]["answer"]["between"] = ["09:00-12:00"]
    return ServiceModel.model_validate(given)


@pytest.fixture(scope="module")
def shifted():
    before, after = moved(7, 9), moved(9, 7)
    facts = Facts("shift", text(("错峰", "Shifted")), text(("", "")), 1, 6, "0", "2026-03-02")
    runs = [replicate(model, replications=6, seed=2, processes=1) for model in (before, after)]
    table = Comparison(runs[0], {"shift": runs[1]}).table()
    return ReportData(facts, before, runs[0].estimates(), model_after=after, comparison=table)


def test_evenings_that_pay_for_the_mornings_are_told_on_the_first_page_and_in_the_title(shifted):
    rows = shifted.comparison
    rows = rows[(rows["measure"] == "of_offered") & (rows["scope"] == "queue") & rows["at"].notna()]
    rows = rows[(rows["at"] >= 8 * HOUR) & (rows["at"] < 20 * HOUR)]
    outside = rows[(rows["at"] < 9 * HOUR) | (rows["at"] >= 12 * HOUR)]
    worst = outside.loc[outside["difference"].idxmin()]
    count = outside["verdict"].value_counts()
    assert worst["at"] >= 14 * HOUR
    at = f"{int(worst['at'] // 3600):02d}:{int(worst['at'] % 3600 // 60):02d}"
    for told in (further_findings(shifted, "en")[-1], level_finding(shifted, "en")):
        assert "of the 9 intervals outside the hours of the target" in told
        assert f"{count.get('better', 0)} got better and {count['worse']} worse" in told
        assert f"from {at}: " in told
    zh = f"{count.get('better', 0)} 个变好、{count['worse']} 个变差，变差最多的是 {at} 起"
    assert zh in further_findings(shifted, "zh")[-1]
    assert zh in level_finding(shifted, "zh")


def test_what_is_the_same_at_all_hours_is_not_told(shifted):
    rows = shifted.comparison.assign(verdict=SAME, p=1.0)
    same = replace(shifted, comparison=rows)
    assert "intervals outside" not in " ".join(further_findings(same, "en"))
    assert "outside" not in level_finding(same, "en")


def table(p, target):
    n = len(p)
    return pd.DataFrame(
        {
            "measure": "of_offered", "unit": "fraction", "at": np.arange(n) * HOUR / 2,
            "target": target, "before": 0.9, "after": 0.9 - 0.01 * np.arange(1, n + 1),
            "p": p, "verdict": ["worse" if each < 0.05 else SAME for each in p],
        }
    )  # fmt: skip


def test_one_of_many_that_chance_would_make_worse_is_not_told():
    # 0.03 among forty is what chance gives; a ten-thousandth is not (Holm: 40 × 0.0001 < 0.05).
    chance = table([0.03] + [0.5] * 39, np.nan)
    assert hours_that_pay(chance, "en") == ""
    told = hours_that_pay(table([0.03, 0.0001] + [0.5] * 38, np.nan), "en")
    assert "0 got better and 2 worse, most from 00:30: 90.0 → 88.0" in told


def test_a_target_of_the_whole_day_is_counted_over_the_whole_day():
    told = hours_that_pay(table([0.0001] * 3, 0.8), "zh")
    assert told.startswith("3 个时段中，0 个变好、3 个变差，变差最多的是 01:00 起的时段：")
