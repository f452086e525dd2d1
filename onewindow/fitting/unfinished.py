"""Ctrl-C before a log has become a model: what is said, and how to have one sooner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scenarios.errors import Interrupted, Problem

_JUDGED_FIRST = ("queue-snapshots", "events")
"""Kinds whose judgement comes before there is a model of all days."""


@contextmanager
def told_if_unfinished(kind: str) -> Iterator[None]:
    """Say of a fit that ends with Ctrl-C that there is no model.

    Parameters
    ----------
    kind
        What the rows of the log are.

    Raises
    ------
    Interrupted
        Ctrl-C came before there was a model.
    """
    try:
        yield
    except KeyboardInterrupt:
        judged = kind in _JUDGED_FIRST
        less, less_zh = (", or -n 10", "，或加上 -n 10（检验少仿真几次）") if judged else ("", "")
        raise Interrupted(
            Problem(
                "",
                "interrupted before there was a model: nothing was written. Start it again; it is "
                f"done sooner with fewer weeks of the log{less}.",
                zh="已中断：还没有拟合出模型，没有写入任何文件。请重新运行；想快一些，可只用最近几周的记录"
                f"{less_zh}。",
            )
        ) from None
