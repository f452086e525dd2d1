"""What a redesign step did to the flow of a service: steps gone, side by side, in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from plots.flow_places import at_place, parts_of
from plots.flow_words import step_title
from plots.language import Lang, say
from plots.model_words import place_words
from plots.naming import title_of
from plots.report_data import ReportData
from plots.trace_text import Plain
from scenarios.flows import Parallel, Step, every_step, inner_flows
from scenarios.model import ServiceModel

_MOST = 16
"""Most steps whose order is told."""


def flows_told(
    paths: Iterable[str], before: ServiceModel, after: ServiceModel, data: ReportData, lang: Lang
) -> str:
    """What became of the flows that all of some changes are about; empty where any is of another.

    Parameters
    ----------
    paths
        Where the changes are.
    before, after
        The models before the redesign step and after it.
    data
        The models, which have the titles.
    lang
        Language.
    """
    flows: dict[tuple[str, ...], str] = {}
    for parts in map(parts_of, paths):
        if parts[0] != "services" or "flow" not in parts[2:5:2]:
            return ""
        flow = parts[: parts.index("flow", 2) + 1]
        flows[tuple(flow)] = place_words(".".join(flow), data, lang, after)
    told: dict[str, list[str]] = {}
    for place, whose in flows.items():
        old, new = (at_place(model, [*place]) or () for model in (before, after))
        told.setdefault(_told(old, new, data, lang), []).append(whose)
    if "" in told:
        return ""
    # Channels are often changed alike: what is done to them is said once.
    names = ((say(lang, "、", ", ").join(every), what) for what, every in told.items())
    return say(lang, "；", "; ").join(say(lang, f"{who}：", f"{who}: ") + w for who, w in names)


def _told(old: tuple[Step, ...], new: tuple[Step, ...], data: ReportData, lang: Lang) -> str:
    """What became of one flow; empty where no step went or has another place."""
    named = partial(_names, data, lang)
    first, then = named(old), named(new)
    before, after = Counter(first), Counter(then)
    parts = []
    if gone := before - after:
        steps = [_at_places(name, n, before[name], lang) for name, n in gone.items()]
        parts.append(say(lang, "取消步骤 ", "gone ") + say(lang, "、", ", ").join(steps))
    # Flows of fitted models have a place of its own for each way to come to a step.
    beside = Counter(
        " ‖ ".join(" → ".join(dict.fromkeys(named(way))) for way in step.parallel)
        for step in _newly_parallel(old, new)
    )
    if beside:
        ways = say(lang, "、", ", ").join(_at_places(w, n, n, lang) for w, n in beside.items())
        parts.append(say(lang, f"并行 {ways}", f"side by side {ways}"))
    stays, kept = ([name for name in names if name in before & after] for names in (first, then))
    # Of several places of a name it is not known which went: what is left has no order to compare.
    moved = stays != kept and Counter(stays) == Counter(kept)
    if not beside and moved and len(then) <= _MOST:
        order = " → ".join(then)
        parts.append(say(lang, f"次序改为 {order}", f"now in the order {order}"))
    return say(lang, "，", ", ").join(parts)


def _at_places(name: str, n: int, of: int, lang: Lang) -> str:
    """What happened at n places of a flow, of all where it stands; one alone needs no number."""
    if of == 1:
        return name
    if n == of:
        return name + say(lang, f"（流程中 {n} 处）", f" (at {n} places of the flow)")
    return name + say(lang, f"（流程中 {of} 处的 {n} 处）", f" (at {n} of {of} places of the flow)")


def _newly_parallel(old: tuple[Step, ...], new: tuple[Step, ...]) -> Iterator[Parallel]:
    """Steps whose ways are walked side by side now, and were not before."""
    known = [step.parallel for step in every_step(old) if isinstance(step, Parallel)]
    for step in every_step(new):
        if isinstance(step, Parallel) and step.parallel not in known:
            yield step


def _names(data: ReportData, lang: Lang, flow: tuple[Step, ...]) -> list[str]:
    """What is done in a flow, in order: a branch is known by the steps inside it, which change."""
    return [_title(data, lang, step) for step in every_step(flow) if not inner_flows(step)]


def _title(data: ReportData, lang: Lang, step: Step) -> str:
    def words(plain: Plain, field: str) -> str:
        return title_of(data, "activity", str(plain), lang)

    return step_title(step, words, lang)
