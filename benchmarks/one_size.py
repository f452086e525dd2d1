"""In a process of its own: time and memory of M/M/3 with so many cases, as a line of JSON."""

from __future__ import annotations

import json
import re
import resource
import sys
from dataclasses import fields
from pathlib import Path

from benchmarks import mm3
from benchmarks.timing import seconds
from sim import engine_fast
from sim.drawing import draw
from sim.engines import kernels_of
from sim.event_log import EventLog
from sim.world import build_world

STATUS = Path("/proc/self/status")


def peak() -> int:
    """Most memory that this process has had [bytes]."""
    if STATUS.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", STATUS.read_text())
        assert found is not None
        return int(found[1]) * 1024
    # Elsewhere; on Linux it would begin with the peak of the process that started this one.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def size_of(log: EventLog) -> int:
    """Bytes of the log."""
    tables = [getattr(table, f.name) for table in (log.services, log.duty) for f in fields(table)]
    return sum(column.nbytes for column in [*tables, log.end_time, log.fate])


def figures(customers: int) -> dict[str, float]:
    """Seconds a case, and bytes a case beyond the log, of drawing and running."""

    def run(cases: int) -> EventLog:
        model = mm3.model(cases)
        world = build_world(model)
        script = draw(model, seed=1, world=world, kernels=kernels_of("fast"))
        return engine_fast.run(world, script)

    run(1000)  # All is loaded and compiled before memory is looked at.
    before = peak()
    log = run(customers)
    beyond = peak() - before - size_of(log)
    cases = len(log.fate)
    del log
    taken = seconds(lambda: run(customers))
    return {"seconds": taken / cases, "bytes": beyond / cases}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(figures(int(sys.argv[1]))))
