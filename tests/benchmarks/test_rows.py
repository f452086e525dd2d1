"""Every benchmark runs, on little work and untimed, and programs that differ are not compared."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

pytest.importorskip("ciw", reason="Ciw is not installed")
pytest.importorskip("numba", reason="numba is not installed")

from benchmarks import __main__ as command
from benchmarks import agreement, ciw_network, hall, heap_loop, roster_instances, shift_design
from benchmarks.agreement import Disagreement, mean_wait_of_theory, same_waits
from benchmarks.customers import Customers, waits_of
from benchmarks.row import Against, Row, at_most, times_as_fast, times_its_time
from benchmarks.suites import SUITES
from sim.experiment import simulate
from tests.sim import queueing_theory


@pytest.mark.parametrize("name", SUITES)
def test_every_benchmark_gives_rows_with_all_fields(name: str) -> None:
    told: list[tuple[int, int]] = []
    if name == "shift_design" and not shift_design.DATA.exists():
        pytest.skip("the published instances are not beside the project")
    if name == "rosters" and not roster_instances.DATA.exists():
        pytest.skip("the published rosters are not beside the project")
    rows = SUITES[name]("tiny", lambda done, asked: told.append((done, asked)))
    assert rows
    assert told[-1][0] == told[-1][1]
    for row in rows:
        assert row.name
        assert math.isfinite(row.value)
        assert row.unit in ("s", "ms", "ns", "bytes", "%", "h", "of 96", "of 210", "of 336", "cost")
        assert row.against in (None, *get_args(Against))
        assert (row.against is None) == (row.ratio is None) == (row.than is None)
        assert row.ratio is None or row.ratio > 0
        if row.than is not None:
            assert row.than in [one.name for one in rows] or row.than == "python -c pass"


def test_what_is_wanted_is_told_of_times_and_ratios() -> None:
    fast = Row("a", 1.0, "s", "simpy", 1 / 40, "b", times_as_fast(30))
    assert (fast.met, fast.beside) == (True, "40× as fast")
    slow = Row("a", 1.0, "s", "simpy", 1 / 20, "b", times_as_fast(30))
    assert slow.met is False
    assert Row("a", 9.0, "s", "compiled", 3.5, "b", times_its_time(3)).met is False
    assert Row("a", 201.0, "bytes", goal=at_most(200, "bytes")).met is False
    assert Row("a", 1.0, "s").met is None


def test_results_are_written_whole_as_the_table_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "RESULTS", tmp_path / "results.json")
    command.write([Row("a", 1.0, "s", "simpy", 0.02, "b", times_as_fast(30))])
    (row,) = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert row == {
        "name": "a", "value": 1.0, "unit": "s", "against": "simpy", "ratio": 0.02, "than": "b",
        "goal": "≥ 30× as fast", "met": True,
    }  # fmt: skip
    assert not list(tmp_path.glob("*.new"))


def test_rows_of_one_benchmark_take_the_place_of_their_old_ones_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "results.json"
    monkeypatch.setattr(command, "RESULTS", results)
    command.write([Row("a", 1.0, "s"), Row("a", 1.0, "s", "ciw", 0.5, "b"), Row("c", 2.0, "s")])
    command.write([Row("a", 3.0, "s")], json.loads(results.read_text(encoding="utf-8")))
    found = json.loads(results.read_text(encoding="utf-8"))
    assert [(row["name"], row["value"]) for row in found] == [("c", 2.0), ("a", 3.0)]


def test_a_program_in_which_somebody_waits_longer_is_not_compared() -> None:
    ours = waits_of(simulate(hall.model(50)).log, len(hall.CLERKS))
    theirs = ours.copy()
    theirs[7, 0] += 0.001
    with pytest.raises(Disagreement, match="Ciw: expected customer 7 to wait"):
        same_waits(ours, theirs, "Ciw")
    lost = np.where(np.arange(len(ours))[:, None] == 9, np.nan, ours)
    with pytest.raises(Disagreement, match="customer 9 to wait"):
        same_waits(ours, lost, "Ciw")


def test_a_mean_wait_that_is_not_of_theory_is_refused() -> None:
    log = heap_loop.draw_and_walk(50_000, 24.0, 60.0, 3, np.random.default_rng(1))
    waits = log[:, 2] - log[:, 1]
    mean_wait_of_theory(waits, 1 / 24, 60.0, 3, "the loop")
    with pytest.raises(Disagreement, match=r"expected a mean wait of 84\.2\d s"):
        mean_wait_of_theory(0.7 * waits, 1 / 24, 60.0, 3, "the loop")


def test_the_mean_wait_of_theory_is_that_of_the_oracles() -> None:
    assert agreement.mm_s_wait(2.5, 1.0, 3) == pytest.approx(
        queueing_theory.mm_s_wait(2.5, 1.0, 3), rel=1e-12
    )


def test_two_clerks_by_hand_in_the_loop_and_in_ciw() -> None:
    # Both come free at 10 and 13: the third waits from 2, the fourth from 3.
    arrival = np.array([0.0, 1.0, 2.0, 3.0])
    work = np.array([10.0, 12.0, 5.0, 1.0])
    log = heap_loop.walk(arrival, work, 2)
    assert log[:, 2].tolist() == [0, 1, 10, 13]
    assert log[:, 3].tolist() == [10, 13, 15, 14]
    given = Customers(arrival, work[:, None], np.full((4, 1), np.inf))
    records = ciw_network.run(given, (2,))
    assert ciw_network.waits(records, (4, 1))[:, 0].tolist() == [0, 0, 8, 10]


def test_ciw_loses_who_has_no_patience_left() -> None:
    # One clerk is busy until 10; the second, who comes at 1, leaves at 5.
    given = Customers(
        np.array([0.0, 1.0, 2.0]), np.array([[10.0], [3.0], [3.0]]), np.array([[9.0], [4.0], [9.0]])
    )
    records = ciw_network.run(given, (1,))
    assert ciw_network.waits(records, (3, 1))[:, 0].tolist() == [0, 4, 8]
