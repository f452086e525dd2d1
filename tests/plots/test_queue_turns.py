"""The fullest hour falls or rises in words only where that can be told from chance."""

import numpy as np
import pandas as pd
import pytest

from plots.pairs import SAME
from plots.queue_finding import queue_map_finding
from plots.queue_turn import Peak, other_wait, turn_of
from tests.plots.samples import hall, hotline_data

NINE, NOON = 9 * 3600.0, 12 * 3600.0


def hour(at, before, after, verdict, half=0.5, of="desk"):
    """An hour of a queue; sides and difference have intervals of one width."""
    ends = {
        f"{side}{end}": value + sign * half
        for side, value in (("before_", before), ("after_", after), ("", after - before))
        for end, sign in (("low", -1), ("high", 1))
    }
    return {
        "of": of, "at": at, "before": before, "after": after, "difference": after - before,
        "verdict": verdict, **ends,
    }  # fmt: skip


def turn(*hours):
    rows = pd.DataFrame(hours)
    total = rows.groupby("at")[["before", "after"]].sum()
    return turn_of(
        rows, {side: Peak(total[side].max(), total[side].idxmax()) for side in ("before", "after")}
    )


def test_another_hour_that_filled_up_is_no_rise_of_the_fullest():
    # 4.8 at nine becomes 4.9 at noon: both hours changed, the fullest did not.
    hours = hour(NINE, 4.8, 1.0, "better"), hour(NOON, 2.0, 4.9, "worse")
    assert turn(*hours) == SAME
    # 4.8 ± 0.5 and 6.9 ± 0.5 are apart.
    assert turn(hours[0], hour(NOON, 2.0, 6.9, "worse")) == "worse"


def test_one_hour_goes_by_its_verdict_and_another_by_that_of_the_hour_it_ends_at():
    assert turn(hour(NINE, 4.8, 4.1, "better")) == "better"
    assert turn(hour(NINE, 4.8, 4.1, SAME, half=0.8)) == SAME
    # Intervals of the sides meet, but less than before at noon is less than the most before.
    assert turn(hour(NINE, 4.8, 3.0, "better"), hour(NOON, 4.7, 4.1, "better")) == "better"
    assert turn(hour(NINE, 4.1, 4.7, "worse"), hour(NOON, 3.0, 4.8, "worse")) == "worse"


def test_queues_are_summed_and_one_that_is_gone_counts_as_before():
    rows = [hour(NINE, 3.0, np.nan, "", of=f"w{k}") for k in range(3)]
    new = hour(NINE, np.nan, 2.0, "", of="one")
    assert turn(*rows, new) == "better"  # 9 ± 1.5 against 2 ± 0.5
    wide = [hour(NINE, 3.0, np.nan, "", half=2.5, of=f"w{k}") for k in range(3)]
    assert turn(*wide, new) == SAME  # 9 ± 7.5
    against = hour(NINE, 5.0, 4.0, "better"), hour(NINE, 2.0, 2.9, SAME, of="other")
    assert turn(*against) == SAME


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_mean_wait_of_a_queue_is_named_where_it_says_something_else(lang):
    data = hotline_data()
    rows = pd.DataFrame({"of": ["talk"]})
    wait = data.comparison.query("measure == 'wait_mean' and scope == 'queue'").iloc[0]
    assert wait["verdict"] == "better"
    told = other_wait(data, rows, SAME, lang)
    words = {
        "zh": "；但平均等待时间（含放弃）变好（",
        "en": "; yet mean wait (abandoned included) is better (",
    }
    assert words[lang] in told
    assert other_wait(data, rows, "better", lang) == ""


def test_titles_say_which_way():
    assert "people waiting at the busiest hour fall from" in queue_map_finding(hall(), "en")
    assert "降至" in queue_map_finding(hall(), "zh")
