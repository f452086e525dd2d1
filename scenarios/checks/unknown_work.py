"""Pools whose work is assumed although those who come were counted."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.distributions import FromLog
from scenarios.findings import Finding, listed, listed_zh
from scenarios.model import ServiceModel


def unknown_work(model: ServiceModel) -> Iterator[Finding]:
    """Pools of which no work is known, in a model whose arrivals are measured.

    A log that says when cases came and were done, but not when work on them began, is fitted to
    such a model: its cycle times were seen, how busy people are was not. Where arrivals are assumed
    as well the whole model is one of assumptions, and says so.
    """
    arrivals = [
        one.arrivals.provenance or one.provenance or model.provenance
        for one in model.services.values()
    ]
    if all(note.kind != "measured" for note in arrivals):
        return
    unknown = [
        name
        for name, pool in model.pools.items()
        if pool.serves and all(_assumed(model, activity) for activity in pool.serves)
    ]
    if unknown:
        en, zh = listed(_called(model, unknown, "en")), listed_zh(_called(model, unknown, "zh"))
        yield Finding(
            ("activities",),
            f"expected measured times of work, as the arrivals are, got assumed ones for all that "
            f"is done by {en}. Their occupancy and staffed hours follow from the "
            "assumption alone and mean nothing, nor do differences that more or fewer of these "
            "people make: do not staff by them. Forecasts with the staff as it is, and what other "
            "pools do, are not meant. Measure the work, such as by a log with starts.",
            f"到达是实测的，用时也应当实测，但 {zh} 的用时全部是假定的。"
            "其忙碌程度和在岗工时只由假定得出，没有意义，增减这些人员前后的差别也没有意义，不能据此定员。"
            "照现有人员的预测和其他人员不在此列。请实测用时，例如用带开始时间的记录。",
        )


def _called(model: ServiceModel, pools: list[str], lang: str) -> list[str]:
    """Pools with their titles, where they have one of their own."""
    titles = {name: model.pools[name].title for name in pools}
    return [
        name if title is None else f"{name} ({getattr(title, lang)})"
        for name, title in titles.items()
    ]


def _assumed(model: ServiceModel, name: str) -> bool:
    activity = model.activities[name]
    if isinstance(activity.service_time, FromLog):
        return False
    note = activity.service_time.provenance or activity.provenance or model.provenance
    return note.kind == "assumed"
