"""What the measures of a hotline and of a hall are called, in Chinese and in English."""

from __future__ import annotations

from plots.language import Lang, say
from scenarios.fit.mapping import Kind

_ALIKE: dict[str, tuple[str, str]] = {
    "arrivals": ("到达量", "arrivals"),
    "mean_wait": ("平均等待", "mean wait"),
    "queue_length": ("平均排队人数", "people waiting"),
    "throughput": ("办结量", "throughput"),
    "cycle_time": ("从到达到办结", "time to the end"),
}
_OWN: dict[Kind, dict[str, tuple[str, str]]] = {
    "calls": {
        "answered_within": ("限时内接通的比例", "answered in time"),
        "abandoned_fraction": ("放弃比例", "abandoned"),
    },
    "tickets": {
        "answered_within": ("限时内开始办理的比例", "served in time"),
        "abandoned_fraction": ("未办先走的比例", "left without being served"),
    },
}


def measure_name(measure: str, kind: Kind, lang: Lang) -> str:
    """A measure of `MEASURES` as people of a hotline, or of a hall, call it."""
    return say(lang, *(_OWN[kind] | _ALIKE)[measure])
