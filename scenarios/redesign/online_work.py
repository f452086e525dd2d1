"""The work behind the screen that stands for what windows did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scenarios.activities import Activity
from scenarios.distributions import Distribution, SumOf
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name, refusal
from scenarios.redesign.made_titles import ONLINE
from scenarios.redesign.merged_parts import with_parts
from scenarios.redesign.online_flow import Parts
from scenarios.section import ProvenanceNote, TextPair


@dataclass(frozen=True, slots=True)
class OnlineWork:
    """What a redesign says about the work on what is handed in online."""

    activity: str
    """Name of the activity; more of them are numbered from 2."""
    title: TextPair | None
    """Name for people."""
    service_time: Distribution | None
    """How long it takes; that of what it replaces when None."""
    time_factor: float
    """Work against that of what it replaces (no unit)."""
    source: ProvenanceNote
    """Where the numbers come from."""

    def names(self, model: ServiceModel, replaced: Iterable[Parts]) -> dict[Parts, str]:
        """What is served online, by the activities that it stands for.

        With a time of its own it is one activity for all; else each takes that of its parts.

        Raises
        ------
        RedesignError
            Nobody serves what is replaced, so that it has no work and none is given.
        """
        names: dict[Parts, str] = {}
        for parts in dict.fromkeys(replaced):
            if self.service_time is not None:
                names[parts] = self.activity
            elif parts:
                names[parts] = free_name(self.activity, {*model.activities, *names.values()})
            else:
                raise refusal(
                    "service_time",
                    "expected the time it takes, because nobody serves some of the steps that it "
                    "replaces, got none. Give it.",
                )
        return names

    def activities(self, model: ServiceModel, names: Mapping[Parts, str]) -> dict[str, Activity]:
        """The activities with these names."""
        title = self.title or ONLINE
        several = len(set(names.values())) > 1
        return {
            name: Activity(
                service_time=self.service_time
                or SumOf(distribution="sum_of", parts=parts, work_factor=self.time_factor),
                place="back",
                title=with_parts(title, model, parts) if several else title,
                provenance=self.source,
            )
            for parts, name in names.items()
        }
