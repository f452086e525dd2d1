"""A shorter promise changes what counts as late, and no case."""

from typing import Any

import pytest

from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from sim.experiment import replicate
from tests.scenarios.redesign.flow_steps import applied, step_of
from tests.scenarios.redesign.halls import hall, same_script, short

STEP: dict[str, Any] = {"operator": "shorten_limit", "service": "long"}


def promising(promised: float | None = 7200.0) -> ServiceModel:
    """A hall in which every case takes 600 s, one every hour, alone at its windows."""
    limits = {"statutory": 36000.0, **({} if promised is None else {"promised": promised})}
    arrivals = {"pattern": "times", "at": [36000.0 + 3600.0 * k for k in range(5)]}
    return hall(
        activities={"w1": {"service_time": 600.0}},
        services={
            "brief": {"arrivals": arrivals, "flow": list(short("pay"))},
            "long": {"arrivals": arrivals, "flow": list(short("w1")), "limits": limits},
        },
    )


def kept(model: ServiceModel) -> float:
    table = replicate(model, replications=2, processes=1).estimates()
    here = (table["measure"] == "on_time_fraction") & (table["of"] == "long")
    return float(table[here]["value"].iloc[0])


def test_the_promise_counts_and_no_case_changes() -> None:
    model = promising()
    after = applied(model, STEP, promised=599.0)
    limits = after.services["long"].limits
    assert limits is not None
    assert (limits.promised, limits.statutory) == (599.0, 36000.0)
    assert same_script(model, after)
    # 600 s of work within 601 s, and not within 599 s.
    assert (kept(applied(model, STEP, promised=601.0)), kept(after)) == (
        1.0,
        0.0,
    )


def test_the_trace_names_old_and_new() -> None:
    (change,) = step_of({**STEP, "promised": 3600.0}).apply(promising()).changes
    assert (change.path, change.old, change.new) == (
        "services.long.limits.promised",
        "2 h",
        "1 h",
    )


def test_the_same_promise_changes_nothing() -> None:
    assert applied(promising(), STEP, promised=7200.0) == promising()


def test_a_promise_beyond_the_law_is_one_sentence() -> None:
    with pytest.raises(RedesignError) as caught:
        applied(promising(), STEP, promised=36001.0)
    assert str(caught.value) == (
        "shorten_limit: services.long.limits.promised: expected a promise within the statutory "
        "10 h, got 36001 s. Shorten the promise."
    )


def test_a_channel_may_have_its_own() -> None:
    model = promising()
    channels = {"urgent": {"share": 0.5}, "others": {"share": 0.5}}
    long = model.services["long"].replace(channels=channels)
    model = model.replace(services={**model.services, "long": long})
    after = applied(model, STEP, promised=3600.0, channel="urgent").services["long"]
    assert after.limits == long.limits
    urgent = after.channels["urgent"].limits
    assert urgent is not None
    assert (urgent.promised, urgent.statutory) == (3600.0, 36000.0)
    assert after.channels["others"].limits is None
