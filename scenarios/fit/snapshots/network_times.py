"""How long a call keeps a counter where counters serve several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Floats
from scenarios.fit.hall_replay import LineSeen, arrival_times, replayed
from scenarios.fit.snapshots.call_steps import CallSteps, call_steps, poisson_mean, scatter
from scenarios.fit.snapshots.call_times import CallTime, stretch_length
from scenarios.fit.snapshots.counter_pace import guessed_by_part, paces_told
from scenarios.fit.snapshots.network_replay import Network

_PRIOR = 4.0
"""Calls that the usual time counts for in a first guess."""
_APART = 0.35
"""Standard deviation of the logarithms of mean times of services at common counters."""
_FAST, _ROUNDS, _EACH = 4, 12, 2
"""Rounds that go all the way, rounds in all, and replays in each."""
_LAST = 12
"""Replays that tell how much chance there is."""
_ENOUGH = 3000
"""Calls in a replay: days of the file are left out where there are more."""
_FURTHEST = 0.5
"""A round changes the logarithm of a mean by so much at the most."""
_CVS = (0.1, 2.0)
_FEWEST = 60
"""Stretches of calls that say how calls scatter."""
_NO_MATTER = 0.1
"""Differences of logarithms so small do not matter, however little chance there is."""
_HARDLY = 0.05
"""People who are added to those waiting, so that nobody has a logarithm."""
SIGNS = 2
"""What `NetworkTimes.unlike` compares of each line."""
_SURE = 1.96
"""Standard errors at the bounds of 95 %."""


@dataclass(frozen=True, slots=True)
class NetworkTimes:
    """Times per call of each line, and how well people wait with them."""

    times: tuple[CallTime, ...]
    pace: Floats
    """Of their counters by quarter of an hour, as `counter_paces` has it; shape (lines, 96)."""
    unlike: float
    """How far replays are from what was seen: small where the lines have these counters."""


def network_times(network: Network, apart: tuple[CallTime, ...]) -> NetworkTimes:
    """Times per call with which the lines together, replayed, are called as they were.

    Counters that serve others too call a line more slowly than their number says, by as much as
    the others need them. What each line says by itself (the most likely time per call were calls
    Poisson and the counters its own: `poisson_mean`) is wrong therefore, in a way that replays of
    all lines at their common counters show: the times told are those whose replays say the same
    (indirect inference: Gourieroux, Monfort & Renault 1993), and so are their cv, by the scatter of
    calls. The mean of a line with few calls is drawn to the common mean of all: logarithms of means
    are normal about it.

    Parameters
    ----------
    network
        The lines and their counters.
    apart
        The times of each line as if the counters were its own.
    """
    days = np.unique(network.lines[0].day)
    told = [call_steps(line) for line in network.lines]
    calls = np.array([steps.calls.sum() for steps in told])
    every = max(1, int(calls.sum() // _ENOUGH))
    part = network.only(days[::every])
    rng = np.random.default_rng(len(days))
    usual = _begin(network, told)
    over = [
        stretch_length(line, steps, time.mean)
        for line, steps, time in zip(network.lines, told, apart, strict=True)
    ]
    seen = _said(told, usual, over)
    log, cv = np.full(len(calls), np.log(usual)), np.ones(len(calls))
    for k in range(_ROUNDS):
        each = [part.replayed(np.exp(log), cv, rng) for _ in range(_EACH)]
        again = [_said([call_steps(line) for line in lines], usual, over) for lines in each]
        guess = np.mean([one for one, _ in again], axis=0)
        share = _shares(network, np.exp(log))
        wanted, _ = _drawn(seen[0] - guess + share @ log, share, np.maximum(calls, 1.0) / cv**2)
        pace = 1.0 if k < _FAST else 0.5
        log = log + pace * np.clip(wanted - log, -_FURTHEST, _FURTHEST)
        off = np.mean([_apart(seen[1], spread, calls) for _, spread in again], axis=0)
        cv = np.clip(cv * np.exp(pace * off / 2), *_CVS)
    last = [part.replayed(np.exp(log), cv, rng) for _ in range(_LAST)]
    again = [_said([call_steps(line) for line in lines], usual, over) for lines in last]
    chance = np.std([guess for guess, _ in again], axis=0, ddof=1) / every**0.5
    _, error = _drawn(log, _shares(network, np.exp(log)), np.maximum(chance, 1e-3) ** -2.0)
    offs = [_apart(seen[1], spread, calls) for _, spread in again]
    shaky = np.std(offs, axis=0, ddof=1) / every**0.5 / 2
    known = np.isfinite(seen[1])
    # Long times have to be waited for with the counters of each line its own as well.
    alike = np.array([time.waits_alike for time in apart])
    if (known & (cv * np.exp(-_SURE * shaky) > 1)).any():
        plain = [part.replayed(np.exp(log), np.ones_like(cv), rng) for _ in range(_LAST)]
        real = _people([part.lines])
        gaps = [np.abs(np.log(_people(lines) / real)) for lines in (last, plain)]
        alike &= gaps[0] <= gaps[1]
    times = tuple(
        _told(float(one), float(sd), int(number), _cv_told(*own), bool(waits))
        for one, sd, number, own, waits in zip(
            log, error, calls, zip(cv.tolist(), shaky.tolist(), known.tolist(), strict=True),
            alike, strict=True,
        )
    )  # fmt: skip
    return NetworkTimes(times, _pace(network.lines, last), _unlike(part.lines, last))


def _pace(lines: tuple[LineSeen, ...], last: Sequence[tuple[LineSeen, ...]]) -> Floats:
    """How fast the counters call at a time of day, over replays in which they always call alike."""
    calls, guess = guessed_by_part(lines)
    due = np.exp(np.mean([np.log(guessed_by_part(again)[1]) for again in last], axis=0))
    return paces_told(calls, calls * guess / due)


def _people(again: Sequence[tuple[LineSeen, ...]]) -> Floats:
    """Mean number of people waiting in each line, shape (lines,)."""
    mean = np.mean([[line.waiting.mean() for line in lines] for lines in again], axis=0)
    return np.asarray(mean + _HARDLY)


def unlike_apart(lines: tuple[LineSeen, ...], times: tuple[CallTime, ...]) -> float:
    """The same as `NetworkTimes.unlike`, with the counters of each line its own."""
    rng = np.random.default_rng(len(lines))
    again = [
        tuple(_alone(*one, rng) for one in zip(lines, times, strict=True)) for _ in range(_LAST)
    ]
    return _unlike(lines, again)


def _alone(line: LineSeen, time: CallTime, rng: np.random.Generator) -> LineSeen:
    shape = time.cv**-2.0 if time.shaped else 1.0
    at, step = arrival_times(line, rng)
    return replayed(line, at, step, rng.gamma(shape, time.mean / shape, len(at)))


def _unlike(seen: tuple[LineSeen, ...], again: Sequence[tuple[LineSeen, ...]]) -> float:
    """Sum of the squares of what lines show and replays do not, in standard deviations.

    How many people wait in each line, and how much more slowly it is called while people wait in
    others: counters of its own know nothing of those.
    """
    made = np.array([_signs(lines) for lines in again])
    # Few calls say little, even where replays all say the same.
    calls = np.array([call_steps(line).calls.sum() for line in seen])
    few = np.tile(1 / (calls + _PRIOR), SIGNS)
    spread = made.var(axis=0, ddof=1) + few + _NO_MATTER**2
    return float(((_signs(seen) - made.mean(axis=0)) ** 2 / spread).sum())


def _signs(lines: tuple[LineSeen, ...]) -> Floats:
    """Logarithms of people waiting, and of times per call while others wait over all of them."""
    waiting = np.array([line.waiting for line in lines])
    slower = []
    for line, own in zip(lines, waiting, strict=True):
        steps = call_steps(line)
        theirs = (waiting.sum(axis=0) - own)[:-1][steps.kept] > 0
        usual = max(1.0, steps.exposure.sum()) / max(1.0, steps.calls.sum())
        slower.append(
            poisson_mean(steps.only(theirs), usual, _PRIOR)
            / poisson_mean(steps.only(~theirs), usual, _PRIOR)
        )
    return np.asarray(np.log(np.concatenate([waiting.mean(axis=1) + _HARDLY, slower])))


def _begin(network: Network, told: list[CallSteps]) -> float:
    """A mean for all lines to begin with [s]: the time of counters busy for sure, over calls."""
    lines = network.lines
    length = np.diff(lines[0].clock)
    busy = np.zeros(len(length))
    for kind, open_ in zip(network.kinds, network.open_, strict=True):
        some = np.any([told[line].kept for line in kind], axis=0)
        busy += np.where(some, open_[:-1] * length, 0.0)
    some = np.any([steps.kept for steps in told], axis=0)
    calls = sum(line.calls[1:][some].sum() for line in lines)
    return float(busy.sum() / max(float(calls), 1.0)) or 1.0


def _said(told: list[CallSteps], usual: float, over: list[int]) -> tuple[Floats, Floats]:
    """What each line says by itself: its first guess, and its scatter; logarithms."""
    guess = [np.log(poisson_mean(steps, usual, _PRIOR)) for steps in told]
    spread = [scatter(steps, length) for steps, length in zip(told, over, strict=True)]
    with np.errstate(divide="ignore"):
        logs = [np.log(one) if number >= _FEWEST else np.nan for one, number in spread]
    return np.array(guess), np.where(np.isfinite(logs), logs, np.nan)


def _told(
    log: float, error: float, calls: int, cv: tuple[float, float, float], alike: bool
) -> CallTime:
    mean, low, high = (float(np.exp(log + error * by)) for by in (0.0, -_SURE, _SURE))
    return CallTime(mean, low, high, calls, *cv, alike)


def _cv_told(cv: float, error: float, known: bool) -> tuple[float, float, float]:
    """A cv and its bounds; 1, and none, where too few calls tell it."""
    if not known:
        return 1.0, 0.0, float("inf")
    return cv, cv * float(np.exp(-_SURE * error)), cv * float(np.exp(_SURE * error))


def _apart(seen: Floats, made: Floats, calls: Floats) -> Floats:
    """How much more the calls of each line scatter than in a replay, as logarithms.

    Where too few calls tell it, as those of the others do, by their calls.
    """
    both = np.isfinite(seen) & np.isfinite(made)
    if not both.any():
        return np.zeros(len(seen))
    gap = np.where(both, seen - made, 0.0)
    return np.where(both, gap, float(np.average(gap, weights=calls * both)))


def _shares(network: Network, mean: Floats) -> Floats:
    """By how much each line is called more slowly as times of each line grow, shape (lines, lines).

    Of the time of the counters that serve a line, the shares that the calls of each line take.
    """
    served = np.array([[k in kind for kind in network.kinds] for k in range(len(mean))], float)
    time = network.open_.sum(axis=1)
    work = np.array([line.calls.sum() for line in network.lines]) * mean
    own = served * time
    own /= np.maximum(own.sum(axis=1, keepdims=True), 1e-9)
    at = own * work[:, None]
    at /= np.maximum(at.sum(axis=0), 1e-9)
    return np.asarray(own @ at.T)


def _drawn(wanted: Floats, share: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Logarithms of means that make what lines say, drawn to a common one, and standard errors."""
    lines = len(wanted)
    rows = np.sqrt(weight)[:, None] * share
    system = np.vstack(
        [
            np.column_stack([rows.sum(axis=1), rows]),
            np.column_stack([np.zeros(lines), np.eye(lines) / _APART]),
        ]
    )
    right = np.concatenate([np.sqrt(weight) * wanted, np.zeros(lines)])
    found, *_ = np.linalg.lstsq(system, right, rcond=None)
    every = np.column_stack([np.ones(lines), np.eye(lines)])
    variance = np.diag(every @ np.linalg.pinv(system.T @ system) @ every.T)
    return found[0] + found[1:], np.sqrt(np.maximum(variance, 0.0))
