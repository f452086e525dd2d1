"""A roster as the capacity of a model: its people in the pools where their shifts are worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scenarios import rosters
from scenarios.activities import Activity
from scenarios.calendar_days import DAY
from scenarios.errors import DataError, Problem
from scenarios.findings import listed, wrong_name
from scenarios.model import ServiceModel
from scenarios.pools import Person, Pool, Shift
from scenarios.roster_cells import Names
from scenarios.roster_presence import Presence
from scenarios.roster_seats import short_of_seats
from scenarios.rosters import RosterCase
from scenarios.units import clock_text


@dataclass(frozen=True, slots=True)
class Staffed:
    """A model with the people of a roster in its pools."""

    model: ServiceModel
    """It begins on the first day of the roster and lasts as long; its people have no shifts."""
    pool_of: Mapping[tuple[str, str], str]
    """Pool in which a person works a kind of shift."""
    home_of: Mapping[str, str]
    """Pool of the model before it was split, by pool."""
    seats: Mapping[str, int]
    """Seats of those pools that have a number of them."""
    notes: tuple[Problem, ...]
    """What is to be known of it, a sentence each."""


def staffed_model(
    model: ServiceModel,
    case: RosterCase,
    shifts: Sequence[Presence],
    pool: str | None = None,
    *,
    others: Sequence[Presence] = (),
) -> Staffed:
    """Put the people of a roster in the pools of a model.

    A kind of shift is worked in the pool that its ``post`` or ``skill`` names, by name or title, or
    else in ``pool``, or in the only pool with staff. Who has skills that are activities of the
    pool does only those, and others do all of them. A pool whose people differ in that becomes one
    for each group, the ones who can do least before the others, so that who can do more stays free
    longer; they share its seats, see `scenarios.roster_seats`.

    Parameters
    ----------
    model
        A hall or a hotline; the staff of the pools on the roster is replaced.
    case
        What the roster was made from.
    shifts
        Its shifts with times of day.
    pool
        The pool for kinds of shift that name none.
    others
        Shifts that may be worked in the place of these: their people have a pool too, and are not
        counted where it is told what is to be known of the roster.

    Raises
    ------
    DataError
        Kinds of shift have no pool or no start, arrivals do not repeat, or nobody is left who does
        an activity.
    """
    homes = _homes(model, case, pool)
    working: dict[str, dict[str, None]] = {name: {} for name in homes.values()}
    for one in (*shifts, *others):
        working[homes[one.kind]].setdefault(one.person)
    known = _named(model.activities)
    pools: dict[str, Pool] = {}
    place: dict[tuple[str, str], str] = {}
    home_of: dict[str, str] = {}
    for name, own in model.pools.items():
        if name not in working:
            pools[name] = own
            continue
        here = {one: case.people[one] for one in working[name]}
        groups = _groups(own, here, known)
        served = {activity for serves in groups for activity in serves}
        if groups and (nobody := [one for one in own.serves if one not in served]):
            what = (
                f"expected somebody on the roster who does {listed(nobody)}, got nobody. Give the "
                "skill to a person, or leave skills out."
            )
            raise DataError(Problem(f"pools.{name}", what))
        for number, (serves, people) in enumerate(groups.items(), 1):
            made = name if len(groups) == 1 else f"{name}_{number}"
            pools[made] = own.replace(
                people={one: _person(case.people[one]) for one in people},
                serves=serves, staff=None, surge=None,
            )  # fmt: skip
            home_of[made] = name
            place |= {
                (kind, one): made for kind, at in homes.items() if at == name for one in people
            }
        if not groups:
            pools[name] = own.replace(people={}, staff=0, surge=None)
    _check_arrivals(model)
    made_model = model.replace(
        pools=pools, start_date=case.first_day, horizon=case.days * DAY, warm_up=0.0
    )
    seats = {
        name: own.seats
        for name, own in model.pools.items()
        if name in working and isinstance(own.seats, int)
    }
    staffed = Staffed(made_model, place, home_of, seats, ())
    first = _first_night(case, shifts)
    told = (*([] if first is None else [first]), *seat_notes(staffed, case, shifts))
    return replace(staffed, notes=told)


def seat_notes(
    staffed: Staffed, case: RosterCase, shifts: Sequence[Presence]
) -> tuple[Problem, ...]:
    """What to say of people who have no seat at times when these shifts are worked."""
    home = {of: staffed.home_of[pool] for of, pool in staffed.pool_of.items()}
    notes = (
        short_of_seats(
            name, number, [one for one in shifts if home[one.kind, one.person] == name], case
        )
        for name, number in staffed.seats.items()
    )
    return tuple(note for note in notes if note is not None)


def _first_night(case: RosterCase, shifts: Sequence[Presence]) -> Problem | None:
    """What to say where night shifts of the eve may be missing, as nothing is known of it."""
    after_midnight = max((one.end for one in shifts), default=0.0) - DAY
    if after_midnight <= 0 or any(person.history for person in case.people.values()):
        return None
    until = clock_text(after_midnight)
    return Problem(
        "roster",
        f"who works in the night before {case.first_day} is not known: until {until} of that day "
        "nobody of the eve is there. Name the roster before in after, or give people a history.",
        zh=f"{case.first_day} 前一天的夜班不明：当天 {until} 之前没有前一天的人在岗。请用 after "
        "指明上期排班表，或给人员写上 history。",
    )


def _homes(model: ServiceModel, case: RosterCase, pool: str | None) -> dict[str, str]:
    """The pool in which each kind of shift is worked."""
    named = _named(model.pools)
    asked = None if pool is None else named.find(pool)
    if pool is not None and asked is None:
        what = wrong_name("a pool of the model", pool, model.pools, "Name one of them.")
        raise DataError(Problem("--pool", what))
    staffed = [name for name, own in model.pools.items() if not own.machines and _has_staff(own)]
    only = asked or (staffed[0] if len(staffed) == 1 else None)
    homes: dict[str, str] = {}
    problems = []
    for name, kind in case.kinds.items():
        if kind.start is None:
            what = "expected a start, got none. Give it, such as start: 08:00."
            problems.append(Problem(f"kinds.{name}.start", what))
        words = (word for word in (kind.post, kind.skill) if word is not None)
        home = next((at for word in words if (at := named.find(word)) is not None), only)
        if home is None:
            what = (
                f"expected a pool of the model ({listed(staffed)}) as post or skill, got none. Add "
                "post: POOL, or give --pool."
            )
            problems.append(Problem(f"kinds.{name}", what))
        else:
            homes[name] = home
    if problems:
        raise DataError(problems)
    return homes


def _has_staff(pool: Pool) -> bool:
    return bool(pool.people) or (pool.seats if pool.staff is None else pool.staff) != "unlimited"


def _named(sections: Mapping[str, Pool] | Mapping[str, Activity]) -> Names:
    """Pools or activities by their names and their titles in both languages."""
    titles = {name: one.title for name, one in sections.items() if one.title is not None}
    return Names(
        sections, ((word, name) for name, one in titles.items() for word in (one.zh, one.en))
    )


def _groups(
    pool: Pool, people: Mapping[str, rosters.Person], activities: Names
) -> dict[tuple[str, ...], list[str]]:
    """People of a pool by the activities they do, those who do fewest first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name, person in people.items():
        can = {activities.find(skill) for skill in person.skills}
        own = tuple(activity for activity in pool.serves if activity in can)
        found.setdefault(own or pool.serves, []).append(name)
    return dict(sorted(found.items(), key=lambda one: (len(one[0]), one[0])))


def _person(person: rosters.Person) -> Person:
    """Somebody with their speed; when they are there is said by the roster alone."""
    return Person(speed=person.speed, shifts=(Shift(span=(0.0, DAY)),))


def _check_arrivals(model: ServiceModel) -> None:
    problems = [
        Problem(
            f"services.{name}.arrivals",
            f"expected arrivals that repeat from day to day, got {service.arrivals.pattern}. Fit "
            "rates to them first: onewindow fit.",
        )
        for name, service in model.services.items()
        if service.arrivals.pattern in ("trace", "times")
    ]
    if problems:
        raise DataError(problems)
