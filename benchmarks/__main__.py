"""Runs every benchmark, prints one table and writes results.json beside this file."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import mm3, start_up
from benchmarks.row import Row

SUITES = {"mm3": mm3.rows, "start_up": start_up.rows}


def main(names: list[str]) -> None:
    """Run the suites named, or all."""
    unknown = sorted(set(names) - set(SUITES))
    if unknown:
        sys.exit(f"benchmarks: expected some of {', '.join(SUITES)}, got {', '.join(unknown)}.")
    console = Console()
    table = Table("name", "value", "unit", "against", "ratio", title="onewindow benchmarks")
    rows: list[Row] = []
    for name in names or SUITES:
        with console.status(f"running {name} ..."):
            rows += SUITES[name]()
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
        table.add_row(row.name, f"{row.value:.4g}", row.unit, row.against or "", ratio)
    console.print(table)
    console.print(
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    path = Path(__file__).with_name("results.json")
    new = path.with_suffix(".new")
    new.write_text(json.dumps([row.as_dict() for row in rows], indent=1) + "\n", encoding="utf-8")
    new.replace(path)


if __name__ == "__main__":
    main(sys.argv[1:])
