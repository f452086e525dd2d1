"""Names that stay apart as names of files, of sheets and of parts of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence


def distinct(names: Sequence[str], most: int = 80) -> list[str]:
    """The names with letters, digits, ``_`` and ``-`` only, none like another in any case.

    Parameters
    ----------
    names
        The names.
    most
        Most letters that each may have; longer ones are cut.
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r"[^\w-]", "_", name)
        k, made = 1, plain[:most]
        while made.casefold() in taken:
            k += 1
            made = f"{plain[: most - len(str(k)) - 1]}-{k}"
        taken.add(made.casefold())
        found.append(made)
    return found
