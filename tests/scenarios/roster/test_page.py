"""The page about rosters names every key and every rule."""

from __future__ import annotations

import re
from pathlib import Path

from scenarios.roster.book import SHEETS
from scenarios.roster.file import NeedLine, PersonLine, RosterFile
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rule_names import RULE_NAMES

PAGE = (Path(__file__).parents[3] / "docs" / "roster.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(\w+)`", PAGE))


def test_every_rule_and_every_key_is_named() -> None:
    assert set(RULE_NAMES) <= NAMED
    for section in (RosterFile, RosterKind, PersonLine, NeedLine):
        assert set(section.model_fields) - {"provenance"} <= NAMED, section


def test_every_sheet_is_named() -> None:
    for sheet in SHEETS:
        assert f"{sheet.zh} {sheet.en}" in PAGE
