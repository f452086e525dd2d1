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
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.gamma_quantile import LookUp, looked_up

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Counter = tuple[Words, Words, Words, Words]

ONCE = np.zeros(1, dtype=np.int64)
"""A word that is 0 in all cases."""
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_STEPS = np.arange(10, dtype=np.uint64)[:, None]
"""How often the words of the key have been stepped on in each of the ten rounds."""
_BLOCK = 4096
"""Numbers worked on at once, so that they stay in the processor's cache."""


def philox(counter: Counter, key: tuple[ArrayLike, ArrayLike]) -> Words:
    """Philox 4x32-10 of each counter.

    Parameters
    ----------
    counter
        Four arrays of shape (n,), each word below 2**32.
    key
        Two words below 2**32, or arrays of them with one for each counter.

    Returns
    -------
    ndarray of uint64, shape (4, n)
        Four random 32-bit words for each counter.
    """
    c0, c1, c2, c3 = counter
    first = [np.atleast_1d(np.asarray(word, dtype=np.uint64)) for word in key]
    keys0, keys1 = ((k + _STEPS * w) & _LOW for k, w in zip(first, _W, strict=True))
    for k0, k1 in zip(keys0, keys1, strict=True):
        p0, p1 = c0 * _M0, c2 * _M1
        c0 = (p1 >> _HALF) ^ c1 ^ k0
        c1 = p1 & _LOW
        c2 = (p0 >> _HALF) ^ c3 ^ k1
        c3 = p0 & _LOW
    return np.stack((c0, c1, c2, c3))


class Address(NamedTuple):
    """By what the random numbers of n cases are found.

    All but the first may be given once, as an array of one, where all cases have the same.
    """

    ordinal: Ints
    """The case: its place among those of its interval, shape (n,)."""
    interval: Ints
    """The interval it came in."""
    turn: Ints = ONCE
    """How often it has walked the step before."""
    attempt: Ints = ONCE
    """How often it has tried to get service before."""
    run: Ints = ONCE
    """Its replication, counted among those that are drawn together."""


def uniforms(keys: Words, of: Address) -> Floats:
    """Uniform numbers strictly inside (0, 1), shape (n,); see `philox`.

    Parameters
    ----------
    keys
        A key for each run, shape (runs, 2).
    of
        Words of the counters, with the run that says which key. No word is above 2**32; none is
        negative.
    """
    result = np.empty(of.ordinal.size)
    for begin in range(0, result.size, _BLOCK):
        part = slice(begin, begin + _BLOCK)
        *counter, run = (word if word.size == 1 else word[part] for word in of)
        c0, c1, c2, c3 = (word.view(np.uint64) for word in counter)
        k0, k1 = keys[run].T
        r0, r1, _, _ = philox((c0, c1, c2, c3), (k0, k1))
        # 52 bits: with 53 the half would be rounded, and the greatest number would be 1.
        bits = (r0 << np.uint64(20)) ^ (r1 >> np.uint64(12))
        result[part] = (bits.astype(np.float64) + 0.5) * 2.0**-52
    return result


Uniforms = Callable[[Words, Address], Floats]
"""`uniforms`, or what gives the same numbers sooner."""


@dataclass(frozen=True, slots=True)
class Kernels:
    """Where drawing spends its time; compiled ones give the same numbers, to the last bit."""

    uniforms: Uniforms = uniforms
    look_up: LookUp = looked_up


PLAIN = Kernels()


@dataclass(frozen=True, slots=True)
class Stream:
    """The random numbers of one purpose in each of some replications."""

    keys: Words
    """One for each replication, shape (replications, 2)."""
    uniforms: Uniforms = uniforms

    def uniform(
        self,
        interval: ArrayLike,
        ordinal: ArrayLike,
        turn: ArrayLike = 0,
        attempt: ArrayLike = 0,
        run: ArrayLike = 0,
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
        run
            The replication of the case, counted among those that are drawn together.
        """
        words = (ordinal, interval, turn, attempt, run)
        whole = [np.asarray(word, dtype=np.int64) for word in words]
        shape = np.broadcast(*whole).shape
        every = (np.broadcast_to(word, shape).flatten() for word in whole)
        return self.of(Address(*every)).reshape(shape)

    def of(self, cases: Address) -> Floats:
        """Uniform numbers strictly inside (0, 1) of some cases, shape (n,)."""
        return self.uniforms(self.keys, cases)


@dataclass(frozen=True, slots=True)
class Streams:
    """All streams of some replications that are drawn together."""

    seed: int
    replications: tuple[int, ...]
    kernels: Kernels = PLAIN

    @property
    def runs(self) -> int:
        """How many replications there are."""
        return len(self.replications)

    def alone(self) -> list[Streams]:
        """The streams of each replication."""
        return [Streams(self.seed, (one,), self.kernels) for one in self.replications]

    def stream(self, *name: str) -> Stream:
        """The stream of this purpose, e.g. ``stream("pension", "check", "service_time")``."""
        return Stream(_keys(self.seed, self.replications, name), self.kernels.uniforms)


@lru_cache(maxsize=4096)
def _keys(seed: int, replications: tuple[int, ...], name: tuple[str, ...]) -> Words:
    """The keys of a stream; models that are compared ask for the same ones in turn."""
    purpose = "".join(f"\x1f{part}" for part in name)
    digests = [
        hashlib.blake2b(f"{seed}\x1f{replication}{purpose}".encode(), digest_size=8).digest()
        for replication in replications
    ]
    return np.frombuffer(b"".join(digests), "<u4").reshape(-1, 2).astype(np.uint64)
