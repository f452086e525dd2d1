"""Replications of one model under one world after the other, each drawn once and counted."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.model import ServiceModel
from sim.drawing import draw_together
from sim.engines import Engine, kernels_of, run
from sim.interval_counts import IntervalCounts
from sim.script import Script
from sim.variates import Floats
from sim.world import World

Parts = tuple[Floats, Floats]
"""Part and whole of what is counted, each of shape (replications, intervals, queues)."""


class KeptScripts:
    """Draws replications, keeps what it has drawn, and counts what becomes of it.

    Parameters
    ----------
    model, world
        The model that the replications are of, and ``build_world(model)``.
    engine
        What draws and runs them.
    counting
        What is counted of them.
    room
        Most memory for scripts that are kept [bytes]; the others are drawn again.
    """

    def __init__(
        self,
        model: ServiceModel,
        world: World,
        engine: Engine,
        counting: IntervalCounts,
        room: float,
    ) -> None:
        self._model, self._world = model, world
        self._engine, self._counting, self._room = engine, counting, room
        self._scripts: dict[tuple[int, int], Script] = {}

    def counts(self, world: World, replications: Sequence[int], seed: int) -> Parts:
        """What is counted of some replications, one at least, in a world.

        It is the same, to the bit, however many are asked for at once.
        """
        scripts = self.drawn(replications, seed)
        logs = [run(world, script, self._engine) for script in scripts]
        return self._counting.of(logs, scripts, world)

    def drawn(self, replications: Sequence[int], seed: int) -> list[Script]:
        """The scripts of some replications."""
        missing = [r for r in replications if (seed, r) not in self._scripts]
        drawn: dict[tuple[int, int], Script] = {}
        if missing:
            scripts = draw_together(
                self._model, seed=seed, replications=missing, world=self._world,
                kernels=kernels_of(self._engine),
            )  # fmt: skip
            drawn = {(seed, r): script for r, script in zip(missing, scripts, strict=True)}
        known = self._scripts | drawn
        for name, script in drawn.items():
            if script.nbytes <= self._room:
                self._scripts[name] = script
                self._room -= script.nbytes
        return [known[seed, r] for r in replications]


@dataclass(frozen=True, slots=True)
class Batch:
    """Replications to be counted by a worker process."""

    world: bytes
    """The world, pickled once for all batches: as long as it stays the same it is read once."""
    replications: range
    seed: int


class Counter:
    """What a worker process does with its batches."""

    def __init__(self, runs: KeptScripts) -> None:
        self._runs = runs
        self._read: tuple[bytes, World] | None = None

    def __call__(self, batch: Batch) -> Parts:
        """Counts of a batch."""
        if self._read is None or self._read[0] != batch.world:
            self._read = batch.world, pickle.loads(batch.world)
        return self._runs.counts(self._read[1], batch.replications, batch.seed)
