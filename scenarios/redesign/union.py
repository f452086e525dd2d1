"""All redesign operators as one closed union, told apart by ``operator``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.redesign.capacity import SetCapacity
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.share_data import ShareData

RedesignStep = Annotated[OneWindow | SetCapacity | ShareData, Field(discriminator="operator")]
"""A step of a redesign."""
