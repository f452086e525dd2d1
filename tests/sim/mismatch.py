"""Two engines on one model: where their logs differ, told so that it can be looked into."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from scenarios.model import ServiceModel
from scenarios.writing import dump_model
from sim import engine_fast, engine_simpy
from sim.drawing import draw
from sim.event_log import EventLog
from sim.experiment import SimResult
from sim.world import build_world
from tests.sim.models import rows

SEED = 1
SEEN = (
    "case", "activity", "step", "visit", "round", "attempt", "who", "enable_time", "seize_time",
    "start_time", "end_time", "release_time", "outcome",
)  # fmt: skip
"""What is told of a row."""


class Mismatch(Exception):
    """The engines wrote different logs."""

    def __init__(self, model: ServiceModel, replication: int, where: str) -> None:
        super().__init__(f"replication {replication}: {where}")
        self.model = model


def prove(model: ServiceModel, replications: int = 2) -> None:
    """Raise a Mismatch where the engines do not write the same log, byte for byte."""
    world = build_world(model)
    for replication in range(replications):
        script = draw(model, seed=SEED, replication=replication, world=world)
        logs = [engine.run(world, script) for engine in (engine_simpy, engine_fast)]
        if where := difference(*logs):
            both = [SimResult(model, world, script, log, SEED, replication) for log in logs]
            raise Mismatch(model, replication, first_rows(*both) or where)


def difference(one: EventLog, other: EventLog) -> str:
    """Where two logs differ, in words; empty when they do not."""
    if one.tobytes() == other.tobytes():
        return ""
    for table in ("services", "duty"):
        a, b = getattr(one, table), getattr(other, table)
        for field in fields(a):
            left, right = getattr(a, field.name), getattr(b, field.name)
            if left.shape != right.shape:
                return f"{table} has {left.size} rows with SimPy, {right.size} compiled"
            if left.tobytes() != right.tobytes():
                row = int(np.argmin([str(x) == str(y) for x, y in zip(left, right, strict=True)]))
                return f"{table}.{field.name}[{row}]: {left[row]} with SimPy, compiled {right[row]}"
    return f"the end: {one.until} with SimPy, {other.until} compiled, or how cases ended"


def first_rows(one: SimResult, other: SimResult) -> str:
    """The row that differs and was in line first, as each engine has it; empty when none does."""
    left, right = rows(one, *SEEN), rows(other, *SEEN)
    apart = [pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]]
    if not apart:
        return ""
    pair = min(apart, key=lambda pair: pair[0][SEEN.index("enable_time")])
    told = [("", *SEEN), ("SimPy", *pair[0]), ("compiled", *pair[1])]
    texts = [[f"{part:.10g}" if isinstance(part, float) else str(part) for part in t] for t in told]
    widths = [max(len(text) for text in column) for column in zip(*texts, strict=True)]
    lines = [" ".join(t.ljust(w) for t, w in zip(line, widths, strict=True)) for line in texts]
    return "\n".join(["this row differs first", *lines])


def told(found: Mismatch) -> str:
    """What a developer needs to go on: what differs, in which model, and how to run it again."""
    return (
        f"The engines do not write the same log.\n{found}\n\n"
        f"The smallest model found that shows it:\n\n{dump_model(found.model)}\n"
        "To run it again, save it as mismatch.yaml beside the Makefile, and:\n"
        'python -c "from scenarios.reading import load_model; from tests.sim.mismatch import prove;'
        " prove(load_model('mismatch.yaml'))\""
    )
