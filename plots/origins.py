"""Where visits, rework and documents come from before any change, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from plots.amounts import Amounts, amounts, join
from plots.language import Lang, lower_first, say
from plots.naming import title_of
from plots.pairs import Key, chosen, pairs
from plots.report_data import ReportData
from plots.time_parts import share_text
from scenarios.services import Service

_LEAST = 0.005
"""Least number per case that is told of."""
_MOST = 5
"""Most places, causes or services that are named."""
_PAPERS = 10
"""Most documents of a service that are named."""


def origins(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """What a reader asks next: who has to come why, what is sent back, and what must be brought."""
    lines = [_visits(data, lang), _rework(data, lang), *_documents(data, lang)]
    return tuple(filter(None, lines))


def _visits(data: ReportData, lang: Lang) -> str:
    rows = pairs(data)
    found = chosen(rows, [Key("visits_mean"), Key("rework_visits_mean")])["before"].tolist()
    if len(found) < 2 or not found[0] > _LEAST:
        return ""
    every, again = found
    began = _largest(rows, "visits_mean", "activity")
    written = amounts("count", [every, *began["before"]])
    places = [
        f"{_quoted(title_of(data, 'activity', of, lang), lang)} {written.full(value, lang)}"
        for of, value in zip(began["of"], began["before"], strict=True)
    ]
    if len(places) < 2 and abs(every - 1) < _LEAST:
        return ""
    told = say(
        lang,
        f"每件办结平均跑动 {written.full(every, lang)}",
        f"{written.full(every, lang)} visits per finished case",
    )
    if len(places) > 1:
        told += say(lang, "：到", ": for ") + say(lang, "、", ", ").join(places)
    if again > _LEAST:
        part = share_text(again / every)
        told += say(
            lang,
            f"；其中 {written.full(again, lang)}（{part}）因退回重办而来",
            f"; {written.full(again, lang)} of them ({part}) because the case was sent back",
        )
    return told + say(lang, "。", ".")


def _rework(data: ReportData, lang: Lang) -> str:
    rows = pairs(data)
    found = chosen(rows, [Key("rework_touch_mean"), Key("touch_time_mean")])["before"].tolist()
    causes = _largest(rows, "returns_mean", "cause")
    if len(found) < 2 or not found[1] > 0 or not found[0] > 0:
        return ""
    told = say(
        lang,
        f"返工占办理时间的 {share_text(found[0] / found[1])}",
        f"Rework is {share_text(found[0] / found[1])} of the touch time",
    )
    if len(causes):
        written = amounts("count", causes["before"])
        each = [
            f"{_quoted(_cause(data, str(of), lang), lang)} {written.full(value, lang)}"
            for of, value in zip(causes["of"], causes["before"], strict=True)
        ]
        told += say(lang, "；每件退回次数：", "; times sent back per case: ")
        told += say(lang, "、", ", ").join(each)
    return told + say(lang, "。", ".")


def _quoted(title: str, lang: Lang) -> str:
    """A title apart from the others of a list: Chinese ones have commas of their own."""
    return say(lang, f"“{title}”", title)


def _cause(data: ReportData, name: str, lang: Lang) -> str:
    return lower_first(title_of(data, "cause", name, lang))


def _documents(data: ReportData, lang: Lang) -> Iterator[str]:
    services = {
        name: papers
        for name, service in data.model_before.services.items()
        if (papers := _papers(service, lang))
    }
    counts = amounts("count", [float(len(papers)) for papers in services.values()])
    for name, papers in list(services.items())[:_MOST]:
        title = title_of(data, "service", name, lang)
        more = say(lang, " 等", ", …") if len(papers) > _PAPERS else ""
        listed = say(lang, "、", ", ").join(papers[:_PAPERS]) + more
        number = _number(counts, len(papers), lang)
        yield say(
            lang, f"{title}要交 {number}：{listed}。", f"{title} asks for {number}: {listed}."
        )


def _papers(service: Service, lang: Lang) -> list[str]:
    """Documents of all channels of a service, each once."""
    lists = [c.documents for c in service.channels.values() if c.documents is not None]
    titles = [str(getattr(one.title, lang)) for of in (service.documents, *lists)
              for one in of.values()]  # fmt: skip
    return list(dict.fromkeys(titles))


def _number(counts: Amounts, number: int, lang: Lang) -> str:
    return join(counts.bare(number), say(lang, "份材料", "documents" if number > 1 else "document"))


def _largest(rows: pd.DataFrame, measure: str, scope: str) -> pd.DataFrame:
    found = rows[(rows["measure"] == measure) & (rows["scope"] == scope) & rows["at"].isna()]
    return found[found["before"] > _LEAST].nlargest(_MOST, "before")
