"""Zones: found where people have matters of their own, and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from scenarios.fit.contacts import Contacts, Floats
from scenarios.fit.teams import find_teams
from scenarios.fit.zones import one_zone, zones_found, zones_given

DAYS, A_DAY = 40, 30


def _hall(does: Floats, seed: int) -> Contacts:
    """Everybody serves 30 a day, matter by the weights ``does`` (people or (days, people))."""
    rng = np.random.default_rng(seed)
    people, matters = does.shape[-2:]
    weights = np.broadcast_to(does, (DAYS, people, matters))
    day, server = (k.ravel() for k in np.indices((DAYS, people)))
    each = weights[day, server] / weights[day, server].sum(axis=1, keepdims=True)
    counts = rng.multinomial(A_DAY, each)
    row, activity = (np.repeat(k.ravel(), counts.ravel()) for k in np.indices(counts.shape))
    n = len(row)
    came = day[row] * 86400.0 + 32400 + rng.uniform(0, 28800, n)
    return Contacts(
        first_day=dt.date(2026, 3, 2), arrival=came, start=came, end=came + 300,
        left=np.full(n, np.nan), activity=activity, activities=tuple("abcdef"[:matters]),
        server=server[row], servers=tuple(f"P{k}" for k in range(people)),
    )  # fmt: skip


def _two_zones(shared: int) -> Floats:
    """Four people for a and b, four for c and d, and some for all."""
    first, second = [3.0, 1, 0, 0], [0, 0, 2.0, 2]
    return np.array([first] * 4 + [second] * 4 + [[3.0, 1, 2, 2]] * shared)


def _alike(contacts: Contacts) -> list[bool]:
    """Whether each matter is of the zone of the first."""
    of = zones_found(contacts).of_matter
    assert sorted({*of} - {-1}) == [0, 1]
    return [zone == of[0] for zone in of]


def _people(contacts: Contacts) -> dict[tuple[int, ...], float]:
    """Time at work of each team by its zones, in quarters of an hour."""
    teams = find_teams(contacts, DAYS, zones_found(contacts))
    return {team.zones: float(team.on_duty.least.sum()) for team in teams}


@pytest.mark.parametrize("shared", [0, 1, 2])
def test_two_zones_are_found_with_a_few_people_of_both(shared: int) -> None:
    contacts = _hall(_two_zones(shared), seed=shared)
    assert _alike(contacts) == [True, True, False, False]
    hours = _people(contacts)
    assert set(hours) == {(0,), (1,)} | ({(0, 1)} if shared else set())
    # Everybody serves as many a day, of five minutes each: teams have hours by their people.
    each = DAYS * A_DAY * 300 / 900
    assert hours[(0,)] == pytest.approx(4 * each)
    assert hours[(1,)] == pytest.approx(4 * each)
    assert sum(hours.values()) == pytest.approx((8 + shared) * each)


def test_who_changes_zone_by_the_day_counts_where_she_is() -> None:
    rng = np.random.default_rng(1)
    of_day = np.array([rng.permutation(_two_zones(0)) for _ in range(DAYS)])
    contacts = _hall(of_day, seed=1)
    assert _alike(contacts) == [True, True, False, False]
    assert set(_people(contacts)) == {(0,), (1,)}


@pytest.mark.parametrize("seed", range(3))
def test_who_swaps_zones_on_some_days_makes_no_shared_pool(seed: int) -> None:
    # One of each zone sits in the other's place on three days of ten.
    swaps = np.random.default_rng(seed).random(DAYS) < 0.3
    of_day = np.repeat(_two_zones(0)[None], DAYS, axis=0)
    of_day[np.ix_(swaps, [0, 4])] = of_day[np.ix_(swaps, [4, 0])]
    contacts = _hall(of_day, seed)
    assert _alike(contacts) == [True, True, False, False]
    each = DAYS * A_DAY * 300 / 900
    assert _people(contacts) == {(0,): pytest.approx(4 * each), (1,): pytest.approx(4 * each)}


def test_who_helps_out_counts_where_she_helps() -> None:
    # One of the first zone does one in 30 in the second: no pool of both, but hours there.
    does = _two_zones(0)
    does[0] = [2.9, 0.97, 0.065, 0.065]
    contacts = _hall(does, seed=6)
    assert _alike(contacts) == [True, True, False, False]
    zone = zones_found(contacts).of_each(contacts)
    hours = {(k,): pytest.approx((zone == k).sum() * 300 / 900) for k in (0, 1)}
    assert ((zone != zone[contacts.server == 1][0]) & (contacts.server == 0)).any()
    assert _people(contacts) == hours


def test_a_matter_that_all_do_links_no_zones() -> None:
    does = np.array([[3.0, 0, 1]] * 4 + [[0, 3.0, 1]] * 4)
    contacts = _hall(does, seed=3)
    assert zones_found(contacts).of_matter in ((0, 1, -1), (1, 0, -1))
    assert set(_people(contacts)) == {(0,), (1,)}


def test_rare_matters_are_of_the_zone_whose_people_do_them() -> None:
    does = np.array([[3.0, 0.02, 0]] * 4 + [[0, 0, 3.0]] * 4)
    contacts = _hall(does, seed=4)
    assert 0 < (contacts.activity == 1).sum() < 100
    assert _alike(contacts) == [True, True, False]


def test_without_names_there_are_no_zones_unless_somebody_gives_them() -> None:
    named = _hall(_two_zones(0), seed=5)
    contacts = replace(named, server=np.full(len(named.arrival), -1))
    assert zones_found(contacts) == one_zone(contacts)
    given = zones_given({"social": ("a", "b"), "tax": ("c",)}, contacts)
    assert given.of_matter == (0, 0, 1, -1)
    teams = find_teams(contacts, DAYS, given)
    # What is in no zone was done by somebody who does everything.
    assert [team.zones for team in teams] == [(0,), (1,), (0, 1)]
    served = [float(team.on_duty.least.sum()) for team in teams]
    counts = [int(np.isin(contacts.activity, of).sum()) for of in ((0, 1), (2,), (3,))]
    assert served == pytest.approx([count * 300 / 900 for count in counts])


@pytest.mark.parametrize("seed", range(20))
def test_people_with_likings_are_one_pool(seed: int) -> None:
    rng = np.random.default_rng(seed)
    common = rng.dirichlet(np.full(5, 3.0))
    contacts = _hall(rng.dirichlet(5 * 4 * common, size=9), seed)
    assert zones_found(contacts) == one_zone(contacts)
