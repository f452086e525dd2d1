"""A roster as the capacity of a model: its people in the pools where their shifts are worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scenarios.activities import Activity
from scenarios.calendar_days import DAY
from scenarios.errors import DataError, Problem
from scenarios.findings import listed, listed_zh
from scenarios.model import ServiceModel
from scenarios.pools import Person, Pool, Shift
from scenarios.roster import rosters
from scenarios.roster.cells import Names
from scenarios.roster.homes import homes_of, left_out, sections_named
from scenarios.roster.presence import Presence
from scenarios.roster.rosters import RosterCase
from scenarios.roster.seats import short_of_seats
from scenarios.units import clock_text


@dataclass(frozen=True, slots=True)
class Staffed:
    """A model with the people of a roster in its pools."""

    model: ServiceModel
    """It begins on the first day of the roster and lasts as long; its people have no shifts."""
    shifts: tuple[Presence, ...]
    """The shifts that are worked in its pools."""
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
    asked: Sequence[str] = (),
    *,
    others: Sequence[Presence] = (),
) -> Staffed:
    """Put the people of a roster in the pools of a model.

    A kind of shift is worked in its pool, see `scenarios.roster.homes`, and shifts of kinds that no
    pool takes are left out. Who has skills that are activities of the
    pool does only those, and others do all of them. A pool whose people differ in that becomes one
    for each group, the ones who can do least before the others, so that who can do more stays free
    longer; they share its seats, see `scenarios.roster.seats`.

    Parameters
    ----------
    model
        A hall or a hotline; the staff of the pools on the roster is replaced.
    case
        What the roster was made from.
    shifts
        Its shifts with times of day.
    asked
        Pools of kinds of shift that name none.
    others
        Shifts that may be worked in the place of these: their kinds and people have a pool too, and
        are not counted where it is told what is to be known of the roster.

    Raises
    ------
    DataError
        No kind of shift has a pool, one has no start, what is asked for is not known, arrivals do
        not repeat, or nobody is left who does an activity.
    """
    homes = homes_of(model, case, asked)
    worked = tuple(one for one in shifts if one.kind in homes)
    working: dict[str, dict[str, None]] = {name: {} for name in homes.values()}
    for one in (*worked, *others):
        working[homes[one.kind]].setdefault(one.person)
    pools: dict[str, Pool] = {}
    place: dict[tuple[str, str], str] = {}
    home_of: dict[str, str] = {}
    for name, own in model.pools.items():
        if name not in working:
            pools[name] = own
            continue
        here = {one: case.people[one] for one in working[name]}
        groups = _groups(own, here, model.activities)
        served = {activity for serves in groups for activity in serves}
        if groups and (nobody := [one for one in own.serves if one not in served]):
            what = (
                f"expected somebody on the roster who does {listed(nobody)}, got nobody. Give the "
                "skill to a person, or leave skills out."
            )
            zh = f"排班表里应有人能办 {listed_zh(nobody)}，没有人。请给人员加上技能，或不写技能。"
            raise DataError(Problem(f"pools.{name}", what, zh=zh))
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
    staffed = Staffed(made_model, worked, place, home_of, seats, ())
    told = (left_out(model, case, homes, shifts), _first_night(case, worked))
    notes = (*(one for one in told if one is not None), *seat_notes(staffed, case, worked))
    return replace(staffed, notes=notes)


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


def _groups(
    pool: Pool, people: Mapping[str, rosters.Person], activities: Mapping[str, Activity]
) -> dict[tuple[str, ...], list[str]]:
    """People of a pool by the activities they do, those who do fewest first."""
    known = sections_named(activities)
    alike = Names({word for one in activities.values() for word in one.also_called})
    found: dict[tuple[str, ...], list[str]] = {}
    for name, person in people.items():
        can = {known.find(skill) for skill in person.skills}
        kinds = {alike.find(skill) for skill in person.skills}
        own = tuple(
            activity
            for activity in pool.serves
            if activity in can or kinds.intersection(activities[activity].also_called)
        )
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
            zh=f"应为逐日重复的到达，实为 {service.arrivals.pattern}。请先由它拟合出到达率："
            "onewindow fit。",
        )
        for name, service in model.services.items()
        if service.arrivals.pattern in ("trace", "times")
    ]
    if problems:
        raise DataError(problems)
