"""Names that stay apart as names of files, of sheets and of parts of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence


def distinct(names: Sequence[str], most: int = 80, *, plain: str = r"[^\w-]") -> list[str]:
    """The names in letters that may stand in them, none like another in any case.

    Parameters
    ----------
    names
        The names.
    most
        Most letters that each may have; longer ones are cut.
    plain
        Pattern of the letters that become ``_``; all but letters, digits, ``_`` and ``-``.
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        whole = re.sub(plain, "_", name)
        k, made = 1, whole[:most]
        while made.casefold() in taken:
            k += 1
            made = f"{whole[: most - len(str(k)) - 1]}-{k}"
        taken.add(made.casefold())
        found.append(made)
    return found
