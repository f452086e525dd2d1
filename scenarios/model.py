"""The service model: everything that a planner says about a hall or a hotline."""

from __future__ import annotations

from typing import Annotated, Literal

from frozendict import frozendict
from pydantic import Field

from scenarios.activities import Activity, Queue
from scenarios.calendars import Calendar
from scenarios.experience import Experience
from scenarios.logs import LogFile
from scenarios.pools import Pool
from scenarios.section import Date, Named, Provenance, Section, Text
from scenarios.services import Service
from scenarios.targets import Costs, Target
from scenarios.times_of_day import TimesOfDay
from scenarios.units import Duration


class ServiceModel(Section):
    """A service hall or hotline: who comes, what they need and who serves them."""

    onewindow: Literal[1] = 1
    """Version of the file format."""
    name: str
    """Short name, for files."""
    title: Text
    """Name for people."""
    why: Text | None = None
    """What the model is about, in a sentence or two."""
    judged: Text | None = None
    """What its forecasts were found to be worth on days that it was not fitted to; told with every
    result."""
    judged_well: bool = False
    """Whether all that was judged can be trusted: then ``judged`` is told for information, else as
    a warning."""
    provenance: Provenance
    """Where numbers come from whose section says nothing."""
    start_date: Date | None = None
    """Date of the first day; a Monday without holidays when left out."""
    horizon: Annotated[Duration, Field(gt=0)]
    """Time during which cases come, from midnight of the first day."""
    warm_up: Duration = 0.0
    """Cases that come before this time run but are not measured."""
    drain: Duration = 2592000.0
    """Longest time the run goes on after the horizon to finish cases."""
    calendars: Named[Calendar] = Field(default_factory=frozendict)
    """Opening hours, by name."""
    logs: Named[LogFile] = Field(default_factory=frozendict)
    """Log files that numbers are taken from, by name."""
    queues: Named[Queue] = Field(default_factory=frozendict)
    """Ticket lines shared by activities, by name."""
    activities: Annotated[Named[Activity], Field(min_length=1)]
    """What resources do, by name."""
    pools: Annotated[Named[Pool], Field(min_length=1)]
    """Who does it, by name; their order decides ties."""
    services: Annotated[Named[Service], Field(min_length=1)]
    """What people come for, by name."""
    targets: Named[Target] = Field(default_factory=frozendict)
    """Promises to be kept, by name."""
    times_of_day: Named[TimesOfDay] = Field(default_factory=frozendict)
    """Hours that are also measured by themselves, by name; see `compare --hours`."""
    costs: Costs | None = None
    """Prices."""
    experience: Experience | None = None
    """How applicants take it; nothing is said of satisfaction when left out."""
