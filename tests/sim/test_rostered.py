"""People with names and hours of their own by date: the laws that their runs keep."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy import stats

from onewindow.requiring import Asked
from onewindow.roster.simulating import simulate_roster
from scenarios.errors import DataError
from scenarios.model import ServiceModel
from scenarios.roster.capacity import staffed_model
from scenarios.roster.kinds import RosterKind
from scenarios.roster.presence import presence
from scenarios.roster.rosters import Person, RosterCase
from sim.rostered import absent

HOUR = 3600.0
MONDAY = dt.date(2026, 3, 2)
ALL_DAY = RosterKind(start=0.0, length=24 * HOUR)


def hotline(per_hour: float = 30.0, **pool: object) -> ServiceModel:
    """Calls round the clock that take 3 min in the mean, and nobody gives up."""
    return ServiceModel.model_validate(
        {
            "name": "line", "title": "line", "provenance": "assumed", "horizon": 86400.0,
            "activities": {
                "answer": {"service_time": {"distribution": "exponential", "mean": 180.0}},
                "file": {"service_time": {"distribution": "exponential", "mean": 180.0},
                         "place": "back"},
            },
            "pools": {"agents": {"serves": ["answer", "file"], "staff": 3, **pool}},
            "services": {
                "call": {
                    "arrivals": {"pattern": "rates", "per_hour": per_hour},
                    "flow": [{"serve": "answer"}],
                }
            },
        }
    )  # fmt: skip


def case_of(days: int = 4, kinds: dict[str, RosterKind] | None = None, **people: Person):
    kinds = kinds or {"D": ALL_DAY}
    return RosterCase(first_day=MONDAY, days=days, kinds=kinds, people=people)


ASKED = Asked("80% in 60 s", interval="1 h", queues=("answer",))


def test_without_absence_both_sides_have_the_same_bits() -> None:
    case = case_of(A=Person(), B=Person())
    roster = dict.fromkeys("AB", ("D",) * 4)
    # A rate that nobody reaches: the absent side is drawn and run, and nobody is away.
    found = simulate_roster(hotline(), case, roster, ASKED, rate=1e-12, replications=3)
    assert found.absent is not None
    for name in ("part", "whole", "busy", "present", "missing"):
        one, two = getattr(found.full, name), getattr(found.absent, name)
        assert one.tobytes() == two.tobytes()


def test_two_speeds_share_the_work_as_the_theory_says() -> None:
    # With both busy all the time, who works twice as fast does two thirds of the calls and both
    # are busy always: 2 + 1 = 3 calls a mean time. At 60 calls/h of 3 min it is full (load 3).
    case = case_of(days=10, Slow=Person(speed=1.0), Fast=Person(speed=2.0))
    roster = dict.fromkeys(("Slow", "Fast"), ("D",) * 10)
    found = simulate_roster(hotline(120.0), case, roster, ASKED, replications=3)
    occupancy = found.full.busy.sum(0) / found.full.present.sum(0)
    assert occupancy == pytest.approx(1.0, abs=0.01)
    # Half the load: M/M/2 with unequal servers, the idle longest first. By the balance equations
    # (states 0, slow, fast, 2, 3, ...) with rates m1 = 1, m2 = 2, arrivals 1 and fair ties.
    found = simulate_roster(hotline(20.0), case, roster, ASKED, replications=60)
    slow, fast = found.full.busy.sum(0) / found.full.present.sum(0)
    done = slow * 1.0 + fast * 2.0
    assert done == pytest.approx(1.0, rel=0.02)  # work done is work come: 20/h x 3 min = 1 erlang
    low, high = balance(first=0.0), balance(first=1.0)
    assert min(low[0], high[0]) - 0.01 < slow < max(low[0], high[0]) + 0.01
    assert min(low[1], high[1]) - 0.01 < fast < max(low[1], high[1]) + 0.01


def balance(first: float) -> tuple[float, float]:
    """Busy shares of the slow and the fast where the slow is taken with a share when both idle."""
    arrive, slow, fast, most = 1.0, 1.0, 2.0, 60
    # States: 0, slow alone, fast alone, then two and more in the system.
    n = 3 + most
    rates = np.zeros((n, n))
    rates[0, 1], rates[0, 2] = arrive * first, arrive * (1 - first)
    rates[1, 0], rates[2, 0] = slow, fast
    rates[1, 3], rates[2, 3] = arrive, arrive
    rates[3, 2], rates[3, 1] = slow, fast
    for k in range(3, n - 1):
        rates[k, k + 1], rates[k + 1, k] = arrive, slow + fast
    rates -= np.diag(rates.sum(axis=1))
    system = np.vstack([rates.T, np.ones(n)])
    share = np.linalg.lstsq(system, np.append(np.zeros(n), 1.0), rcond=None)[0]
    both = share[3:].sum()
    return share[1] + both, share[2] + both


def test_absence_is_binomial_and_nested() -> None:
    shifts = [(f"p{k}", day) for k in range(40) for day in range(-1, 27)]
    few = np.array([len(absent(shifts, 0.05, 1, r)) for r in range(200)])
    n = len(shifts)
    # The mean of 200 binomials with 56 expected: its 99.9 % interval is 1.7 wide to each side.
    half = stats.norm.ppf(0.9995) * np.sqrt(n * 0.05 * 0.95 / 200)
    assert abs(few.mean() - n * 0.05) < half
    assert (
        stats.chi2.ppf(0.0005, 199)
        < 199 * few.var(ddof=1) / (n * 0.05 * 0.95)
        < (stats.chi2.ppf(0.9995, 199))
    )
    assert absent(shifts, 0.05, 1, 0) < absent(shifts, 0.2, 1, 0)
    assert absent(shifts[:28], 0.2, 1, 0) == {
        one for one in absent(shifts, 0.2, 1, 0) if one[0] == "p0"
    }
    assert absent(shifts, 0.0, 1, 0) == frozenset()
    assert absent(shifts, 1.0, 1, 0) == frozenset(shifts)


def test_shifts_lost_are_hours_not_there() -> None:
    kinds = {"E": RosterKind(start=8 * HOUR, length=8 * HOUR)}
    case = case_of(5, kinds, A=Person(), B=Person(), C=Person())
    roster = dict.fromkeys("ABC", ("E",) * 5)
    found = simulate_roster(
        hotline(6.0, on_decrease="hand_over"), case, roster, ASKED, rate=0.3, replications=10
    )
    assert found.absent is not None
    assert found.full.present == pytest.approx(5 * 8 * HOUR)
    lost = found.full.present.sum(1) - found.absent.present.sum(1)
    assert lost == pytest.approx(found.absent.missing * 8 * HOUR)
    assert 0 < found.absent.missing.mean() < 15
    # The same calls; those of the last days may wait for somebody who never comes.
    assert (found.full.whole[:, :3] == found.absent.whole[:, :3]).all()


def test_a_night_shift_of_the_eve_is_there_and_breaks_are_taken_in_turn() -> None:
    kinds = {"N": RosterKind(start=22 * HOUR, length=9 * HOUR, unpaid_break=HOUR)}
    case = case_of(2, kinds, A=Person(history=("N",)), B=Person())
    shifts = presence(case, {"A": (None, None), "B": ("N", None)})
    assert [(one.person, one.day, one.spans) for one in shifts] == [
        ("A", -1, ((22 * HOUR, 26 * HOUR), (27 * HOUR, 31 * HOUR))),
        ("B", 0, ((22 * HOUR, 26 * HOUR), (27 * HOUR, 31 * HOUR))),
    ]
    together = presence(case, {"A": ("N", None), "B": ("N", None)})[1:]
    # Two people: half an hour before the middle, and half an hour after it.
    assert [one.pauses for one in together] == [
        ((25.5 * HOUR, 26.5 * HOUR),), ((26.5 * HOUR, 27.5 * HOUR),),
    ]  # fmt: skip
    roster = {"A": (None, None), "B": ("N", None)}
    model = hotline(6.0, on_decrease="hand_over")
    found = simulate_roster(model, case, roster, ASKED, replications=1)
    assert found.full.present[0] == pytest.approx([6 * HOUR, 8 * HOUR])


def test_people_do_what_they_can_and_who_can_less_is_asked_first() -> None:
    people = {"Both": Person(), "Answers": Person(skills=("answer", "english"))}
    case = case_of(days=2, **people)
    roster = dict.fromkeys(people, ("D", "D"))
    staffed = staffed_model(hotline(), case, presence(case, roster))
    assert [(name, one.serves, tuple(one.people)) for name, one in staffed.model.pools.items()] == [
        ("agents_1", ("answer",), ("Answers",)),
        ("agents_2", ("answer", "file"), ("Both",)),
    ]
    found = simulate_roster(hotline(2.0), case, roster, ASKED, replications=4)
    busy = dict(zip(people, found.full.busy.sum(0), strict=True))
    assert busy["Answers"] > 5 * busy["Both"]


def test_a_skill_may_be_what_several_activities_are_called() -> None:
    model = hotline()
    kinds = {name: one.replace(also_called=("受理",)) for name, one in model.activities.items()}
    other = model.activities["file"]
    model = model.replace(
        activities={**kinds, "other": other},
        pools={"agents": model.pools["agents"].replace(serves=("answer", "file", "other"))},
    )
    case = case_of(1, A=Person(skills=("受理",)), B=Person())
    staffed = staffed_model(model, case, presence(case, dict.fromkeys("AB", ("D",))))
    serves = {name: one.serves for one in staffed.model.pools.values() for name in one.people}
    assert serves == {"A": ("answer", "file"), "B": ("answer", "file", "other")}


def test_posts_and_skills_may_be_titles_in_either_language() -> None:
    model = hotline(title={"zh": "综合窗口", "en": "Window"})
    kinds = {"D": ALL_DAY.replace(post="综合窗口"), "E": ALL_DAY.replace(skill="window")}
    case = case_of(1, kinds, A=Person(), B=Person())
    other = model.replace(pools={**model.pools, "more": model.pools["agents"].replace(title=None)})
    staffed = staffed_model(other, case, presence(case, {"A": ("D",), "B": ("E",)}))
    assert dict(staffed.pool_of) == {
        (kind, name): "agents" for kind in kinds for name in ("A", "B")
    }  # fmt: skip


def test_what_does_not_fit_the_model_is_told() -> None:
    kinds = {"D": ALL_DAY, "X": RosterKind(length=HOUR)}
    case = case_of(1, kinds, A=Person())
    with pytest.raises(DataError, match=r"kinds.X.start: expected a start"):
        staffed_model(hotline(), case, [])
    with pytest.raises(DataError, match="--pool: expected a pool of the model"):
        staffed_model(hotline(), case_of(1, A=Person()), [], "agent")
    nobody = case_of(1, A=Person(skills=("answer",)))
    with pytest.raises(DataError, match="somebody on the roster who does file"):
        staffed_model(hotline(), nobody, presence(nobody, {"A": ("D",)}))


def test_people_of_split_pools_share_the_seats() -> None:
    people = {"A": Person(skills=("answer",)), "B": Person(), "C": Person()}
    kinds = {"E": RosterKind(start=0.0, length=12 * HOUR), "D": ALL_DAY}
    case = case_of(1, kinds, **people)
    roster = {"A": ("D",), "B": ("E",), "C": ("D",)}
    found = simulate_roster(hotline(seats=2), case, roster, ASKED, replications=2)
    # Two sit from midnight on, and the third waits for the seat of B, who leaves at noon.
    by_name = dict(zip("ABC", found.full.present[0] / HOUR, strict=True))
    # Who leaves ends the call of 3 min that is under way.
    assert sorted(by_name.values()) == pytest.approx([12, 12, 24], rel=0.02)
    (note,) = found.staffed.notes
    assert "at most 3 people are there at once" in note.what
    plenty = simulate_roster(hotline(seats=3), case, roster, ASKED, replications=1)
    assert plenty.staffed.notes == ()
    assert plenty.full.present.sum() == pytest.approx(60 * HOUR, rel=0.01)


def test_a_first_night_of_which_nothing_is_known_is_told() -> None:
    kinds = {"N": RosterKind(start=22 * HOUR, length=9 * HOUR)}
    roster = {"A": ("N", None), "B": (None, "N")}

    def notes(**people: Person) -> list[str]:
        case = case_of(2, kinds, **people)
        return [one.what for one in staffed_model(hotline(), case, presence(case, roster)).notes]

    (told,) = notes(A=Person(), B=Person())
    assert "before 2026-03-02 is not known: until 07:00" in told
    assert notes(A=Person(history=(None,)), B=Person()) == []


@pytest.mark.parametrize(("breaks", "told"), [((), True), ((((4 * HOUR, 5 * HOUR),),), False)])
def test_only_breaks_without_a_time_are_assumed(breaks, told: bool) -> None:
    kinds = {"E": RosterKind(start=0.0, length=12 * HOUR, unpaid_break=HOUR, breaks=breaks)}
    case = case_of(1, kinds, A=Person())
    found = simulate_roster(hotline(6.0), case, {"A": ("E",)}, ASKED, replications=1)
    assert found.assumed_breaks is told
    assert found.full.present[0] == pytest.approx([11 * HOUR], rel=0.02)
