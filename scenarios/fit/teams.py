"""Those who serve the same zones: they are a pool of the model, with staff of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts, Flags, Ints
from scenarios.fit.midday_break import Spans
from scenarios.fit.number_present import mean_present
from scenarios.fit.on_duty import STEP, OnDuty, find_on_duty
from scenarios.fit.zones import Zones, who_does

_FEW = 0.01
"""Those who did less of all services are no team: they count with one that can do what they did."""


@dataclass(frozen=True, slots=True)
class Team:
    """Those who serve the same zones."""

    zones: tuple[int, ...]
    """What they serve besides what is everybody's; empty where there are no zones."""
    on_duty: OnDuty

    def serves(self, zone: int) -> bool:
        """Whether they serve matters of a zone, -1 for those of none."""
        return not self.zones or zone < 0 or zone in self.zones


def find_teams(
    contacts: Contacts, days: int, zones: Zones, hours: Sequence[Spans] = ()
) -> tuple[Team, ...]:
    """Teams with who of them was on duty, those of one zone first.

    Who waits for what a team serves waits for it, whoever served them in the end. Somebody without
    a name who served is of the team with the fewest zones that serves the matter. Somebody who
    helps out now and then, with what her team does not serve, counts there for these services.

    Parameters
    ----------
    contacts, days, hours
        As for `find_on_duty`.
    zones
        What people are divided by.
    """
    if not zones.number:
        return (Team((), find_on_duty(contacts, days, hours)),)
    served, team = _teams(contacts, zones)
    zone = zones.of_each(contacts)
    helped = _helped(served, team, zone)
    made = []
    for k, own in enumerate(served):
        wanted = (zone < 0) | np.isin(zone, own) | (team == k)
        part = contacts.only(wanted)
        on_duty = find_on_duty(part, days, hours, by=team[wanted] == k)
        came, went = (
            mean_present(contacts.start[some], contacts.end[some], days, STEP)
            for some in ((helped == k) & (team != k), (helped != k) & (team == k))
        )
        made.append(Team(own, on_duty.with_others(came - went)))
    return tuple(made)


def _helped(served: list[tuple[int, ...]], team: Ints, zone: Ints) -> Ints:
    """The team that each service counts with, -1 for those not served; shape (contacts,).

    That of who did it, or where this one does not serve the matter, the first that does.
    """
    helped = team.copy()
    for k, own in enumerate(served):
        for other in np.setdiff1d(zone[(team == k) & (zone >= 0)], own).tolist():
            first = next(one for one, zones in enumerate(served) if other in zones)
            helped[(team == k) & (zone == other)] = first
    return helped


def _teams(contacts: Contacts, zones: Zones) -> tuple[list[tuple[int, ...]], Ints]:
    """Zones of each team, and the team of whoever served each contact, -1 for those not served."""
    does, zone = who_does(contacts, zones), zones.of_each(contacts)
    # Who has no name did what the contact asked for, or everything where everybody does that.
    nameless = contacts.served & ~does.any(axis=1)
    asked = (zone[:, None] == np.arange(zones.number)) | (zone < 0)[:, None]
    sets, of = _distinct(np.where(nameless[:, None], asked, does))
    # Where some have names they say what teams there are.
    known = contacts.served & ~nameless
    services = np.bincount(of[known if known.any() else contacts.served], minlength=len(sets))
    kept = (services > 0) & (services >= _FEW * services.sum())
    teams = _covering(sets[kept])
    team = np.array([_first(teams, row) for row in sets], dtype=np.int64)[of]
    team[~contacts.served] = -1
    return [tuple(np.flatnonzero(row).tolist()) for row in teams], team


def _distinct(does: Flags) -> tuple[Flags, Ints]:
    """The rows that there are, and which of them each one is."""
    number = does @ (1 << np.arange(does.shape[1], dtype=np.int64))
    _, first, of = np.unique(number, return_index=True, return_inverse=True)
    return does[first], of.astype(np.int64)


def _covering(sets: Flags) -> Flags:
    """The sets, the smallest first, with a further one of what none of them has."""
    left = ~sets.any(axis=0)
    missing = np.diag(left)[left]
    every = np.vstack([sets, missing])
    order = np.lexsort((*(~every).T[::-1], every.sum(axis=1)))
    return np.asarray(every[order], dtype=np.bool_)


def _first(teams: Flags, asked: Flags) -> int:
    """The first team that serves all that is asked; the one that serves most of it where none."""
    missing = (~teams & asked).sum(axis=1)
    return int(np.argmin(missing))
