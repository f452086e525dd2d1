"""All redesign operators as one closed union, told apart by ``operator``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.redesign.appointments import BookAppointments
from scenarios.redesign.callback import OfferCallback
from scenarios.redesign.capacity import SetCapacity
from scenarios.redesign.crews import DispatchNearest, PlanRoutes
from scenarios.redesign.extend_hours import ExtendHours
from scenarios.redesign.knowledge_base import KnowledgeBase
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.pool_windows import PoolWindows
from scenarios.redesign.prioritize import Prioritize
from scenarios.redesign.self_service import SelfService
from scenarios.redesign.share_data import ShareData
from scenarios.redesign.standardize import Standardize
from scenarios.redesign.surge_windows import SurgeWindows
from scenarios.redesign.train import Train

FlowStep = OneWindow | ShareData
"""What is done: flows and channels."""
CapacityStep = ExtendHours | PoolWindows | SelfService | SetCapacity | SurgeWindows
"""Who does it, and when."""
CrewStep = DispatchNearest | PlanRoutes
"""How those who do it travel."""
WorkStep = KnowledgeBase | Standardize | Train
"""How they do it."""
LineStep = BookAppointments | OfferCallback | Prioritize
"""How people wait for it."""
RedesignStep = Annotated[
    FlowStep | CapacityStep | CrewStep | WorkStep | LineStep, Field(discriminator="operator")
]
"""A step of a redesign."""
