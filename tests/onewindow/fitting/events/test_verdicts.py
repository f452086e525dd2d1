"""The headline of a judged event log says no more than its verdicts."""

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.distances import Traces, repeated_fraction
from onewindow.fitting.events.findings import page_finding
from onewindow.fitting.events.judgement import EventJudgement
from onewindow.fitting.events.judgement_words import verdict_line
from onewindow.fitting.events.ways import counts_of
from plots.language import LANGS

MEASURES = ("cycle_time_p50", "cycle_time_p75", "cases", "two_gram")


def judged(*verdicts: str) -> EventJudgement:
    table = pd.DataFrame({"measure": MEASURES, "verdict": verdicts})
    nothing = pd.DataFrame()
    return EventJudgement("cases", 100, "start", 10, table, nothing, nothing, nothing)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("trust",) * 4, "The form of the model can be trusted"),
        (("do_not_trust",) * 3 + ("trust",), "The form of the model cannot be trusted"),
        (("too_little",) * 4, "The form of the model: too little to judge"),
        (
            ("too_little", "do_not_trust", "trust", "trust"),
            (
                "The form of the model can be trusted but for cycle time P75 (not to be trusted) "
                "and cycle time P50 (too little to judge)"
            ),
        ),
    ],
)
def test_the_headline_names_what_is_wrong_and_what_is_not_known(
    verdicts: tuple[str, ...], said: str
) -> None:
    assert page_finding((judged(*verdicts),), "en") == said


def test_a_distance_is_told_with_the_limit_of_its_verdict() -> None:
    row = pd.Series(
        {
            "verdict": "trust", "predicted": 0.383, "allowed": 1.0, "high": 0.2,
            "fitted_cases": float("nan"),
        }
    )  # fmt: skip
    zh, en = (
        verdict_line("circadian_events", row, lang).replace("\N{NO-BREAK SPACE}", " ")
        for lang in LANGS
    )
    assert "允许 60.0 分钟" in zh
    assert "trust it; 23.0 min (allowed 60.0 min; " in en


def test_what_is_done_again_after_others_is_not_done_over_at_once() -> None:
    # By hand: A B A; A A B; A B; B B, B of one case and B of the next are no pair. The last B was
    # left lying before it was done again.
    case = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3])
    activity = np.array([0, 1, 0, 0, 0, 1, 0, 1, 1, 1])
    log = Traces(case, activity, np.zeros(10, dtype=np.int64), np.arange(10.0), np.arange(10.0))
    left = np.arange(10) == 9
    counts = counts_of(log, np.ones(4), left)
    assert repeated_fraction(log) == counts.mean(counts.repeated) == 3 / 4
    assert counts.mean(counts.repeated_at_once) == 1 / 4
    # A case that stands for three counts three times.
    weighted = counts_of(log, np.array([3.0, 1.0, 1.0, 1.0]), left)
    assert weighted.mean(weighted.repeated) == 5 / 6
