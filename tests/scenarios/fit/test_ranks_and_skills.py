"""Who goes first and who does what, by hand and by chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from onewindow.fitting.seen_words import divided_words, order_lines, skill_lines
from scenarios.fit.contacts import Contacts, Floats, Ints
from scenarios.fit.contests import contests_of, met_others
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.handed_out import waits_by_rank
from scenarios.fit.ranks import Ranks, rank_shares, ranks_of
from scenarios.fit.skills_seen import divided_fraction, hardly_does, skills_of
from scenarios.section import TextPair

SOURCE = TextPair(zh="虚构", en="made up")
WORKS = 58.0
"""Time of a service [s]."""
CHANCE = 4.0
"""Standard errors allowed: one case in 16,000."""


def _contacts(arrival: Floats, start: Floats, label: Ints, server: Ints) -> Contacts:
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=start,
        end=start + WORKS,
        left=np.full(len(start), np.nan),
        activity=label,
        server=server,
        activities=("a", "b"),
        servers=("x", "y", "z"),
        priority=label,
        priorities=("usual", "urgent", "never"),
    )


def _line(
    label: Ints, key: Callable[[int, float], tuple[float, ...]], *, seed: int = 0, free: float = 0.0
) -> Contacts:
    """One clerk, a person a minute: who waits with the smallest key of (person, arrival) is next.

    People come at random, 14 every quarter of an hour for which the clerk has 15 minutes; ``free``
    is the share of quarters in which they come one after the other instead, and nobody waits.
    """
    rng = np.random.default_rng(seed)
    n = len(label) // 14
    evenly = rng.random(n) < free
    spread = np.sort(rng.uniform(0, 600, (n, 14)), axis=1)
    within = np.where(evenly[:, None], np.arange(14) * 61.0, spread)
    arrival = (within + np.arange(n)[:, None] * 900).ravel()
    label = label[: len(arrival)]
    start = np.full(len(arrival), np.nan)
    waiting: list[int] = []
    now, come = 0.0, 0
    for _ in range(len(arrival)):
        while come < len(arrival) and (arrival[come] <= now or not waiting):
            waiting.append(come)
            now = max(now, float(arrival[come]))
            come += 1
        one = min(waiting, key=lambda k: key(k, float(arrival[k])))
        waiting.remove(one)
        start[one] = now
        now += 60
    return _contacts(arrival, start, label, np.arange(len(arrival)) % 3)


def _urgent(n: int = 2800, share: float = 0.3, seed: int = 0) -> Ints:
    return (np.random.default_rng((seed, 1)).random(n) < share).astype(np.int64)


def _ranks(contacts: Contacts) -> Ranks:
    return ranks_of(contacts, np.zeros(len(contacts.arrival), dtype=np.int64), ("all",))


def test_strict_priority_is_ranked_and_comes_back_person_by_person() -> None:
    label = _urgent()
    contacts = _line(label, lambda k, came: (-label[k], came))
    (seen,) = _ranks(contacts).seen
    assert (seen.first, seen.behind) == (("urgent",), ("usual",))
    # Nobody urgent is ever passed, and passes all.
    assert (seen.passed, seen.was_passed, seen.missed) == (1, 0, 0)
    assert seen.missed_without > 30
    waits = waits_by_rank(contacts.arrival, contacts.start, 1 - label)
    assert np.allclose(waits, contacts.wait)


def test_first_come_first_served_has_no_ranks() -> None:
    label = _urgent()
    contacts = _line(label, lambda k, came: (came,))
    found = contests_of(contacts, label, 2).between(np.array([0]), np.array([1]))
    assert found == (0, 0)
    assert _ranks(contacts) == Ranks()
    assert np.allclose(waits_by_rank(contacts.arrival, contacts.start, 0 * label), contacts.wait)


def test_a_head_start_is_strict_only_where_the_waits_say_so() -> None:
    label = _urgent(share=0.5)
    # Waits are 150 s on average: 180 s ahead is nearly always first, 90 s is between the two.
    for ahead, strict in ((180, True), (90, False)):
        contacts = _line(label, lambda k, came, by=ahead: (came - by * label[k],))  # type: ignore[misc]
        ranks = _ranks(contacts)
        (seen,) = ranks.seen
        assert seen.first == ("urgent",)
        assert 0.5 < seen.passed < 0.9
        assert seen.was_passed == 0
        assert (seen.strict, ranks.number) == (strict, 1 + strict)
    lines = list(order_lines(fit_contacts(contacts, 3, SOURCE), "en"))
    assert ["but not always, and" in line for line in lines] == [True]


@pytest.mark.parametrize("share", [0.5, 0.2, 0.05])
@pytest.mark.parametrize("order", ["first", "random", "last"])
def test_a_column_that_is_for_nothing_is_never_ranked(order: str, share: float) -> None:
    """Labels drawn at random, in lines that are kept to, drawn from, and taken from the end.

    With labels for nothing a pair passes one way as likely as the other, so both shares have one
    mean. To be ranked one has to be three times the other: with a standard error of .05 or less
    (100 people who waited) and a mean of about .7 that is more than 6 of them. None of 180 logs
    may be.
    """
    ranked = 0
    for seed in range(20):
        label = _urgent(1400 if share > 0.1 else 2800, share, seed)
        drawn = np.random.default_rng((seed, 2)).random(len(label))
        keys: dict[str, Callable[[int, float], tuple[float, ...]]] = {
            "first": lambda k, came: (came,),
            "random": lambda k, came, drawn=drawn: (drawn[k],),  # type: ignore[misc]
            "last": lambda k, came: (-came,),
        }
        ranked += bool(_ranks(_line(label, keys[order], seed=seed)).seen)
    assert ranked == 0


def test_three_ranks_and_the_rare_and_unnamed_have_a_place() -> None:
    rng = np.random.default_rng(3)
    drawn = rng.choice(4, 5600, p=[0.2, 0.3, 0.495, 0.005])
    label = np.where(drawn == 2, -1, drawn)
    # The rare third is served as those without a name.
    order = np.array([0, 1, 2, 2])
    contacts = _line(drawn, lambda k, came: (order[drawn[k]], came))
    contacts = replace(contacts, priority=label)
    contacts = replace(contacts, priorities=("x", "y", "never", "rare"))
    ranks = _ranks(contacts)
    assert [ranks.named(k) for k in range(ranks.number)] == [("x",), ("y",), ("rare", "")]
    shares = rank_shares(contacts, np.zeros_like(label), 1, ranks)[0]
    assert np.allclose(shares, [(drawn == 0).mean(), (drawn == 1).mean(), (drawn > 1).mean()])


def test_a_class_given_to_those_who_wait_has_the_shares_of_those_who_met_others() -> None:
    label = _urgent(28_000)
    contacts = _line(label, lambda k, came: (-label[k], came), free=0.5)
    assert not _ranks(contacts).of_those_who_met
    # Who found nobody there has the plain class, whatever the person.
    written = np.where(met_others(contacts) | (contacts.wait > 5), label, 0)
    told = replace(contacts, priority=written)
    ranks = _ranks(told)
    assert ranks.of_those_who_met
    share = rank_shares(told, np.zeros_like(label), 1, ranks)[0][0]
    n = int(met_others(contacts).sum())
    assert abs(share - 0.3) < CHANCE * (0.3 * 0.7 / n) ** 0.5
    assert written.mean() < 0.3 - CHANCE * (0.3 * 0.7 / n) ** 0.5


def test_windows_of_their_own_are_no_priority() -> None:
    """Two clerks with a line each: the urgent one's is short, and each does one class alone."""
    usual = _line(np.zeros(2800, dtype=np.int64), lambda k, came: (came,), seed=1)
    urgent = _line(np.ones(2800, dtype=np.int64), lambda k, came: (came,), seed=2, free=0.8)
    arrival = np.concatenate([usual.arrival, urgent.arrival])
    order = np.argsort(arrival, kind="stable")
    start = np.concatenate([usual.start, urgent.start])[order]
    label = np.repeat([0, 1], [len(usual.arrival), len(urgent.arrival)])[order]
    apart = _contacts(arrival[order], start, label, label)
    assert _ranks(apart) == Ranks()
    assert hardly_does(apart, label, 2).tolist() == [
        [False, True], [True, False], [False, False], [False, False],
    ]  # fmt: skip


def test_who_never_does_a_matter_is_told_from_chance() -> None:
    rng = np.random.default_rng(2)
    arrival = np.arange(600.0)
    label, server = rng.integers(0, 2, 600), rng.integers(0, 3, 600)
    assert skills_of(_contacts(arrival, arrival, label, server)) == ()
    told = skills_of(_contacts(arrival, arrival, np.where(server == 0, 0, label), server))
    assert [(one.name, one.people, one.without) for one in told] == [("b", 3, 1)]
    lines = list(skill_lines(_contacts(arrival, arrival, label, server), "en"))
    assert lines == ["who can do which matter: the log shows no division; in the model all do all"]


@pytest.mark.parametrize("zones", [1, 2, 3, 4])
def test_of_zones_alike_all_but_one_would_be_somebody_elses(zones: int) -> None:
    """By chance 1 - 1 / zones of the work would come to people of other zones."""
    rng = np.random.default_rng(zones)
    n = 6000
    arrival, label = np.arange(float(n)), rng.integers(0, 2 * zones, n)
    server = label // 2 + zones * rng.integers(0, 3, n)  # three people in each, two matters
    contacts = replace(
        _contacts(arrival, arrival, label, server),
        activities=tuple("abcdefgh"[: 2 * zones]),
        servers=tuple("abcdefghijkl"[: 3 * zones]),
        priority=None,
    )
    assert divided_fraction(contacts) == pytest.approx(1 - 1 / zones, abs=0.03)
    for lang, pooled in (("en", "pooled already"), ("zh", "已经是合并后的窗口")):
        # Whoever asks for one pool is told what that means; zones of their own need no word.
        fit = fit_contacts(contacts, 1, SOURCE, zones={})
        assert (pooled in divided_words(fit, lang)) == (zones > 1)
        assert not divided_words(fit_contacts(contacts, 1, SOURCE), lang)
