"""A target is met, not met, or either on average but not certain, going by the interval."""

from dataclasses import replace

import numpy as np
import pytest

from plots.result_tables import promise_table
from tests.plots.samples import hall


@pytest.mark.parametrize(
    ("low", "value", "high", "word", "tone"),
    [
        (0.90, 0.95, 0.99, "met", "better"),
        (0.89, 0.95, 0.99, "met on average, not certain", "same"),
        (0.80, 0.85, 0.91, "not met on average, not certain", "same"),
        (0.80, 0.85, 0.89, "not met", "worse"),
    ],
)
def test_the_interval_says_how_sure_it_is(low, value, high, word, tone):
    # Wanted are 90 %.
    data = hall(compare=False)
    row = data.estimates.iloc[0].to_dict() | {
        "measure": "within_target_fraction", "scope": "target", "of": "wait", "at": np.nan,
        "unit": "fraction", "value": value, "low": low, "high": high,
    }  # fmt: skip
    estimates = data.estimates.iloc[:0].copy()
    estimates.loc[0] = row
    (shown,) = promise_table(replace(data, estimates=estimates), "en").rows
    assert (shown[-1].text, shown[-1].tone) == (word, tone)
