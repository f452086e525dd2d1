"""What a roster leaves open is told with the rule that keeps each person from it."""

from __future__ import annotations

import datetime as dt
from itertools import product

from optimize.roster.audit import audit, roster_cost
from optimize.roster.unmet import unmet
from optimize.roster.whole import plan_whole
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Contract, CoverNeed, Person, RosterCase, Wish

HOUR = 3600.0
KINDS = {
    "day": RosterKind(start=8 * HOUR, length=8 * HOUR),
    "late": RosterKind(start=14 * HOUR, length=8 * HOUR, skill="keys"),
}
PEOPLE = {
    "away": Person(skills=("keys",), leave=(1,)),
    "unskilled": Person(),
    "tired": Person(skills=("keys",), contract=Contract(most_hours=8 * HOUR)),
    "busy": Person(skills=("keys",)),
    "late before": Person(skills=("keys",), contract=Contract(work_run_most=1)),
    "dear": Person(skills=("keys",), wishes=(Wish(day=1, works=False, weight=200),)),
    "idle": Person(skills=("keys",)),
}
ROSTER = {
    "away": (None, None),
    "unskilled": (None, None),
    "tired": ("day", None),
    "busy": (None, "day"),
    "late before": ("late", None),
    "dear": (None, None),
    "idle": (None, None),
}


def case(**more) -> RosterCase:
    given = {
        "first_day": dt.date(2026, 3, 3), "days": 2, "kinds": KINDS, "people": PEOPLE,
        "needs": (CoverNeed(day=1, kind="late", required=2), CoverNeed(day=1, kind="day",
                  required=1)),
    }  # fmt: skip
    return RosterCase(**{**given, **more})


def test_each_person_is_kept_by_what_is_in_their_way() -> None:
    (need,) = unmet(case(), ROSTER)
    assert (need.kind, need.day, need.missing) == ("late", 1, 2)
    assert {h.person: h.reason for h in need.hindrances} == {
        "away": "available", "unskilled": "skill", "tired": "most_hours", "busy": "at_work",
        "late before": "work_run_most", "dear": "price", "idle": "free",
    }  # fmt: skip
    says = {h.person: h.says.en for h in need.hindrances}
    assert says["tired"].endswith("at most 8 h of work, got 16 h (contract).")
    assert says["dear"] == "dear, 2026-03-04: would cost 200 and save 100."
    assert need.sentence.en.startswith("late on 2026-03-04 is 2 short: of 7 others ")
    assert "1 人受限于技能（技能要求）" in need.sentence.zh


def test_people_named_free_can_take_it_and_others_cannot() -> None:
    """Each answer is what happens when it is tried."""
    (need,) = unmet(case(), ROSTER)
    before = {(v.rule, v.people, v.days): v.beyond for v in audit(case(), ROSTER)}
    cost = roster_cost(case(), ROSTER).total
    for one in need.hindrances:
        tried = ROSTER | {one.person: (ROSTER[one.person][0], "late")}
        broken = [v for v in audit(case(), tried) if (v.rule, v.people, v.days) not in before]
        if one.reason in ("free", "price"):
            assert not broken
            assert (roster_cost(case(), tried).total < cost) == (one.reason == "free")
        elif one.reason != "at_work":
            assert one.reason in {v.rule for v in broken}


def test_a_wish_says_whether_a_rule_or_the_need_is_in_the_way() -> None:
    wishes = {
        "busy": Person(skills=("keys",), wishes=(Wish(day=1, works=False, weight=3),)),
        "unskilled": Person(wishes=(Wish(day=1, works=True, kind="late", weight=2),)),
        "idle": Person(wishes=(Wish(day=0, works=True, kind="day"),)),
    }
    made = case(people=PEOPLE | wishes, needs=(CoverNeed(day=1, kind="day", required=1),))
    found = {one.person: one for one in unmet(made, ROSTER)}
    assert [*found] == ["busy", "unskilled", "idle"], "the heaviest first"
    reasons = [one.hindrances[0].reason for one in found.values()]
    assert reasons == ["price", "skill", "free"]
    assert found["busy"].sentence.en == (
        "busy wished to be off on 2026-03-04, in vain: day has nobody to spare."
    )
    assert found["idle"].sentence.en == (
        "idle wished to work day on 2026-03-03, in vain: no rule is in the way, and the whole "
        "would cost less with it."
    )
    assert found["unskilled"].sentence.zh == (
        "unskilled 3 月 4 日想上late，未满足：受限于技能（技能要求）。"
    )


def test_in_the_best_roster_nobody_is_free() -> None:
    """Were somebody free to take a place at a gain, the roster would not be the best."""
    for required, weight in product((1, 3), (1.0, 150.0)):
        people = {
            name: Person(wishes=(Wish(day=k, works=False, weight=weight),))
            for k, name in enumerate("ABC")
        }
        needs = tuple(CoverNeed(day=d, kind="day", required=required) for d in range(7))
        made = case(days=7, people=people, needs=needs, first_day=dt.date(2026, 3, 2))
        plan = plan_whole(made)
        assert plan.status == "optimal"
        for one in unmet(made, plan.roster):
            assert "free" not in {h.reason for h in one.hindrances}


def test_where_there_is_nobody_else_it_says_so() -> None:
    alone = case(
        people={"idle": Person()}, needs=(CoverNeed(day=1, kind="day", required=2),)
    )  # fmt: skip
    (need,) = unmet(alone, {"idle": (None, "day")})
    assert need.sentence.en == "day on 2026-03-04 is 1 short: everybody works it already."
    assert need.sentence.zh == "day 3 月 4 日缺 1 人：所有人都已排这个班。"
