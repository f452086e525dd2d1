"""Each way in which making a roster can end, as machines are told of it."""

from __future__ import annotations

import json

import pytest

from onewindow.roster.why import WhyNot
from optimize.solved import Solved

WEEK = """\
first_day: 2026-03-02
days: 7
kinds:
  day: {start: "08:00", length: 9 h, unpaid_break: 1 h}
  night: {start: "22:00", length: 9 h, unpaid_break: 1 h}
contracts:
  full: {LIMITS}
groups:
  desk: {people: [Ann, Bob, Cho, Dee], contract: full}
needs:
  - {kind: day, people: 1}
  - {kind: night, people: 1}
"""
# Ann and Bob have to work 40 h each, on the five days of the week on which only one of both may.
PAIR = WEEK.replace("LIMITS", "least_hours: 40 h") + (
    "apart: [[Ann, Bob]]\n"
    "people:\n"
    "  Ann: {unavailable: [{days: weekend}, {days: daily, kinds: night}]}\n"
    "  Bob: {unavailable: [{days: weekend}, {days: daily, kinds: night}]}\n"
)


@pytest.fixture
def status(call, folder):
    def made(text: str, *options: str) -> tuple[str, int, dict[str, object]]:
        (folder / "week.yaml").write_text(text, encoding="utf-8")
        result = call("roster", "make", "week.yaml", "--json", *options)
        assert result.stdout, result.output
        told = json.loads(result.stdout)
        assert "status" in told, told
        return told["status"], result.exit_code, told

    return made


def test_proved(status) -> None:
    name, code, told = status(WEEK.replace("LIMITS", "work_run_most: 5"))
    assert (name, code, told["gap"]) == ("optimal", 0, 0)


def test_a_roster_that_is_not_proved_when_the_search_is_over(status, monkeypatch) -> None:
    # Nothing is put to the solver whole, and no part is thought over.
    monkeypatch.setattr("optimize.roster.plan.SMALL", 0)
    name, code, told = status(WEEK.replace("LIMITS", "work_run_most: 5"), "--iterations", "0")
    assert (name, code, told["gap"], told["bound"]) == ("best_so_far", 0, None, None)
    assert told["interrupted"] is False


def test_a_roster_when_ctrl_c_ends_the_search(status, monkeypatch) -> None:
    def press(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("optimize.roster.search.Search.whole", press)
    monkeypatch.setattr("optimize.roster.plan.SMALL", 0)
    name, code, told = status(WEEK.replace("LIMITS", "work_run_most: 5"))
    assert (name, code, told["interrupted"]) == ("best_so_far", 130, True)


def test_proved_that_there_is_none(status) -> None:
    name, code, told = status(PAIR)
    assert (name, code) == ("impossible", 2)
    assert told["problems"]


def test_neither_a_roster_nor_a_proof(status, monkeypatch) -> None:
    # The solver runs out of time on those whom a pair ties together.
    def late(*_: object, **__: object) -> Solved:
        return Solved("nothing_found", "time_limit", "HiGHS", 120.0)

    monkeypatch.setattr("optimize.roster.whole.solve", late)
    monkeypatch.setattr("onewindow.roster.making.why_impossible", lambda case: WhyNot((), (), 0))
    name, code, told = status(PAIR)
    assert (name, code) == ("nothing_found", 2)
    (problem,) = told["problems"]
    assert "none in time" in problem["what"]
    assert told["why"] is None
