"""The numbers of a model and of a redesign that are set lower and higher, one at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError

from onewindow.scaled_values import SHARE, scaled
from onewindow.shared_by_redesigns import Shared
from onewindow.vary import with_value
from plots.flow_places import at_place, parts_of
from scenarios.errors import OneWindowError
from scenarios.findings import Path
from scenarios.model import ServiceModel
from scenarios.provenance import Sourced, numbers, numbers_in
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.base import Operator
from scenarios.units import IN_FILE
from scenarios.yaml_values import file_values
from sim.sensitivity import SIDES, Candidate, Models, Side

_SETTINGS = (
    "horizon", "warm_up", "drain", "calendars", "targets", "costs", "logs", "start_date",
)  # fmt: skip
"""Sections of how long is simulated, when it is open, what is wished for and what it costs."""
_NO_AMOUNTS = {
    "limits", "priority", "priorities", "interval", "workday", "max_rounds", "pilot", "end",
    "start", "since", "one_off_cost", "yearly_cost", "staff_cost", "seat_cost", "citizen_hour",
}  # fmt: skip
"""Fields that promise, rank, cut time or are prices: no amount of work, people or time."""
_BLOCK = re.compile(r"(?P<staff>pools\.[^.\[]+\.staff)\[\d+\]\.level")
_MANY = 6
"""Blocks of staff of a pool, such as those of each weekday of a fitted hall, that are more move
together: one of them says next to nothing, and each takes runs of its own."""
_ALWAYS = re.compile(r"\b(arrivals|service_time|seats|staff)\b")
"""Fields that are varied wherever they come from: arrivals, work and people."""


@dataclass(frozen=True, slots=True)
class SingleNumber:
    """A number of a model or of a redesign step that can be set otherwise."""

    path: str
    """``activities.accept.service_time.mean``, or ``redesign[0].time_factor``."""
    value: str
    """As it is, as a file writes it."""
    _tries: Mapping[Side, Sequence[tuple[Any, str]]]
    """Values of each side as texts too, the first that fits is taken."""
    _made: Callable[[Any], Models]
    """The models with a value, or an error where it does not make sense or fit."""
    _known: dict[Side, tuple[str, Models | None]] = field(default_factory=dict, repr=False)

    @property
    def candidate(self) -> Candidate:
        """As it is tried."""
        return Candidate(self.path, lambda side: self._side(side)[1])

    def text(self, side: Side) -> str:
        """What it is set to, as a file writes it; empty where it cannot be."""
        return self._side(side)[0]

    def _side(self, side: Side) -> tuple[str, Models | None]:
        if side not in self._known:
            self._known[side] = self._first(side)
        return self._known[side]

    def _first(self, side: Side) -> tuple[str, Models | None]:
        for value, text in self._tries[side]:
            try:
                return text, self._made(value)
            except (OneWindowError, ValidationError):
                continue
        return "", None


def single_numbers(
    model: ServiceModel, steps: Sequence[Operator] | None = None, shared: Shared | None = None
) -> list[SingleNumber]:
    """The numbers to vary of a model, or of a baseline and its redesign.

    They are those that are assumed, and arrivals, service times and staff wherever they come from;
    settings of the run, hours, targets and prices stay. What is varied in the baseline is so on
    both sides, as the redesign is applied to it anew.

    Parameters
    ----------
    model
        The model, or the baseline.
    steps
        Steps of the redesign; None for one model alone.
    shared
        What other redesigns of the baseline have read already, and will have.
    """
    read = (shared or Shared()).read
    applied: Callable[[ServiceModel], Models] = (
        (lambda one: (one,))
        if steps is None
        else (lambda one: (one, apply_redesign(one, steps).model))
    )
    found = list(_of(model, numbers(model), "", lambda data: applied(read(data))))
    for k, step in enumerate(steps or ()):
        of_step = _of(
            step,
            numbers_in(step, step.source),
            f"redesign[{k}].",
            _with_step(model, steps or (), k),
        )
        found += of_step
    return found


def _with_step(model: ServiceModel, steps: Sequence[Operator], k: int) -> Callable[[Any], Models]:
    def made(data: Any) -> Models:
        other = type(steps[k]).model_validate(data, context=IN_FILE)
        changed = [*steps[:k], other, *steps[k + 1 :]]
        return model, apply_redesign(model, changed).model

    return made


def _of(
    section: BaseModel, every: Sequence[Sourced], head: str, made: Callable[[Any], Models]
) -> Iterator[SingleNumber]:
    data = file_values(section, None)
    many = _pools_of_many_blocks(every)
    told: set[str] = set()
    for number in every:
        block = _BLOCK.fullmatch(number.where)
        if block is not None and (staff := block["staff"]) in many:
            if staff not in told:
                told.add(staff)
                yield _all_blocks(staff, section, data, head, made)
            continue
        parts = parts_of(number.where)
        fields = [part for part in parts if not part.startswith("[")]
        is_asked = number.provenance.kind == "assumed" or _ALWAYS.search(number.where)
        if not is_asked or fields[0] in _SETTINGS or {*fields} & _NO_AMOUNTS:
            continue
        path, there = _path(parts), at_place(section, parts)
        value = _at(data, path)
        if isinstance(value, dict):  # a constant that is written out
            path, value = (*path, "value"), value["value"]
        whole = isinstance(there[0] if isinstance(there, tuple) and there else there, int)
        tries = {side: _tries(value, side, whole=whole) for side in SIDES}
        if any(tries.values()):
            set_to = partial(_set, section, path, made)
            yield SingleNumber(head + number.where, number.value, tries, set_to)


def _pools_of_many_blocks(every: Sequence[Sourced]) -> set[str]:
    """Where the staff of pools stands whose blocks move together."""
    blocks = Counter(
        found["staff"] for number in every if (found := _BLOCK.fullmatch(number.where))
    )
    return {staff for staff, n in blocks.items() if n > _MANY}


def _all_blocks(
    where: str, section: BaseModel, data: Any, head: str, made: Callable[[Any], Models]
) -> SingleNumber:
    """All blocks of a pool's staff as one number: as many people more, or fewer, in each.

    They are a fifth of the mean level, at least one, and never leave less than one in a block.
    """
    path = tuple(where.split("."))
    blocks = _at(data, path)
    levels = [block["level"] for block in blocks if isinstance(block["level"], int)]
    by = max(1, round(SHARE * sum(levels) / max(1, len(levels))))
    tries: dict[Side, list[tuple[Any, str]]] = {}
    for side in SIDES:
        n = by if side == "more" else -by
        moved = [_moved(block, n) for block in blocks]
        tries[side] = [(moved, f"{n:+d}")] if moved != blocks else []
    value = f"{min(levels, default=0)}–{max(levels, default=0)}"
    return SingleNumber(head + where, value, tries, partial(_set, section, path, made))


def _moved(block: Mapping[str, Any], by: int) -> dict[str, Any]:
    level = block["level"]
    some = isinstance(level, int) and level > 0
    return {**block, "level": max(1, level + by) if some else level}


def _set(section: BaseModel, path: Path, made: Callable[[Any], Models], value: Any) -> Models:
    return made(with_value(section, path, value))


def _tries(value: Any, side: Side, *, whole: bool) -> list[tuple[Any, str]]:
    """What a number is set to; a share that cannot be so great is set to all."""
    found = scaled(value, side, whole=whole)
    every = [] if found is None else [found]
    every += [1.0] if isinstance(found, float) and value < 1 < found else []
    return [(one, _text(one, side)) for one in every]


def _path(parts: Sequence[str]) -> Path:
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def _text(value: Any, side: Side) -> str:
    """A value as a file writes it; how a list is scaled."""
    if isinstance(value, list):
        return f"× {1 + (SHARE if side == 'more' else -SHARE):g}"
    return str(value)
