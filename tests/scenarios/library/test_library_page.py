"""The page of the library is that of its cases as they are."""

import runpy
from pathlib import Path

from scenarios.library.packs import load_pack, pack_names

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
