"""The headline of a calibration page, by hand."""

import pytest

from onewindow.fitting.shared_findings import verdict_finding

ALL = (
    ("arrivals", "trust"), ("people waiting", "trust"), ("throughput", "trust"),
    ("mean wait", "trust_between"), ("abandoned", "do_not_trust"), ("cash", "too_little"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (
            slice(None),
            (
                "To be trusted: arrivals, people waiting and throughput. At some hours only: mean "
                "wait. Not to be trusted: abandoned. Too little to judge: cash"
            ),
        ),
        (slice(0, 3), "All the forecasts that were judged can be trusted"),
        (slice(3, None), "Its forecasts cannot be trusted, or at some hours only"),
        (slice(4, None), "Its forecasts cannot be trusted"),
        (slice(5, None), "Too little was held out to judge it"),
    ],
)
def test_what_can_be_trusted_is_told_apart(of: slice, said: str) -> None:
    assert verdict_finding(ALL[of], "en") == said


def test_what_is_too_little_to_judge_is_not_called_trusted_throughout() -> None:
    verdicts = [("到达量", "trust"), ("平均等待", "too_little"), ("队列长度", "too_little")]
    told = verdict_finding(verdicts, "zh")
    assert told == "可信：到达量；数据太少，无法判断：平均等待、队列长度"


def test_chinese_tells_the_same_apart() -> None:
    told = verdict_finding([("到达量", "trust"), ("平均等待", "do_not_trust")], "zh")
    assert told == "可信：到达量；不可信：平均等待"
