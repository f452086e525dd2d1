"""The page of the library is that of its cases as they are."""

import re
import runpy
from pathlib import Path

from scenarios.library.packs import load_pack, pack_names
from scenarios.redesign.scenario_reading import load_scenario

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")


def test_the_page_was_made_of_these_cases() -> None:
    made_of = runpy.run_path(str(ROOT / "docs" / "write_library.py"))["made_of"]()
    assert f"Made of: {made_of} " in PAGE, "Run make library."


def test_every_case_and_every_redesign_is_on_it() -> None:
    for name in pack_names():
        assert f"\n`{name}` · " in PAGE
        for scenario in load_pack(name).scenarios:
            assert f"\n`{name}/{scenario.stem}`\n" in PAGE


def test_the_page_of_a_case_has_what_is_published_of_it_beside_the_simulated() -> None:
    begin, end = runpy.run_path(str(ROOT / "docs" / "write_library.py"))["MARKS"]
    for name in pack_names():
        pack = load_pack(name)
        figures = [f for path in pack.scenarios for f in load_scenario(path).published]
        text = pack.readme.read_text(encoding="utf-8")
        tables = text.partition(begin)[2].partition(end)[0]
        for figure in figures:
            for words in (figure.what.zh, figure.what.en):
                # What is modelled says so below its name.
                cell = rf"\| {re.escape(words)}(<br>.*?)? \|"
                assert re.search(cell, tables), f"{name}: run make library."
