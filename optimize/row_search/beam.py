"""Of many labels, about how dear the dearest of the best ones is."""

from __future__ import annotations

import numpy as np

from optimize.row_search.compiling import compiled
from optimize.row_search.given import Floats

_STEPS = 512


@compiled
def dearest_of(totals: Floats, begin: int, end: int, wanted: int) -> float:
    """A total that about so many of those from begin to end do not exceed; no fewer than that."""
    low, high = float(totals[begin]), float(totals[begin])
    for here in range(begin, end):
        low, high = min(low, float(totals[here])), max(high, float(totals[here]))
    if end - begin <= wanted or high <= low:
        return high
    counts = np.zeros(_STEPS + 1, np.int64)
    scale: float = _STEPS / (high - low)
    for here in range(begin, end):
        counts[int((totals[here] - low) * scale)] += 1
    seen = 0
    for k in range(_STEPS):
        seen += counts[k]
        if seen >= wanted:
            return low + float(k + 1) / scale
    return high
