"""What a model says about calls and those who take them, as the optimiser needs it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimize.demand import Demand
from optimize.patience import Patience, exponential, mixed, of_quantiles
from scenarios.arrivals import Trace
from scenarios.calendar_days import DAY, spans
from scenarios.checks.workload import days_of, expected_arrivals, services_of_case
from scenarios.distributions import Exponential, Family, FromLog, SumOf
from scenarios.errors import DataError
from scenarios.findings import wrong_name
from scenarios.means import mean_time, mean_work
from scenarios.model import ServiceModel
from scenarios.pools import level_number
from scenarios.served_lines import line_name
from sim.variates import quantile

Floats = NDArray[np.float64]
QUARTER = 900.0
"""Hours are told apart to this [s], so that shifts stay on usual times."""
_SHARES = (np.arange(20_000) + 0.5) / 20_000


@dataclass(frozen=True, slots=True)
class Days:
    """The demand of each kind of day, and the days of that kind."""

    demand: Demand
    alike: tuple[tuple[int, ...], ...]
    """Numbers of the days of each kind; intervals of ``demand`` are those of the first of each."""
    activities: tuple[tuple[str, ...], ...]
    """Activities of each queue of ``demand``."""
    helping: tuple[str, ...]
    """Pools that serve these too, after a pool before them in the file: they keep their staff."""

    def of_first(self, day: int) -> tuple[int, ...]:
        """The days that are like the first of their kind."""
        return next(days for days in self.alike if days[0] == day)


def demand_of(model: ServiceModel, interval: float, queues: Sequence[str] = ()) -> Days:
    """Expected calls of each interval that is open, by queue, with the pools that serve them.

    Calls that come while their pool is shut count in its next interval of that day. Days on which
    as many come at the same hours are one kind of day.

    Parameters
    ----------
    model
        The model.
    interval
        Length of an interval [s].
    queues
        Queues or activities to staff for; all of the front office when left out. Other queues
        that a pool of theirs serves are staffed for too. An activity that several pools serve is
        staffed for in the first of them in the file, which takes it first, and the others help;
        those of a queue who have another such pool are a queue by themselves here.

    Raises
    ------
    DataError
        The day is no whole number of intervals, there is no such queue, or arrivals or times are
        known from a log only.
    """
    per_day = round(DAY / interval)
    if per_day < 1 or abs(per_day * interval - DAY) > 1e-6:
        raise DataError(
            f"--interval: expected a part of a day, got {interval / 60:g} min. Take 15 min, 30 min "
            "or 1 h."
        )
    wanted = _pools(model, queues)
    served = list(dict.fromkeys(name for pool in wanted for name in model.pools[pool].serves))
    lines = _lines(model, served)
    pools = [name for name in wanted if any(one.pools[0] == name for one in lines)]
    group_of = tuple(pools.index(one.pools[0]) for one in lines)
    calls_of = _calls(model, served, per_day)
    amount = np.stack(
        [np.sum([calls_of[name] for name in one.activities], axis=0) for one in lines], axis=-1
    )
    is_open = np.stack([open_in(model, pool, *amount.shape[:2]) for pool in pools], axis=-1)
    amount = _moved(amount, is_open[..., list(group_of)])
    asked = (amount > 0).any(axis=-1) | _kept_open(model, pools, is_open)
    alike = _kinds(amount, asked, math.floor(model.warm_up / DAY))
    if not alike:
        raise DataError("arrivals: expected somebody who comes, got nobody. Give a rate above 0.")
    at = [(days[0], int(k)) for days in alike for k in np.flatnonzero(asked[days[0]])]
    totals = {name: float(calls_of[name].sum()) for name in served}
    times = [_handling(model, {name: totals[name] for name in one.activities}) for one in lines]
    round_the_clock = len(alike) == 1 and is_open.all()
    demand = Demand(
        starts=np.array([day * DAY + k * interval for day, k in at]),
        interval=interval,
        queues=tuple(one.name for one in lines),
        groups=tuple(pools),
        group_of=group_of,
        calls=np.array([amount[day, k] for day, k in at]),
        aht=np.array([one[0] for one in times]),
        aht_cv=np.array([one[1] for one in times]),
        pickup=np.array([one[2] for one in times]),
        patience=tuple(_of_group(model, pool, totals) for pool in pools),
        period=DAY if round_the_clock else None,
    )
    helping = dict.fromkeys(pool for one in lines for pool in one.pools[1:])
    activities = tuple(one.activities for one in lines)
    return Days(demand, alike, activities, tuple(name for name in helping if name not in pools))


@dataclass(frozen=True, slots=True)
class _Line:
    """Those of a queue whom the same pool takes first."""

    name: str
    pools: tuple[str, ...]
    """The one that takes them first, and those that help."""
    activities: tuple[str, ...]


def _lines(model: ServiceModel, served: Sequence[str]) -> list[_Line]:
    """Lines of some activities; one for each queue where the same pool takes all of it first."""
    serving = {
        activity: [name for name, pool in model.pools.items() if activity in pool.serves]
        for activity in served
    }
    of: dict[tuple[str, str], list[str]] = {}
    for activity, pools in serving.items():
        of.setdefault((_line(model, activity), pools[0]), []).append(activity)
    queues = [queue for queue, _ in of]
    return [
        _Line(
            queue if queues.count(queue) == 1 else line_name(queue, first),
            tuple(dict.fromkeys([first, *(p for name in activities for p in serving[name])])),
            tuple(activities),
        )
        for (queue, first), activities in of.items()
    ]


def _line(model: ServiceModel, activity: str) -> str:
    return model.activities[activity].queue or activity


def _pools(model: ServiceModel, queues: Sequence[str]) -> list[str]:
    """Pools of people with a level that serve the queues."""
    known = {_line(model, name): None for name in model.activities}
    for queue in queues:
        if queue not in known and queue not in model.activities:
            names = list(dict.fromkeys([*known, *model.activities]))
            raise DataError(f"--queue: {wrong_name('a queue', queue, names, 'Use one of these.')}")
    found = []
    for name, pool in model.pools.items():
        wanted = {*queues, *(a for a in pool.serves if _line(model, a) in queues)}
        if queues:
            takes = any(a in wanted or _line(model, a) in wanted for a in pool.serves)
        else:
            front = any(model.activities[a].place == "front" for a in pool.serves)
            staff = pool.seats if pool.staff is None else pool.staff
            endless = not isinstance(staff, tuple) and math.isinf(level_number(staff))
            takes = front and not pool.machines and pool.crew is None
            takes = takes and (bool(pool.people) or not endless)
        if takes:
            found.append(name)
    if not found:
        raise DataError(
            "pools: expected a pool of people in the front office, got none. Name a queue with "
            "--queue."
        )
    return found


def _calls(model: ServiceModel, served: Sequence[str], per_day: int) -> dict[str, Floats]:
    """Expected calls of activities in each interval of each day, shape (days, intervals a day).

    Who is never there asks for nobody's time.
    """
    days = days_of(model)
    length = DAY / per_day
    found = {name: np.zeros(days * per_day) for name in served}
    for name, service in model.services.items():
        times = services_of_case(model, service)
        mine = [activity for activity in served if times.get(activity, 0.0) > 0]
        if mine and isinstance(service.arrivals, Trace):
            raise DataError(
                f"services.{name}.arrivals: expected rates, counts, times or appointments, got a "
                "log. Give the rates that were measured in it."
            )
        come = expected_arrivals(model, service) if mine else []
        for start, lasts, number in come:
            edges = np.arange(math.floor(start / length), math.ceil((start + lasts) / length) + 1)
            share = np.diff(np.clip(edges * length, start, start + lasts)) / lasts
            at = edges[:-1]
            inside = at < days * per_day
            for activity in mine:
                there = times[activity] * (1 - model.activities[activity].no_show)
                found[activity][at[inside]] += number * there * share[inside]
    return {name: one.reshape(days, per_day) for name, one in found.items()}


def open_in(model: ServiceModel, pool: str, days: int, per_day: int) -> NDArray[np.bool_]:
    """Which intervals a pool is open in, if only for a part, shape (days, intervals a day)."""
    name = model.pools[pool].calendar
    if name is None:
        return np.ones((days, per_day), dtype=np.bool_)
    length, found = DAY / per_day, np.zeros(days * per_day, dtype=np.bool_)
    for begin, end in spans(model.calendars[name], model.start_date, -1, days + 1):
        found[max(0, math.floor(begin / length)) : max(0, math.ceil(end / length))] = True
    return found.reshape(days, per_day)


def after_closing(model: ServiceModel, days: Days) -> NDArray[np.bool_]:
    """Intervals in which people come after a pool has shut for the day, shape (intervals, queues).

    To the quarter-hour; nowhere where intervals are no whole number of these.
    """
    demand = days.demand
    found = np.zeros(demand.calls.shape, dtype=np.bool_)
    if demand.interval % QUARTER:
        return found
    parts, per_day = round(demand.interval / QUARTER), round(DAY / QUARTER)
    for q, mine in enumerate(days.activities):
        pool = demand.groups[demand.group_of[q]]
        amount = np.stack(list(_calls(model, mine, per_day).values())).sum(axis=0)
        is_open = open_in(model, pool, *amount.shape)
        still = np.asarray(np.logical_or.accumulate(is_open[:, ::-1], axis=1))[:, ::-1]
        late = ((amount > 0) & ~still).reshape(-1, parts).any(axis=1)
        found[:, q] = late[(demand.starts // demand.interval).astype(np.int64)]
    return found


def never_there(model: ServiceModel, days: Days) -> Floats:
    """People who come and are not there when called, in each interval, shape (intervals, queues).

    They are none of the calls of the demand. Activities to which nobody is there at all have none
    here either.
    """
    demand = days.demand
    per_day = round(DAY / demand.interval)
    at = np.round(demand.starts / demand.interval).astype(np.int64)
    found = np.zeros(demand.calls.shape)
    for q, mine in enumerate(days.activities):
        away = {name: model.activities[name].no_show for name in mine}
        calls = _calls(model, [name for name in mine if 0 < away[name] < 1], per_day)
        if not calls:
            continue
        amount = np.sum([one * away[k] / (1 - away[k]) for k, one in calls.items()], axis=0)
        is_open = open_in(model, demand.groups[demand.group_of[q]], *amount.shape)
        found[:, q] = _moved(amount[..., None], is_open[..., None]).ravel()[at]
    return found


def _kept_open(
    model: ServiceModel, pools: Sequence[str], is_open: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Intervals that a calendar opens; a pool without one is asked for only where calls come."""
    has = [model.pools[name].calendar is not None for name in pools]
    return np.asarray((is_open & has).any(axis=-1))


def _moved(amount: Floats, is_open: NDArray[np.bool_]) -> Floats:
    """Calls that come while it is shut, counted when it opens next on that day."""
    moved = np.zeros(amount.shape)
    for (day, k, q), number in np.ndenumerate(amount):
        later = np.flatnonzero(is_open[day, k:, q])
        if number > 0 and later.size:
            moved[day, k + later[0], q] += number
    return moved


def _kinds(amount: Floats, asked: NDArray[np.bool_], first: int) -> tuple[tuple[int, ...], ...]:
    """Days that are measured and asked for, those with the same calls together."""
    kinds: dict[bytes, list[int]] = {}
    for day in range(first, len(amount)):
        if asked[day].any() and (amount[day] > 0).any():
            same = np.round(amount[day], 9).tobytes() + asked[day].tobytes()
            kinds.setdefault(same, []).append(day)
    return tuple(map(tuple, kinds.values()))


def _handling(model: ServiceModel, calls: dict[str, float]) -> tuple[float, float, float]:
    """Mean handling time of a queue, its coefficient of variation, and the mean pick-up."""
    total = sum(calls.values()) or 1.0
    first = second = rings = 0.0
    for name, number in calls.items():
        weight = number / total if sum(calls.values()) else 1 / len(calls)
        activity, mean = model.activities[name], mean_work(model, name)
        if mean is None or isinstance(activity.pickup, FromLog):
            raise DataError(
                f"activities.{name}: expected times that are given, got those of a log. Give a "
                "distribution with its mean."
            )
        ring = 0.0 if activity.pickup is None else mean_time(activity.pickup)
        variance = _variance(model, name)
        for part in (activity.pickup, activity.after_work):
            if part is not None and not isinstance(part, FromLog):
                variance += _spread(part)
        first += weight * (mean + ring)
        second += weight * (variance + (mean + ring) ** 2)
        rings += weight * ring
    cv = math.sqrt(max(0.0, second - first**2)) / first if first > 0 else 0.0
    return max(first, 1e-9), cv, rings


def _variance(model: ServiceModel, activity: str) -> float:
    family = model.activities[activity].service_time
    if isinstance(family, SumOf):
        return family.factor**2 * sum(_variance(model, part) for part in family.parts)
    return 0.0 if isinstance(family, FromLog) else _spread(family)


def _spread(family: Family) -> float:
    return float(np.var(quantile(family, _SHARES)))


def _of_group(model: ServiceModel, pool: str, calls: dict[str, float]) -> Patience:
    """Patience of all callers of a pool together."""
    names = model.pools[pool].serves
    total = sum(calls[name] for name in names)
    parts = []
    for name in names:
        activity = model.activities[name]
        if isinstance(activity.patience, FromLog):
            raise DataError(
                f"activities.{name}.patience: expected a distribution, got times of a log. Give "
                "one with its mean."
            )
        weight = calls[name] if total else 1.0
        if weight > 0:
            known = _patience(activity.patience)
            parts.append((weight, known.with_balking(activity.balk) if activity.balk else known))
    return mixed(parts)


def _patience(family: Family | None) -> Patience:
    if family is None:
        return exponential(math.inf)
    if isinstance(family, Exponential):
        return exponential(mean_time(family))
    return of_quantiles(lambda share: quantile(family, share))
