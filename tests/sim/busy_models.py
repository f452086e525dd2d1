"""Random small models full of ties: whole seconds, short shifts, little room, every mechanism."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from scenarios.model import ServiceModel
from tests.sim.busy_pools import few, pools, short, some
from tests.sim.busy_services import NAMES, services
from tests.sim.models import DAY, model

HORIZON = 200.0
ROWS = {"file": str(Path(__file__).with_name("few_rows.csv")), "arrival": "came"}
callbacks = st.fixed_dictionaries(
    {"when_wait_over": short, "accept": st.just(0.5), "answer": st.just(0.5)}
)


@st.composite
def activities(draw: st.DrawFn) -> dict[str, Any]:
    """Each may be helped by the one after it; the last may be the first two merged."""
    found: dict[str, Any] = {}
    observed = {"distribution": "from_log", "log": "rows", "start": "begun", "end": "done"}
    merged = {"distribution": "sum_of", "parts": ["a", "b", "a"], "time_factor": 0.5}
    for name, following in zip(NAMES, (*NAMES[1:], None), strict=True):
        times = [short, short, short, st.just(observed)]
        help_ = {"activity": following, "probability": draw(st.sampled_from([0.5, 1.0]))}
        found[name] = {
            "service_time": draw(st.one_of(*times, *[st.just(merged)] * (following is None))),
            **some(
                draw,
                place=st.just("back"),
                pickup=short,
                after_work=short,
                patience=short,
                balk=st.just(0.5),
                no_show=st.just(0.3),
                queue=st.just("line"),
            ),
            **(few(draw, help=st.just(help_)) if following else {}),
        }
    return found


@st.composite
def busy_models(draw: st.DrawFn) -> ServiceModel:
    """A model that passes `check_model` and runs in a moment."""
    orders = [draw(st.permutations(NAMES)) for _ in range(draw(st.integers(1, 3)))]
    serves = [order[: draw(st.integers(1, 4))] for order in orders]
    left = [name for name in NAMES if not any(name in own for own in serves)]
    serves[-1] = [*serves[-1], *left]
    opening = draw(st.sampled_from([[(10.0, 60.0), (80.0, 150.0)], [(20.0, 120.0)]]))
    return model(
        HORIZON,
        start_date="2026-01-05",
        drain=draw(st.sampled_from([0.0, 30.0, 2 * DAY])),
        **few(draw, warm_up=st.just(50.0)),
        logs={"rows": ROWS},
        calendars={
            "office": {"open": {"daily": opening}},
            "night": {"open": {"daily": [(160.0, DAY + 40.0)]}},
        },
        queues={"line": some(draw, lines=st.just(3), callback=callbacks)},
        activities=draw(activities()),
        pools={f"pool {k}": draw(pools(list(own))) for k, own in enumerate(serves)},
        services={f"service {k}": draw(services()) for k in range(draw(st.integers(1, 3)))},
    )
