"""Paid hours of a hotline's day: Erlang C and covering, against shifts proven in simulation.

96 quarter-hours, two peaks, calls that take 3 min and are given up after 3 min on average, both
exponential; 90 % of those offered are to be answered within 30 s in every quarter-hour. The day
repeats, and so do its shifts. pyworkforce states the requirement by the same Erlang C, but its
shifts are fixed spans: breaks that float in a window would be a shift for each of their places,
thousands of each, so there is no row of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.row import Goal, Row, Size, at_most
from benchmarks.timing import Told
from optimize.demand import Demand, one_queue
from optimize.evaluation import Counts, Floats, Ints
from optimize.plan_people import people_of
from optimize.promise import Promise
from optimize.proof import prove
from optimize.proving import Effort, Proving
from optimize.required import required
from optimize.shifts import plan_shifts
from optimize.staffed_plan import PlanGrid, StaffedPlan, plan_grid
from scenarios.model import ServiceModel
from scenarios.pools import Person
from scenarios.shifts import ShiftRules
from sim.interval_counts import Counted
from sim.staffed import StaffedRuns

DAY, QUARTER, MINUTE = 86400.0, 900.0, 60.0
CALLS = {"tiny": 1200.0, "usual": 18_365.0, "long": 18_365.0}
EFFORT = {
    "tiny": Effort(replications=10, rounds=1, checks=1, first_check=10, most_check=10),
    "usual": Effort(),
    "long": Effort(),
}
GAP = {"tiny": 0.2, "usual": 0.003, "long": 0.003}
FRESH = {"tiny": 10, "usual": 500, "long": 500}
PROMISE = Promise("service_level", 0.9, within=30.0)
ERLANG, OURS = "staffing day, Erlang C and covering", "staffing day, proven in simulation"


def calls_by_quarter(total: float) -> Floats:
    """Mean calls of each quarter-hour: a flat part and two peaks, scaled to a total."""
    clock = (np.arange(96 * 15) + 0.5) / 60
    rate = 60 + 1560 * np.exp(-(((clock - 9.5) / 1.7) ** 2))
    rate += 1250 * np.exp(-(((clock - 19) / 1.9) ** 2))
    calls: Floats = rate.reshape(96, 15).mean(axis=1)
    scaled: Floats = calls * total / calls.sum()
    return scaled


def model(calls: Floats) -> ServiceModel:
    """The hotline for two days, of which the first is to fill the lines for the second."""
    exponential = {"distribution": "exponential", "mean": "3 min"}
    return ServiceModel.model_validate(
        {
            "name": "staffing_day",
            "title": "Hotline",
            "provenance": "assumed",
            "horizon": "2 days",
            "warm_up": "1 day",
            "drain": "1 day",
            "activities": {"answer": {"service_time": exponential, "patience": exponential}},
            "pools": {"agents": {"serves": ["answer"], "staff": 1}},
            "services": {
                "call": {
                    "arrivals": {
                        "pattern": "rates",
                        "interval": "15 min",
                        "per_hour": [4 * float(one) for one in calls],
                    },
                    "flow": [{"serve": "answer"}],
                }
            },
        }
    )


def rules() -> ShiftRules:
    """4, 6, 8 and 9 h from any half hour; a break in each half, and lunch in the long ones."""
    kinds = {}
    for hours in (4, 6, 8, 9):
        half = hours * 30 * MINUTE
        breaks = {"first": {"length": QUARTER, "between": (0.0, half)}}
        if hours >= 8:
            within = (180 * MINUTE, 360 * MINUTE)
            breaks["lunch"] = {"length": 30 * MINUTE, "between": within, "paid": False}
        breaks["second"] = {"length": QUARTER, "between": (half, 2 * half)}
        kinds[f"hours_{hours}"] = {
            "first_start": "00:00", "last_start": "23:30", "lengths": [2 * half], "breaks": breaks
        }  # fmt: skip
    return ShiftRules.model_validate({"kinds": kinds})


class Hotline:
    """The day with its demand, who plans shifts for it, and who simulates them."""

    def __init__(self, total: float, gap: float) -> None:
        calls = calls_by_quarter(total)
        self.demand: Demand = one_queue(calls, QUARTER, 180.0, patience=180.0, period=DAY)
        self.grid: PlanGrid = plan_grid(self.demand.starts, QUARTER, [[0]], 0)
        self.rules, self._gap = rules(), gap
        counted = Counted("service_level", PROMISE.within, PROMISE.formula)
        self._runs = StaffedRuns(
            model(calls), ["agents"], [["answer"]], DAY + self.demand.starts, QUARTER, counted
        )

    def plan(self, need: Ints) -> StaffedPlan:
        """The cheapest shifts for a requirement."""
        plan = plan_shifts(self.grid.need(need[:, 0]), self.rules, gap=self._gap, time_limit=30.0)
        return StaffedPlan((plan,), self.grid.staffed(plan)[:, None])

    def simulate(self, plan: StaffedPlan, replications: range, seed: int) -> Counts:
        """What becomes of the calls."""
        people: Mapping[str, Mapping[str, Person]] = {"agents": people_of(plan.shifts[0])}
        return Counts(*self._runs.counts_with(people, replications, seed))

    def failing(self, plan: StaffedPlan, replications: int) -> int:
        """Quarter-hours whose level misses the promise on random numbers of their own."""
        counts = self.simulate(plan, range(replications), 1_000_003)
        part, whole = counts.part.sum(axis=0), counts.whole.sum(axis=0)
        return int((part < PROMISE.goal * whole).sum())


def rows(size: Size, told: Told) -> list[Row]:
    """Paid hours of both plans, and where each of them fails on fresh replications."""
    hotline, effort, fresh = Hotline(CALLS[size], GAP[size]), EFFORT[size], FRESH[size]
    erlang = hotline.plan(required(hotline.demand, PROMISE, "erlang_c").required)
    told(1, 3)
    proving = Proving(
        solve=hotline.plan,
        simulate=hotline.simulate,
        promise=PROMISE,
        scopes=PROMISE.scopes(hotline.demand.starts),
        group_of=(0,),
        most=np.full((96, 1), np.inf),
        days=np.zeros(96, dtype=np.int64),
    )
    begin = required(hotline.demand, PROMISE, "modified_offered_load").required
    proven = prove(proving, begin, effort=effort, seed=1, told=lambda _: None)
    told(2, 3)
    failing = {ERLANG: hotline.failing(erlang, fresh), OURS: hotline.failing(proven.plan, fresh)}
    told(3, 3)
    before, after = erlang.paid_hours, proven.plan.paid_hours
    less = Goal("ratio", 0.97, "≤ 0.97× the paid hours")
    what = f"quarter-hours below 90 % in {fresh} fresh replications"
    return [
        Row(f"{ERLANG}, paid hours", before, "h"),
        Row(
            f"{OURS}, paid hours",
            after,
            "h",
            "reference",
            after / before,
            f"{ERLANG}, paid hours",
            less,
        ),
        Row(f"{ERLANG}, {what}", failing[ERLANG], "of 96"),
        Row(f"{OURS}, {what}", failing[OURS], "of 96", goal=at_most(0, "of 96")),
    ]
