"""What a measure is called where it stands: in the words of a hotline, or in those of a hall."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plots.amounts import amounts
from plots.language import LANGS, Lang, say
from plots.report_data import ReportData
from scenarios.at_hours import whenever
from scenarios.calls import acceptable_waits, lines_of, told_as_calls
from scenarios.channels import channels_in
from scenarios.model import ServiceModel
from sim.catalogue import CATALOGUE, Measure
from sim.catalogue_of_calls import OF_CALLS

_ABBREVIATION = re.compile(r"（[A-Z]+）$| \([A-Z]+\)$")
_PARTS = ("touch_time_mean", "line_time_mean", "shut_time_mean")
_PARTS_OF = ("activity", "pool")
"""What is a part of the mean time of all cases is also over those that have none of it there."""
Number = tuple[str, str, str]
"""What a number is: its measure, and its scope and name, as tables of results say."""


def measure_title(models: Iterable[ServiceModel | None], number: Number, lang: Lang) -> str:
    """Title of a measure, as those call it who work where the number is from.

    Calls have the words of a hotline, all others those of a hall; `scenarios.calls.told_as_calls`
    says which. Parts of the time of all cases, such as that at one step, say that they are of all.
    A level that is kept within an acceptable wait names the wait, where all the models agree.

    Parameters
    ----------
    models
        Those with the number, that before a redesign first; None for one that is not there.
    number
        Measure, scope and name.
    lang
        Language of the title.
    """
    known = [model for model in models if model is not None]
    measure, (scope, of) = number[0], whenever(known, *number[1:])
    found = _measure(known, measure, scope, of)
    waits = _acceptable(known, scope, of) if found.within_zh else set()
    if measure in _PARTS and scope in _PARTS_OF:
        return say(lang, f"{found.zh}（摊到全部办结件）", f"{found.en}, over all finished cases")
    if len(waits) != 1:
        return say(lang, found.zh, found.en)
    within = waits.pop()
    told = amounts("s", [within]).full(within, lang)
    return say(lang, found.within_zh, found.within_en).replace("{Y}", told)


def measure_definition(models: Iterable[ServiceModel | None], number: Number, lang: Lang) -> str:
    """Definition of a measure in the same words, numerator and denominator."""
    known = [model for model in models if model is not None]
    found = _measure(known, number[0], *whenever(known, *number[1:]))
    return say(lang, found.definition_zh, found.definition_en)


def title_told(data: ReportData, number: Number, lang: Lang) -> str:
    """Title of a measure in a report."""
    return measure_title((data.model_before, data.model_after), number, lang)


def definition_told(data: ReportData, number: Number, lang: Lang) -> str:
    """Definition of a measure in a report."""
    return measure_definition((data.model_before, data.model_after), number, lang)


def every_title(measure: str) -> tuple[str, ...]:
    """All that a measure is called, in both languages, in a hall and in a hotline."""
    found = (CATALOGUE[measure], OF_CALLS[measure])
    return tuple(dict.fromkeys(name for one in found for name in called(one)))


def called(measure: Measure) -> tuple[str, ...]:
    """What a measure goes by: its titles, and those without an abbreviation such as (ASA)."""
    titles = [say(lang, measure.zh, measure.en) for lang in LANGS]
    return tuple(dict.fromkeys([*titles, *(_ABBREVIATION.sub("", title) for title in titles)]))


def _measure(models: list[ServiceModel], measure: str, scope: str, of: str) -> Measure:
    return (OF_CALLS if told_as_calls(models, scope, of) else CATALOGUE)[measure]


def _acceptable(models: list[ServiceModel], scope: str, of: str) -> set[float]:
    """The acceptable waits that models name for a line, those of a channel, or all [s]."""
    found: set[float] = set()
    for model in models:
        waits = acceptable_waits(model)
        channels = channels_in(model) if scope == "channel" else {}
        lines = lines_of(model, channels[of][0]) if of in channels else (of,)
        if scope == "all":
            every = {line for service in model.services for line in lines_of(model, service)}
            lines = tuple(waits) if every <= waits.keys() else ()
        found |= {waits[line] for line in lines if line in waits}
    return found
