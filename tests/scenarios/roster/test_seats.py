"""No more people sit than there are seats, and none stays empty while somebody waits for one."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from scenarios.roster.kinds import RosterKind
from scenarios.roster.presence import presence
from scenarios.roster.rosters import Person, RosterCase
from scenarios.roster.seats import seated, short_of_seats

HOUR = 3600.0


@st.composite
def spans(draw):
    edges = sorted(draw(st.sets(st.integers(0, 12), max_size=6)))
    return [(float(b), float(e)) for b, e in zip(edges[::2], edges[1::2], strict=False)]


@given(st.dictionaries(st.sampled_from("ABCDE"), spans()), st.integers(0, 4))
def test_as_many_sit_as_can_and_only_who_is_there(there, seats: int) -> None:
    found = seated(there, seats)
    for hour in range(12):
        here = [n for n, own in there.items() if any(b <= hour < e for b, e in own)]
        sit = [n for n, own in found.items() if any(b <= hour < e for b, e in own)]
        assert set(sit) <= set(here)
        assert len(sit) == min(seats, len(here))
    for name, own in found.items():
        # A seat is kept: what is taken ends when the person leaves.
        assert {end for _, end in own} <= {end for _, end in there[name]}


def test_who_came_first_sits_first() -> None:
    there = {"A": [(1.0, 9.0)], "B": [(0.0, 4.0)], "C": [(2.0, 9.0)], "D": [(3.0, 9.0)]}
    assert seated(there, 2) == {
        "A": [(1.0, 9.0)], "B": [(0.0, 4.0)], "C": [(4.0, 9.0)], "D": [],
    }  # fmt: skip


def test_it_is_said_when_most_are_there_and_what_is_lost() -> None:
    kinds = {
        "D": RosterKind(start=8 * HOUR, length=8 * HOUR),
        "L": RosterKind(start=12 * HOUR, length=8 * HOUR),
    }
    case = RosterCase(
        first_day=dt.date(2026, 3, 2), days=2, kinds=kinds,
        people={name: Person() for name in "ABC"},
    )  # fmt: skip
    shifts = presence(case, {"A": ("D", "D"), "B": ("D", None), "C": ("L", None)})
    assert short_of_seats("windows", 3, shifts, case) is None
    told = short_of_seats("windows", 2, shifts, case)
    assert told is not None
    # From 12:00 to 16:00 there are three for two.
    assert "at most 3 people are there at once (2026-03-02 12:00) for 2 seats" in told.what
    assert "4 h are spent without a seat" in told.what
    assert "同时最多 3 人在岗" in told.zh


def test_what_was_before_the_roster_is_none_of_its_seats() -> None:
    kinds = {
        "D": RosterKind(start=8 * HOUR, length=8 * HOUR),
        "N": RosterKind(start=22 * HOUR, length=8 * HOUR),
    }

    def told(eve: str, first: tuple[str | None, ...]):
        case = RosterCase(
            first_day=dt.date(2026, 3, 2), days=1, kinds=kinds,
            people={name: Person(history=(eve,)) for name in "ABC"},
        )  # fmt: skip
        shifts = presence(case, {name: (kind,) for name, kind in zip("ABC", first, strict=True)})
        return short_of_seats("windows", 2, shifts, case)

    assert told("D", ("D", "D", None)) is None
    # The night goes on until 6:00 of the first day; the 2 h before midnight are not of the roster.
    night = told("N", (None, None, None))
    assert night is not None
    assert "at most 3 people are there at once (2026-03-02 00:00) for 2 seats" in night.what
    assert "6 h are spent without a seat" in night.what


def test_a_shift_of_the_eve_is_there_if_it_ends_on_the_first_day() -> None:
    starts = {"until midnight": 16 * HOUR, "over midnight": 16.5 * HOUR}
    case = RosterCase(
        first_day=dt.date(2026, 3, 2), days=1,
        kinds={name: RosterKind(start=at, length=8 * HOUR) for name, at in starts.items()},
        people={name: Person(history=(name,)) for name in starts},
    )  # fmt: skip
    shifts = presence(case, dict.fromkeys(starts, (None,)))
    assert [(one.person, one.day) for one in shifts] == [("over midnight", -1)]
