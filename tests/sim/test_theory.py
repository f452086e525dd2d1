"""Queues whose numbers are known: the theory's number lies in a 99.9 % interval.

Each is simulated twice: at most 10 % wide to each side among the normal tests, and among the long
ones (``make oracles``) 2 %, or 3 % where 2 % would take several minutes. The seed is 1 throughout.
A test that fails is not given another seed: of a thousand one fails by chance, and more customers
tell.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from scenarios.model import ServiceModel
from sim.drawing import draw
from sim.experiment import simulate
from sim.intervals import pseudo_values
from sim.tally import Key
from tests.sim import queueing_theory as theory
from tests.sim.confidence import SEED, Known, check, check_interval, controlled
from tests.sim.models import DAY, at, desk, exp, flows, mm_s, model, poisson

MINUTE = 60.0
WAIT = Key("wait_mean", "queue", "serve")
NORMAL, LONG, DEAR = 0.10, 0.02, 0.03
REPLICATIONS = 40
CHEAP = 6500
"""Customers a replication from which on 2 % would take minutes."""


@dataclass(frozen=True)
class Case:
    """A queue, the numbers known of it, and how many customers 10 % take in each replication."""

    name: str
    model: Callable[[float], ServiceModel]
    known: list[Known]
    customers: float


def cases(*given: Case) -> Any:
    """Each case at 10 % and, among the long tests, narrower with as many more customers."""
    normal = [pytest.param(one, NORMAL, id=one.name) for one in given]
    long = []
    for one in given:
        half = LONG if one.customers < CHEAP else DEAR
        more = replace(one, customers=(NORMAL / half) ** 2 * one.customers)
        long.append(pytest.param(more, half, id=f"{one.name} long", marks=pytest.mark.oracles))
    return pytest.mark.parametrize(("case", "half"), [*normal, *long])


def queue(
    name: str, rate: float, work: Any, servers: int, known: Any, customers: float, **more: Any
) -> Case:
    """One line before one pool; rate per minute, work in minutes or as a section."""
    work = work * MINUTE if isinstance(work, float) else work
    warm_up = more.pop("warm_up", 500.0)

    def build(n: float) -> ServiceModel:
        return mm_s(rate / MINUTE, work, servers, customers=n, warm_up=warm_up, **more)

    return Case(name, build, known, customers)


def mm_s_case(rate: float, mean: float, servers: int, printed: float, customers: float) -> Case:
    """M/M/s with its mean wait, by formula and as printed."""
    value = theory.mm_s_wait(rate, mean, servers)
    assert value == pytest.approx(printed, rel=5e-6)
    known = [Known(WAIT, value * MINUTE)]
    return queue(f"M/M/{servers} {rate:.3g}x{mean:g}", rate, mean, servers, known, customers)


@cases(
    mm_s_case(1 / 6, 4.0, 2, 0.5, 2500),
    mm_s_case(1 / 4, 3.0, 1, 9.0, 3200),
    mm_s_case(1 / 5.5, 5.0, 3, 0.171715, 6600),
    mm_s_case(1 / 8, 4.0, 1, 4.0, 1800),
    mm_s_case(1 / 4, 10.0, 4, 2.13238, 7000),
)
def test_mm_s(case, half):
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def level(within: float) -> dict[str, Any]:
    """A target, so that the service level is counted."""
    target = {"measure": "service_level", "queue": "serve", "fraction": 0.8, "within": within}
    return {"targets": {"level": target}}


def trunk(lines: int) -> dict[str, Any]:
    return {"queues": {"trunk": {"lines": lines}}, "activity": {"queue": "trunk"}}


def of_queue(measure: str) -> Key:
    return Key(measure, "queue", "serve")


NOT_WAITED = Key("wait_cdf", "all", "", 0.0)
OCCUPANCY = Key("occupancy", "pool", "desk")
PATIENT = theory.erlang_a(4.2, 2.0, 12, patience=1.0, within=1 / 3)
CAPPED = theory.erlang_a(4.2, 2.0, 12, lines=17)
WITHIN_C = theory.mm_s_within(4.2, 2.0, 12, 1 / 3)
WAITED_C = theory.erlang_c(12, 8.4)
WAIT_C = theory.mm_s_wait(4.2, 2.0, 12)
A50 = theory.erlang_a(48.0, 1.0, 50, patience=2.0, within=1 / 3)


def test_the_formulas_give_the_printed_numbers():
    erlang_c = (WITHIN_C, WAIT_C, WAITED_C)
    assert erlang_c == pytest.approx((0.899080, 0.102160, 0.183889), abs=5e-7)
    assert (PATIENT.abandoned, PATIENT.answered_within, PATIENT.occupancy) == pytest.approx(
        (0.0296789, 0.945270, 0.679225), abs=5e-7
    )
    assert (CAPPED.blocked, CAPPED.wait) == pytest.approx((0.00947687, 0.0611242), abs=5e-8)
    assert (A50.abandoned, A50.wait * 60, A50.occupancy, A50.answered_within) == pytest.approx(
        (0.0309122, 3.7095, 0.930324, 0.943019), abs=5e-5
    )


@cases(
    queue(
        "M/M/12",
        4.2,
        2.0,
        12,
        [
            Known(of_queue("of_offered"), WITHIN_C),
            Known(WAIT, WAIT_C * MINUTE),
            Known(NOT_WAITED, 1 - WAITED_C),
            Known(OCCUPANCY, 0.7),
        ],
        14000,
        **level(20.0),
    ),
    queue(
        "M/M/12 with patience",
        4.2,
        2.0,
        12,
        [
            Known(of_queue("abandoned_fraction"), PATIENT.abandoned),
            Known(of_queue("of_offered"), PATIENT.answered_within),
            Known(OCCUPANCY, PATIENT.occupancy),
            Known(WAIT, PATIENT.wait * MINUTE),
            Known(NOT_WAITED, 1 - PATIENT.waited),
        ],
        4500,
        activity={"patience": exp(60.0)},
        **level(20.0),
    ),
    queue(
        "M/M/12 with 17 lines",
        4.2,
        2.0,
        12,
        [
            Known(Key("blocked_fraction", "queue", "trunk"), CAPPED.blocked),
            Known(Key("wait_mean", "queue", "trunk"), CAPPED.wait * MINUTE),
            Known(OCCUPANCY, CAPPED.occupancy),
        ],
        21000,
        **trunk(17),
    ),
    queue(
        "50 agents with patience",
        48.0,
        1.0,
        50,
        [
            Known(of_queue("abandoned_fraction"), A50.abandoned),
            Known(WAIT, A50.wait * MINUTE),
            Known(OCCUPANCY, A50.occupancy),
            Known(of_queue("of_offered"), A50.answered_within),
        ],
        4200,
        activity={"patience": exp(120.0)},
        **level(20.0),
    ),
)
def test_callers(case, half):
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def formulas() -> list[Known]:
    """The four service levels of 12 agents for 12 erlang, from the same chain."""
    c = theory.erlang_a(3.0, 4.0, 12, patience=1.5, within=0.5)
    good, quick, lost = c.answered_within, c.abandoned_within, c.abandoned
    return [
        Known(of_queue("answered_or_quick_abandoned"), good + quick),
        Known(of_queue("of_answered"), good / c.answered),
        Known(of_queue("of_offered"), good),
        Known(of_queue("less_quick_abandoned"), good / (c.answered + lost - quick)),
    ]


def test_the_four_formulas_give_the_printed_numbers():
    printed = (0.8325, 0.8592, 0.7379, 0.8150)
    assert [one.value for one in formulas()] == pytest.approx(printed, abs=5e-5)


@cases(
    queue(
        "12 erlang", 3.0, 4.0, 12, formulas(), 1100, activity={"patience": exp(90.0)}, **level(30.0)
    )
)
def test_four_service_levels(case, half):
    check(case.model(case.customers), case.known, REPLICATIONS, half / 4)


def mg1_case(name: str, work: Any, cv: float, printed: float, customers: float) -> Case:
    value = theory.mg1_wait(0.8, 1.0, cv)
    assert value == pytest.approx(printed)
    return queue(name, 0.8, work, 1, [Known(WAIT, value * MINUTE)], customers, warm_up=1500.0)


def gamma(cv: float) -> dict[str, Any]:
    return {"distribution": "gamma", "mean": MINUTE, "cv": cv}


@cases(
    mg1_case("M/D/1", {"distribution": "constant", "value": MINUTE}, 0.0, 2.0, 3300),
    mg1_case("M/E2/1", gamma(0.5**0.5), 0.5**0.5, 3.0, 3000),
    mg1_case("M/M/1", 1.0, 1.0, 4.0, 3800),
    mg1_case("M/G/1 cv 2", gamma(2.0), 2.0, 10.0, 7500),
)
def test_mg1(case, half):
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def two_classes(customers: float) -> ServiceModel:
    """High at .2 and low at .6 a minute before one desk, work exponential of a minute."""
    warm_up, rate = 1500.0, 0.8 / MINUTE
    flow = [{"serve": "serve"}]
    return model(
        (warm_up + customers) / rate,
        warm_up=warm_up / rate,
        activities={"serve": {"service_time": exp(MINUTE)}},
        pools={"desk": {"serves": ["serve"], "seats": 1}},
        services={
            "low": {"arrivals": poisson(0.6 / MINUTE), "flow": flow, "priority": 1},
            "high": {"arrivals": poisson(0.2 / MINUTE), "flow": flow, "priority": 0},
        },
    )


@cases(
    Case(
        "two classes",
        two_classes,
        [
            Known(Key("hall_time_mean", "service", name), (wait + 1) * MINUTE)
            for name, wait in zip(("high", "low"), theory.priority_waits([0.2, 0.6], [1, 1]),
                                  strict=True)
        ],
        2600,
    )
)  # fmt: skip
def test_priorities(case, half):
    assert [one.value / MINUTE for one in case.known] == pytest.approx([2.0, 6.0])
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def ranks_case(servers: int, rates: list[float], customers: float) -> Case:
    """Ranks of callers as channels of one service; rates per minute, talks of three minutes."""
    total, mean = sum(rates), 3.0
    channels = {f"rank {k}": {"share": rate / total, "priority": k} for k, rate in enumerate(rates)}
    waits = theory.priority_waits_of_many(rates, mean, servers)
    # Whoever goes first, somebody does: the waits together are those without ranks.
    together = sum(rate * wait for rate, wait in zip(rates, waits, strict=True)) / total
    assert together == pytest.approx(theory.mm_s_wait(total, mean, servers))
    return queue(
        f"{len(rates)} ranks before {servers}",
        total,
        mean,
        servers,
        [
            Known(Key("wait_mean", "channel", f"matter: rank {k}"), wait * MINUTE)
            for k, wait in enumerate(waits)
        ],
        customers,
        service={"channels": channels},
    )


@cases(
    ranks_case(1, [0.06, 0.18], 3600),
    ranks_case(4, [0.2, 0.3, 0.6], 6400),
)
def test_ranks_of_one_service(case, half):
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def halls(rate: float, windows: int, number: int, customers: float) -> ServiceModel:
    """So many like halls, each with its own visitors and windows; rate per minute in each."""
    names = [f"hall {k}" for k in range(number)]
    warm_up, each = 500.0, rate / MINUTE
    return flows(
        {name: (poisson(each), [f"at {name}"]) for name in names},
        {f"at {name}": exp(7.5 * MINUTE) for name in names},
        {f"windows {name}": {"serves": [f"at {name}"], "seats": windows} for name in names},
        horizon=(warm_up + customers) / each,
        warm_up=warm_up / each,
    )


def halls_case(name: str, rate: float, windows: int, number: int, printed: float, n: int) -> Case:
    value = theory.mm_s_wait(rate, 7.5, windows)
    assert value == pytest.approx(printed, rel=5e-7)
    known = [Known(Key("wait_mean", "all", ""), value * MINUTE)]
    return Case(name, lambda customers: halls(rate, windows, number, customers), known, n)


@cases(
    halls_case("four halls M/M/2", 0.2, 2, 4, 9.642857, 900),
    halls_case("pooled M/M/8", 0.8, 8, 1, 1.338679, 6800),
    halls_case("pooled M/M/7", 0.8, 7, 1, 4.603726, 13500),
)
def test_one_window_pooling(case, half):
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def booked(no_show: float, customers: float) -> ServiceModel:
    """One every ten minutes round the clock before one desk, work exponential of eight."""
    slots = {"start": 0.0, "end": DAY, "interval": 10 * MINUTE, "no_show": no_show}
    warm_up = 7 * DAY
    return desk(
        {"pattern": "appointments", "slots": slots},
        exp(8 * MINUTE),
        horizon=warm_up + math.ceil(customers / 144) * DAY,
        warm_up=warm_up,
    )


def booked_case(name: str, no_show: float, printed: float, customers: float) -> Case:
    value = theory.appointments_wait(10.0, 8.0, no_show)
    assert value == pytest.approx(printed, abs=5e-7)
    known = [Known(WAIT, value * MINUTE)]
    return Case(name, lambda n: booked(no_show, n), known, customers)


@cases(
    booked_case("every slot kept", 0.0, 13.541847, 3000),
    booked_case("20 % stay away", 0.2, 6.356975, 1500),
)
def test_appointments(case, half):
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def fails(customers: float) -> ServiceModel:
    """M/M/1 at .4 a minute, work of a minute, up for 20 and down for 2 minutes on average."""
    down = {"up": exp(20 * MINUTE), "down": exp(2 * MINUTE)}
    work = exp(MINUTE)
    return mm_s(0.4 / MINUTE, work, 1, customers=customers, warm_up=500, pool={"breakdowns": down})


@cases(
    Case(
        "a server that fails",
        fails,
        [Known(Key("hall_time_mean", "all", ""), theory.breakdowns_time(0.4, 1, 20, 2) * MINUTE)],
        1500,
    )
)
def test_breakdowns(case, half):
    assert case.known[0].value / MINUTE == pytest.approx(2.288961, abs=5e-7)
    check(case.model(case.customers), case.known, REPLICATIONS, half)


def test_a_server_is_up_as_often_as_known():
    """The share of time up is up / (up + down): .909091 here; 99.9 % of normal errors allowed."""
    model = fails(400_000)
    script = draw(model, seed=SEED)
    end = model.horizon + model.drain
    out = np.minimum(script.down.end, end) - script.down.begin
    known = 20 / 22
    # Of a renewal process (Cox 1962): variance of the time down until t is 2 u^2 d^2 t / (u + d)^3.
    error = math.sqrt(2 * 20.0**2 * 2.0**2 / 22**3 * MINUTE / end)
    assert error < 0.001
    assert abs(1 - out.sum() / end - known) <= 3.29 * error


def from_steady_state(waiting_or_served: int, seconds: float) -> ServiceModel:
    """50 agents at 48 calls a minute of a minute each, with so many inside at the beginning."""
    flow = [{"serve": "talk"}]
    return model(
        seconds,
        activities={"talk": {"service_time": exp(MINUTE)}},
        pools={"agents": {"serves": ["talk"], "seats": 50}},
        services={
            "before": {"arrivals": at(*[0.0] * waiting_or_served), "flow": flow},
            "call": {"arrivals": poisson(48 / MINUTE), "flow": flow},
        },
    )


@pytest.mark.parametrize(
    ("runs", "half"), [(400, NORMAL), pytest.param(6500, LONG, marks=pytest.mark.oracles)]
)
def test_erlang_c_against_a(runs, half):
    """At 96 % load a long run forgets too slowly: short ones begin in the steady state.

    Talks have no memory, so the number inside is all the state there is. Its excess over the mean
    is a further control.
    """
    inside = theory.mm_s_inside(48.0, 1.0, 50, most=800)
    begin = np.random.default_rng(SEED).choice(inside.size, size=runs, p=inside)
    mean, sums, counts, more = inside @ np.arange(inside.size), [], [], []
    for replication, number in enumerate(begin.tolist()):
        run = simulate(from_steady_state(number, 300.0), seed=SEED, replication=replication)
        table = run.log.services
        wait = (table.start_time - table.enable_time)[table.service == 1]
        sums.append((wait.sum(), (wait <= 20).sum()))
        counts.append((wait.size, wait.size))
        work = (table.end_time - table.start_time - MINUTE).sum()
        more.append((number - mean, wait.size - 240.0, work))
    values = pseudo_values(np.array(sums, dtype=float), np.array(counts, dtype=float))
    middle, width = controlled(values, np.array(more))
    known = [theory.mm_s_wait(48.0, 1.0, 50) * 60, theory.mm_s_within(48.0, 1.0, 50, 1 / 3)]
    assert known == pytest.approx([20.83, 0.643455], rel=2e-4)
    for k, value in enumerate(known):
        check_interval(Known(Key("wait_mean", "service", "call"), value), middle[k], width[k], half)
