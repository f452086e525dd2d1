"""The rest of a day is looked at from the queue as it is now."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onewindow.requiring import Asked, promise_asked
from onewindow.roster.today import Today, judge, today
from onewindow.roster.today_words import today_told
from optimize.roster.moves import Move, moves_of
from scenarios.errors import DataError
from scenarios.rest_of_day import rest_of_day
from scenarios.roster.kinds import RosterKind
from scenarios.roster.presence import presence
from scenarios.roster.rosters import Contract, Person
from sim.drawing import draw
from tests.sim.test_rostered import HOUR, case_of, hotline

KINDS = {
    "E": RosterKind(start=8 * HOUR, length=8 * HOUR),
    "L": RosterKind(start=13 * HOUR, length=8 * HOUR),
}
LONG = Contract(overtime=True)


def moves(case, roster, now, **more):
    shifts = [one for one in presence(case, roster) if one.day == 0]
    return moves_of(case, roster, shifts, 0, now, **more)


def test_only_those_stay_or_come_whom_no_hard_rule_keeps_from_it() -> None:
    case = case_of(
        2, KINDS, Long=Person(contract=LONG), Plain=Person(), Early=Person(contract=LONG),
        Away=Person(leave=(0,)), Free=Person(), Tired=Person(history=("L",)),
    )  # fmt: skip
    roster = {
        "Long": ("L", None), "Plain": ("L", None), "Early": ("L", "E"), "Away": (None, None),
        "Free": (None, None), "Tired": (None, None),
    }  # fmt: skip
    found = moves(case, roster, 9 * HOUR)
    longer = {(m.kind, m.amount): m.people for m in found if m.way == "longer"}
    # Plain has no overtime; Early ends at 21:00, and 11 h later is 8:00 already.
    assert longer == {("L", 1.0): ("Long",), ("L", 2.0): ("Long",)}
    called = {(m.kind, m.amount): m.people for m in found if m.way == "called"}
    # Away is on leave. Tired was there until 21:00, and can come from 8:00: at 10 and at 13.
    assert called[("E", 1.0)] == ("Free",)
    assert called[("E", 2.0)] == called[("L", 2.0)] == ("Free", "Tired")


def test_what_is_said_of_a_kind_holds_for_a_part_of_it_and_for_what_is_longer() -> None:
    """Not available, a kind never or too often worked, and pairs: all by the kind's own name."""
    few = Contract(most_of_kind={"E": 1, "L": 0})
    case = case_of(
        2, KINDS, On=Person(contract=LONG), Off=Person(unavailable={0: ("E",)}),
        Half=Person(unavailable={0: ("L",)}), Few=Person(contract=few), Foe=Person(),
    ).replace(apart=(("On", "Foe"),))  # fmt: skip
    none = (None, None)
    roster = {"On": ("E", None), "Off": none, "Half": none, "Few": (None, "E"), "Foe": none}
    found = {(m.way, m.kind): m.people for m in moves(case, roster, 9 * HOUR, most=9)}
    assert found["called", "E"] == ("Half",)
    assert found["called", "L"] == ("Off", "Foe")
    assert found["longer", "E"] == ("On",)


def test_who_is_called_comes_after_the_notice_and_extra_hours_are_counted() -> None:
    case = case_of(1, KINDS, A=Person(contract=LONG), B=Person())
    found = moves(case, {"A": ("E",), "B": (None,)}, 10 * HOUR, notice=2 * HOUR)
    by_way = {(m.way, m.kind, m.amount): m for m in found}
    come = by_way["called", "E", 1.0]
    assert [(one.start, one.end) for one in come.shifts if one.person == "B"] == [
        (12 * HOUR, 16 * HOUR)
    ]
    assert come.extra_hours == 4
    assert by_way["longer", "E", 2.0].extra_hours == 2
    # At 15:00 with an hour's notice nothing worth coming for is left of the early shift.
    assert not [m for m in moves(case, {"A": ("E",), "B": (None,)}, 15 * HOUR) if m.kind == "E"
                and m.way == "called"]  # fmt: skip


def test_kinds_that_are_left_out_are_worked_by_nobody() -> None:
    case = case_of(1, KINDS, A=Person(contract=LONG), B=Person(contract=LONG), C=Person())
    found = moves(case, {"A": ("E",), "B": ("L",), "C": (None,)}, 10 * HOUR, kinds=["E"])
    assert {m.kind for m in found} == {None, "E"}


def test_breaks_are_put_off_while_they_have_not_begun() -> None:
    kinds = {"E": RosterKind(start=8 * HOUR, length=9 * HOUR, unpaid_break=HOUR)}
    case = case_of(1, kinds, A=Person(), B=Person())
    roster = {"A": ("E",), "B": ("E",)}
    breaks = [m for m in moves(case, roster, 12 * HOUR) if m.way == "breaks"]
    # Breaks are at 11:30 and at 12:30: only the second has not begun.
    assert [(m.amount, m.people) for m in breaks] == [(1.0, ("B",)), (2.0, ("B",))]
    later = next(one for one in breaks[1].shifts if one.person == "B")
    assert later.pauses == ((14.5 * HOUR, 15.5 * HOUR),)


def test_nobody_comes_before_now_and_those_who_wait_are_there() -> None:
    model = hotline(30.0)
    rest = rest_of_day(model, 15 * HOUR + 59, {"answer": 7})
    arrival = np.concatenate([draw(rest, seed=1, replication=r).arrival for r in range(40)])
    assert arrival.min() == 15 * HOUR
    assert (arrival == 15 * HOUR).sum() == 40 * 7
    came = (arrival > 15 * HOUR).sum() / 40
    # 9 hours at 30: 270, and the mean of 40 Poissons is within 10 of it with 99.99 %.
    assert came == pytest.approx(270, abs=10)
    with pytest.raises(DataError, match="--waiting: expected a queue in which people begin"):
        rest_of_day(model, 0.0, {"file": 1})


ASKED = Asked("80% in 60 s", queues=("answer",))


def test_with_enough_people_nothing_is_to_be_done() -> None:
    case = case_of(1, A=Person(), B=Person(), C=Person())
    roster = dict.fromkeys(case.people, ("D",))
    found = today(hotline(6.0), case, roster, ASKED, day=0, now=9 * HOUR, waiting={"answer": 2},
                  replications=20)  # fmt: skip
    assert (found.chosen.move.way, found.chosen.verdict) == ("posted", "met")
    assert found.chosen.change == found.chosen.change_low == 0
    assert found.calls == pytest.approx(15 * 6, abs=10)


def test_somebody_is_called_where_one_is_too_few() -> None:
    kinds = {"D": RosterKind(start=0.0, length=24 * HOUR)}
    case = case_of(1, kinds, A=Person(), B=Person(), C=Person(leave=(0,)))
    case = case.replace(strengths={"day_hours": "off", "week_hours": "off"})
    roster = {"A": ("D",), "B": (None,), "C": (None,)}
    # One alone has a load of 0.9; two have 0.45 each, and few wait.
    found = today(hotline(18.0), case, roster, ASKED, day=0, now=6 * HOUR, waiting={"answer": 5},
                  replications=40, notice=1800.0)  # fmt: skip
    assert (found.chosen.move.way, found.chosen.move.people) == ("called", ("B",))
    assert found.chosen.change_low > 0.2


def test_seats_are_counted_for_each_thing_that_may_be_done_by_itself() -> None:
    kinds = {"D": RosterKind(start=0.0, length=24 * HOUR)}
    people = {name: Person(leave=() if name in "ABC" else (0,)) for name in "ABCDEF"}
    case = case_of(1, kinds, **people)
    case = case.replace(strengths={"day_hours": "off", "week_hours": "off"})
    roster = {name: ("D",) if name == "A" else (None,) for name in people}
    seen = {}
    for seats in (1, 2, 3):
        found = today(hotline(6.0, seats=seats), case, roster, ASKED, day=0, now=6 * HOUR,
                      waiting={"answer": 0}, replications=2)  # fmt: skip
        assert found.staffed.notes == ()  # A has a seat, whoever else might come
        seen[seats] = {
            (one.move.way, one.move.amount): [note.what for note in one.notes]
            for one in found.outcomes
        }
    one, two = ("called", 1.0), ("called", 2.0)
    assert "at most 2 people are there at once" in seen[1][one][0]
    assert "at most 3 people are there at once" in seen[1][two][0]
    assert "for 2 seats" in seen[2][two][0]
    assert (seen[2][one], seen[3][two], seen[1]["posted", 0.0]) == ([], [], [])


def test_the_command_says_what_to_do_in_both_languages(call, folder) -> None:
    (folder / "march.yaml").write_text(
        "first_day: 2026-03-02\ndays: 1\nkinds:\n"
        '  day: {title: {zh: 白, en: Day}, start: "08:00", length: 8 h}\n'
        "contracts: {full: {overtime: true}}\n"
        "groups: {desk: {people: [Ann, Bob, Cho], contract: full}}\n",
        encoding="utf-8",
    )
    (folder / "posted.csv").write_text("name,2026-03-02\nAnn,day\nBob,day\nCho,off\n")
    words = ("roster", "today", "march.yaml", "posted.csv", "hotline_12345", "-n", "5")
    now = ("--now", "2026-03-02 10:00", "--waiting", "8")
    told = json.loads(call(*words, *now, "--json").stdout)
    assert told["now"] == "10:00"
    assert [(m["way"], m["amount"]) for m in told["moves"]] == [
        ("posted", 0), ("longer", 1), ("longer", 2), ("called", 1),
    ]  # fmt: skip
    en, zh = (call(*words, *now, "--lang", lang).stdout for lang in ("en", "zh"))
    assert "Nothing keeps 90" in en
    assert "Day: call in 1" in en
    assert "没有一种做法确定能达到" in zh
    assert "overtime: true" not in en + zh
    assert "白：叫回 1 人" in zh
    for same in ("2026年3月2日 10:00", "3月2日上午10点", "10：00"):
        again = json.loads(call(*words, "--now", same, "--waiting", "8", "--json").stdout)
        assert again == told
    wrong = call(*words, "--now", "soon", "--lang", "zh").stderr
    assert "请写成“2026-03-02 14:30”或“3月2日下午2点半”" in wrong
    for options, says in (
        (("--now", "25:00"), "--now: expected a date from 2026-03-02 to 2026-03-02 and a time"),
        (
            ("--now", "2026-03-02"),
            "--now: expected a date from 2026-03-02 to 2026-03-02 and a time",
        ),
        (
            ("--now", "3月9日下午2点半"),
            "--now: expected a date from 2026-03-02 to 2026-03-02 and a time",
        ),
        (("--now", "2026-03-02 10:00", "--notice", "soon"), "--notice: expected a number with"),
        (("--now", "2026-03-02 10:00", "--waiting", "many"), "--waiting: expected a number"),
        (("--now", "2026-03-02 10:00", "--waiting", "x=3"), "expected a queue in which people"),
    ):
        wrong = call(*words, *options)
        assert wrong.exit_code == 2
        assert says in wrong.stderr


def many(folder) -> tuple[str, ...]:
    """A command on sixteen kinds of shift, of which Ann works the first and Bob none."""
    kinds = "".join(f'  d{k:02}: {{start: "{6 + k // 4:02}:{15 * (k % 4):02}", length: 8 h}}\n'
                    for k in range(16))  # fmt: skip
    (folder / "many.yaml").write_text(
        f"first_day: 2026-03-02\ndays: 1\nkinds:\n{kinds}groups: {{desk: {{people: [Ann, Bob]}}}}\n"
    )
    (folder / "posted.csv").write_text("name,2026-03-02\nAnn,d00\nBob,off\n")
    return ("roster", "today", "many.yaml", "posted.csv", "hotline_12345", "-n", "20",
            "--now", "2026-03-02 06:30", "--target", "60% in 20 s")  # fmt: skip


def test_of_many_things_that_may_be_done_those_that_help_are_told_the_best_first(
    call, folder
) -> None:
    words = many(folder)
    done = json.loads(call(*words, "--json").stdout)
    moves = done["moves"]
    helping = [one for one in moves if one["helps"]]
    assert helping
    # Of all tried at once: nothing is called a help whose own interval has no change in it.
    assert all(one["change_low"] > 0 for one in helping)
    assert done["chosen"] in (0, *(k for k, one in enumerate(moves) if one["helps"]))
    told = call(*words, "--lang", "en").stdout.splitlines()
    rows = [line for line in told if "call in 1 " in line and "Do this" not in line]
    listed = [line.split("call in")[0].strip(" │|") for line in rows]
    ranked = sorted(helping, key=lambda one: (-one["change"], one["extra_hours"]))[:12]
    assert [one.rstrip(":") for one in listed][: len(ranked)] == [one["kind"] for one in ranked]
    idle = len(moves) - 1 - len(helping)
    assert any(f"{idle} other thing" in line for line in told) == bool(idle)
    # Ann, who is there, has no contract that agrees to overtime.
    assert any("Nobody can stay longer: no contract" in line for line in told)


def test_of_many_things_that_change_nothing_hardly_ever_one_seems_to_help() -> None:
    """Holm (1979): of all tried together one that does nothing seems to help in 2.5 % at most."""
    rng = np.random.default_rng(5)
    promise, _ = promise_asked(hotline(), ASKED)
    moves = [Move("called", 1.0, "D", (), (), 1.0)] * 41
    whole = np.full((20, 41), 100.0)
    several, each = 0, 0
    for _ in range(300):
        part = 50.0 + rng.normal(0, 5, (20, 1)) + rng.normal(0, 3, (20, 41))
        found = judge(moves, [()] * 41, part, whole, promise)[1:]
        several += any(one.helps for one in found)
        each += any(one.change_low > 0 for one in found)
    # 300 times 2.5 % is 7.5; 17 or more are seen in 0.2 % then. One by one most have such a thing.
    assert several < 17
    assert each > 60
    part[:, 7] += 20.0
    assert [one.helps for one in judge(moves, [()] * 41, part, whole, promise)].index(True) == 7
    late = replace(promise, measure="mean_wait", goal=0.5)
    assert late.is_time
    part[:, 7] -= 40.0
    assert [one.helps for one in judge(moves, [()] * 41, part, whole, late)].index(True) == 7


def two_posts(**unavailable: Any) -> Today:
    """A day at noon: A alone answers too many calls, B is off, and clerks do other things."""
    lines = hotline(30.0)
    model = lines.replace(
        pools={"agents": {"serves": ["answer"], "staff": 1},
               "clerks": {"serves": ["file"], "staff": 1}},
        services={**lines.services, "paper": {
            "arrivals": {"pattern": "rates", "per_hour": 5.0}, "flow": [{"serve": "file"}]}},
    )  # fmt: skip
    kinds = {"D": RosterKind(start=0.0, length=24 * HOUR, post="agents"),
             "F": RosterKind(start=0.0, length=24 * HOUR, post="clerks")}  # fmt: skip
    case = case_of(1, kinds, A=Person(), B=Person(**unavailable), C=Person())
    case = case.replace(strengths={"day_hours": "off", "week_hours": "off"})
    roster = {"A": ("D",), "B": (None,), "C": ("F",)}
    return today(model, case, roster, ASKED, day=0, now=12 * HOUR, waiting={"answer": 3},
                 replications=30, notice=0.0)  # fmt: skip


def test_whoever_serves_another_queue_does_not_help_and_is_not_listed() -> None:
    # The load of the calls is 1.5: alone A keeps nothing, and a second one halves it.
    found = two_posts()
    by_kind = {one.move.kind: one for one in found.outcomes if one.move.way == "called"}
    assert (by_kind["D"].helps, by_kind["F"].helps) == (True, False)
    # The same calls, and people who never meet: not a digit moves.
    assert by_kind["F"].change == by_kind["F"].change_low == by_kind["F"].change_high == 0
    assert found.chosen is by_kind["D"]
    for lang, listed, tried in (
        ("en", "D: call in 1", "1 other thing tried, no better than as posted"),
        ("zh", "D：叫回 1 人", "另外试了 1 种做法"),
    ):
        table, said, *_ = today_told(found, lang)
        assert [name for name, _ in table.rows][1:] == [listed]
        assert tried in said


def test_where_nothing_helps_it_is_said_why() -> None:
    found = two_posts(unavailable={0: ("D",)})
    assert not any(one.helps for one in found.outcomes)
    assert found.chosen.move.way == "posted"
    en, zh = ("\n".join(map(str, list(today_told(found, lang))[1:])) for lang in ("en", "zh"))
    assert "Nothing helps beyond chance" in en
    assert "None of the 1 who may stay or come serves answer" in en
    assert "没有一种做法有超出偶然的帮助" in zh
    assert "能延长或叫回的 1 人都不接待“answer”" in zh
    nobody = two_posts(leave=(0,))
    assert [one.move.way for one in nobody.outcomes] == ["posted"]
    en, zh = ("\n".join(map(str, list(today_told(nobody, lang))[1:])) for lang in ("en", "zh"))
    assert "Nobody can stay longer" in en
    assert "nobody who is off may come" in en
    assert "没有休息的人能来" in zh
