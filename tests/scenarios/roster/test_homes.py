"""Kinds of shift are worked in the pools they name, and where none is named nowhere."""

from __future__ import annotations

import re

import pytest

from scenarios.errors import DataError
from scenarios.roster.capacity import staffed_model
from scenarios.roster.homes import homes_of, left_out
from scenarios.roster.kinds import RosterKind
from scenarios.roster.presence import presence
from scenarios.roster.rosters import Person
from tests.sim.test_roster_stays import two_counters
from tests.sim.test_rostered import HOUR, case_of

DAY = RosterKind(start=9 * HOUR, length=8 * HOUR)
KINDS = {
    "desk": DAY.replace(post="first"),
    "papers": DAY.replace(skill="second"),
    "early": DAY.replace(post="line", title={"zh": "早班", "en": "Early"}),
    "late": DAY,
    "duty": RosterKind(length=8 * HOUR),
}
OWN = {"desk": "first", "papers": "second"}


def mixed(*kinds: str):
    return case_of(2, {name: KINDS[name] for name in kinds or KINDS}, Ann=Person(), Bob=Person())


@pytest.mark.parametrize(
    ("asked", "more"),
    [
        ((), {}),
        (("early=first",), {"early": "first"}),
        (("早班＝second", "late=first"), {"early": "second", "late": "first"}),
        (("早班、late=second",), {"early": "second", "late": "second"}),
        (("desk=first", "late=first", "late=first"), {"late": "first"}),
    ],
)
def test_kinds_stay_in_the_pool_they_name_and_only_what_is_asked_for_is_added(asked, more) -> None:
    assert homes_of(two_counters(), mixed(), asked) == OWN | more


def test_a_pool_alone_takes_all_that_name_none_but_for_those_asked_for() -> None:
    case = mixed("desk", "papers", "early", "late")
    assert homes_of(two_counters(), case, ["second"]) == OWN | dict.fromkeys(
        ("early", "late"), "second"
    )
    found = homes_of(two_counters(), case, ["second", "late=first"])
    assert found == OWN | {"early": "second", "late": "first"}


def test_the_only_pool_with_staff_takes_all_where_no_kind_names_one() -> None:
    model = two_counters()
    second = model.pools["second"].replace(staff="unlimited")
    alone = model.replace(pools={**model.pools, "second": second})
    assert homes_of(alone, mixed("early", "late")) == dict.fromkeys(("early", "late"), "first")
    assert homes_of(alone, mixed("early", "desk")) == {"desk": "first"}


@pytest.mark.parametrize(
    ("asked", "en", "zh"),
    [
        ("early=frst", "Did you mean 'first'?", "是不是“first”？"),
        ("erly=first", "Did you mean 'early'?", "是不是“early”？"),
        ("desk=second", "expected a kind of shift that names no pool, got desk", "已经是 first"),
        ("late=first late=second", "got first and second", "first 和 second"),
        ("first second", "got first and second", "first 和 second"),
        ("duty=first", "kinds.duty.start: expected a start", "应写明开始时间"),
    ],
)
def test_what_makes_no_sense_is_told_in_both_languages(asked: str, en: str, zh: str) -> None:
    with pytest.raises(DataError, match=re.escape(en)) as caught:
        homes_of(two_counters(), mixed(), asked.split())
    (problem,) = caught.value.problems
    assert zh in problem.told("zh")


def test_it_is_refused_where_no_kind_has_a_pool() -> None:
    with pytest.raises(DataError, match="expected a kind of shift with a pool") as caught:
        homes_of(two_counters(), mixed("early", "late"))
    (problem,) = caught.value.problems
    assert "first、second" in problem.zh


def test_those_left_out_are_told_with_their_shifts() -> None:
    case = mixed()
    roster = {"Ann": ("early", "desk"), "Bob": ("early", "papers")}
    model, shifts = two_counters(), presence(case, roster)
    note = left_out(model, case, homes_of(model, case), shifts)
    assert note is not None
    # Nobody works late; of duty, which has no start, it is not known.
    assert "no pool of the model takes Early (2 shifts), duty: left out" in note.what
    assert "承担 早班（2 个班）、duty：" in note.zh
    staffed = staffed_model(model, case, shifts)
    assert staffed.notes[0] == note
    assert [(one.person, one.kind) for one in staffed.shifts] == [
        ("Ann", "desk"), ("Bob", "papers"),
    ]  # fmt: skip
    everything = homes_of(model, mixed("desk", "papers"))
    assert left_out(model, mixed("desk", "papers"), everything, []) is None
