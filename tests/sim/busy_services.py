"""Services of random small models: how cases come, and what they walk."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st

from tests.sim.busy_pools import few, instants, short, some

NAMES = ("a", "b", "c", "d")
POINTS = [(0.0, 0.0), (3.0, 4.0), (3.0, 4.0), (0.0, 5.0)]


def steps(depth: int) -> st.SearchStrategy[Any]:
    """Steps but rework; those of the same activity get names later."""
    serve = st.fixed_dictionaries({"serve": st.sampled_from(NAMES)})
    delay = st.fixed_dictionaries(
        {"delay": st.just("wait"), "time": short},
        optional={"calendar": st.just("office"), "go_home": st.just(True)},
    )
    if depth == 0:
        return st.one_of(serve, serve, serve, delay)
    inner = st.lists(steps(depth - 1), min_size=1, max_size=2)
    parallel = st.fixed_dictionaries({"parallel": st.lists(inner, min_size=2, max_size=3)})
    branch = st.fixed_dictionaries(
        {"branch": st.tuples(st.fixed_dictionaries({"probability": st.just(0.5), "steps": inner}))}
    )
    return st.one_of(serve, serve, parallel, delay, branch)


def named(flow: list[Any], count: Any) -> list[Any]:
    """The same steps, each with a name of its own."""
    found = []
    for step in flow:
        one = dict(step)
        name = f"step {next(count)}"
        if "delay" in one:
            one["delay"] = name
        else:
            one["name"] = name
        if "parallel" in one:
            one["parallel"] = [named(inner, count) for inner in one["parallel"]]
        elif "branch" in one:
            one["branch"] = [{**arm, "steps": named(arm["steps"], count)} for arm in one["branch"]]
        found.append(one)
    return found


@st.composite
def flow_of(draw: st.DrawFn) -> list[Any]:
    flow = named(draw(st.lists(steps(2), min_size=1, max_size=3)), itertools.count())
    if draw(st.booleans()):
        home = {"go_home": {"delay": draw(short)}} if draw(st.booleans()) else {}
        flow.append({"rework": "step 0", "probability": 0.5, "max_rounds": 2, **home})
    return flow


def slots() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "hours": st.sampled_from(
                [((10.0, 60.0),), ((10.0, 190.0),), ((10.0, 60.0), (110.0, 190.0))]
            ),
            "interval": st.sampled_from([10.0, 25.0]),
        },
        optional={
            "per_slot": st.just(2),
            "no_show": st.just(0.5),
            "early_share": st.just(0.5),
            "early": short,
            "late": st.sampled_from([3.0, 15.0]),
            "window": short,
            "priority": st.integers(-1, 1),
        },
    )


@st.composite
def arrivals(draw: st.DrawFn) -> dict[str, Any]:
    at = draw(st.lists(instants, max_size=12).map(sorted))
    levels = draw(st.lists(st.integers(-1, 1), min_size=len(at), max_size=len(at)))
    by_time = {"pattern": "times", "at": at, **some(draw, priorities=st.just(levels))}
    fifties = {"start": 0.0, "interval": 50.0, **some(draw, batch_size=st.integers(2, 3))}
    return draw(
        st.sampled_from(
            [
                *[by_time] * 4,
                {"pattern": "rates", "per_hour": [144.0, 0.0, 360.0], **fifties},
                {"pattern": "counts", "counts": [2, 5, 0, 1], **fifties},
                {"pattern": "appointments", "slots": draw(slots())},
                {
                    "pattern": "trace",
                    "log": "rows",
                    **some(draw, work=st.just({"a": {"start": "begun", "end": "done"}})),
                },
            ]
        )
    )


@st.composite
def channels(draw: st.DrawFn) -> dict[str, Any]:
    """Two ways to come; the first may have its own flow, the second its booking."""
    return {
        "own": {"share": 0.5, **some(draw, flow=flow_of(), priority=st.integers(-1, 1))},
        "book": {"share": 0.5, **some(draw, booking=slots(), priority=st.integers(-1, 1))},
    }


@st.composite
def open_cases(draw: st.DrawFn, ways: dict[str | None, list[Any]]) -> list[dict[str, Any]]:
    """Cases at steps of the flow of their channel, some for more than a day."""
    since = st.one_of(short, st.just(100_000.0))
    found = []
    for _ in range(draw(st.integers(1, 3))):
        channel = draw(st.sampled_from(list(ways)))
        names = [name for step in ways[channel] if (name := step.get("name") or step.get("delay"))]
        one = {"step": draw(st.sampled_from(names)), "since": draw(since)}
        found.append(one if channel is None else {**one, "channel": channel})
    return found


@st.composite
def services(draw: st.DrawFn) -> dict[str, Any]:
    flow = draw(flow_of())
    retry = st.fixed_dictionaries(
        {"probability": st.sampled_from([0.5, 1.0]), "delay": short},
        optional={"at_most": st.just(1)},
    )
    service = {
        "arrivals": draw(arrivals()),
        "flow": flow,
        "where": {"points": POINTS, "in_turn": draw(st.booleans())},
        **some(draw, priority=st.integers(0, 1), retry=retry),
        **some(draw, calendar=st.sampled_from(["office", "night"])),
        **few(draw, channels=channels()),
    }
    ways = {
        name: channel.get("flow", flow) for name, channel in service.get("channels", {}).items()
    }
    return service | few(draw, open_cases=open_cases(ways or {None: flow}))
