"""Where who serves was, service by service: in one zone, or in several at once.

Somebody may sit with one zone today and with another tomorrow, or from noon on: then she serves
one after the other, in runs that chance does not make. Or she takes whoever comes of several zones,
one by one. The likeliest course of a day tells them apart: a hidden Markov model with a state for
each zone and one for mixing, decoded by Viterbi's algorithm (Rabiner 1989, "A tutorial on hidden
Markov models", section III); what each person mixes, and how often she is where, is learned from
her own days by decoding them again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.skills_seen import HARDLY

_STRAY = 0.05
"""Share of services of other zones with somebody who sits with one: she helps out now and then."""
_CHANGE = 0.003
"""Chance of a change of place from one service to the next: one in some ten days of thirty. Where
the line of one zone empties, who mixes serves runs of the other that are longer than chance."""
_ROUNDS = 10
"""Days are decoded so often at most; most are as they stay after three."""


def zones_at(person: Ints, day: Ints, start: Floats, zone: Ints, zones: int) -> Flags:
    """Which zones the server of each service served at that time, shape (services, zones).

    Of those that she mixes, the ones of which she does more than a fifth of what chance would
    give. Who did nothing but what is everybody's may do everything.

    Parameters
    ----------
    person, day, start
        Who served, on which day, and when [s], shape (services,).
    zone
        Of each service, -1 for what is of none, which tells nothing of where she was.
    zones
        How many there are.
    """
    if not len(person):
        return np.zeros((0, zones), dtype=np.bool_)
    courses = _Courses.of(person, day, start, zone)
    number = int(person.max()) + 1
    of_zone = np.bincount(zone[zone >= 0], minlength=zones)
    share = of_zone / max(1, of_zone.sum())
    done = _counted(person, zone, np.ones(len(zone), dtype=np.bool_), number, zones)
    does = _does(done, share)
    mixed, often = does.astype(np.float64), np.ones((number, zones + 1))
    state = np.full(len(zone), -1, dtype=np.int64)
    for _ in range(_ROUNDS):
        before, state = state, courses.decoded(_costs(mixed, zones), often)
        if (state == before).all():
            break
        # Each zone that she does counts as seen once: few services do not rule it out.
        mixed = does * (1.0 + _counted(person, zone, state == zones, number, zones))
        often = 1.0 + courses.begun(state, number, zones + 1)
    mixing = state == zones
    several = (_does(_counted(person, zone, mixing, number, zones), share) & does)[person]
    alone = np.arange(zones) == state[:, None]
    found = np.where(mixing[:, None], several, alone)
    return np.asarray(found | (done.sum(axis=1) == 0)[person, None], dtype=np.bool_)


def _counted(person: Ints, zone: Ints, kept: Flags, number: int, zones: int) -> Floats:
    """Services of some by person and zone, shape (people, zones)."""
    made = np.zeros((number, zones))
    kept = kept & (zone >= 0)
    np.add.at(made, (person[kept], zone[kept]), 1.0)
    return made


def _does(done: Floats, share: Floats) -> Flags:
    """Zones of which each does more than a fifth of what chance would give; all for no services."""
    total = done.sum(axis=1, keepdims=True)
    return np.asarray((done > HARDLY * share * total) | (total == 0), dtype=np.bool_)


def _costs(mixed: Floats, zones: int) -> Floats:
    """Minus log chance of a zone by person and state; shape (people, states, zones + 1).

    The last is of what is of no zone, which is as likely everywhere.
    """
    stray = np.full((zones, zones), _STRAY / max(1, zones - 1))
    np.fill_diagonal(stray, 1 - _STRAY)
    several = (1 - _STRAY) * mixed / mixed.sum(axis=1, keepdims=True) + _STRAY / zones
    chance = np.ones((len(mixed), zones + 1, zones + 1))
    chance[:, :zones, :zones] = stray
    chance[:, zones, :zones] = several
    return -np.log(chance)


@dataclass(frozen=True, slots=True)
class _Courses:
    """Services by person and day, in order."""

    row: Ints
    """Person and day of each service, shape (services,)."""
    place: Ints
    """Which of this day it is, 0 the first, shape (services,)."""
    person: Ints
    """Of each row."""
    zone: Ints
    """Shape (rows, most services of one); -1 for none, and after the last."""

    @classmethod
    def of(cls, person: Ints, day: Ints, start: Floats, zone: Ints) -> _Courses:
        order = np.lexsort((start, day, person))
        key = person * (int(day.max()) + 1) + day
        _, first, row, size = np.unique(
            key[order], return_index=True, return_inverse=True, return_counts=True
        )
        place = np.arange(len(order)) - first[row]
        table = np.full((len(first), int(size.max())), -1, dtype=np.int64)
        table[row, place] = zone[order]
        back = np.argsort(order, kind="stable")
        return cls(row[back].astype(np.int64), place[back], person[order][first], table)

    def decoded(self, costs: Floats, often: Floats) -> Ints:
        """The likeliest state of each service, shape (services,).

        Parameters
        ----------
        costs
            Of each zone by person and state.
        often
            How often each person began to be in each state, shape (people, states).
        """
        begin = -np.log(often / often.sum(axis=1, keepdims=True))[self.person]
        of_person, rows = costs[self.person], np.arange(len(self.person))
        change, stay = begin - np.log(_CHANGE), -np.log1p(-_CHANGE)
        steps = self.zone.shape[1]
        came_from = np.zeros((steps, *begin.shape), dtype=np.int64)
        own = np.broadcast_to(np.arange(begin.shape[1]), begin.shape)
        total = begin + of_person[rows, :, self.zone[:, 0]]
        for k in range(1, steps):
            best = total.argmin(axis=1)[:, None]
            changed = np.take_along_axis(total, best, axis=1) + change
            came_from[k] = np.where(changed < total + stay, best, own)
            total = np.minimum(changed, total + stay) + of_person[rows, :, self.zone[:, k]]
        state = np.zeros(self.zone.shape, dtype=np.int64)
        state[:, -1] = total.argmin(axis=1)
        for k in range(steps - 1, 0, -1):
            state[:, k - 1] = came_from[k][rows, state[:, k]]
        return state[self.row, self.place]

    def begun(self, state: Ints, people: int, states: int) -> Floats:
        """How often each person began to be in each state, shape (people, states)."""
        table = np.full(self.zone.shape, -1, dtype=np.int64)
        table[self.row, self.place] = state
        before = np.hstack([np.full((len(table), 1), -1), table[:, :-1]])
        row, place = np.nonzero((table >= 0) & (table != before))
        made = np.zeros((people, states))
        np.add.at(made, (self.person[row], table[row, place]), 1.0)
        return made
