"""Measures of the channels of a service: they are parts of it, and worked out row by row here."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sim.runs
from scenarios.channels import channel_name, channels_in
from sim.event_log import ABANDONED, BALKED, BLOCKED, OUTCOMES
from sim.experiment import replicate, simulate
from sim.tally import Key
from tests.sim.busy_models import busy_models
from tests.sim.models import at, desk, exp, poisson
from tests.strategies import models

SUMS = (
    "arrivals", "finished", "wait_mean", "hall_time_mean", "completion_time_mean", "visits_mean",
    "touch_time_mean", "finished_fraction", "on_time_fraction", "first_time_fraction",
    "citizen_hours",
)  # fmt: skip
"""Numbers, and levels by numerator and denominator, of which those of a service are the sums."""
COUNTS = ("offered", "unique_callers", "answered", "abandoned_fraction", "asa", "aht")
Y = 20.0


def calls(horizon: float = 4000.0, **more):
    """One line with two ranks of callers who have little patience, in three lines."""
    channels = {
        "first": {"share": 0.3, "priority": -1},
        "others": {"share": 0.7},
    }
    level = {"measure": "service_level", "queue": "trunk", "fraction": 0.8, "within": Y}
    return desk(
        poisson(1 / 40),
        exp(60.0),
        horizon=horizon,
        activity={"patience": exp(50.0), "balk": 0.2, "queue": "trunk"},
        queues={"trunk": {"lines": 3}},
        service={"channels": channels, **more},
        targets={"level": level},
    )


def sums(given, replication=0):
    """Numerator and denominator of all measures of a run, by key."""
    tally = simulate(given, seed=1, replication=replication).tally()
    return dict(zip(tally.keys, tally.sums().T.tolist(), strict=True))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(busy_models(), models(most_days=1)))
def test_the_channels_of_a_service_add_up_to_it(model):
    found = sums(model)
    for name, service in model.services.items():
        if len(service.channels) < 2:
            continue
        own = [channel_name(name, channel) for channel in service.channels]
        for measure in SUMS:
            if Key(measure, "service", name) not in found:
                assert all(Key(measure, "channel", one) not in found for one in own)
                continue
            parts = np.sum([found[Key(measure, "channel", one)] for one in own], axis=0)
            whole = found[Key(measure, "service", name)]
            assert parts.tolist() == pytest.approx(whole, rel=1e-9, abs=1e-6, nan_ok=True), measure
        longest = [found[Key("wait_max", "channel", one)][0] for one in own]
        there = [time for time in longest if not np.isnan(time)]
        whole = found[Key("wait_max", "service", name)][0]
        assert max(there, default=np.nan) == pytest.approx(whole, nan_ok=True)


@pytest.mark.parametrize("retry", [{}, {"retry": {"probability": 0.5, "delay": 30.0}}])
def test_the_callers_of_all_channels_are_those_of_their_line(retry):
    found = sums(calls(**retry))
    for measure in (*COUNTS, "answered_fraction", "blocked_fraction", "of_offered", "of_answered"):
        parts = [found[Key(measure, "channel", f"matter: {one}")] for one in ("first", "others")]
        whole = found[Key(measure, "queue", "trunk")]
        assert np.sum(parts, axis=0).tolist() == pytest.approx(whole, nan_ok=True), measure


def test_what_the_callers_of_each_channel_get():
    model = calls()
    run, found = simulate(model, seed=1), sums(model)
    table = run.log.services
    answered = np.isfinite(table.start_time)
    wait = np.where(answered, table.start_time, table.end_time) - table.enable_time
    lost = np.isin(table.outcome, (ABANDONED, BALKED))
    blocked = table.outcome == BLOCKED
    assert {OUTCOMES[k] for k in set(table.outcome)} >= {"served", "abandoned", "blocked", "balked"}
    for k, name in enumerate(("first", "others")):
        own = table.channel == k
        offered = int(own.sum())
        # Nobody calls again, so that each row is a caller.
        expected = {
            "arrivals": (offered,),
            "offered": (offered,),
            "answered": ((own & answered).sum(),),
            "abandoned_fraction": ((own & lost).sum(), offered),
            "blocked_fraction": ((own & blocked).sum(), offered),
            "asa": (wait[own & answered].sum(), (own & answered).sum()),
            "wait_mean": (wait[own & ~blocked].sum(), (own & ~blocked).sum()),
            "wait_p90": (np.percentile(wait[own & ~blocked], 90),),
            "of_offered": ((own & answered & (wait <= Y)).sum(), offered),
            "of_answered": ((own & answered & (wait <= Y)).sum(), (own & answered).sum()),
        }
        for measure, numbers in expected.items():
            told = found[Key(measure, "channel", f"matter: {name}")][: len(numbers)]
            assert told == pytest.approx([float(one) for one in numbers]), measure


@pytest.mark.parametrize("channels", [{}, {"all": {"share": 1.0}}])
def test_a_service_without_several_channels_has_no_measures_of_them(channels):
    model = desk(at(0, 1), 10.0, service={"channels": channels})
    assert not channels_in(model)
    assert "channel" not in {key.scope for key in simulate(model).tally().keys}


def test_channels_are_those_of_services_that_have_several():
    model = calls()
    plain = model.services["matter"].replace(channels={})
    two = model.replace(services={**model.services, "plain": plain})
    told = {key.of for key in simulate(two).tally().keys if key.scope == "channel"}
    assert told == set(channels_in(two)) == {"matter: first", "matter: others"}


@pytest.mark.parametrize("most", [1, 2, 50])
def test_numbers_of_channels_do_not_depend_on_how_many_are_measured_at_once(monkeypatch, most):
    # Some of so short runs have no call of the rarer channel.
    model = calls(200.0)
    one = replicate(model, replications=9, processes=1)
    rare = one.keys.index(Key("arrivals", "channel", "matter: first"))
    assert 0 in one.value[:, rare]
    monkeypatch.setattr(sim.runs, "MOST_TOGETHER", most)
    other = replicate(model, replications=9, processes=1)
    assert one.keys == other.keys
    assert one.value.tobytes() == other.value.tobytes()
    assert one.per.tobytes() == other.per.tobytes()
