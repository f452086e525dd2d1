"""Which services a chart is of: their lines, and how its title names them."""

from __future__ import annotations

from collections.abc import Sequence

from plots.language import Lang, say
from plots.naming import title_of
from plots.report_data import ReportData
from plots.subject import services_of
from scenarios.calls import lines_of
from scenarios.errors import DataError
from scenarios.findings import listed

Services = Sequence[str] | None
"""Names of the services a chart is of; None for all that can stand together."""
_MOST_NAMED = 2


def known(data: ReportData, services: Sequence[str]) -> tuple[str, ...]:
    """The services asked for, each once.

    Raises
    ------
    DataError
        None is asked for, or one that no model has.
    """
    every = services_of(data)
    strange = [name for name in services if name not in every]
    if strange or not services:
        raise DataError(
            f"chart: services: expected some of {listed(every)}, got {listed(strange) or 'none'}. "
            "Name services of the model, or leave services out."
        )
    return tuple(dict.fromkeys(services))


def lines_walked(data: ReportData, services: Sequence[str]) -> tuple[str, ...]:
    """Lines in which the cases of some services wait, on either side."""
    return tuple(
        dict.fromkeys(
            line
            for model in (data.model_before, data.model_after)
            if model is not None
            for service in known(data, services)
            if service in model.services
            for line in lines_of(model, service)
        )
    )


def whose(data: ReportData, services: Services, lang: Lang) -> str:
    """The services in brackets, as they stand in a title; empty when they are all there are."""
    names = () if services is None else known(data, services)
    if set(names) in (set(), set(services_of(data))):
        return ""
    titles = [title_of(data, "service", name, lang) for name in names[:_MOST_NAMED]]
    told = say(lang, "、", ", ").join(titles)
    if len(names) > _MOST_NAMED:
        told += say(lang, f" 等 {len(names)} 项", f" and {len(names) - _MOST_NAMED} more")
    return say(lang, f"（{told}）", f" ({told})")
