"""The band in which simulations lie, and what it is called: it takes 39 of them to hold 95 %."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plots.language import LANGS, Lang, say

_SURE = 39
"""Runs from which on a further one lies between bounds within them with 95 %: 2 / (n + 1) of it
lies outside their lowest and highest."""


def band_of(runs: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lowest and highest of 95 % of the runs; of fewer than 39 of them all.

    A further run of the same model lies within with 95 %: of n runs p of the time it lies below
    the one of rank p (n + 1) (Weibull 1939; Hyndman & Fan 1996, definition 6).

    Parameters
    ----------
    runs
        Shape (runs, ...); NaN where a run tells nothing.

    Returns
    -------
    tuple
        Of the shape of a run.
    """
    low, high = np.nanpercentile(
        np.asarray(runs, dtype=np.float64), [2.5, 97.5], axis=0, method="weibull"
    )
    return low, high


def replications_words(n: int, lang: Lang) -> str:
    """How many there were, and what the bands beside them are."""
    if n < _SURE:
        return say(
            lang,
            f"仿真 {n} 次（区间是这 {n} 次的最低与最高）",
            f"{n} replications (bands are from the lowest to the highest of the {n})",
        )
    return say(lang, f"仿真 {n} 次（区间含其中 95%）", f"{n} replications (bands hold 95% of them)")


def band_columns(n: int) -> dict[str, str]:
    """Columns ``band_zh`` and ``band_en``: what the band of a chart is called."""
    return {f"band_{lang}": _label(n, lang) for lang in LANGS}


def _label(n: int, lang: Lang) -> str:
    if n < _SURE:
        return say(lang, f"{n} 次仿真的最低与最高", f"Lowest and highest of {n} runs")
    return say(lang, "95 % 预测区间", "95% band of the forecast")
