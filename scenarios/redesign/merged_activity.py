"""One activity that stands for several: what it takes over from its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scenarios.activities import Activity
from scenarios.distributions import Distribution, SumOf
from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.redesign.base import refusal
from scenarios.redesign.made_titles import MERGED
from scenarios.redesign.merged_parts import with_parts
from scenarios.section import ProvenanceNote, TextPair


@dataclass(frozen=True, slots=True)
class Merging:
    """What a redesign says about an activity that it merges."""

    time_factor: float
    """Work against the sum of the parts, where there are several (no unit)."""
    breadth_penalty: float
    """What a generalist of many items loses (no unit)."""
    after_work: Distribution | None
    """Work after the case has gone; that of the only part that has some when None."""
    title: TextPair | None
    """Name for people."""
    source: ProvenanceNote
    """Where the factors come from."""
    names_parts: bool
    """Its name says what its parts are, because other parts become one too."""

    def activity(
        self, model: ServiceModel, parts: tuple[str, ...], queue: str | None = None
    ) -> Activity:
        """One activity for several, which keep their definitions and their draws.

        Pick-up, patience, balking and no-shows are those of the first part.

        Raises
        ------
        RedesignError
            Several parts have after-work, and none is given.
        """
        first = model.activities[parts[0]]
        after = [a for part in parts if (a := model.activities[part].after_work) is not None]
        if self.after_work is None and len(after) > 1:
            raise refusal(
                "after_work",
                "expected the after-work of the merged activity, because several of "
                f"{listed(parts)} have some, got none. Add it.",
            )
        work = SumOf(
            distribution="sum_of",
            parts=parts,
            # A visit that is joined with no other saves nothing by being joined.
            time_factor=self.time_factor if len(parts) > 1 else 1.0,
            breadth_penalty=self.breadth_penalty,
        )
        title = self.title or MERGED
        if self.title is None or self.names_parts:
            title = with_parts(title, model, parts)
        given: dict[str, Any] = {
            "title": title,
            "service_time": work,
            "place": None if first.place == "front" else first.place,
            "queue": queue,
            "pickup": first.pickup,
            "after_work": self.after_work or next(iter(after), None),
            "patience": first.patience,
            "balk": first.balk or None,
            "no_show": first.no_show or None,
            "provenance": self.source,
        }
        return Activity.model_validate({key: v for key, v in given.items() if v is not None})
