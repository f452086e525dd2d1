"""The Script as plain lists, which Python reads one by one much faster than arrays."""

from __future__ import annotations

from dataclasses import dataclass

from sim.script import Script


@dataclass(frozen=True, slots=True)
class Cues:
    """The columns of a Script that an engine reads; see there."""

    service: list[int]
    interval: list[int]
    arrival: list[float]
    priority: list[int]
    attempts: list[int]
    first_retry: list[int]
    retry_delay: list[float]
    first_op: list[int]
    first_draw: list[int]
    kind: list[int]
    what: list[int]
    branch: list[int]
    keeps: list[bool]
    jump: list[int]
    work: list[float]
    pickup: list[float]
    after_work: list[float]
    patience: list[float]
    balks: list[bool]
    no_show: list[bool]
    comes_back: list[float]
    accepts: list[bool]
    answers: list[bool]
    place: list[list[float]]

    @classmethod
    def of(cls, script: Script) -> Cues:
        """Copy a Script into lists."""
        return cls(*(getattr(script, name).tolist() for name in cls.__dataclass_fields__))
