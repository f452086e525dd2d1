"""Verdicts on single queues, by hand."""

import pandas as pd
import pytest

from onewindow.fitting.judgement import Judged
from onewindow.fitting.snapshots.judgement_words import verdict_words
from onewindow.fitting.snapshots.queue_table import queue_wait_table, queue_waiting_table
from onewindow.fitting.snapshots.queue_verdicts import queue_verdicts, with_queues

# Two hours each, the second with three times the moments.
WAITING = pd.DataFrame(
    [
        ("good", 9, 10, 4.0, 4.0, 1.0, 3.0, 1.0),
        ("good", 10, 30, 8.0, 6.0, 3.0, 3.0, 0.9),
        # Days differ by more than the error, but the bands hold little of what was seen.
        ("long", 9, 10, 10.0, 7.0, 8.0, 20.0, 1.0),
        ("long", 10, 30, 30.0, 9.0, 18.0, 20.0, 0.4),
        ("missed", 9, 10, 2.0, 5.0, 3.0, 1.0, 1.0),
        # Nearly nobody is ever there: it never matters, whatever the bands hold.
        ("empty", 9, 10, 0.3, 0.0, 0.3, 0.1, 0.5),
    ],
    columns=["service", "hour", "moments", "observed", "predicted", "error", "spread", "inside"],
)
WAITS = pd.DataFrame(
    [
        ("good", 900.0, 20.0, 24.0, 18.0, 30.0, 3.0),
        ("long", 900.0, 40.0, 60.0, 38.0, 90.0, 20.0),
        ("missed", 900.0, 20.0, 3.0, 1.0, 5.0, 9.0),
        ("empty", 900.0, 0.5, 1.2, 1.0, 1.5, 0.1),
        ("few", 12.0, 60.0, 10.0, 5.0, 20.0, 5.0),
    ],
    columns=["service", "arrivals", "observed", "predicted", "low", "high", "chance"],
)


def judged(measure: str, verdict: str = "trust", coverage: float = 0.9) -> Judged:
    return Judged(measure, 0.1, 0.0, 0.25, 0.1, coverage, verdict, None, 0.2)


@pytest.fixture(scope="module")
def queues() -> pd.DataFrame:
    return queue_verdicts(WAITING, WAITS)


def test_each_queue_has_a_verdict_of_its_own_the_longest_first(queues):
    assert queues["service"].tolist() == ["long", "good", "missed", "empty", "few"]
    by_name = queues.set_index("service")
    assert by_name["waiting_observed"]["long"] == 25.0
    assert by_name["waiting_error"]["good"] == 2.5
    assert by_name["waiting_covered"]["long"] == pytest.approx(0.55)
    assert dict(by_name["waiting_verdict"]) == {
        "long": "trust", "good": "trust", "missed": "do_not_trust", "empty": "trust",
        "few": "too_little",
    }  # fmt: skip
    assert by_name["waiting_narrow"].tolist() == [True, False, False, True, False]
    # 40 min may differ by hypot(10, 20) = 22.4, as the band holds 40; 20 min by 5 and no more.
    assert by_name["wait_allowed"]["long"] == pytest.approx(500**0.5)
    assert by_name["wait_allowed"]["missed"] == 5.0
    assert dict(by_name["wait_verdict"]) == {
        "long": "trust", "good": "trust", "missed": "do_not_trust", "empty": "trust",
        "few": "too_little",
    }  # fmt: skip


def test_a_mean_over_queues_names_those_it_does_not_hold_for(queues):
    measures = (judged("served"), judged("queue_length"), judged("wait", coverage=0.7))
    served, length, wait = with_queues(measures, queues)
    assert (served.failing, length.failing, wait.failing) == ((), ("long", "missed"), ("missed",))
    assert verdict_words(length, "", "en") == "trust it but for 2 queues (the longest: long)"
    assert verdict_words(length, "", "zh") == "可信，2 个队列除外（最长的是 long）"
    assert verdict_words(wait, "", "en") == "trust it but for one queue (missed) (band too narrow)"
    (whole,) = with_queues((judged("wait", "do_not_trust"),), queues)
    assert verdict_words(whole, "", "en") == "do not trust it"


def test_the_page_has_a_row_for_each_queue_that_was_looked_at(queues):
    for lang in ("zh", "en"):
        waiting, wait = queue_waiting_table(queues, lang), queue_wait_table(queues, lang)
        assert [len(table.rows) for table in (waiting, wait)] == [4, 5]
        assert {len(row) for row in waiting.rows} == {len(waiting.header)}
        assert {len(row) for row in wait.rows} == {len(wait.header)}
    assert not queue_waiting_table(pd.DataFrame(), "en")
