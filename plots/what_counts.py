"""Over which time sums are, and what counts as a case or a step."""

from __future__ import annotations

from collections.abc import Iterable

from plots.language import Lang, say
from scenarios.model import ServiceModel
from scenarios.sections import sections
from scenarios.slots import Slots
from scenarios.units import SECONDS


def measured_days(model: ServiceModel) -> float:
    """Calendar days that are measured, without the warm-up."""
    return (model.horizon - model.warm_up) / SECONDS["day"]


def period_words(model: ServiceModel, lang: Lang) -> str:
    """What sums, such as cases, hours and costs, are over."""
    days = measured_days(model)
    return say(
        lang,
        f"件数、工时、成本为统计期（{days:g} 个日历天）的合计，不是每天或每年的。",
        f"Cases, hours and costs are sums over the time measured (calendar days: {days:g}), "
        "not per day or year.",
    )


def no_show_words(models: Iterable[ServiceModel], lang: Lang) -> str:
    """Where those count who booked and did not come; empty where everybody comes."""
    slots = (part for model in models for _, part in sections(model) if isinstance(part, Slots))
    if not any(one.no_show for one in slots):
        return ""
    return say(
        lang,
        "预约后爽约的计入来件量，不计入办结率；办结件数因此会少，不作判断。",
        "Who booked and did not come counts among the cases, not in the finished fraction; so "
        "there are fewer finished cases, which is neither better nor worse.",
    )


def steps_words(lang: Lang) -> str:
    """What counts as a step, as `sim.reductions.steps_of`; and that several ways are averaged."""
    return say(
        lang,
        "环节：每件事项必经的办理环节和流程中的等候，返工和搁置不计；分流取最短的一支。"
        "环节和材料都按各渠道的占比平均。",
        "Steps: activities and delays that every case goes through, without rework and lying "
        "about; of branches the shortest. Steps and documents are means over the ways to come, by "
        "their shares.",
    )
