"""Runs benchmarks and prints one table; whole runs are written to results.json beside this file.

With --keep, the rows of some benchmarks take the place of their old ones there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.row import Row, Size
from benchmarks.suites import ONES, SUITES
from onewindow.progress import Bar

RESULTS = Path(__file__).with_name("results.json")
MET = {None: "", True: "yes", False: "no"}
FOOT = (
    "Times are medians over turns in which everything is run, one after the other; so are their "
    "ratios, each of two times of one turn."
)


def main() -> None:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"some of {', '.join(ONES)}; all when left out")
    parser.add_argument("--long", action="store_true", help="ten million cases, jobs of a minute")
    parser.add_argument(
        "--keep", action="store_true", help="put the rows of those named into results.json"
    )
    given = parser.parse_args()
    if unknown := sorted(set(given.name) - set(ONES)):
        parser.error(f"expected some of {', '.join(ONES)}, got {', '.join(unknown)}.")
    rows = run(given.name or list(SUITES), "long" if given.long else "usual")
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(table(rows))
    console.print(
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}. "
        + FOOT
    )
    if not given.name:
        write(rows)
    elif given.keep:
        write(rows, json.loads(RESULTS.read_text(encoding="utf-8")))


def run(names: Sequence[str], size: Size) -> list[Row]:
    """Rows of these benchmarks."""
    rows: list[Row] = []
    with Bar("benchmarks") as bar:
        for name in names:
            bar.title(name)
            rows += ONES[name](size, bar)
    return rows


def table(rows: Sequence[Row]) -> Table:
    """The rows as one reads them."""
    found = Table("name", "value", "unit", "beside", "against", "wanted", "met", title="onewindow")
    for row in rows:
        wanted = "" if row.goal is None else row.goal.text
        found.add_row(
            row.name, f"{row.value:.4g}", row.unit, row.beside, row.against, wanted, MET[row.met]
        )
    return found


def write(rows: Sequence[Row], before: Sequence[dict[str, Any]] = ()) -> None:
    """All rows as JSON, whole or not at all; of those before stay the ones with other names."""
    found = [row.as_dict() for row in rows]
    names = {row["name"] for row in found}
    kept = [row for row in before if row["name"] not in names]
    new = RESULTS.with_suffix(".new")
    new.write_text(json.dumps(kept + found, indent=1) + "\n", encoding="utf-8")
    new.replace(RESULTS)


if __name__ == "__main__":
    main()
