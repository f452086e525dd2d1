"""A roster is begun with another one; one that is refused leaves nothing behind."""

from __future__ import annotations

import json

import pytest

FILE = """\
first_day: 2026-03-02
days: 7
kinds:
  day: {start: "08:00", length: 9 h, unpaid_break: 1 h}
contracts:
  full: {least_hours: 16 h}
groups:
  desk: {people: [Ann, Bob], contract: full}
people: {Bob: {leave: 2026-03-03}}
needs:
  - {kind: day, people: 1, days: mon-fri}
"""
START = """\
name,2026-03-02,2026-03-03,2026-03-04,2026-03-05,2026-03-06,2026-03-07,2026-03-08
Ann,sick,leave(day),day,off,off,off,off
Bob,day,leave,off,day,day,off,off
"""


@pytest.fixture
def march(folder):
    (folder / "march.yaml").write_text(FILE, encoding="utf-8")
    (folder / "start.csv").write_text(START, encoding="utf-8")
    return folder


def test_absences_of_the_grid_are_kept_and_those_new_to_the_file_are_named(call, march) -> None:
    made = call("roster", "make", "march.yaml", "--start", "start.csv", "--out", "out", "--json")
    assert made.exit_code == 0, made.output
    found = json.loads(made.stdout)
    # Nobody is there on Tuesday; with Ann as the file has her that day would be covered.
    assert found["cost"]["under"] == 100
    assert found["roster"]["Ann"][:2] == [None, None]
    assert "which the file does not have: Ann 2026-03-02, 2026-03-03" in made.stderr
    assert "Bob" not in made.stderr
    again = json.loads(call("roster", "check", "march.yaml", "out/roster.csv", "--json").stdout)
    assert again["cost"] == found["cost"]
    assert "leave(day)" in (march / "out" / "roster.csv").read_text(encoding="utf-8-sig")


def test_a_shift_lost_counts_for_the_least_hours_as_in_a_repair(call, march) -> None:
    # Three days of five are left to Ann, 24 h; with the 8 h that were lost that makes 32 h.
    for least, code in ((32, 0), (33, 2)):
        text = FILE.replace("people: {Bob", f"people: {{Ann: {{least_hours: {least} h}}, Bob")
        text = text.replace("people: 1, days: mon-fri", "people: 2, days: mon-fri")
        text = text.replace("Ann: {", "Ann: {unavailable: [{days: weekend}], ")
        (march / "march.yaml").write_text(text, encoding="utf-8")
        made = call("roster", "make", "march.yaml", "--start", "start.csv", "--json")
        assert made.exit_code == code, made.output


@pytest.mark.parametrize("there", [False, True])
def test_one_that_is_refused_leaves_no_folder_behind(call, march, there: bool) -> None:
    if there:
        (march / "out").mkdir()
    text = FILE.replace("least_hours: 16 h", "least_hours: 41 h")
    (march / "none.yaml").write_text(text, encoding="utf-8")
    made = call("roster", "make", "none.yaml", "--out", "out/deep")
    assert made.exit_code == 2
    assert (march / "out").exists() == there
    assert not (march / "out" / "deep").exists()
