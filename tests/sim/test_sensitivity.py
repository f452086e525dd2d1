"""Numbers set lower and higher, one at a time, where what comes out is known by hand."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from scenarios.errors import SimulationError
from scenarios.model import ServiceModel
from sim.experiment import Replications, replicate, replicate_together
from sim.sensitivity import MOST, Candidate, Models, Sensitivity, Side, sensitivity
from sim.tally import Key
from tests.sim.models import at, desk, exp, poisson

HALL = Key("hall_time_mean", "all", "")
CALM = (0.0, 100.0, 200.0)


def calm(work: float = 10.0, seats: int = 1) -> ServiceModel:
    """Nobody waits, so that the time in the hall is the work."""
    return desk(at(*CALM), work, seats)


def tornado(models: Models, candidates: list[Candidate], n: int = 2) -> Sensitivity:
    """The result of a few replications of the models, and of as many with each number moved."""
    runs = [replicate(model, replications=n, processes=1) for model in models]
    return sensitivity(runs, candidates, HALL, replications=n, processes=1)


def candidate(name: str, less: Models | None, more: Models | None) -> Candidate:
    def found(side: Side) -> Models | None:
        return less if side == "less" else more

    return Candidate(name, found)


def test_of_one_model_the_work_moves_the_time_and_idle_seats_do_not() -> None:
    found = tornado(
        (calm(),),
        [
            candidate("seats", (calm(seats=1),), (calm(seats=2),)),
            candidate("work", (calm(8.0),), (calm(12.0),)),
        ],
    )
    assert found.table["name"].tolist() == ["work"]
    assert (found.value, found.screened, found.compares) == (10, 2, False)
    row = found.table.iloc[0]
    assert (row["value_less"], row["value_more"], row["swing"]) == (8, 12, 4)
    assert (row["swing_low"], row["swing_high"]) == (4, 4)
    assert np.isnan(row["difference_less"])


def test_of_a_redesign_the_difference_is_what_moves() -> None:
    # It saves 4 s, and 6 s with work of 12 s before and 6 s after. What both have moves no
    # difference, and is left out though the value after moves.
    models = (calm(10.0), calm(6.0))
    found = tornado(
        models,
        [
            candidate("alike", (calm(8.0), calm(4.0)), (calm(12.0), calm(8.0))),
            candidate("before", (calm(7.0), calm(6.0)), (calm(12.0), calm(6.0))),
            candidate("after", (calm(10.0), calm(5.0)), (calm(10.0), calm(9.0))),
        ],
    )
    assert (found.value, found.difference, found.low, found.high) == (6, -4, -4, -4)
    table = found.table.set_index("name")
    assert list(table.index) == ["before", "after"]
    assert table.loc["before", ["difference_less", "difference_more"]].tolist() == [-1, -6]
    assert table.loc["after", ["difference_less", "difference_more"]].tolist() == [-5, -1]
    assert table.loc["after", ["value_less", "value_more"]].tolist() == [5, 9]


def test_the_swing_counts_from_the_result_as_it_is() -> None:
    # Both ends lie above: the swing reaches from 10, not from the lower end.
    found = tornado(
        (calm(),),
        [candidate("odd", (calm(11.0),), (calm(13.0),))],
    )
    assert found.table["swing"].tolist() == [3]


def test_a_number_that_can_only_be_less_is_tried_so() -> None:
    found = tornado(
        (calm(),),
        [candidate("least", (calm(9.0),), None), candidate("fixed", None, None)],
    )
    row = found.table.iloc[0]
    assert (found.screened, row["value_less"], row["swing"]) == (1, 9, 1)
    assert np.isnan(row["value_more"])


def test_many_numbers_are_screened_for_those_that_count() -> None:
    every = [
        candidate(str(k), (calm(10.0 - k / 10),), (calm(10.0 + k / 10),)) for k in range(MOST + 5)
    ]
    found = tornado((calm(),), every)
    assert found.screened == MOST + 5
    assert found.table["name"].tolist() == [str(k) for k in range(MOST + 4, 4, -1)]


def test_values_are_those_of_runs_of_their_own() -> None:
    def busy(mean: float) -> ServiceModel:
        return desk(poisson(0.08), exp(mean), horizon=2000.0)

    found = tornado((busy(10.0),), [candidate("work", (busy(8.0),), (busy(12.0),))], 5)
    for side, mean in (("less", 8.0), ("more", 12.0)):
        alone = central_of(replicate(busy(mean), replications=5, processes=1))
        assert found.table[f"value_{side}"][0] == pytest.approx(alone)


def test_a_movement_of_few_replications_is_added_to_the_result_of_all() -> None:
    def busy(mean: float) -> ServiceModel:
        return desk(poisson(0.08), exp(mean), horizon=2000.0)

    runs = [replicate(busy(10.0), replications=8, processes=1)]
    found = sensitivity(
        runs, [candidate("work", None, (busy(12.0),))], HALL, replications=3, processes=1
    )
    few, whole, moved = (
        central_of(replicate(busy(mean), replications=n, processes=1))
        for mean, n in ((10.0, 3), (10.0, 8), (12.0, 3))
    )
    assert (found.n, found.value) == (3, pytest.approx(whole))
    row = found.table.iloc[0]
    assert row["value_more"] == pytest.approx(whole + moved - few)
    assert row["swing"] == pytest.approx(moved - few)
    assert row["value_more_high"] - row["value_more"] == pytest.approx(
        row["swing_high"] - row["swing"]
    )


def central_of(runs: Replications) -> float:
    table = runs.estimates()
    one = table[(table["measure"] == "hall_time_mean") & (table["scope"] == "all")]
    return float(one["value"].iloc[0])


def test_nothing_that_counts_is_an_empty_table() -> None:
    assert len(tornado((calm(),), []).table) == 0


def test_one_replication_has_no_interval() -> None:
    with pytest.raises(SimulationError, match="at least 2 replications, got 1"):
        tornado((calm(),), [], 1)


def test_another_redesign_of_the_same_baseline_simulates_its_own_side_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    simulated: list[ServiceModel] = []

    def noting(models: Sequence[ServiceModel], **options: Any) -> list[Replications]:
        simulated.extend(models)
        return replicate_together(models, **options)

    monkeypatch.setattr("sim.reused_runs.replicate_together", noting)
    before, more = calm(10.0), calm(12.0)
    runs = {work: replicate(calm(work), replications=2, processes=1) for work in (10.0, 6.0, 4.0)}
    others: list[Replications] = []

    def found(after: float) -> Sensitivity:
        moved = candidate("work", (calm(8.0), calm(after - 1)), (more, calm(after + 1)))
        both = (runs[10.0], runs[after])
        return sensitivity(both, [moved], HALL, replications=2, processes=1, shared=others)

    found(6.0)
    assert more in simulated
    assert before not in simulated
    simulated.clear()
    row = found(4.0).table.iloc[0]
    assert simulated
    assert more not in simulated
    # 6 s less, of which 10 s become 12 and 4 s become 5.
    assert row["difference_more"] == (5 - 12)
