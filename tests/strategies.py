"""Random models that pass every check, small enough to simulate in a moment."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from scenarios.model import ServiceModel

DAY = 86400.0
NAMES = ("a", "b", "受理", "check documents", "no", "17:30", "x.y", "null", "1", "é: ü", "- z", "~")
WEEKS: tuple[dict[str, list[tuple[float, float]]], ...] = (
    {"mon-fri": [(32400.0, 61200.0)]},
    {"mon-fri": [(32400.0, 43200.0), (46800.0, 61200.0)], "sat": [(32400.0, 43200.0)]},
    {"daily": [(0.0, DAY)]},
    {"daily": [(79200.0, DAY + 21600.0)]},
    {"mon, wed, fri": [(28800.0, 36000.5)], "sun": [(0.0, 3600.0), (7200.0, 7260.25)]},
)
seconds = st.one_of(
    st.integers(0, 7200).map(float), st.floats(0.001, 7200.0), st.sampled_from([60.0, 900.0])
)
positive = st.one_of(st.integers(1, 7200).map(float), st.floats(0.001, 7200.0))
spread = st.one_of(st.sampled_from([0.5, 1.0]), st.floats(0.05, 3.0))
fractions = st.one_of(st.sampled_from([0.0, 0.25, 1.0]), st.floats(0.0, 1.0))
texts = st.one_of(
    st.sampled_from(["Windows", "窗口"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
titles = st.one_of(texts, st.fixed_dictionaries({"zh": texts, "en": texts}))
provenances = st.one_of(
    st.sampled_from(["measured", "published", "assumed"]),
    st.fixed_dictionaries(
        {"kind": st.just("measured")},
        optional={"source": titles, "sample_size": st.integers(1, 99)},
    ),
)


@st.composite
def families(draw: st.DrawFn) -> dict[str, Any]:
    """A distribution of any family, in seconds, with a mean below a few hours."""
    a, b, c = sorted(draw(st.tuples(seconds, seconds, seconds)))
    mean_cv = {"mean": draw(positive), "cv": draw(spread)}
    values = draw(st.lists(seconds, min_size=1, max_size=4))
    return draw(
        st.sampled_from(
            [
                {"distribution": "constant", "value": a},
                {"distribution": "exponential", "mean": b},
                {"distribution": "gamma", **mean_cv},
                {"distribution": "gamma", "shape": draw(spread), "scale": draw(positive)},
                {"distribution": "lognormal", **mean_cv},
                {"distribution": "lognormal", "median": draw(positive), "sigma": draw(spread)},
                {"distribution": "weibull", **mean_cv},
                {"distribution": "weibull", "shape": draw(spread), "scale": draw(positive)},
                {"distribution": "uniform", "low": a, "high": c + 1.0},
                {"distribution": "triangular", "low": a, "mode": b, "high": c + 1.0},
                {"distribution": "empirical", "values": values, "smooth": draw(st.booleans())},
                {"distribution": "empirical", "values": values, "weights": [1.5] * len(values)},
            ]
        )
    )


def maybe(draw: st.DrawFn, section: dict[str, Any], **fields: st.SearchStrategy[Any]) -> None:
    """Give a section some of these fields."""
    for name, strategy in fields.items():
        if draw(st.booleans()):
            section[name] = draw(strategy)


@st.composite
def models(draw: st.DrawFn, *, most_days: int = 3, plain_names: bool = False) -> ServiceModel:
    """A model that passes `check_model`, with any of the features but logs.

    Parameters
    ----------
    most_days
        Longest horizon in days; a service has at most a few dozen cases a day.
    plain_names
        True keeps to letters and digits in names.
    """
    fresh = itertools.count() if plain_names else None
    model: dict[str, Any] = {
        "name": draw(texts.filter(bool)),
        "title": draw(titles),
        "provenance": draw(provenances),
        "horizon": draw(st.integers(1, most_days)) * DAY,
        "drain": draw(st.sampled_from([0.0, DAY, 30 * DAY])),
    }
    dated = draw(st.booleans())
    if dated:
        model["start_date"] = draw(st.dates(dt.date(2024, 1, 1), dt.date(2025, 11, 1)))
    maybe(draw, model, warm_up=st.floats(0.0, model["horizon"] - 1.0), why=titles)
    calendars = {
        name: draw(_calendars(model.get("start_date"))) for name in _names(draw, fresh, 0, 2)
    }
    activities = _activities(draw, _names(draw, fresh, 1, 4))
    queues = _queues(draw, activities, fresh)
    model |= {"calendars": calendars, "queues": queues, "activities": activities}
    model["pools"] = _pools(draw, tuple(activities), tuple(calendars), fresh)
    model["services"] = {
        name: _service(draw, tuple(activities), tuple(calendars))
        for name in _names(draw, fresh, 1, 2)
    }
    lines = st.sampled_from([*queues, *activities])
    maybe(
        draw,
        model,
        targets=st.dictionaries(
            st.sampled_from(["quick", "on time"]), _targets(lines, tuple(model["services"]))
        ),
        costs=st.fixed_dictionaries({}, optional={"citizen_hour": spread}),
        experience=_experiences(tuple(model["services"])),
    )
    return ServiceModel.model_validate(model)


def _names(draw: st.DrawFn, fresh: Iterator[int] | None, least: int, most: int) -> list[str]:
    if fresh is not None:
        return [f"n{next(fresh)}" for _ in range(draw(st.integers(least, most)))]
    return draw(st.lists(st.sampled_from(NAMES), min_size=least, max_size=most, unique=True))


@st.composite
def _calendars(draw: st.DrawFn, start: dt.date | None) -> dict[str, Any]:
    calendar: dict[str, Any] = {"open": draw(st.sampled_from(WEEKS))}
    maybe(draw, calendar, workday=positive, makeup_as=st.sampled_from(["mon", "fri"]))
    if start is not None:
        near_by = [start + dt.timedelta(days=k) for k in range(4)]
        shut = draw(st.lists(st.sampled_from(near_by), max_size=2, unique=True))
        own = [day for day in near_by if day not in shut][:1]
        maybe(
            draw,
            calendar,
            holidays=st.just("CN"),
            closed_dates=st.just(shut),
            open_dates=st.just({day: [(36000.0, 43200.0)] for day in own}),
        )
    return calendar


def _activities(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        activity: dict[str, Any] = {"service_time": draw(families())}
        if found and draw(st.integers(0, 3)) == 0:
            parts = draw(st.lists(st.sampled_from(list(found)), min_size=1, max_size=3))
            activity["service_time"] = {
                "distribution": "sum_of",
                "parts": parts,
                "time_factor": draw(spread),
            }
        maybe(
            draw,
            activity,
            title=titles,
            place=st.sampled_from(["front", "back"]),
            pickup=families(),
            after_work=families(),
            patience=families(),
            balk=fractions,
            provenance=provenances,
        )
        found[name] = activity
    return found


def _queues(
    draw: st.DrawFn, activities: dict[str, Any], fresh: Iterator[int] | None
) -> dict[str, Any]:
    free = [name for name in _names(draw, fresh, 0, 2) if name not in activities]
    queues = {
        name: draw(st.fixed_dictionaries({}, optional={"lines": st.integers(1, 9)}))
        for name in free
    }
    for activity in activities.values():
        if queues:
            maybe(draw, activity, queue=st.sampled_from(list(queues)))
    return queues


def _pools(
    draw: st.DrawFn,
    activities: tuple[str, ...],
    calendars: tuple[str, ...],
    fresh: Iterator[int] | None,
) -> dict[str, Any]:
    pools: dict[str, Any] = {}
    left = list(activities)
    for name in _names(draw, fresh, 1, 3):
        some = st.lists(st.sampled_from(activities), min_size=1, max_size=3, unique=True)
        serves = draw(some)
        left = [a for a in left if a not in serves]
        pools[name] = {"serves": serves, **_capacity(draw)}
        maybe(
            draw,
            pools[name],
            closing=st.sampled_from(["serve_queue", "suspend"]),
            on_decrease=st.sampled_from(["finish", "hand_over"]),
            staff_cost=spread,
            seat_cost=spread,
            **({"calendar": st.sampled_from(calendars)} if calendars else {}),
        )
    last = pools[next(reversed(pools))]
    last["serves"] = [*last["serves"], *left]
    return pools


def _capacity(draw: st.DrawFn) -> dict[str, Any]:
    spans = st.sampled_from(
        [(0.0, DAY), (28800.0, 43200.0), (39600.0, 64800.0), (72000.0, 93600.0)]
    )
    days = st.sampled_from(["daily", "mon-fri", "mon, sat-sun"])
    levels = st.one_of(st.integers(0, 4), st.just("unlimited"))
    blocks = st.fixed_dictionaries({"span": spans, "level": levels}, optional={"days": days})
    shifts = st.fixed_dictionaries({"span": spans}, optional={"days": days})
    people = st.dictionaries(
        st.sampled_from(["ann", "bo", "李"]),
        st.fixed_dictionaries({"shifts": st.lists(shifts, min_size=1, max_size=2)}),
        min_size=1,
    )
    seats = st.one_of(st.integers(1, 3), st.just("unlimited"))
    return draw(
        st.one_of(
            st.fixed_dictionaries({"seats": seats}),
            st.fixed_dictionaries({"staff": st.one_of(levels, st.lists(blocks, max_size=3))}),
            st.fixed_dictionaries({"staff": st.lists(blocks, max_size=3), "seats": seats}),
            st.fixed_dictionaries({"people": people}, optional={"seats": st.integers(3, 4)}),
        )
    )


def _service(
    draw: st.DrawFn, activities: tuple[str, ...], calendars: tuple[str, ...]
) -> dict[str, Any]:
    service: dict[str, Any] = {
        "arrivals": draw(_arrivals()),
        "flow": _flow(draw, activities, calendars, itertools.count(), set()),
    }
    calendar = {"calendar": st.sampled_from(calendars)} if calendars else {}
    maybe(
        draw,
        service,
        title=titles,
        priority=st.integers(-2, 2),
        documents=st.just({"id_card": {"title": "身份证"}}),
        retry=st.fixed_dictionaries(
            {"probability": fractions, "delay": families()}, optional={"at_most": st.integers(1, 3)}
        ),
        **calendar,
    )
    units = [DAY, 3600.0, "workday"] if "calendar" in service else [DAY, 3600.0]
    unit = draw(st.sampled_from(units))
    short, long = sorted(draw(st.tuples(st.integers(0, 9), st.integers(1, 20))))
    ends = {"promised": short, "statutory": max(long, 1)}
    limits: dict[str, Any] = {
        k: f"{n} workdays" if unit == "workday" else n * unit for k, n in ends.items()
    }
    maybe(draw, limits, compensation=spread)
    maybe(draw, service, limits=st.just(limits))
    if draw(st.booleans()):
        own = _flow(draw, activities, calendars, itertools.count(), set())
        service["channels"] = {
            "counter": {"share": 0.75},
            "phone": {"share": 0.25, "flow": own, "priority": draw(st.integers(-1, 1))},
        }
    return service


@st.composite
def _arrivals(draw: st.DrawFn) -> dict[str, Any]:
    rates = st.one_of(st.integers(0, 3), st.floats(0.0, 3.0))
    shared: dict[str, Any] = {}
    maybe(
        draw,
        shared,
        start=st.sampled_from([0.0, 32400.0, 30600.5]),
        interval=st.sampled_from([900.0, 3600.0, 1234.5]),
        weekday_factors=st.dictionaries(st.sampled_from(["mon", "sun"]), spread),
        batch_size=st.integers(1, 3),
    )
    at = draw(st.lists(st.floats(0.0, DAY - 1.0), max_size=6).map(sorted))
    return draw(
        st.sampled_from(
            [
                {"pattern": "rates", "per_hour": draw(rates), "busyness_cv": 0.5, **shared},
                {"pattern": "rates", "per_hour": draw(rates), "end": 61200.0, **shared},
                {
                    "pattern": "rates",
                    "per_hour": draw(st.lists(rates, min_size=1, max_size=4)),
                    **shared,
                },
                {
                    "pattern": "counts",
                    "counts": draw(st.lists(st.integers(0, 4), min_size=1, max_size=4)),
                    **shared,
                },
                {"pattern": "times", "at": at},
                {"pattern": "times", "at": at, "priorities": [k % 2 for k in range(len(at))]},
            ]
        )
    )


def _flow(
    draw: st.DrawFn,
    activities: tuple[str, ...],
    calendars: tuple[str, ...],
    count: Iterator[int],
    used: set[str],
    depth: int = 0,
) -> list[Any]:
    """Steps with names that are used once in the whole flow."""
    kinds = ["serve", "delay", "rework", "go_home"] + ["branch", "parallel"] * (depth < 2)
    flow: list[Any] = []
    earlier: list[str] = []

    def inner() -> list[Any]:
        return _flow(draw, activities, calendars, count, used, depth + 1)

    for kind in draw(st.lists(st.sampled_from(["serve", *kinds]), min_size=1, max_size=3)):
        number = next(count)
        if kind == "serve" or (kind == "rework" and not earlier):
            name = draw(st.sampled_from(activities))
            step: dict[str, Any] = {"serve": name}
            if name in used or draw(st.booleans()):
                step["name"] = name = f"step {number}"
            used.add(name)
            earlier.append(name)
        elif kind in ("delay", "go_home"):
            earlier.append(f"wait {number}")
            step = {"delay": earlier[-1], "time": draw(families())}
            if calendars:
                maybe(draw, step, calendar=st.sampled_from(calendars))
                if "calendar" in step and draw(st.booleans()):
                    step["time"] = f"{draw(st.integers(0, 3))} workdays"
            if kind == "go_home":
                step["go_home"] = True
        elif kind == "rework":
            step = {"rework": draw(st.sampled_from(earlier)), "probability": draw(fractions)}
            maybe(
                draw,
                step,
                go_home=st.fixed_dictionaries({"delay": families()}),
                max_rounds=st.integers(1, 3),
                cause=titles,
            )
        elif kind == "branch":
            share = draw(st.sampled_from([0.25, 0.5]))
            step = {"branch": [{"probability": share, "steps": inner()}, {"probability": share}]}
        else:
            step = {"parallel": [inner(), inner()]}
        if kind in ("branch", "parallel") and draw(st.booleans()):
            step["name"] = f"{kind} {number}"
            earlier.append(step["name"])
        flow.append(step)
    return flow


def _experiences(services: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    share = st.floats(0.01, 0.99)
    weights = ("wait_weight", "visit_weight", "error_weight", "late_weight")
    return st.fixed_dictionaries(
        {"expected_wait": positive},
        optional={
            "observed": st.fixed_dictionaries(
                {}, optional={"satisfaction": share, "complaints": share}
            ),
            "service_waits": st.dictionaries(st.sampled_from(services), positive),
            **dict.fromkeys(weights, spread),
        },
    )


def _targets(
    lines: st.SearchStrategy[str], services: tuple[str, ...]
) -> st.SearchStrategy[dict[str, Any]]:
    shared = {"fraction": fractions, "within": seconds}
    level = {"measure": st.just("service_level"), "queue": lines, **shared}
    time = {"measure": st.sampled_from(["wait", "hall_time", "completion_time"]), **shared}
    return st.one_of(
        st.fixed_dictionaries(
            level, optional={"formula": st.just("of_answered"), "between": st.just([(0.0, 3600.5)])}
        ),
        st.fixed_dictionaries(time, optional={"service": st.sampled_from(services)}),
    )
