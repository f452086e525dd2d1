"""A clock that runs while somebody waits, against counting seconds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenarios.fit.waiting_clock import WaitingClock

waits = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8)


def _second_by_second(drawn: list[tuple[int, int]]) -> np.ndarray:
    waited = np.zeros(100)
    for begin, length in drawn:
        waited[begin : begin + length] = 1
    return np.concatenate([[0.0], np.cumsum(waited)])


def _clock(drawn: list[tuple[int, int]]) -> WaitingClock:
    begin = np.array([float(b) for b, _ in drawn])
    return WaitingClock.of(begin, begin + np.array([float(n) for _, n in drawn]))


@given(waits)
def test_it_counts_the_seconds_in_which_somebody_waits(drawn: list[tuple[int, int]]) -> None:
    clock, counted = _clock(drawn), _second_by_second(drawn)
    at = np.arange(101.0)
    shown = clock.at(at)
    assert np.allclose(shown - shown[0], counted - counted[0])


@given(waits, st.integers(0, 90), st.integers(1, 12))
def test_bounds_are_the_last_and_the_first_moments(
    drawn: list[tuple[int, int]], moment: int, waited: int
) -> None:
    clock, counted = _clock(drawn), _second_by_second(drawn)
    at = np.arange(101)
    # From a moment of whole seconds so many are waited until now; none that is later does.
    enough = np.flatnonzero(counted[moment] - counted[at[: moment + 1]] >= waited)
    last = clock.last_with(float(waited), np.array([float(moment)]))[0]
    assert last == (enough[-1] if len(enough) else -np.inf)
    soon = np.flatnonzero(counted[at] - counted[moment] >= waited)
    first = clock.first_with(float(waited), np.array([float(moment)]))[0]
    assert first == (soon[0] if len(soon) else np.inf)


@given(waits, st.integers(0, 90))
def test_it_runs_until_nobody_waits_any_more(drawn: list[tuple[int, int]], moment: int) -> None:
    clock, counted = _clock(drawn), _second_by_second(drawn)
    still = np.diff(counted)[moment:] == 0
    until = moment + (int(np.argmax(still)) if still.any() else len(still))
    assert clock.runs_until(np.array([float(moment)]))[0] == until
