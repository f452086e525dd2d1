"""Random numbers by name: one counter-based stream per purpose, addressed by case.

The generator is Philox 4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as
easy as 1, 2, 3"). NumPy's own Philox only runs on from a counter; here every case has a counter
of its own, so the function is written out over arrays of counters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.gamma_quantile import LookUp, looked_up

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = 0x9E3779B9, 0xBB67AE85
_ROUNDS = 10
_BLOCK = 4096
"""Numbers worked on at once, so that they stay in the processor's cache."""


def philox(counter: tuple[Words, Words, Words, Words], key: tuple[int, int]) -> Words:
    """Philox 4x32-10 of each counter.

    Parameters
    ----------
    counter
        Four arrays of shape (n,), each word below 2**32.
    key
        Two words below 2**32.

    Returns
    -------
    ndarray of uint64, shape (4, n)
        Four random 32-bit words for each counter.
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        p0, p1 = c0 * _M0, c2 * _M1
        c0 = (p1 >> _HALF) ^ c1 ^ np.uint64(k0)
        c1 = p1 & _LOW
        c2 = (p0 >> _HALF) ^ c3 ^ np.uint64(k1)
        c3 = p0 & _LOW
        k0, k1 = (k0 + _W0) & 0xFFFFFFFF, (k1 + _W1) & 0xFFFFFFFF
    return np.stack((c0, c1, c2, c3))


def uniforms(counter: tuple[Words, Words, Words, Words], key: tuple[int, int], n: int) -> Floats:
    """Uniform numbers strictly inside (0, 1) of each of n counters, shape (n,); see `philox`.

    A word that is the same in all counters may be given once, as an array of one.
    """
    result = np.empty(n)
    for begin in range(0, result.size, _BLOCK):
        block = slice(begin, begin + _BLOCK)
        c0, c1, c2, c3 = (word if word.size == 1 else word[block] for word in counter)
        r0, r1, _, _ = philox((c0, c1, c2, c3), key)
        # 52 bits: with 53 the half would be rounded, and the greatest number would be 1.
        bits = (r0 << np.uint64(20)) ^ (r1 >> np.uint64(12))
        result[block] = (bits.astype(np.float64) + 0.5) * 2.0**-52
    return result


Uniforms = Callable[[tuple[Words, Words, Words, Words], tuple[int, int], int], Floats]
"""`uniforms`, or what gives the same numbers sooner."""


@dataclass(frozen=True, slots=True)
class Kernels:
    """Where drawing spends its time; compiled ones give the same numbers, to the last bit."""

    uniforms: Uniforms = uniforms
    look_up: LookUp = looked_up


PLAIN = Kernels()


@dataclass(frozen=True, slots=True)
class Stream:
    """The random numbers of one purpose in one replication."""

    key: tuple[int, int]
    uniforms: Uniforms = uniforms

    def uniform(
        self, interval: ArrayLike, ordinal: ArrayLike, turn: ArrayLike = 0, attempt: ArrayLike = 0
    ) -> Floats:
        """Uniform numbers strictly inside (0, 1), each a function of its own address alone.

        Parameters
        ----------
        interval, ordinal
            The case: the interval it came in and its place among the cases of that interval.
        turn
            How often the case has walked this step before.
        attempt
            How often the case has tried to get service before.
        """
        whole = [np.asarray(word, dtype=np.int64) for word in (ordinal, interval, turn, attempt)]
        together = np.broadcast(*whole)
        shape, n = together.shape, together.size
        # None is negative: as unsigned words they are the same bits.
        c0, c1, c2, c3 = (
            (word if word.size in (1, n) else np.broadcast_to(word, shape)).ravel().view(np.uint64)
            for word in whole
        )
        return self.uniforms((c0, c1, c2, c3), self.key, n).reshape(shape)


@dataclass(frozen=True, slots=True)
class Streams:
    """All streams of one replication."""

    seed: int
    replication: int
    kernels: Kernels = PLAIN

    def stream(self, *name: str) -> Stream:
        """The stream of this purpose, e.g. ``stream("pension", "check", "service_time")``."""
        return Stream(_key(self.seed, self.replication, *name), self.kernels.uniforms)


@lru_cache(maxsize=4096)
def _key(seed: int, replication: int, *name: str) -> tuple[int, int]:
    """The key of a stream; models that are compared ask for the same ones in turn."""
    text = "\x1f".join((str(seed), str(replication), *name))
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")
