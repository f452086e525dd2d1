"""Services drawn one by one joined into one Script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sim.breakdowns import DownSpans
from sim.draws import Draws
from sim.population import Ints, Population
from sim.script import Script
from sim.variates import Floats
from sim.walks import Chunk


@dataclass(frozen=True, slots=True)
class DrawnService:
    """The cases of one service with their walks."""

    population: Population
    attempts: Ints
    retry_delay: Floats
    """Time until each next attempt [s], shape (cases, most retries)."""
    chunks: list[Chunk]
    bounded: int


def assemble(services: list[DrawnService], down: DownSpans) -> Script:
    """Join services: cases by time of arrival, operations by case, times by attempt."""
    sizes = [s.population.arrival.size for s in services]
    offsets = np.cumsum([0, *sizes])
    of_service = np.repeat(np.arange(len(services)), sizes)

    def of_cases(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(s.population, name) for s in services])

    order = _by_arrival(of_cases("arrival"), of_service, of_cases("ordinal"))
    index = np.empty_like(order)
    index[order] = np.arange(order.size)
    attempts = np.concatenate([s.attempts for s in services])[order]

    chunks = [chunk for s in services for chunk in s.chunks]
    of_chunk = [
        index[offset + chunk.cases]
        for s, offset in zip(services, offsets, strict=False)
        for chunk in s.chunks
    ]
    case = _join(of_chunk, np.int64)
    by_case = np.argsort(case, kind="stable")
    place = np.empty_like(by_case)
    place[by_case] = np.arange(by_case.size)
    operations = np.bincount(case, minlength=order.size)
    first_op = _starts(operations)
    first_draw = _starts(operations * attempts)

    def of_operations(name: str, dtype: DTypeLike = np.int64) -> NDArray[Any]:
        parts = [np.broadcast_to(getattr(chunk, name), chunk.cases.shape) for chunk in chunks]
        return _join(parts, dtype)[by_case]

    # Where each time of each attempt goes: the case's block, the attempt's part of it, the
    # operation's place in that.
    starts = _starts([chunk.cases.size for chunk in chunks])
    draws: list[Draws] = []
    goes_to: list[Ints] = []
    for chunk, start, cases in zip(chunks, starts, of_chunk, strict=False):
        within = place[start : start + cases.size] - first_op[cases]
        for attempt, times in enumerate(chunk.draws):
            of = cases[times.rows]
            draws.append(times)
            goes_to.append(first_draw[of] + attempt * operations[of] + within[times.rows])
    target = _join(goes_to, np.int64)

    def of_draws(name: str, dtype: DTypeLike = np.float64) -> NDArray[Any]:
        values = np.zeros(int(first_draw[-1]), dtype=dtype)
        values[target] = _join([getattr(times, name) for times in draws], dtype)
        return values

    first_retry, retry_delay = _retries(services, attempts, order)
    return Script(
        service=of_service[order],
        channel=of_cases("channel")[order],
        interval=of_cases("interval")[order],
        ordinal=of_cases("ordinal")[order],
        arrival=of_cases("arrival")[order],
        priority=of_cases("priority")[order],
        attempts=attempts,
        first_retry=first_retry,
        retry_delay=retry_delay,
        first_op=first_op,
        first_draw=first_draw,
        kind=of_operations("kind", np.int8),
        what=of_operations("what"),
        step=of_operations("step"),
        branch=of_operations("branch"),
        round=of_operations("round"),
        visit=of_operations("visit"),
        keeps=of_operations("keeps", np.bool_),
        jump=_jumps(chunks, starts, place),
        work=of_draws("work"),
        pickup=of_draws("pickup"),
        after_work=of_draws("after_work"),
        patience=of_draws("patience"),
        balks=of_draws("balks", np.bool_),
        comes_back=of_draws("comes_back"),
        accepts=of_draws("accepts", np.bool_),
        answers=of_draws("answers", np.bool_),
        place=of_cases("place")[order],
        down=down,
        bounded=sum(s.bounded for s in services),
    )


def _by_arrival(arrival: Floats, service: Ints, ordinal: Ints) -> Ints:
    """Cases in order of arrival, then of services in the file, then of their ordinal."""
    order = np.argsort(arrival)
    later = arrival[order]
    if (later[1:] == later[:-1]).any():
        order = np.lexsort((ordinal, service, arrival))
    return order


def _join(parts: list[NDArray[Any]], dtype: DTypeLike) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype), *parts]).astype(dtype, copy=False)


def _starts(counts: list[int] | Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _jumps(chunks: list[Chunk], starts: Ints, place: Ints) -> Ints:
    jump = np.full(place.size, -1, dtype=np.int64)
    begin = {id(chunk): int(start) for chunk, start in zip(chunks, starts, strict=False)}
    for chunk in chunks:
        if chunk.link is not None:
            n, here, there = chunk.cases.size, begin[id(chunk)], begin[id(chunk.link)]
            jump[place[here : here + n]] = place[there : there + n]
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
