"""How cases flow: by hand, and nothing gets lost between two places in any model."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.case_flows import ENDS, Link
from sim.experiment import simulate
from tests.sim.busy_models import busy_models
from tests.sim.models import at, desk, flows
from tests.strategies import models

unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large]


def links(given):
    """Cases on each link that has some, and all cases."""
    tally = simulate(given, seed=1).tally()
    part, whole = tally.sums()
    rows = [k for k, key in enumerate(tally.keys) if key.scope == "flow"]
    (cases,) = {whole[k] for k in rows}
    return {Link.read(tally.keys[k].of): part[k] for k in rows if part[k]}, cases


def test_callers_who_give_up_call_again_or_are_lost():
    # 0 is served, 1 gives up and is served when it calls again, 2 gives up twice.
    given = desk(
        at(0, 1, 2),
        100.0,
        activity={"patience": 10.0},
        service={"retry": {"probability": 1.0, "delay": 200.0, "at_most": 1}},
    )
    assert links(given) == (
        {
            Link(0, "", "staff"): 1,
            Link(0, "", "missed"): 2,
            Link(1, "staff", "finished"): 1,
            Link(1, "missed", "staff"): 1,
            Link(1, "missed", "lost"): 1,
            Link(2, "staff", "finished"): 1,
        },
        3,
    )


def test_a_machine_then_the_window_and_back_offices_are_not_seen():
    given = flows(
        {
            "matter": {
                "arrivals": at(0, 1, 2),
                "flow": [{"serve": "check"}],
                "channels": {
                    "hall": {
                        "share": 1.0,
                        "flow": [
                            *({"serve": s} for s in ("kiosk", "check", "window")),
                            {"serve": "kiosk", "name": "kiosk again"},
                        ],
                    },
                    "online": {"share": 0.0},
                },
            }
        },
        {"kiosk": 1.0, "check": {"service_time": 1.0, "place": "back"}, "window": 1.0},
        {
            "machines": {"serves": ["kiosk"], "seats": 1, "machines": True},
            "office": ["check"],
            "desk": ["window"],
        },
    )
    assert links(given) == (
        {
            Link(0, "hall", "machine"): 3,
            Link(1, "machine", "staff"): 3,
            Link(2, "staff", "finished"): 3,
        },
        3,
    )


def test_who_needs_no_one_goes_from_the_channel_to_the_end_and_is_returned_from_there():
    again = {"rework": "check", "probability": 1.0, "max_rounds": 1}
    given = flows(
        {"matter": (at(0, 50), ["check", again]), "other": (at(1), ["check"])},
        {"check": {"service_time": 1.0, "place": "back"}},
        {"office": ["check"]},
    )
    assert links(given) == (
        {
            Link(0, "", "returned"): 2,
            Link(0, "", "finished"): 1,
            Link(1, "returned", "finished"): 2,
        },
        3,
    )


def test_cases_under_way_when_the_run_stops_are_unfinished():
    given = desk(at(0, 1), 15.0, horizon=20.0, drain=0.0)
    assert links(given)[0] == {
        Link(0, "", "staff"): 2,
        Link(1, "staff", "finished"): 1,
        Link(1, "staff", "unfinished"): 1,
    }


def test_names_of_links_are_read_again():
    for link in (Link(0, "", "staff"), Link(0, "a>b", "lost"), Link(3, "staff", "returned")):
        assert Link.read(link.name) == link


@settings(max_examples=60, deadline=None, suppress_health_check=unhurried)
@given(st.one_of(models(most_days=2), busy_models()))
def test_what_enters_a_place_leaves_it(model):
    run = simulate(model)
    if not run.world.is_measured(run.script.arrival).any():
        return
    found, cases = links(run.model)
    enters, leaves = defaultdict(float), defaultdict(float)
    for link, number in found.items():
        if link.end not in ENDS:
            enters[link.stage + 1, link.end] += number
        if link.stage:
            leaves[link.stage, link.begin] += number
    assert enters == leaves
    assert sum(n for link, n in found.items() if link.stage == 0) == cases
    assert sum(n for link, n in found.items() if link.end in ENDS) == cases
    tally = run.tally()
    number = dict(zip(tally.keys, tally.value, strict=True))
    done = sum(n for link, n in found.items() if link.end == "finished")
    assert done == pytest.approx(
        next(n for key, n in number.items() if key[:3] == ("finished", "all", ""))
    )
