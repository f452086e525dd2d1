"""The model of a toy, as a solver's file: it reads like sentences."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from optimize.cover import cover_of
from optimize.need import Need
from optimize.shift_model import shift_model
from optimize.shift_pay import pay_by_slot
from optimize.shift_templates import kinds_of
from optimize.slot_grid import grid_of
from tests.optimize.day_of_shifts import hours, kind, pause, rules

GOLDEN = Path(__file__).with_name("toy_shifts.lp")


def test_a_toy_reads_like_sentences(tmp_path: Path) -> None:
    need = Need(hours({(8, 10): 2, (10, 14): 3}).required, before=np.zeros(0, dtype=np.int64))
    some = rules(early=kind(8, length=5, breaks={"lunch": pause(2, 4, paid=False)}), short=kind(10))
    grid = grid_of(need.interval, 1, 0, False, some)
    model = shift_model(
        kinds_of(some, grid), cover_of(need, some, 5, grid), pay_by_slot(some, grid), some, grid
    )
    written = tmp_path / "toy.lp"
    model.problem.writeLP(str(written))
    assert written.read_text(encoding="utf-8") == GOLDEN.read_text(encoding="utf-8")
