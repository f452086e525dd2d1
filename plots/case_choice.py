"""Of which services a typical case is shown."""

from __future__ import annotations

from plots.headline import curve_scope
from plots.report_data import ReportData
from plots.subject import subject
from scenarios.flows import Flow, Parallel, inner_flows

_MOST = 3
"""Most services of which a case is shown."""


def case_services(data: ReportData) -> tuple[str, ...]:
    """Services of which a typical case is shown, at most three of those the report is about.

    The one of the headline comes first, else the one with most cases; then those whose flow the
    redesign changed or that have parallel steps, for these are what a case tells best.
    """
    services = subject(data).services
    first = curve_scope(data)[1]
    came = data.estimates[
        (data.estimates["measure"] == "arrivals") & (data.estimates["scope"] == "service")
    ]
    size = dict(zip(came["of"], came["value"], strict=True))
    order = sorted(services, key=lambda name: -size.get(name, 0.0))
    first = first or order[0]
    order.sort(key=lambda name: (name != first, not _has_a_story(data, name)))
    return tuple(order[:_MOST])


def _has_a_story(data: ReportData, service: str) -> bool:
    flows = [
        model.services[service].flow
        for model in (data.model_before, data.model_after)
        if model is not None and service in model.services
    ]
    return flows[0] != flows[-1] or any(map(_is_parallel, flows))


def _is_parallel(flow: Flow) -> bool:
    return any(
        isinstance(step, Parallel) or any(map(_is_parallel, inner_flows(step))) for step in flow
    )
