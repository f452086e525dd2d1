"""Replications drawn: the model and a seed give their Scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scenarios.arrivals import Appointments
from scenarios.model import ServiceModel
from scenarios.slots import Slots
from sim.assembly import DrawnService, assemble
from sim.booking import book, keep_slots
from sim.breakdowns import draw_breakdowns
from sim.memory import keep_freed_memory
from sim.population import OPEN_INTERVAL, Population, draw_population
from sim.script import Script
from sim.streams import PLAIN, Kernels, Streams
from sim.times import TimeDrawer
from sim.variates import Floats, Ints
from sim.walks import Chunk, Walker
from sim.world import World, build_world


def draw(
    model: ServiceModel,
    *,
    seed: int,
    replication: int = 0,
    world: World | None = None,
    kernels: Kernels = PLAIN,
) -> Script:
    """Draw all random numbers of one replication.

    Parameters and errors are those of `draw_together`.
    """
    only = (replication,)
    return draw_together(model, seed=seed, replications=only, world=world, kernels=kernels)[0]


def draw_together(
    model: ServiceModel,
    *,
    seed: int,
    replications: Sequence[int],
    world: World | None = None,
    kernels: Kernels = PLAIN,
) -> list[Script]:
    """Draw all random numbers of some replications.

    Each Script is the same, to the last bit, however many are drawn with it: of a small model a few
    together take little longer than one. They are in memory at the same time.

    Parameters
    ----------
    model
        The service model.
    seed, replications
        The seed and a replication name the random numbers: same pair, same Script. One at least.
    world
        ``build_world(model)``, when the caller has it already.
    kernels
        What drawing spends its time in; `sim.engines.kernels_of` an engine gives the same numbers.

    Raises
    ------
    ModelError
        A year is outside the known holidays.
    DataError
        A log cannot be read.
    """
    keep_freed_memory()
    world = world or build_world(model)
    streams = Streams(seed, tuple(replications), kernels)
    drawn = [_draw_service(model, world, name, streams) for name in model.services]
    return assemble(drawn, [draw_breakdowns(model, world.end, one) for one in streams.alone()])


def _draw_service(model: ServiceModel, world: World, name: str, streams: Streams) -> DrawnService:
    service = model.services[name]
    population = draw_population(model, name, world.arrivals[world.services.index(name)], streams)
    times = TimeDrawer(model, name, streams, population)
    population, stays_away = _keep_appointments(model, times)
    times = TimeDrawer(model, name, streams, population)
    attempts, retry_delay = _draw_retries(model, times)
    flows = [channel.flow for channel in service.channels.values()] or [None]
    chunks: list[Chunk] = []
    returns: list[tuple[Ints, int]] = []
    bounded: list[Ints] = []
    for k, flow in enumerate(flows):
        walker = Walker(model, world, flow or service.flow, times, attempts)
        of_channel = population.channel == k
        walker.stay_away(np.flatnonzero(of_channel & stays_away))
        walker.walk(np.flatnonzero(of_channel & ~stays_away))
        chunks += walker.chunks
        returns += walker.returns
        bounded += walker.bounded
    return DrawnService(population, attempts, retry_delay, chunks, returns, bounded)


def _keep_appointments(
    model: ServiceModel, times: TimeDrawer
) -> tuple[Population, NDArray[np.bool_]]:
    """The population with booked cases at the times at which they come, and who stays away.

    Arrivals stop at the horizon: who is so late, or has a slot so late, is none of the cases.
    """
    service, population = model.services[times.service], times.population
    arrival, priority = population.arrival.copy(), population.priority.copy()
    away = np.zeros(arrival.size, dtype=np.bool_)
    new = population.interval != OPEN_INTERVAL
    bookings: list[tuple[Slots, Ints, bool]] = [
        (channel.booking, np.flatnonzero((population.channel == k) & new), True)
        for k, channel in enumerate(service.channels.values())
        if channel.booking is not None
    ]
    if isinstance(service.arrivals, Appointments):
        bookings.append((service.arrivals.slots, np.flatnonzero(new), False))
    for slots, cases, chosen in bookings:
        slot_time = arrival[cases]
        if chosen:
            slot_time = book(slots, slot_time, population.run_of(cases))
        turn = times.turn(cases, np.zeros_like(cases))
        kept = keep_slots(slots, slot_time, times, turn)
        arrival[cases] = np.where(np.isnan(kept.arrival), arrival[cases], kept.arrival)
        away[cases] = kept.no_show
        given = priority[cases] if slots.priority is None else slots.priority
        priority[cases] = np.where(kept.on_time, given, population.walk_in_priority[cases])
    comes = arrival < model.horizon
    return replace(population, arrival=arrival, priority=priority).only(comes), away[comes]


def _draw_retries(model: ServiceModel, times: TimeDrawer) -> tuple[Ints, Floats]:
    """How many attempts each case is willing to make, and the times between them."""
    retry, size = model.services[times.service].retry, times.population.arrival.size
    every = np.arange(size)
    rounds = np.zeros(size, dtype=np.int64)
    if retry is None:
        return rounds + 1, np.empty((size, 0))
    turns = [times.turn(every, rounds, attempt) for attempt in range(retry.at_most)]
    willing = [times.uniform("retry", "again", turn) < retry.probability for turn in turns]
    attempts = 1 + np.cumprod(np.stack(willing, axis=1), axis=1).sum(axis=1)
    delays = [times.time(retry.delay, "retry", "delay", turn) for turn in turns]
    return attempts, np.stack(delays, axis=1)
