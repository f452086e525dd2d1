"""All redesign operators as one closed union, told apart by ``operator``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.redesign.ai_triage import AiTriage
from scenarios.redesign.appointments import BookAppointments
from scenarios.redesign.callback import OfferCallback
from scenarios.redesign.capacity import SetCapacity
from scenarios.redesign.case_owner import CaseOwner
from scenarios.redesign.commitment import Commitment
from scenarios.redesign.crews import DispatchNearest, PlanRoutes
from scenarios.redesign.door_to_door import DoorToDoor
from scenarios.redesign.eliminate import Eliminate
from scenarios.redesign.empower import Empower
from scenarios.redesign.extend_hours import ExtendHours
from scenarios.redesign.go_online import GoOnline
from scenarios.redesign.guide_desk import GuideDesk
from scenarios.redesign.knowledge_base import KnowledgeBase
from scenarios.redesign.merge_steps import Merge
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.parallelize import Parallelize
from scenarios.redesign.pool_windows import PoolWindows
from scenarios.redesign.prioritize import Prioritize
from scenarios.redesign.rarer_steps import RarerSteps
from scenarios.redesign.reorder import Reorder
from scenarios.redesign.self_service import SelfService
from scenarios.redesign.share_data import ShareData
from scenarios.redesign.shorten_limit import ShortenLimit
from scenarios.redesign.smart_forms import SmartForms
from scenarios.redesign.standardize import Standardize
from scenarios.redesign.surge_windows import SurgeWindows
from scenarios.redesign.train import Train

FlowStep = Eliminate | Merge | OneWindow | Parallelize | Reorder
"""What is done, and in which order."""
PaperStep = Commitment | GuideDesk | RarerSteps | ShareData | SmartForms
"""Which papers it takes."""
ChannelStep = AiTriage | DoorToDoor | GoOnline
"""How people come to it."""
DutyStep = CaseOwner | Empower | ShortenLimit
"""Who decides, and what is promised."""
CapacityStep = ExtendHours | PoolWindows | SelfService | SetCapacity | SurgeWindows
"""Who does it, and when."""
CrewStep = DispatchNearest | PlanRoutes
"""How those who do it travel."""
WorkStep = KnowledgeBase | Standardize | Train
"""How they do it."""
LineStep = BookAppointments | OfferCallback | Prioritize
"""How people wait for it."""
RedesignStep = Annotated[
    FlowStep | PaperStep | ChannelStep | DutyStep | CapacityStep | CrewStep | WorkStep | LineStep,
    Field(discriminator="operator"),
]
"""A step of a redesign."""
