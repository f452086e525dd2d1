"""Hours beyond a roster: told apart, and when they are for visits that nobody can serve."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from onewindow.requiring import Asked
from onewindow.roster.run_shown import run_notes, shown_run
from onewindow.roster.simulating import RosterSimulation, simulate_roster
from onewindow.roster.stayed import beyond_rows
from plots.roster.run_tables import run_sheets
from plots.roster.run_words import run_sentences
from scenarios.model import ServiceModel
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Person, RosterCase

HOUR = 3600.0
MONDAY = dt.date(2026, 3, 2)
ASKED = Asked("80% in 20 min", interval="1 h")


def two_counters(
    *, cases: int = 60, early: bool = False, issue: str = "1 min", **first: Any
) -> ServiceModel:
    """A hall with two counters in a row; the first has more work than it can do in a day."""
    open_ = {"mon-fri": ["09:00-17:00"]}
    before = {"mon-fri": ["09:00-16:30"]}
    return ServiceModel.model_validate(
        {
            "name": "hall", "title": "hall", "provenance": "assumed", "horizon": "1 day",
            "start_date": "2026-03-02",
            "calendars": {"office": {"open": open_}, "early": {"open": before}},
            "activities": {
                "intake": {"service_time": "10 min"},
                "issue": {"service_time": issue},
            },
            "pools": {
                "first": {"serves": ["intake"], "staff": 1,
                          "calendar": "early" if early else "office", **first},
                "second": {"serves": ["issue"], "staff": 1, "calendar": "office"},
            },
            "services": {
                "permit": {
                    "calendar": "office",
                    "arrivals": {"pattern": "counts", "start": "09:00", "interval": "8 h",
                                 "counts": [cases]},
                    "flow": [{"serve": "intake"}, {"serve": "issue"}],
                }
            },
        }
    )  # fmt: skip


def run(model: ServiceModel, hours: float = 7.5, days: int = 2, **options: Any) -> RosterSimulation:
    kinds = {
        "A": RosterKind(start=9 * HOUR, length=hours * HOUR, post="first"),
        "B": RosterKind(start=9 * HOUR, length=8 * HOUR, post="second"),
    }
    case = RosterCase(
        first_day=MONDAY, days=days, kinds=kinds, people={"Ann": Person(), "Cho": Person()}
    )
    roster = {"Ann": ("A",) * days, "Cho": ("B",) * days}
    return simulate_roster(model, case, roster, ASKED, replications=2, **options)


def held(found: RosterSimulation) -> float:
    return float(beyond_rows(found)["held"].sum())


@pytest.mark.parametrize("days", [1, 2, 3])
def test_whoever_waits_for_a_counter_left_keeps_the_next_one_all_night(days: int) -> None:
    # 60 visits of 10 min are 10 h of work in 7.5 h: somebody waits when Ann leaves at 16:30, and
    # Cho, whom they need afterwards, is there from 17:00 to 09:00, and to the last midnight.
    found = run(two_counters(), days=days)
    rows = beyond_rows(found)
    of_cho = rows[rows["person"] == "Cho"]
    assert of_cho["held"].sum() == pytest.approx(16.0 * (days - 1) + 7.0)
    assert set(of_cho["waits_for"]) == {"intake"}
    assert list(of_cho.sort_values("date")["date"]) == [
        MONDAY + dt.timedelta(days=k) for k in range(days)
    ]
    # Ann finishes the case at hand: less than one of 10 min a day, and never idle.
    assert (rows[rows["person"] == "Ann"]["hours"] <= 1 / 6).all()
    assert (rows[rows["person"] == "Ann"]["held"] == 0).all()


@pytest.mark.parametrize(
    ("model", "hours"),
    [
        (two_counters(), 8.0),  # there at closing, Ann serves all who are inside
        (two_counters(closing="turn_away"), 7.5),
        (two_counters(early=True, closing="turn_away"), 7.5),
        (two_counters(early=True, last_ticket="0 s"), 7.5),
        (two_counters(cases=0), 7.5),
    ],
)
def test_what_the_warning_advises_mends_it(model: ServiceModel, hours: float) -> None:
    found = run(model, hours)
    assert held(found) == 0
    assert not any("with nothing to do" in note.what for note in run_notes(found))


def test_a_first_counter_that_shuts_before_the_hall_holds_the_second() -> None:
    # Ann is there when her counter shuts, and serves whom she has; who comes in the half hour
    # until the hall shuts waits for her until the morning.
    assert held(run(two_counters(early=True, cases=44))) > 7


@pytest.mark.parametrize(
    "model",
    [two_counters(), two_counters(closing="turn_away"), two_counters(issue="15 min")],
)
@pytest.mark.parametrize("hours", [6.0, 7.5, 8.0])
def test_hours_on_duty_are_those_rostered_and_those_beyond(model, hours: float) -> None:
    found = run(model, hours)
    data = shown_run(found)
    within = data.people["hours"] - data.people["beyond"]
    assert within.to_numpy() == pytest.approx([2 * hours, 16.0])
    rows = data.beyond
    assert (rows["held"] <= rows["hours"] + 1e-9).all()
    assert rows["hours"].sum() == pytest.approx(data.people["beyond"].sum())
    # Nobody is busy in hours with nothing to do.
    idle = data.people["hours"] * (1 - data.people["occupancy"].fillna(0.0))
    held_of = rows.groupby("person")["held"].sum().reindex(data.people["person"], fill_value=0.0)
    assert (held_of.to_numpy() <= idle.to_numpy() + 1e-9).all()


def test_it_is_said_who_when_why_and_what_mends_it() -> None:
    found = run(two_counters())
    (note,) = (one for one in run_notes(found) if "with nothing to do" in one.what)
    assert note.where == "pools.second"
    assert "23.0 h" in note.what
    assert "Cho after 2026-03-02, 16.0 h" in note.what
    assert "closing: turn_away in pools.first" in note.what
    assert "空守" in note.zh
    assert "closing: turn_away" in note.zh
    data = shown_run(found)
    for lang, sheet, word in (("zh", "超出排班", "空守"), ("en", "Beyond the roster", "idle")):
        assert any(word in line for line in run_sentences(data, lang))
        table = run_sheets(data, lang)[sheet]
        assert len(table) == len(data.beyond)


def test_much_work_after_shifts_is_told_with_what_mends_it() -> None:
    found = run(two_counters(), 8.0)
    notes = [one for one in run_notes(found) if one.where == "pools.first"]
    # 10 h of work a day with one person in 8 h: 2 h beyond, 25 %, less what is idle at first.
    (note,) = (one for one in notes if "worked beyond the roster" in one.what)
    assert "last_ticket" in note.what
    late = float(beyond_rows(found).query("person == 'Ann'")["hours"].sum())
    assert 4.0 <= late < 6.0
    work = found.full.busy[:, 0] / HOUR
    assert np.allclose(work, 20.0)  # both days, all of it


@pytest.mark.parametrize("days", [1, 2])
def test_who_still_waits_when_the_roster_ends_is_told(days: int) -> None:
    # Everybody who came is counted in a level at the first counter, or still waits there.
    found = run(two_counters(), days=days)
    at_first = found.full.whole[..., found.queues.index("intake")].sum(axis=(1, 2)).mean()
    assert found.waiting > 0
    assert at_first + found.waiting == pytest.approx(60 * days)
    (note,) = (one for one in run_notes(found) if "still wait when the roster ends" in one.what)
    assert note.what.startswith(f"{found.waiting:,.0f} visits")
    fine = run(two_counters(cases=10), 8.0, days=days)
    assert fine.waiting == 0
    assert not any("still wait" in one.what for one in run_notes(fine))
