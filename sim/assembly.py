"""Services drawn one by one joined into the Script of each replication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sim.breakdowns import DownSpans
from sim.cutting import cut
from sim.draws import NOTHING, Draws
from sim.population import Population
from sim.script import CODE, Codes, Script
from sim.variates import Floats, Ints
from sim.walks import Chunk


@dataclass(frozen=True, slots=True)
class DrawnService:
    """The cases of one service with their walks."""

    population: Population
    attempts: Ints
    retry_delay: Floats
    """Time until each next attempt [s], shape (cases, most retries)."""
    chunks: list[Chunk]
    returns: list[tuple[Ints, int]]
    """Cases sent back, with the cause."""
    bounded: list[Ints]
    """Cases let through at the bound of a rework."""


def assemble(services: list[DrawnService], downs: list[DownSpans]) -> list[Script]:
    """Join services: cases by time of arrival, operations by case, times by attempt.

    ``downs`` has an entry for each of the replications that were drawn together.
    """
    sizes = [s.population.arrival.size for s in services]
    offsets = np.cumsum([0, *sizes])
    of_service = np.repeat(np.arange(len(services)), sizes)

    def of_cases(name: str) -> NDArray[Any]:
        return _joined([getattr(s.population, name) for s in services])

    run = None if len(downs) == 1 else of_cases("run")
    order = _by_arrival(run, of_cases("arrival"), of_service, of_cases("ordinal"))
    index = np.empty_like(order)
    index[order] = np.arange(order.size)
    attempts = _joined([s.attempts for s in services])[order]

    chunks = [chunk for s in services for chunk in s.chunks]
    of_chunk = [
        index[offset + chunk.cases]
        for s, offset in zip(services, offsets, strict=False)
        for chunk in s.chunks
    ]
    within, operations = _within(of_chunk, order.size)
    first_op = _starts(operations)
    # With one attempt each they are the same, and not written down twice.
    once = int(attempts.max(initial=1)) == 1
    first_draw = first_op if once else _starts(operations * attempts)
    place = [first_op[cases] + at for cases, at in zip(of_chunk, within, strict=True)]

    def of_operations(parts: Iterable[NDArray[Any] | int]) -> Codes:
        values = np.empty(int(first_op[-1]), dtype=CODE)
        for part, at in zip(parts, place, strict=True):
            values[at] = np.asarray(part, dtype=CODE)
        return values

    chunk_of = of_operations(range(len(chunks))) if len(chunks) > 1 else None

    def of_chunks(name: str, dtype: DTypeLike = CODE) -> NDArray[Any]:
        values = np.array([getattr(chunk, name) for chunk in chunks], dtype=dtype)
        if chunk_of is None or (values == values[0]).all():
            return np.full(int(first_op[-1]), values[:1], dtype=dtype)
        return values.take(chunk_of)

    # Where each time of each attempt goes: the case's block, the attempt's part of it, the
    # operation's place in that.
    draws: list[tuple[Draws, Ints]] = []
    for chunk, cases, at, goes_to in zip(chunks, of_chunk, within, place, strict=True):
        for attempt, times in enumerate(chunk.draws):
            if once:
                draws.append((times, goes_to))
                continue
            of = cases[times.rows]
            draws.append((times, first_draw[of] + attempt * operations[of] + at[times.rows]))

    def of_draws(name: str) -> NDArray[Any]:
        values = np.zeros(int(first_draw[-1]), type(NOTHING[name]))
        if NOTHING[name]:
            values.fill(NOTHING[name])
        for times, goes_to in draws:
            drawn = getattr(times, name)
            if drawn is not None:
                values[goes_to] = drawn
        return values

    first_retry, retry_delay = _retries(services, attempts, order)
    returned, cause = _returns(services, offsets, index)
    none = np.empty(0, dtype=np.int64)
    bounded = [index[at + of] for s, at in zip(services, offsets, strict=False) for of in s.bounded]
    whole = Script(
        service=of_service[order].astype(CODE),
        channel=of_cases("channel")[order].astype(CODE),
        interval=of_cases("interval")[order],
        ordinal=of_cases("ordinal")[order],
        arrival=of_cases("arrival")[order],
        priority=of_cases("priority")[order],
        attempts=attempts.astype(CODE),
        first_retry=first_retry,
        retry_delay=retry_delay,
        first_op=first_op,
        first_draw=first_draw,
        kind=of_chunks("kind", np.int8),
        what=of_chunks("what"),
        step=of_chunks("step"),
        branch=of_chunks("branch"),
        round=of_operations(chunk.round for chunk in chunks),
        visit=of_operations(chunk.visit for chunk in chunks),
        keeps=of_chunks("keeps", np.bool_),
        jump=_jumps(chunks, place, int(first_op[-1])),
        work=of_draws("work"),
        pickup=of_draws("pickup"),
        after_work=of_draws("after_work"),
        patience=of_draws("patience"),
        balks=of_draws("balks"),
        no_show=of_draws("no_show"),
        comes_back=of_draws("comes_back"),
        accepts=of_draws("accepts"),
        answers=of_draws("answers"),
        place=_places(services, offsets, index),
        down=downs[0],
        returned=returned,
        cause=cause,
        bounded=sum(cases.size for cases in bounded),
    )
    if run is None:
        return [whole]
    first_case = np.searchsorted(run[order], np.arange(len(downs) + 1))
    return cut(whole, first_case, np.concatenate([none, *bounded]), downs)


_STEPS = 65535.0
"""As many as 16 bits can count: numpy sorts them by their digits."""


def _by_arrival(run: Ints | None, arrival: Floats, service: Ints, ordinal: Ints) -> Ints:
    """Cases of each run in order of arrival, then of services in the file, then of their ordinal.

    All that are equal in this keep their order.
    """
    # First in steps, by radix sort, which leaves little to do.
    low = arrival.min(initial=0.0)
    step = max(float(arrival.max(initial=0.0) - low), 1e-9) / _STEPS
    order = np.argsort(((arrival - low) / step).astype(np.uint16), kind="stable")
    order = order[np.argsort(arrival[order], kind="stable")]
    if run is not None:
        order = order[np.argsort(run[order].astype(np.uint16), kind="stable")]
    later = arrival[order]
    if (later[1:] == later[:-1]).any():
        of_runs = () if run is None else (run,)
        order = np.lexsort((ordinal, service, arrival, *of_runs))
    return order


def _within(of_chunk: list[Ints], cases: int) -> tuple[list[Ints], Ints]:
    """How many operations of its case go before each one, and how many each case has.

    A chunk has each of its cases once.
    """
    operations = np.zeros(cases, dtype=np.int64)
    before = []
    for of in of_chunk:
        before.append(operations[of])
        operations[of] = before[-1] + 1
    return before, operations


def _places(services: list[DrawnService], offsets: Ints, index: Ints) -> Floats:
    """Where each case is; where it does not matter nothing is written, and no memory taken."""
    places = np.zeros((index.size, 2))
    for service, begin, end in zip(services, offsets, offsets[1:], strict=False):
        if service.population.place is not None:
            places[index[begin:end]] = service.population.place
    return places


def _returns(services: list[DrawnService], offsets: Ints, index: Ints) -> tuple[Ints, Ints]:
    """Cases that are sent back, and by which rework."""
    each = [
        (index[begin + cases], cause)
        for service, begin in zip(services, offsets, strict=False)
        for cases, cause in service.returns
    ]
    none = np.empty(0, dtype=np.int64)
    causes = [np.full(cases.size, cause) for cases, cause in each]
    return np.concatenate([none, *(cases for cases, _ in each)]), np.concatenate([none, *causes])


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _starts(counts: list[int] | Ints) -> Ints:
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _jumps(chunks: list[Chunk], place: list[Ints], operations: int) -> Ints:
    jump = np.full(operations, -1, dtype=np.int64)
    place_of = {id(chunk): at for chunk, at in zip(chunks, place, strict=True)}
    for chunk, at in zip(chunks, place, strict=True):
        if chunk.link is not None:
            jump[at] = place_of[id(chunk.link)]
    return jump


def _retries(services: list[DrawnService], attempts: Ints, order: Ints) -> tuple[Ints, Floats]:
    """Retry delays of each case one after the other, as many as it may need."""
    most = max(s.retry_delay.shape[1] for s in services)
    wide = np.zeros((order.size, most))
    begin = 0
    for s in services:
        rows, columns = s.retry_delay.shape
        wide[begin : begin + rows, :columns] = s.retry_delay
        begin += rows
    needed = np.arange(most) < (attempts - 1)[:, None]
    return _starts(attempts - 1), wide[order][needed]
