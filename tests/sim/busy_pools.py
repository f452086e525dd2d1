"""Pools of random small models: who works when, and what befalls them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

short = st.integers(0, 9).map(float)
instants = st.integers(0, 150).map(float)
level = st.one_of(st.integers(0, 3), st.just("unlimited"))


def some(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Some of these fields."""
    return {name: draw(strategy) for name, strategy in fields.items() if draw(st.booleans())}


def few(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Now and then one of these fields."""
    return {
        name: draw(strategy) for name, strategy in fields.items() if draw(st.integers(0, 4)) == 0
    }


@st.composite
def shifts(draw: st.DrawFn, **more: st.SearchStrategy[Any]) -> dict[str, Any]:
    begin = draw(instants)
    length = float(draw(st.integers(1, 60)))
    return {"span": (begin, begin + length), **{k: draw(v) for k, v in more.items()}}


def capacity() -> st.SearchStrategy[dict[str, Any]]:
    """Seats, levels by shift or named people; with numbers windows may be opened on top."""
    person = st.fixed_dictionaries(
        {"shifts": st.lists(shifts(), min_size=1, max_size=3)},
        optional={"speed": st.sampled_from([0.5, 2.0])},
    )
    people = st.dictionaries(st.sampled_from(["ann", "bo", "cy"]), person, min_size=1)
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


def crews() -> st.SearchStrategy[dict[str, Any]]:
    """Crews to whom a kilometre is a second."""
    return st.fixed_dictionaries(
        {"base": st.just((0.0, 0.0)), "speed": st.just(3600.0)},
        optional={
            "dispatch": st.just("nearest"),
            "stops": st.integers(2, 3),
            "order": st.just("nearest"),
            "returns": st.just(True),
        },
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
        pool |= {"calendar": draw(st.sampled_from(["office", "office", "night"]))}
        pool |= some(draw, closing=closing, last_ticket=short)
    if is_counted(pool) and draw(st.booleans()):
        pool["breakdowns"] = {"up": float(draw(st.integers(5, 60))), "down": draw(short)}
    learning = st.fixed_dictionaries({"factor": st.sampled_from([0.5, 2.0]), "days": st.just(1.0)})
    return pool | few(draw, learning=learning, crew=crews())
