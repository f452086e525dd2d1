"""Zones of a hall, or groups of a hotline: matters that are done by people of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts, Flags, Floats, Ints
from scenarios.fit.places import zones_at
from scenarios.section import TextPair

_FOUND = "zone_"
_LEAST = 100
"""Services of a matter that are enough to tell who does it."""
_TOGETHER = 0.4
"""A matter belongs to a zone when who does the one does at least so much of the other that day, as
a share of what chance would give. Three zones with s of n people working everywhere have s / n."""
_SMALL = 0.02
"""Zones with less of all services are none: there is no telling how many are there for them."""
_OWN = 0.8
"""A rare matter is of the zone whose people did so much of it."""
_DIVIDED = 0.2
"""Share of the work, by chance that of people who hardly do it, from which on there are zones."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Matters by the people who do them; without any, everybody does all."""

    names: tuple[str, ...]
    """Of each zone, those with most work first where they were found."""
    of_matter: tuple[int, ...]
    """Zone of each of `Contacts.activities`, -1 for those of no zone, which everybody does."""

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.names)

    def of_each(self, contacts: Contacts) -> Ints:
        """Zone of the matter of each, -1 for none; shape (contacts,)."""
        return np.array([*self.of_matter, -1], dtype=np.int64)[contacts.activity]

    def named(self, activities: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Matters of each zone, as a mapping file has them."""
        return {
            name: tuple(a for a, of in zip(activities, self.of_matter, strict=True) if of == k)
            for k, name in enumerate(self.names)
        }


def zone_title(name: str) -> TextPair:
    """What people call a zone: its name, or its number where it was found."""
    if not was_found(name):
        return TextPair(zh=name, en=name)
    number = name.removeprefix(_FOUND)
    return TextPair(zh=f"{number} 区", en=f"zone {number}")


def was_found(name: str) -> bool:
    """Whether a zone has a name of those that `zones_found` gives, and not one of somebody's."""
    return name.startswith(_FOUND) and name.removeprefix(_FOUND).isdecimal()


def one_zone(contacts: Contacts) -> Zones:
    """Everybody does all."""
    return Zones((), (-1,) * len(contacts.activities))


def zones_given(given: Mapping[str, Iterable[str]], contacts: Contacts) -> Zones:
    """Zones by the names of their matters; others are done by everybody."""
    of = {matter: k for k, matters in enumerate(given.values()) for matter in matters}
    return Zones(tuple(given), tuple(of.get(name, -1) for name in contacts.activities))


def zones_found(contacts: Contacts) -> Zones:
    """Zones as who served whom tells; none where everybody does about everything.

    Matters, the most frequent first, join the zone whose people do them (`togetherness`); one that
    belongs to several is everybody's, and one that belongs to none begins its own. Rare ones are of
    the zone whose people did them. All are one where less than a fifth of the work would come by
    chance to people who hardly do such a zone.
    """
    kept = contacts.served & (contacts.server >= 0) & (contacts.activity >= 0)
    matters = len(contacts.activities)
    _, row = np.unique(_person_day(contacts)[kept], return_inverse=True)
    by_day = np.zeros((int(row.max(initial=-1)) + 1, matters))
    np.add.at(by_day, (row, contacts.activity[kept]), 1.0)
    services = by_day.sum(axis=0)
    often = np.flatnonzero(services >= _LEAST)
    often = often[np.argsort(-services[often], kind="stable")]
    if len(often) < 2:
        return one_zone(contacts)
    of = np.full(matters, -1, dtype=np.int64)
    of[often] = _joined(_ratios(by_day[:, often]), services[often])
    found = _by_work(of, services)
    found = _with_rare(contacts, found)
    if found.number < 2 or _divided(contacts, found) < _DIVIDED:
        return one_zone(contacts)
    return found


def who_does(contacts: Contacts, zones: Zones) -> Flags:
    """Which zones the server of each contact serves at that time, shape (contacts, zones).

    Where she was tells the course of her services that day (`zones_at`). No zone for contacts
    without a server.
    """
    named = contacts.served & (contacts.server >= 0)
    made = np.zeros((len(named), zones.number), dtype=np.bool_)
    own = contacts.only(named)
    made[named] = zones_at(own.server, own.day, own.start, zones.of_each(own), zones.number)
    return made


def _person_day(contacts: Contacts) -> Ints:
    """A number for each server and day; shape (contacts,)."""
    people = len(contacts.servers) + 1
    return np.asarray(contacts.day * people + contacts.server % people, dtype=np.int64)


def _ratios(done: Floats) -> Floats:
    """How much of one matter those do who do another, against chance; shape (matters, matters).

    Of the services of i by somebody on a day, the share of j among the other services of the same
    person and day, over the share of j in all. It is 1 for all pairs where everybody takes the next
    whatever it is, and 0 between matters of different people.

    Parameters
    ----------
    done
        Services by person and day, shape (people and days, matters).
    """
    others = np.maximum(1.0, done.sum(axis=1, keepdims=True) - 1.0)
    share = done.sum(axis=0) / done.sum()
    return np.asarray((done / done.sum(axis=0)).T @ (done / others) / share, dtype=np.float64)


def _joined(ratios: Floats, services: Floats) -> Ints:
    """Zone of each matter, -1 for those of several; the most frequent first, shape (matters,).

    The ratio of a matter to a zone, and of a zone to a matter, is the mean over the matters of the
    zone by their services: that of all of them as one. The less of the two counts.
    """
    of = np.full(len(services), -1, dtype=np.int64)
    number = 0
    for k in range(len(services)):
        with_ = []
        for zone in range(number):
            own = np.flatnonzero(of == zone)
            weight = services[own] / services[own].sum()
            with_.append(min(float(ratios[k, own] @ weight), float(weight @ ratios[own, k])))
        near = [zone for zone, one in enumerate(with_) if one >= _TOGETHER]
        if not near:
            of[k] = number
            number += 1
        elif len(near) == 1:
            of[k] = near[0]
    return of


def _by_work(of: Ints, services: Floats) -> Zones:
    """Zones numbered by their services, without the small ones."""
    work = np.bincount(of + 1, services, minlength=2)[1:]
    large = [z for z in np.argsort(-work, kind="stable").tolist() if work[z] >= _SMALL * work.sum()]
    number = {zone: k for k, zone in enumerate(large)}
    names = tuple(f"{_FOUND}{k + 1}" for k in range(len(large)))
    return Zones(names, tuple(number.get(zone, -1) for zone in of.tolist()))


def _with_rare(contacts: Contacts, zones: Zones) -> Zones:
    """Matters of no zone put into the one whose people do them."""
    does = who_does(contacts, zones)
    alone = (does.sum(axis=1) == 1) & (contacts.activity >= 0)
    matters = len(contacts.activities)
    by_zone = np.zeros((matters, max(1, zones.number)))
    np.add.at(by_zone, (contacts.activity[alone], does[alone].argmax(axis=1)), 1.0)
    kept = contacts.served & (contacts.server >= 0) & (contacts.activity >= 0)
    served = np.bincount(contacts.activity[kept], minlength=matters)
    sure = (by_zone.max(axis=1) >= _OWN * served) & (served > 0)
    best = by_zone.argmax(axis=1).tolist()
    of = (best[k] if zone < 0 and sure[k] else zone for k, zone in enumerate(zones.of_matter))
    return Zones(zones.names, tuple(of))


def _divided(contacts: Contacts, zones: Zones) -> float:
    """Share of the work that would come by chance to people who do not serve its zone."""
    does, zone = who_does(contacts, zones), zones.of_each(contacts)
    share = np.bincount(zone[zone >= 0], minlength=zones.number) / max(1, len(zone))
    named = contacts.served & (contacts.server >= 0)
    return float((~does[named] @ share).mean()) if named.any() else 0.0
