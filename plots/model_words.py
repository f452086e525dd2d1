"""Places of a model and what stands there, in words: paths, values and whole sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plots.amounts import clock
from plots.calendar_words import days_words, hours_words, is_days
from plots.field_words import field_word, is_field, set_value
from plots.flow_places import STEPS, at_place, parts_of
from plots.flow_words import flow_words, is_flow, is_step, step_title, step_words, way_title
from plots.language import Lang, say
from plots.naming import delay_title, title_in
from plots.number_words import number_words
from plots.report_data import ReportData
from plots.trace_text import Plain, parsed
from scenarios.flows import Arm, Parallel
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from scenarios.targets import Costs

_TITLE = re.compile(r"\{zh: (.*?), en: (.*?)\}(?=, |[}\]]|$)")
_PAIR = re.compile(r"zh: (.*), en: (.*)")
"""A title that stands alone."""
_KEPT = re.compile("\x00(\\d+)\x00")
_SECTIONS = {
    "calendars": ("日历", "calendar"), "logs": ("日志", "log"), "queues": ("队列", "line"),
    "activities": ("环节", "activity"), "pools": ("岗位（人员）", "pool"),
    "services": ("事项", "service"), "targets": ("目标", "target"),
}  # fmt: skip
"""Sections that hold others by name."""
_SCOPE_OF = {"activities": "activity", "pools": "pool", "queues": "queue"}
_SCOPES = ("activity", "pool", "service", "queue")
"""Where a name is looked for that stands as a value."""
_BY_DAY = ("open", "weekday_factors")
"""Sections whose keys are weekdays."""
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def place_words(path: str, data: ReportData, lang: Lang, model: ServiceModel | None = None) -> str:
    """A path in words: ``services.permit.flow[1].probability``, *Permit · back to … · probability*.

    Parameters
    ----------
    path
        Where, in the names of the file.
    data
        The models, which have the titles.
    lang
        Language.
    model
        The model in which the numbers of steps count, so that a step is told by what it does;
        by its number when left out. A path that ends at a step is that of the flow.
    """
    parts = parts_of(path)
    models = _models(data, model)
    words: list[str] = []
    for k, part in enumerate(parts):
        in_list = model is not None and part.startswith("[")
        step = at_place(model, parts[: k + 1]) if in_list else None
        told = _Told(data, lang, models)
        if isinstance(step, STEPS):
            if parts[k + 1 :] in ([], ["serve"]):
                words[-1] += told.behind(at_place(model, [*parts[:k], f"[{int(part[1:-1]) - 1}]"]))
                continue
            if words[-1] in (field_word("flow", lang), field_word("steps", lang)):
                words.pop()
            words.append(step_title(step, told.words, lang))
        elif isinstance(step, StaffBlock):
            # Of a whole block its value tells the hours.
            if k < len(parts) - 1:
                words[-1] += " {}–{}".format(*map(clock, step.span))
        elif step is not None and _is_inside(model, parts[:k]):
            # The step that is told of stands in this one: a way is told where there are several.
            words.pop()
            if isinstance(step, Arm) and len(at_place(model, parts[:k])) > 1:
                words.append(way_title(step, told.words, lang))
        elif isinstance(step, tuple) and k == len(parts) - 1:
            # A span of hours tells which it is.
            continue
        elif in_list and len(at_place(model, parts[:k]) or ()) == 1:
            continue
        elif part.startswith("["):
            number = int(part[1:-1]) + 1
            steps = k > 0 and parts[k - 1] in ("flow", "steps")
            zh, en = ("步", "step") if steps else ("项", "no.")
            words[-1] += say(lang, f"第 {number} {zh}", f", {en} {number}")
        elif (k == 1 and parts[0] in _SECTIONS) or not is_field(part):
            title = next((t for m in models if (t := _title(m, parts[: k + 1], lang))), part)
            if title == part and k == 1:
                title = title_in(models, _SCOPE_OF.get(parts[0], ""), part, lang)
            if title == part and parts[:k] == ["calendars"]:
                # Calendars have no titles: their hours, which stand beside, tell them apart.
                title = say(lang, *_SECTIONS["calendars"])
            words.append(_value_of(title, lang, days=parts[k - 1] in _BY_DAY))
        elif part == "serve" and k == len(parts) - 1 and model is not None:
            continue
        elif part not in _SECTIONS or k > 0:
            words.append(field_word(part, lang))
    if len(parts) == 2 and parts[0] in _SECTIONS and parts[0] != "calendars":
        # A window and its work may have one title: a section that came or went says which it is.
        words.insert(0, say(lang, *_SECTIONS[parts[0]]))
    return " · ".join(words)


def _is_inside(model: ServiceModel | None, parts: list[str]) -> bool:
    """Whether a list is that of the ways of a branch, or of steps side by side."""
    return parts[-1] == "branch" or isinstance(at_place(model, parts[:-1]), Parallel)


def last_field(path: str) -> str:
    """The field at the end of a path."""
    return re.sub(r"\[\d+\]", "", path).split(".")[-1]


def value_words(
    text: str, data: ReportData, lang: Lang, field: str = "", model: ServiceModel | None = None
) -> str:
    """A value of a trace in words: times in the language's units, names by their titles.

    A whole section, ``title: {zh: ..., en: ...}, seats: 1``, becomes its fields one after the
    other, and the steps of a flow one sentence. What does not read as that is left as it is.

    Parameters
    ----------
    text
        The value.
    data
        The models, which have titles, hours and the currency.
    lang
        Language.
    field
        Name of the field in which it stands, which may tell its unit.
    model
        The model in which it stands, whose titles and hours it means; that after all steps, or
        before where it is only there, when left out.
    """
    titles: list[str] = []
    if field == "title" and (pair := _PAIR.fullmatch(text)):
        return pair.group(1 if lang == "zh" else 2)

    def keep(found: re.Match[str]) -> str:
        titles.append(found.group(1 if lang == "zh" else 2))
        return f"\x00{len(titles) - 1}\x00"

    plain = parsed(_TITLE.sub(keep, text))
    if isinstance(plain, dict) and not is_step(plain) and len(plain) > 1:
        # Where it stands has said the title.
        plain = {name: value for name, value in plain.items() if name != "title"}
    words = _Told(data, lang, _models(data, model)).words(plain, field, outermost=True)
    return _KEPT.sub(lambda found: titles[int(found.group(1))], words)


@dataclass(frozen=True, slots=True)
class _Told:
    """Plain data told in one language."""

    data: ReportData
    lang: Lang
    models: list[ServiceModel]
    """Where names are looked up, the first first."""

    def words(self, plain: Plain, field: str, outermost: bool = False) -> str:
        """A value of a field."""
        if isinstance(plain, str):
            return self._scalar(plain, field)
        if is_flow(plain):
            return flow_words(list(plain), self.words, self.lang)
        if isinstance(plain, list):
            sections = any(isinstance(item, dict | list) for item in plain)
            between = say(self.lang, *(("；", "; ") if sections else ("、", ", ")))
            return between.join(self._item(item, field) for item in plain)
        if is_step(plain):
            return step_words(plain, self.words, self.lang)
        inner = say(self.lang, "；", "; ").join(self._fields(plain))
        return inner if outermost else say(self.lang, f"（{inner}）", f"({inner})")

    def behind(self, step: Any) -> str:
        """Where in a flow a step stands, told by the step before it; None at the beginning."""
        if not isinstance(step, STEPS):
            return say(self.lang, "开头", ", at the beginning")
        # It stands in quotes, and may have some itself.
        before = step_title(step, self.words, self.lang).replace("“", "‘").replace("”", "’")
        return say(self.lang, f"，在“{before}”之后", f", after {before}")

    def _item(self, item: Plain, field: str) -> str:
        if isinstance(item, dict) and not is_step(item):
            return say(self.lang, "，", ", ").join(self._fields(item))
        return self.words(item, field)

    def _fields(self, plain: Mapping[str, Plain]) -> list[str]:
        return [self._field(name, value) for name, value in plain.items()]

    def _field(self, name: str, value: Plain) -> str:
        if isinstance(value, dict) and list(value) == ["title"]:
            # What is nothing but a name for people, such as a document, is told by it.
            return self.words(value["title"], "title")
        words = self.words(value, name)
        if name == "distribution":
            return words
        if is_days(name):
            return f"{days_words(name, self.lang)} {words}"
        return f"{field_word(name, self.lang)}{'' if words.startswith('（') else ' '}{words}"

    def _scalar(self, text: str, field: str) -> str:
        currency = (self.data.model.costs or Costs()).currency
        number = number_words(text, field, currency, self.lang)
        if number is not None:
            return number
        models = self.models
        if field in ("calendar", "calendars"):
            known = next((m.calendars[text] for m in models if text in m.calendars), None)
            if known is not None:
                return hours_words(known, self.lang)
        scopes = (title_in(models, scope, text, self.lang) for scope in _SCOPES)
        delays = (
            delay_title(m, service, text, self.lang) for m in models for service in m.services
        )
        title = next((title for title in (*scopes, *delays) if title != text), None)
        return title or _value_of(text, self.lang, days=field == "days")


def _value_of(text: str, lang: Lang, *, days: bool = False) -> str:
    if days:
        return days_words(text, lang)
    return _SPAN.sub(r"\1–\2", set_value(text, lang))


def _models(data: ReportData, first: ServiceModel | None = None) -> list[ServiceModel]:
    return [m for m in (first, data.model_after, data.model_before) if m is not None]


def _title(model: ServiceModel, parts: list[str], lang: Lang) -> str | None:
    """Title of what stands at a place of a model, when there is one."""
    title = getattr(at_place(model, parts), "title", None)
    return None if title is None or callable(title) else str(getattr(title, lang))
