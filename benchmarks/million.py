"""A ticket log of a million rows fitted and judged by the command line, its start included."""

from __future__ import annotations

import datetime as dt
import heapq
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.row import Row, Size, at_most
from benchmarks.timing import Told
from sim import engines

ROWS = {"tiny": 2_000, "usual": 1_000_000, "long": 1_000_000}
"""At least so many."""
A_DAY = {"tiny": 200, "usual": 4000, "long": 4000}
"""Tickets of a weekday; of a Saturday half as many."""
SERVED_BY_ONE = 36
"""Tickets that a window serves on a day."""
MATTERS = {"社保": 8.0, "医保": 6.0, "不动产": 15.0, "企业登记": 20.0, "公积金": 9.0}
"""Mean service times [min]."""
SHARES = (0.3, 0.25, 0.15, 0.1, 0.2)
GIB = 2**30


def rows(size: Size, told: Told) -> list[Row]:
    """How long it takes, and how much memory its largest process needs."""
    if size != "tiny":
        engines.chosen("fast")
    with TemporaryDirectory() as folder:
        log, out = Path(folder) / "tickets.csv", Path(folder) / "hall.yaml"
        n = write_log(log, ROWS[size], A_DAY[size])
        told(1, 2)
        taken, memory = _measured(
            [sys.executable, "-m", "onewindow", "fit", log, "--kind", "tickets", "--out", out]
        )
        told(2, 2)
    name = f"fit {n:,} tickets, judged"
    return [
        Row(name, taken, "s", goal=at_most(60, "s")),
        Row(
            f"{name}: memory of its largest process",
            memory,
            "bytes",
            goal=at_most(2 * GIB, "bytes"),
        ),
    ]


def _measured(command: list[str | Path]) -> tuple[float, float]:
    """Seconds that a command takes, and the most memory of it or one of its own processes."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"million: expected a fit, got {said.decode()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return time.perf_counter() - begun, float(usage.ru_maxrss * unit)


def write_log(path: Path, at_least: int, a_day: int) -> int:
    """Write a hall's tickets, first come, first served, shut on Sundays; how many there are."""
    rng = np.random.default_rng(1)
    date, n, names = dt.datetime(2024, 1, 1), 0, list(MATTERS)
    means = np.array(list(MATTERS.values())) * 60
    with path.open("w", encoding="utf-8") as file:
        file.write("票号,取号时间,叫号时间,办结时间,事项,工号\n")
        while n < at_least:
            of_usual = (1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0)[date.weekday()]
            came = np.sort(9 * 3600 + rng.beta(2, 2.2, rng.poisson(a_day * of_usual)) * 8 * 3600)
            matter = rng.choice(len(names), len(came), p=SHARES)
            service = rng.gamma(2.0, means[matter] / 2)
            windows = range(max(1, round(a_day * of_usual / SERVED_BY_ONE)))
            free = [(9 * 3600.0, window) for window in windows]
            for arrival, what, work in zip(came, matter, service, strict=True):
                ready, window = heapq.heappop(free)
                start = max(ready, arrival) + 8
                heapq.heappush(free, (start + work + 10, window))
                stamps = (
                    f"{date + dt.timedelta(seconds=int(moment))}"
                    for moment in (arrival, start, start + work)
                )
                file.write(f"{n},{','.join(stamps)},{names[what]},W{window:03d}\n")
                n += 1
            date += dt.timedelta(days=1)
    return n
