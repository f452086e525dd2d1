"""The hotline of docs/fit.md: simulated, written down, and found again in its own calls."""

from __future__ import annotations

from pathlib import Path

import pytest

import onewindow as ow
from scenarios.distributions import Exponential, Lognormal

EXAMPLES = Path(__file__).parents[3] / "examples" / "log"


def test_a_simulated_hotline_is_found_again_in_its_log(call, tmp_path: Path) -> None:
    log, truth = tmp_path / "calls.csv", ow.load(EXAMPLES / "hotline.yaml")
    written = call("simulate", EXAMPLES / "hotline.yaml", "-n", 1, "--log", log)
    assert written.exit_code == 0, written.output
    found = ow.fit(log, mapping=EXAMPLES / "calls.mapping.yaml", replications=10)
    (true,), (fitted,) = truth.activities.values(), found.model.activities.values()
    talk, patience = true.service_time, true.patience
    assert isinstance(talk, Lognormal)
    assert isinstance(patience, Exponential)
    assert isinstance(fitted.service_time, Lognormal)
    assert isinstance(fitted.patience, Exponential)
    # Four standard errors: of the mean of n talks, and of a patience that ended n times.
    known = {one["what"]: one for one in found.document()["known_within"]}
    error = talk.cv / known["service_mean"]["n"] ** 0.5
    assert fitted.service_time.mean == pytest.approx(talk.mean, rel=4 * error)
    error = known["patience_mean"]["n"] ** -0.5
    assert fitted.patience.mean == pytest.approx(patience.mean, rel=4 * error)
    (pool,), (rota,) = found.model.pools.values(), truth.pools.values()
    week = sum(one.level * (one.span[1] - one.span[0]) for one in pool.staff)
    day = sum(one.level * (one.span[1] - one.span[0]) for one in rota.staff)
    # By 5 %: a person more or less at one hour of ten is 1.3 %.
    assert week == pytest.approx(5 * day, rel=0.05)
    assert known["staff_hours"]["low"] < day / 3600 < known["staff_hours"]["high"]
