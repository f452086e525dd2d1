"""Memory that one replication gives back is kept for the next."""

from __future__ import annotations

from functools import cache

import numpy as np

_MOST = 2**25 - 2**16
"""The largest block [bytes] from which glibc still learns; its limit is 32 MiB."""


@cache
def keep_freed_memory() -> None:
    """Let the C library keep up to 64 MiB that are free, where it would return 128 KiB already.

    Every replication takes some tens of megabytes. Returned to the system, each page has to be
    asked for, and cleared, once more by the next one: that takes as long as drawing it. glibc
    raises both of its thresholds when a block that it had mapped is freed (mallopt(3),
    M_MMAP_THRESHOLD); other libraries notice nothing.
    """
    np.empty(_MOST, dtype=np.uint8)
