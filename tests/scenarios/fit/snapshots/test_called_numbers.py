"""How many were called is told from the numbers on a display."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenarios.fit.snapshots.called_numbers import Called, count_calls, own_letter


def _count(*shown: str, days: tuple[int, ...] = (0,), others: str = "R") -> Called:
    """Calls of rows such as K017; an empty text is an empty display."""
    letters = np.array([text[:1] or None for text in shown], dtype=object)
    numbers = np.array([int(text[1:]) if text else -1 for text in shown])
    first = np.isin(np.arange(len(shown)), days)
    return count_calls(letters, numbers, first, others, np.full(len(shown), 40.0))


def test_a_rise_counts_in_full_and_the_first_call_of_a_day_as_one() -> None:
    assert _count("", "", "K501", "K501", "K504").calls.tolist() == [0, 0, 1, 0, 3]


def test_a_number_that_stands_there_when_the_day_begins_is_no_call() -> None:
    assert _count("K007", "K008").calls.tolist() == [0, 1]
    assert _count("K007", "K009", "", "K001", days=(0, 2)).calls.tolist() == [0, 2, 0, 1]


def test_a_reset_or_another_block_is_one_call_and_each_series_goes_on() -> None:
    told = _count("", "K010", "K901", "K012", "K903", "K001")
    assert told.calls.tolist() == [0, 1, 1, 2, 2, 1]
    assert told.jumps == 2


def test_somebody_called_once_more_is_not_counted_again() -> None:
    assert _count("", "K010", "K009", "K011").calls.tolist() == [0, 1, 0, 1]


def test_tickets_of_other_queues_count_as_one_call_each() -> None:
    told = _count("", "K001", "R031", "K003", "R040", "R040")
    assert told.calls.tolist() == [0, 1, 1, 2, 1, 0]
    assert told.other_letters == 2


def test_a_letter_of_no_other_queue_is_a_series_of_its_own() -> None:
    told = _count("", "K001", "N001", "K003", "N004", "R031", days=(0,))
    assert told.calls.tolist() == [0, 1, 1, 2, 3, 1]
    assert (told.jumps, told.other_letters) == (0, 1)


def test_the_queue_s_own_letter_is_the_most_frequent() -> None:
    assert own_letter(np.array(["R", "K", None, "K"], dtype=object)) == "K"
    assert own_letter(np.array([None], dtype=object)) == ""


def test_a_reset_of_short_numbers_is_no_round() -> None:
    assert _count("K097", "K003", "K098").calls.tolist() == [0, 1, 1]


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=60),
    st.integers(1, 9999),
    st.sampled_from([999, 9999]),
)
def test_calls_of_one_series_are_never_lost(steps: list[int], begin: int, last: int) -> None:
    """Nor where 1 comes after the last number that the tickets can have."""
    numbers = (begin + np.cumsum([0, *steps]) - 1) % last + 1
    shown = ["", *(f"K{n}" for n in numbers)]
    assert _count(*shown).calls.sum() == 1 + sum(steps)
