"""Slips of a roster file made by hand are told in a sentence, and nothing runs for ever."""

from __future__ import annotations

import pytest

from scenarios.errors import ModelError
from scenarios.roster_reading import roster_in
from scenarios.yaml_text import parse_yaml

FILE = """\
first_day: 2026-03-02
days: 7
kinds:
  day: {start: "08:00", length: 24 h, unpaid_break: 23 h}
people: {Ann: {}, Bob: {}}
needs: [{kind: day, people: 1}]
"""


def test_a_shift_may_be_a_day_and_a_night() -> None:
    assert roster_in(parse_yaml(FILE)).kinds["day"].hours == 1


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("length: 24 h", "length: 480 h", "at most 24 h, got 480 h"),
        ("unpaid_break: 23 h", "unpaid_break: 24 h", "unpaid_break shorter than the shift of 24 h"),
        ("days: 7", "days: 100000", "at most 732, got 100000"),
        ("2026-03-02", "9999-12-30", "before the year 9998"),
        ("Bob: {}", '" ann": {}', "differ by more than blanks and capitals"),
        ("people: 1", "people: -1", "at least 0, got -1"),
        ("people: {Ann: {}, Bob: {}}", "people: {}", "expected people, got none"),
    ],
)
def test_slips_are_told(right: str, wrong: str, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        roster_in(parse_yaml(FILE.replace(right, wrong)))
