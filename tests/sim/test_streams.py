"""Random numbers by name: the generator's known answers, uniformity, and addresses."""

import itertools

import numpy as np
import pytest
from scipy import stats

import sim.streams
from sim.streams import Address, Stream, Streams, philox, uniforms

ONES = 0xFFFFFFFF
KNOWN = {
    # counter, key, answer: the known-answer file of Random123 for philox4x32-10
    "zeros": ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    "ones": ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    "pi": (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
}
STREAM = Streams(1, (0,)).stream("pension", "check", "service_time")
N = 100_000


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN.values(), ids=KNOWN)
def test_philox_gives_the_known_answers(counter, key, answer):
    words = tuple(np.array([word, word], dtype=np.uint64) for word in counter)
    assert [tuple(row) for row in philox(words, key).T] == [answer, answer]


def test_compiled_numbers_are_the_same():
    compiled = pytest.importorskip("sim.fast.uniforms", exc_type=ImportError).uniforms
    rng = np.random.default_rng(1)
    words = [np.append(rng.integers(0, ONES, N), word) for word in (0, ONES)]
    counter = (words[0], words[1], words[1][::-1].copy(), words[0][::-1].copy())
    # Words that all counters have in common are given once.
    once = (counter[0], counter[1], counter[2][:1], counter[3][-1:])
    keys = np.array([(0, 0), (ONES, ONES), (0, ONES), *STREAM.keys], dtype=np.uint64)
    runs = [*np.arange(len(keys))[:, None], rng.integers(0, len(keys), N + 1)]
    for run, given in itertools.product(runs, (counter, once)):
        address = Address(*given, run)
        assert compiled(keys, address).tobytes() == uniforms(keys, address).tobytes()


def test_a_word_given_once_is_the_word_of_all():
    ordinal, one = np.arange(10_000), np.array([7])
    every = np.repeat(one, ordinal.size)
    assert np.array_equal(
        uniforms(STREAM.keys, Address(ordinal, one, one, one)),
        uniforms(STREAM.keys, Address(ordinal, every, every, every, np.zeros_like(ordinal))),
    )


def test_numbers_are_uniform():
    # 1 in 1000 by chance, for each: Kolmogorov-Smirnov, and 256 equal cells.
    u = STREAM.uniform(np.arange(N) // 100, np.arange(N) % 100)
    assert stats.kstest(u, "uniform").pvalue > 0.001
    assert stats.chisquare(np.bincount((u * 256).astype(int), minlength=256)).pvalue > 0.001


@pytest.mark.parametrize("bits", [0, ONES])
def test_numbers_are_strictly_between_0_and_1(monkeypatch, bits):
    def extreme(counter, key):
        return np.full((4, counter[0].size), bits, dtype=np.uint64)

    monkeypatch.setattr(sim.streams, "philox", extreme)
    u = Stream(np.zeros((1, 2), dtype=np.uint64)).uniform(0, 0)
    assert 0 < u < 1


ADDRESSES = {
    "interval": (np.arange(N), 0, 0, 0),
    "ordinal": (0, np.arange(N), 0, 0),
    "turn": (0, 0, np.arange(N), 0),
    "attempt": (0, 0, 0, np.arange(N)),
}


@pytest.mark.parametrize("one", ADDRESSES)
def test_every_part_of_an_address_counts(one):
    u = STREAM.uniform(*ADDRESSES[one])
    assert np.unique(u).size == N
    assert stats.kstest(u, "uniform").pvalue > 0.001
    # Neighbours are not correlated: |r| beyond 3.3 / sqrt(N) is 1 in 1000.
    assert abs(np.corrcoef(u[1:], u[:-1])[0, 1]) < 3.3 / N**0.5


def test_parts_of_an_address_do_not_mix():
    grid = np.meshgrid(*[np.arange(8)] * 4)
    assert np.unique(STREAM.uniform(*grid)).size == 8**4


def test_names_seeds_and_replications_give_streams_of_their_own():
    names = [("a",), ("b",), ("a", "b"), ("ab",), ("a b",), ("a", "b", ""), ("1",)]
    streams = [
        Streams(seed, (replication,)).stream(*name)
        for seed, replication, name in itertools.product((1, 2, 11), (0, 1), names)
    ]
    assert len({stream.keys.tobytes() for stream in streams}) == len(streams)
    u = np.stack([stream.uniform(0, np.arange(2000)) for stream in streams])
    pairs = np.corrcoef(u)[np.triu_indices(len(streams), 1)]
    # The largest of all |r| sqrt(n) is below Bonferroni's bound, 1 in 1000 by chance.
    assert np.abs(pairs).max() * 2000**0.5 < stats.norm.isf(0.0005 / pairs.size)


def test_a_number_depends_on_its_own_address_alone():
    # Alone, among others, in another shape, or across the blocks in which they are worked out.
    ordinal = np.arange(10_000)
    u = STREAM.uniform(7, ordinal, 1, 2)
    assert STREAM.uniform(7, 9_999, 1, 2) == u[-1]
    assert np.array_equal(STREAM.uniform(7, ordinal[4095:4098], 1, 2), u[4095:4098])
    assert np.array_equal(STREAM.uniform(7, ordinal.reshape(100, 100), 1, 2).ravel(), u)
    assert STREAM.uniform([], []).size == 0


def test_replications_together_have_the_numbers_that_each_has_alone():
    # In any order, and across the blocks in which they are worked out.
    numbers = (5, 0, 11)
    name, ordinal = ("pension", "check"), np.arange(10_000)
    run = ordinal * 7 % 3
    together = Streams(1, numbers).stream(*name).uniform(2, ordinal, run=run)
    for k, one in enumerate(Streams(1, numbers).alone()):
        own = one.stream(*name).uniform(2, ordinal)
        assert np.array_equal(together[run == k], own[run == k])
        assert np.array_equal(own, Streams(1, (numbers[k],)).stream(*name).uniform(2, ordinal))
