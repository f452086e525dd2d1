"""Replications of a judgement are kept from the tenth on."""

from __future__ import annotations

import pytest

from onewindow.kept_runs import FEWEST_RUNS, kept_runs


def _stops_at(last: int):
    def run(r: int) -> int:
        if r == last:
            raise KeyboardInterrupt
        return r

    return run


def test_runs_come_in_order_and_each_is_told() -> None:
    told: list[tuple[int, int]] = []
    assert kept_runs(lambda r: r * r, 4, lambda k, n: told.append((k, n))) == [0, 1, 4, 9]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_ctrl_c_after_the_tenth_keeps_what_is_done() -> None:
    assert kept_runs(_stops_at(FEWEST_RUNS), 30) == list(range(FEWEST_RUNS))


def test_ctrl_c_before_the_tenth_is_passed_on() -> None:
    with pytest.raises(KeyboardInterrupt):
        kept_runs(_stops_at(FEWEST_RUNS - 1), 30)
