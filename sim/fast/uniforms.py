"""The random numbers of `sim.streams`, compiled: the same numbers, to the last bit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.fast.compiling import entrance

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)


def uniforms(counter: tuple[Words, Words, Words, Words], key: tuple[int, int], n: int) -> Floats:
    """Uniform numbers of counters and a key, as by `sim.streams.uniforms`."""
    result = np.empty(n)
    _fill(*counter, np.uint64(key[0]), np.uint64(key[1]), result)
    return result


@entrance
def _fill(
    word0: Words, word1: Words, word2: Words, word3: Words,
    key0: np.uint64, key1: np.uint64, result: Floats,
) -> None:  # fmt: skip
    # A word that all have in common is given once.
    step0, step1, step2, step3 = (
        word0.size > 1, word1.size > 1, word2.size > 1, word3.size > 1,
    )  # fmt: skip
    for k in range(result.size):
        c0, c1, c2, c3 = word0[k * step0], word1[k * step1], word2[k * step2], word3[k * step3]
        k0, k1 = key0, key1
        for _ in range(10):
            p0, p1 = c0 * _M0, c2 * _M1
            c0, c1 = (p1 >> _HALF) ^ c1 ^ k0, p1 & _LOW
            c2, c3 = (p0 >> _HALF) ^ c3 ^ k1, p0 & _LOW
            k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
        bits = (c0 << np.uint64(20)) ^ (c1 >> np.uint64(12))
        result[k] = (np.float64(bits) + 0.5) * 2.0**-52
