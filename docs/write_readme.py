"""Run the commands shown in the two READMEs and put their output below them.

A block that begins with ``$ onewindow`` shows a command and what it prints. Run it from the root of
the project: python docs/write_readme.py
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = {"README.md": "C.UTF-8", "README.zh.md": "zh_CN.UTF-8"}
"""The pages, and the language in which their commands run."""
WIDTH = "84"
_BLOCK = re.compile(r"(```console\n\$ (onewindow[^\n]*)\n)(.*?)(```)", re.DOTALL)


def printed(command: str, lang: str) -> str:
    """What a command prints on stdout; it runs in the root of the project."""
    settings = {"LC_ALL": lang, "COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def renewed(page: str, lang: str) -> str:
    """A page with the output of its commands as it is now."""
    return _BLOCK.sub(lambda block: block[1] + printed(block[2], lang) + block[4], page)


if __name__ == "__main__":
    for name, lang in PAGES.items():
        path = ROOT / name
        path.write_text(renewed(path.read_text(encoding="utf-8"), lang), encoding="utf-8")
