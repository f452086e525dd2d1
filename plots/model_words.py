"""Places of a model and what stands there, in words: paths, values and whole sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from plots.field_words import field_word, is_field, set_value
from plots.language import Lang, say
from plots.naming import title_in
from plots.report_data import ReportData
from scenarios.model import ServiceModel

_UNITS = {
    "s": "秒", "min": "分钟", "h": "小时", "day": "天", "days": "天", "week": "周", "weeks": "周",
    "workday": "个工作日", "workdays": "个工作日", "km": "公里", "per h": "/小时",
    "km per h": "公里/小时", "CNY per h": "元/小时", "CNY per day": "元/天",
}  # fmt: skip
_AMOUNT = re.compile(r"(-?[\d.,]+) ([A-Za-z]+(?: [A-Za-z]+)*)")
_LEFT_OUT = re.compile(r"… \((\d+) in all\)(?: (.*))?")
"""Ends a list of which only the first numbers are shown."""
_TITLE = re.compile(r"\{zh: (.*?), en: (.*?)\}(?=, |[}\]]|$)")
_KEY = re.compile(r"([\w-]+): (.*)", re.DOTALL)
_KEPT = re.compile("\x00(\\d+)\x00")
_SECTIONS = {
    "calendars": ("日历", "calendar"), "logs": ("日志", "log"), "queues": ("队列", "line"),
    "activities": ("环节", "activity"), "pools": ("窗口（人员）", "pool"),
    "services": ("事项", "service"), "targets": ("目标", "target"),
}  # fmt: skip
"""Sections that hold others by name."""
_SCOPES = ("activity", "pool", "service", "queue")
"""Where a name is looked for that stands as a value."""


def place_words(path: str, data: ReportData, lang: Lang) -> str:
    """A path in words: ``services.permit.flow[1].serve`` is *Permit · flow, step 2 · serve*."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", path)
    models = [m for m in (data.model_after, data.model_before) if m is not None]
    words: list[str] = []
    for k, part in enumerate(parts):
        if part.startswith("["):
            number = int(part[1:-1]) + 1
            steps = k > 0 and parts[k - 1] in ("flow", "steps")
            zh, en = ("步", "step") if steps else ("项", "no.")
            words[-1] += say(lang, f"第 {number} {zh}", f", {en} {number}")
        elif (k == 1 and parts[0] in _SECTIONS) or not is_field(part):
            title = next((t for m in models if (t := _title(m, parts[: k + 1], lang))), part)
            words.append(set_value(title, lang))
        elif part not in _SECTIONS or k > 0:
            words.append(field_word(part, lang))
    if len(parts) == 2 and parts[0] in _SECTIONS:
        # A window and its work may have one title: a section that came or went says which it is.
        words.insert(0, say(lang, *_SECTIONS[parts[0]]))
    return " · ".join(words)


def value_words(text: str, data: ReportData, lang: Lang) -> str:
    """A value of a trace in words: times in the language's units, names by their titles.

    A whole section, ``title: {zh: ..., en: ...}, seats: 1``, becomes its fields one after the
    other. What does not read as that is left as it is.
    """
    titles: list[str] = []

    def keep(found: re.Match[str]) -> str:
        titles.append(found.group(1 if lang == "zh" else 2))
        return f"\x00{len(titles) - 1}\x00"

    words = _words(_TITLE.sub(keep, text), data, lang, outermost=True)
    return _KEPT.sub(lambda found: titles[int(found.group(1))], words)


def _words(text: str, data: ReportData, lang: Lang, *, outermost: bool = False) -> str:
    if text[:1] + text[-1:] in ("{}", "[]"):
        inner = _words(text[1:-1], data, lang)
        bare = text[0] == "[" and ": " not in text
        return inner if bare else say(lang, f"（{inner}）", f"({inner})")
    items = list(_split(text))
    if len(items) == 1 and not _KEY.fullmatch(text):
        return _scalar(text, data, lang)
    named = any(_KEY.fullmatch(item) for item in items)
    if outermost and len(items) > 1:
        # Where it stands has said the title.
        items = [item for item in items if not item.startswith("title: ")]
    between = say(lang, "；", "; ") if named else say(lang, "、", ", ")
    return between.join(_field(item, data, lang) for item in items)


def _field(item: str, data: ReportData, lang: Lang) -> str:
    found = _KEY.fullmatch(item)
    if found is None:
        return _words(item, data, lang)
    name, value = found.groups()
    words = _words(value, data, lang)
    return f"{field_word(name, lang)}{'' if words.startswith('（') else ' '}{words}"


def _scalar(text: str, data: ReportData, lang: Lang) -> str:
    amount = _AMOUNT.fullmatch(text)
    if amount is not None:
        number, unit = amount.groups()
        return f"{number}\N{NO-BREAK SPACE}{_UNITS.get(unit, unit) if lang == 'zh' else unit}"
    left_out = _LEFT_OUT.fullmatch(text)
    if left_out is not None and lang == "zh":
        unit = left_out.group(2) or ""
        return f"…（共 {left_out.group(1)} 个）{_UNITS.get(unit, unit)}"
    models = (data.model_after, data.model_before)
    titles = (title_in(models, scope, text, lang) for scope in _SCOPES)
    return next((title for title in titles if title != text), set_value(text, lang))


def _split(text: str) -> Iterator[str]:
    """Items between commas that stand in no brackets."""
    depth, begin = 0, 0
    for k, letter in enumerate(text):
        depth += (letter in "{[") - (letter in "}]")
        if depth == 0 and text.startswith(", ", k):
            yield text[begin:k]
            begin = k + 2
    yield text[begin:]


def _title(model: ServiceModel, parts: Iterable[str], lang: Lang) -> str | None:
    """Title of what stands at a place of a model, when there is one."""
    here: Any = model
    for part in parts:
        if part.startswith("["):
            at = int(part[1:-1])
            here = here[at] if isinstance(here, tuple) and at < len(here) else None
        elif isinstance(here, Mapping):
            here = here.get(part)
        else:
            here = getattr(here, part, None) if isinstance(here, BaseModel) else None
    title = getattr(here, "title", None)
    return None if title is None or callable(title) else str(getattr(title, lang))
