"""A beam keeps at least as many labels as wanted, the best ones, and few more where they differ."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optimize.row_search.beam import dearest_of

dearest: Any = dearest_of.py_func  # type: ignore[attr-defined]
"""The function before it is compiled: only compiled code can call it otherwise."""


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60),
    st.integers(1, 60),
    st.integers(0, 5),
)
def test_no_fewer_are_kept_than_wanted(totals: list[float], wanted: int, before: int) -> None:
    given_ = np.array([-1e9] * before + totals)
    limit = dearest(given_, before, len(given_), wanted)
    kept = sum(total <= limit for total in totals)
    assert kept >= min(wanted, len(totals))


def test_about_as_many_are_kept_as_wanted() -> None:
    totals = np.random.default_rng(0).permutation(np.arange(10_000.0))
    limit = dearest(totals, 0, totals.size, 1000)
    # A step of the histogram holds 10,000 / 512 of them.
    assert 1000 <= (totals <= limit).sum() <= 1000 + 20
