"""A mapping says of which kind its log is: it may stand for --kind, and must not differ from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from onewindow.fitting.fit_log import fit_log
from onewindow.fitting.kind_asked import kind_asked
from onewindow.fitting.kinds import ALL_KINDS
from scenarios.errors import DataError


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    file = tmp_path / "hall.mapping.yaml"
    file.write_text("separator: ','\nkind: tickets\n", encoding="utf-8")
    return file


def test_the_mapping_stands_for_the_kind(mapping: Path) -> None:
    assert kind_asked(None, mapping) == kind_asked("tickets", mapping) == "tickets"
    assert [kind_asked(one, None) for one in ALL_KINDS] == list(ALL_KINDS)


@pytest.mark.parametrize("kind", [one for one in ALL_KINDS if one != "tickets"])
def test_another_kind_than_that_of_the_mapping_is_an_error(mapping: Path, kind: str) -> None:
    with pytest.raises(DataError) as error:
        kind_asked(kind, mapping)
    told = str(error.value)
    assert told.startswith(f"{mapping}:2: kind: expected {kind}, as --kind says, got 'tickets'.")
    assert "Use --kind tickets or leave --kind out" in told


def test_the_function_refuses_another_kind_too(mapping: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="expected calls, as --kind says"):
        fit_log(tmp_path / "log.csv", "calls", mapping=mapping)


def test_neither_is_an_error_and_a_wrong_kind_of_a_mapping_is_left_to_its_reading(
    tmp_path: Path,
) -> None:
    with pytest.raises(DataError, match=r"--kind: expected one of calls, .*got none"):
        kind_asked(None, None)
    file = tmp_path / "m.yaml"
    file.write_text("kind: ticket\n", encoding="utf-8")
    assert kind_asked("tickets", file) == "tickets"
    with pytest.raises(DataError, match="--kind: expected one of"):
        kind_asked(None, file)


def test_the_command_says_it(call, mapping: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("a,b\n1,2\n", encoding="utf-8")
    result = call("fit", log, "--kind", "calls", "--mapping", mapping, "--out", tmp_path / "m.yaml")
    assert result.exit_code == 2
    assert "expected calls, as --kind says, got 'tickets'" in result.stderr.replace("\n", " ")
    without = call("fit", log, "--out", tmp_path / "m.yaml")
    assert without.exit_code == 2
    assert "Say what a row is" in without.stderr.replace("\n", " ")
