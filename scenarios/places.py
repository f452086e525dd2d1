"""Where cases are, for those to which a crew has to travel."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from scenarios.section import Section

Coordinate = Annotated[float, Field(allow_inf_nan=False)]
Point = tuple[Coordinate, Coordinate]
"""A place on the map [km east, km north]."""


class Area(Section):
    """A rectangle in which cases arise, all places alike."""

    west: Coordinate = 0.0
    """Western edge [km]."""
    east: Coordinate
    """Eastern edge [km]."""
    south: Coordinate = 0.0
    """Southern edge [km]."""
    north: Coordinate
    """Northern edge [km]."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if not (self.west <= self.east and self.south <= self.north):
            raise ValueError("expected west <= east and south <= north. Put the edges in order.")
        return self


class Addresses(Section):
    """Given places; each case is at one of them, all alike, in turn when ``in_turn``."""

    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    """The places [km east, km north]."""
    in_turn: bool = False
    """True gives the first case the first place, and so on; False draws."""


Where = Area | Addresses
"""Where the cases of a service are."""
