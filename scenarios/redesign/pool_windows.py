"""Redesigns in which windows serve one another's lines (通办, 跨窗支援)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.distributions import Positive
from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.pools import Level, StaffBlock
from scenarios.redesign.base import Operator
from scenarios.redesign.joined_line import join_lines
from scenarios.redesign.pool_joining import Joining
from scenarios.redesign.references import retarget
from scenarios.redesign.refusals import require_names
from scenarios.redesign.sole_pools import require_sole_pools
from scenarios.redesign.time_scaling import scale_work
from scenarios.section import NUMBER, Factor, Text


class PoolWindows(Operator):
    """Windows serve one another's lines; the steps stay as they are (通办, 跨窗支援).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *flexible assignment* and *specialist-generalist*, and with ``into``
    *centralization*: resources that were apart are used as if they were one.

    - Without ``into`` each pool keeps its windows and its line, and helps with the others' when
      nobody waits in its own.
    - With ``into`` the pools become one with all their seats, before which everybody stands in one
      line.
    - Who serves more kinds of matters is slower at each: their work takes ``breadth_penalty`` x as
      long, each case keeping its draw. It does so for every case, also where a window does what
      it has always done: the model errs on the side of the old way.
    """

    operator: Literal["pool_windows"]
    """Windows that share lines."""
    pools: Annotated[tuple[str, ...], Field(min_length=2)]
    """Pools that help one another."""
    into: str | None = None
    """Name of the one pool that they become; they stay apart when left out."""
    size: Annotated[int, Field(ge=1), NUMBER] | None = None
    """Seats of the one pool; those of the pools together when left out."""
    staff: Level | tuple[StaffBlock, ...] | None = None
    """People of the one pool; when left out, those of the pools together at any time, or one for
    each seat of ``size``."""
    calendar: str | None = None
    """Calendar of the one pool; open when one of the pools was when left out."""
    title: Text | None = None
    """Name of the one pool for people."""
    staff_cost: Factor | None = None
    """Cost of an hour of one member of its staff, in the currency of ``costs``; the highest of the
    pools when left out."""
    breadth_penalty: Positive = 1.0
    """What serving more kinds of matters loses: 1.1 means 10 % more work (no unit)."""

    @model_validator(mode="after")
    def _fields_that_go_together(self) -> Self:
        if len(set(self.pools)) < len(self.pools):
            again = next(name for k, name in enumerate(self.pools) if name in self.pools[:k])
            raise ValueError(f"expected each pool once, got '{again}' again. Take it out.")
        about_one = ("size", "staff", "calendar", "title", "staff_cost")
        given = [name for name in about_one if getattr(self, name) is not None]
        if self.into is None and given:
            raise ValueError(
                f"expected into with {listed(given)}, because the pools stay apart without it, "
                "got none. Name the one pool, or leave the others out."
            )
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with windows that share lines."""
        require_names("pools", "a pool", self.pools, model.pools)
        done = tuple(dict.fromkeys(a for name in self.pools for a in model.pools[name].serves))
        if self.breadth_penalty != 1:
            require_sole_pools(model, done, self.pools, "pools")
            model = scale_work(model, done, self.breadth_penalty, "pools", self.source)
        return self._helping(model, done) if self.into is None else self._joined(model, done)

    def _helping(self, model: ServiceModel, done: tuple[str, ...]) -> ServiceModel:
        """Each pool serves what all of them serve, its own first."""
        pools = dict(model.pools)
        for name in self.pools:
            serves = tuple(dict.fromkeys((*pools[name].serves, *done)))
            if serves != pools[name].serves:
                pools[name] = pools[name].replace(serves=serves)
        return model if pools == model.pools else model.replace(pools=pools)

    def _joined(self, model: ServiceModel, done: tuple[str, ...]) -> ServiceModel:
        """One pool and one line."""
        front = [name for name in done if model.activities[name].place == "front"]
        require_sole_pools(model, front, self.pools, "pools")
        changed = self._joining().joined(model, done)
        if not front:
            return model.replace(**changed)
        assert self.into is not None
        line = join_lines(model, front, front, self.into, self.title)
        changed["activities"] = {
            name: activity.replace(queue=line.queue) if name in front else activity
            for name, activity in model.activities.items()
        }
        changed["queues"] = line.queues
        return retarget(model.replace(**changed), line.renamed)

    def _joining(self) -> Joining:
        assert self.into is not None
        return Joining(
            self.pools,
            self.into,
            self.size,
            self.title,
            self.staff,
            self.calendar,
            self.staff_cost,
            self.source,
        )
