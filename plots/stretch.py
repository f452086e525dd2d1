"""A stretch of the way of one case: waiting, work or delay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of waiting, work or delay of one case."""

    side: str
    """before or after"""
    lane: str
    """Pool."""
    lane_zh: str
    lane_en: str
    track: int
    """Row within the lane, from 0."""
    kind: str
    """wait, shut (nobody on duty for it), work (applicant present), work_away or delay"""
    step_zh: str
    step_en: str
    visit: int
    round: int
    start: float
    """Since the case came [s]."""
    end: float
    outcome: str
