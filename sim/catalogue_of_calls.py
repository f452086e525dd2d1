"""What each measure is called in a hotline: the same numbers, in the words of those who plan it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.catalogue import CATALOGUE, Measure


def _of_calls(
    name: str, zh: str, en: str, *definition: str, within_zh: str = "", within_en: str = ""
) -> Measure:
    """A measure as people of a hotline call it; its definition too where one is given."""
    known = replace(CATALOGUE[name], zh=zh, en=en, within_zh=within_zh, within_en=within_en)
    if not definition:
        return known
    definition_zh, definition_en = definition
    return replace(known, definition_zh=definition_zh, definition_en=definition_en)


def _with_the_lost(name: str) -> Measure:
    """A wait that is not that of the answered alone, as the average speed of answer is."""
    known = CATALOGUE[name]
    return _of_calls(name, f"{known.zh}（含放弃）", f"{known.en} (abandoned included)")


_CALLS = [
    *map(_with_the_lost, ("wait_mean", "wait_p50", "wait_p90", "wait_p95", "wait_max")),
    _of_calls("wait_by_hour", "各时段来电的平均等待（含放弃）",
        "Mean wait by hour of the call (abandoned included)"),
    _of_calls("arrivals", "来电量（重拨不另计）", "Callers (retries not counted)",
        "来电的件数，重拨算同一件。", "Calls; who calls again makes one of them."),
    _of_calls("offered", "呼入量（含重拨）", "Calls offered (retries included)",
        "呼入的次数，每次重拨单独计。", "Attempts to get through; each retry counts again."),
    _of_calls("unique_callers", "呼入人数", "Unique callers",
        "呼入的来电件数，重拨只计一次。", "Calls that tried to get through; retries count once."),
    _of_calls("answered", "接通量", "Calls answered",
        "接通的次数。", "Attempts that were answered."),
    _of_calls("answered_fraction", "接通率", "Answered fraction", "接通 / 呼入。",
        "Answered / offered."),
    _of_calls("abandoned_fraction", "放弃率", "Abandoned fraction",
        "等待中放弃（含一听要等即挂） / 呼入。", "Abandoned or balked / offered."),
    _of_calls("blocked_fraction", "占线率", "Blocked fraction", "因线路占满未进入队列 / 呼入。",
        "Blocked because all lines were taken / offered."),
    _of_calls("asa", "平均应答时间（ASA）", "Average speed of answer (ASA)",
        "只计已接通者的平均等待，不含放弃者。",
        "Mean wait of the answered alone, without those who gave up."),
    _of_calls("aht", "平均处理时长（AHT）", "Average handling time (AHT)", "通话加后处理。",
        "Talk plus after-call work, per answered."),
    _of_calls("of_offered", "服务水平（按呼入）", "Service level (of offered)",
        "Y 内接通 / (接通 + 放弃)；最严。",
        "Answered within Y / (answered + abandoned); strictest.",
        within_zh="服务水平（{Y}内接通率，按呼入）",
        within_en="Service level (answered within {Y}, of offered)"),
    _of_calls("of_answered", "服务水平（按接通）", "Service level (of answered)",
        "Y 内接通 / 接通。", "Answered within Y / answered.",
        within_zh="服务水平（{Y}内接通，按接通）",
        within_en="Service level (answered within {Y}, of answered)"),
    _of_calls("answered_or_quick_abandoned", "服务水平（接通或速弃）",
        "Service level (answered or quick abandoned)",
        "(Y 内接通 + Y 内放弃) / (接通 + 放弃)。",
        "(Answered within Y + abandoned within Y) / (answered + abandoned).",
        within_zh="服务水平（{Y}内接通或放弃）",
        within_en="Service level (answered or abandoned within {Y})"),
    _of_calls("less_quick_abandoned", "服务水平（剔除速弃）",
        "Service level (less quick abandoned)", "Y 内接通 / (接通 + Y 后放弃)。",
        "Answered within Y / (answered + abandoned after Y).",
        within_zh="服务水平（{Y}内接通，剔除速弃）",
        within_en="Service level (answered within {Y}, less quick abandoned)"),
    _of_calls("occupancy", "坐席利用率", "Agent occupancy",
        "忙碌（通话、后处理）时间 / 在岗时间。",
        "Busy time, after-call work included / staffed time."),
]  # fmt: skip

OF_CALLS: Mapping[str, Measure] = CATALOGUE | {measure.name: measure for measure in _CALLS}
"""Every measure by name, as people of a hotline call it: the same numbers in their words."""
