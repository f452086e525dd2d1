"""The random numbers of `sim.streams`, compiled: the same numbers, to the last bit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.fast.compiling import compiled, entrance
from sim.streams import Address

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)

_BLOCK = 256
"""Numbers worked on side by side."""


def uniforms(keys: Words, of: Address) -> Floats:
    """Uniform numbers of some cases, as by `sim.streams.uniforms`."""
    result = np.empty(of.ordinal.size)
    _fill(*of, keys, result)
    return result


@entrance
def _fill(
    word0: Ints, word1: Ints, word2: Ints, word3: Ints, run: Ints, keys: Words, result: Floats
) -> None:
    # First side by side in blocks: the rounds are then made of several numbers at once.
    block = np.empty((6, _BLOCK), np.uint64)
    s0, s1, s2, s3, s4, s5 = block[0], block[1], block[2], block[3], block[4], block[5]
    for begin in range(0, result.size, _BLOCK):
        n = min(_BLOCK, result.size - begin)
        _lay_out(word0, begin, n, s0)
        _lay_out(word1, begin, n, s1)
        _lay_out(word2, begin, n, s2)
        _lay_out(word3, begin, n, s3)
        if run.size > 1:
            for k in range(n):
                s4[k], s5[k] = keys[run[begin + k], 0], keys[run[begin + k], 1]
        elif begin == 0:
            s4[:n], s5[:n] = keys[run[0], 0], keys[run[0], 1]
        for k in range(n):
            c0, c1, c2, c3, k0, k1 = s0[k], s1[k], s2[k], s3[k], s4[k], s5[k]
            for _ in range(10):
                # All words are that short; said here, it spares half of the multiplications.
                p0, p1 = (c0 & _LOW) * _M0, (c2 & _LOW) * _M1
                c0, c1 = (p1 >> _HALF) ^ c1 ^ k0, p1 & _LOW
                c2, c3 = (p0 >> _HALF) ^ c3 ^ k1, p0 & _LOW
                k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
            bits = (c0 << np.uint64(20)) ^ (c1 >> np.uint64(12))
            result[begin + k] = (np.float64(bits) + 0.5) * 2.0**-52


@compiled
def _lay_out(word: Ints, begin: int, n: int, out: Words) -> None:
    """Part of a word; one that all have in common is given once, and stands in all blocks."""
    if word.size > 1:
        for k in range(n):
            out[k] = np.uint64(word[begin + k])
    elif begin == 0:
        out[:n] = np.uint64(word[0])
