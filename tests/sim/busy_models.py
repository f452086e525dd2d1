"""Random small models full of ties: whole seconds, short shifts, little room."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from scenarios.model import ServiceModel
from tests.sim.models import DAY, model

HORIZON = 200.0
NAMES = ("a", "b", "c", "d")
short = st.integers(0, 9).map(float)
level = st.one_of(st.integers(0, 3), st.just("unlimited"))
callbacks = st.fixed_dictionaries(
    {"when_wait_over": short, "accept": st.just(0.5), "answer": st.just(0.5)}
)
instants = st.integers(0, 150).map(float)


def some(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Some of these fields."""
    return {name: draw(strategy) for name, strategy in fields.items() if draw(st.booleans())}


@st.composite
def shifts(draw: st.DrawFn, **more: st.SearchStrategy[Any]) -> dict[str, Any]:
    begin = draw(instants)
    length = float(draw(st.integers(1, 60)))
    return {"span": (begin, begin + length), **{k: draw(v) for k, v in more.items()}}


def capacity() -> st.SearchStrategy[dict[str, Any]]:
    """Seats, levels by shift or named people; with numbers windows may be opened on top."""
    people = st.dictionaries(
        st.sampled_from(["ann", "bo", "cy"]),
        st.fixed_dictionaries({"shifts": st.lists(shifts(), min_size=1, max_size=3)}),
        min_size=1,
    )
    numbers = st.lists(shifts(level=st.integers(0, 2)), min_size=1, max_size=4)
    surge = {"above": st.integers(2, 4), "below": st.integers(0, 2), "at_most": st.integers(1, 2)}
    return st.one_of(
        st.fixed_dictionaries({"seats": level}),
        st.fixed_dictionaries({"staff": st.lists(shifts(level=level), min_size=1, max_size=4)}),
        st.fixed_dictionaries({"people": people}),
        st.fixed_dictionaries(
            {
                "staff": numbers,
                "seats": st.integers(2, 4),
                "surge": st.fixed_dictionaries(surge, optional={"setup": short}),
            }
        ),
    )


def is_counted(pool: dict[str, Any]) -> bool:
    """True when it is known how many there are at most."""
    return "people" in pool or pool.get("seats", "unlimited") != "unlimited"


@st.composite
def pools(draw: st.DrawFn, serves: list[str]) -> dict[str, Any]:
    pool = {"serves": serves, **draw(capacity())}
    pool |= some(draw, on_decrease=st.sampled_from(["finish", "hand_over"]))
    if draw(st.booleans()):
        closing = st.sampled_from(["serve_queue", "suspend", "turn_away"])
        pool |= {"calendar": "office", **some(draw, closing=closing, last_ticket=short)}
    if is_counted(pool) and draw(st.booleans()):
        pool["breakdowns"] = {"up": float(draw(st.integers(5, 60))), "down": draw(short)}
    return pool


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
        if "serve" in one:
            one["name"] = name
        elif "delay" in one:
            one["delay"] = name
        elif "parallel" in one:
            one["parallel"] = [named(inner, count) for inner in one["parallel"]]
        else:
            one["branch"] = [{**arm, "steps": named(arm["steps"], count)} for arm in one["branch"]]
        found.append(one)
    return found


@st.composite
def services(draw: st.DrawFn) -> dict[str, Any]:
    flow = named(draw(st.lists(steps(2), min_size=1, max_size=3)), iter(range(999)))
    first = flow[0].get("name") or flow[0].get("delay")
    if first is not None and draw(st.booleans()):
        home = {"go_home": {"delay": draw(short)}} if draw(st.booleans()) else {}
        flow.append({"rework": first, "probability": 0.5, "max_rounds": 2, **home})
    retry = st.fixed_dictionaries({"probability": st.sampled_from([0.5, 1.0]), "delay": short})
    return {
        "arrivals": {"pattern": "times", "at": draw(st.lists(instants, max_size=12).map(sorted))},
        "flow": flow,
        **some(draw, priority=st.integers(0, 1), retry=retry, calendar=st.just("office")),
    }


@st.composite
def busy_models(draw: st.DrawFn) -> ServiceModel:
    """A model that passes `check_model` and runs in a moment."""
    activities = {
        name: {
            "service_time": draw(short),
            **some(
                draw,
                place=st.just("back"),
                pickup=short,
                after_work=short,
                patience=short,
                balk=st.just(0.5),
                queue=st.just("line"),
            ),
        }
        for name in NAMES
    }
    orders = [draw(st.permutations(NAMES)) for _ in range(draw(st.integers(1, 3)))]
    serves = [order[: draw(st.integers(1, 4))] for order in orders]
    left = [name for name in NAMES if not any(name in own for own in serves)]
    serves[-1] = [*serves[-1], *left]
    opening = draw(st.sampled_from([[(10.0, 60.0), (80.0, 150.0)], [(20.0, 120.0)]]))
    return model(
        HORIZON,
        drain=draw(st.sampled_from([0.0, 2 * DAY])),
        calendars={"office": {"open": {"daily": opening}}},
        queues={"line": some(draw, lines=st.just(3), callback=callbacks)},
        activities=activities,
        pools={f"pool {k}": draw(pools(list(own))) for k, own in enumerate(serves)},
        services={f"service {k}": draw(services()) for k in range(draw(st.integers(1, 3)))},
    )
