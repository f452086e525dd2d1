"""Targets that nobody keeps, because too many are not there when they are called."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding
from scenarios.model import ServiceModel
from scenarios.targets import ServiceLevelTarget


def beyond_who_comes(model: ServiceModel) -> Iterator[Finding]:
    """Shares of all who come that are more than the share that is there when called.

    Of the ways to count a service level only ``of_offered`` counts those who give up at once
    without calling them good. Of activities of one queue the one with the fewest missing counts,
    so that no mix of them keeps the target.
    """
    for name, target in model.targets.items():
        if not isinstance(target, ServiceLevelTarget) or target.formula != "of_offered":
            continue
        away = min(
            (
                one.no_show
                for key, one in model.activities.items()
                if target.queue in (key, one.queue)
            ),
            default=0.0,
        )
        if target.fraction <= 1 - away + 1e-9:
            continue
        most, lost = f"{100 * (1 - away):.3g} %", f"{100 * away:.3g} %"
        yield Finding(
            ("targets", name, "fraction"),
            f"expected at most {most} of those who come to {target.queue}, got "
            f"{100 * target.fraction:.3g} %: {lost} are not there when called (no_show), however "
            "many are on duty. Lower fraction, or count those answered alone by formula: "
            "of_answered.",
            f"{target.queue} 至多能做到 {most}，目标却是 {100 * target.fraction:.3g} %："
            f"{lost} 的人叫号时不在（no_show），在岗再多也办不到。请降低 fraction，"
            "或用 formula: of_answered 只算已办的人。",
        )
