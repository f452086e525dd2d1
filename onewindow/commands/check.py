"""The command that says what is wrong with a file, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onewindow.options import AsJson, Language, chosen_lang

if TYPE_CHECKING:
    from onewindow.study import Study
    from plots.language import Lang
    from scenarios.model import ServiceModel

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Model or scenario files, or cases of the library.",
        show_default=False,
    ),
]


def check(files: Files, lang: Language = None, as_json: AsJson = False) -> None:
    """Say everything that is wrong with a model or scenario file, each with its line.

    When nothing is wrong it says what is in the file, and what looks unintended.

    For example:

    - `onewindow check hall.yaml`
    - `onewindow check social_security/one_window --json`
    """
    from onewindow.console import out as console
    from onewindow.front import MISTAKE, as_data, note_problems
    from onewindow.machine import print_json
    from scenarios.errors import OneWindowError

    language = chosen_lang(lang)
    found: list[dict[str, Any]] = []
    screen = console()
    for file in files:
        try:
            contents, titles = _contents(file, "en" if as_json else language)
        except OneWindowError as error:
            problems = [as_data(problem) for problem in error.problems]
            found.append({"file": file, "ok": False, "problems": problems, "contents": None})
            note_problems(error.problems, language)
            continue
        found.append({"file": file, "ok": True, "problems": [], "contents": contents})
        if not as_json:
            screen.print(_described(file, contents, titles, language), markup=False, soft_wrap=True)
    if as_json:
        print_json({"command": "check", "files": found})
    if not all(one["ok"] for one in found):
        raise typer.Exit(MISTAKE)


def _contents(file: str, lang: Lang) -> tuple[dict[str, Any], dict[str, str]]:
    """What is in a file that can be run, and titles of its services, both in the language."""
    from onewindow.study import Study
    from onewindow.subjects import found_in, model_of
    from plots.naming import service_titles

    found = found_in(file)
    if not isinstance(found, Study):
        return {"kind": "model", **_model(found, found, lang)}, service_titles(found, lang)
    changes = {
        name: {step.operator.title_of_kind: len(step.changes) for step in redesign.steps}
        for name, redesign in found.redesigns.items()
    }
    model = model_of(file)
    contents = {"kind": "scenario", **_model(model, found, lang), "redesigns": changes}
    return contents, service_titles(model, lang)


def _model(model: ServiceModel, found: Study | ServiceModel, lang: Lang) -> dict[str, Any]:
    """What is in a model; ``found`` is what it was read with."""
    from onewindow.warnings_told import warnings_in
    from scenarios.over_midnight import over_midnight
    from scenarios.provenance import numbers
    from scenarios.units import span_text
    from sim.expected import expected_cases

    kinds = [number.provenance.kind for number in numbers(model)]
    cases = {name: expected_cases(model, service) for name, service in model.services.items()}
    return {
        "name": model.name,
        "counts": {
            part: len(getattr(model, part))
            for part in ("services", "activities", "pools", "calendars", "targets", "logs")
        },
        "numbers": {kind: kinds.count(kind) for kind in ("measured", "published", "assumed")},
        "cases_per_day": {name: expected.per_day for name, expected in cases.items()},
        "open_days": {name: expected.open_days for name, expected in cases.items()},
        "days_counted": {name: expected.days for name, expected in cases.items()},
        "over_midnight": {
            where: [span_text(span) for span in spans]
            for where, spans in over_midnight(model).items()
        },
        "warnings": [one.told(lang) for one in warnings_in(found)],
    }


_PARTS = {
    "services": ("事项", "services"),
    "activities": ("环节", "activities"),
    "pools": ("岗位（人员）", "pools"),
    "calendars": ("日历", "calendars"),
    "targets": ("目标", "targets"),
    "logs": ("日志", "logs"),
}
_KINDS = {
    "measured": ("实测", "measured"),
    "published": ("公布", "published"),
    "assumed": ("假定", "assumed"),
}


def _described(file: str, contents: dict[str, Any], titles: dict[str, str], lang: Lang) -> str:
    from plots.language import say

    comma = say(lang, "，", ", ")
    parts = [f"{say(lang, *_PARTS[k])} {n}" for k, n in contents["counts"].items() if n]
    kinds = [f"{say(lang, *_KINDS[k])} {n}" for k, n in contents["numbers"].items() if n]
    lines = [
        f"{file}: {say(lang, '没有问题', 'fine')}",
        f"  {say(lang, '模型：', 'model: ')}{comma.join(parts)}",
        f"  {say(lang, '数字：', 'numbers: ')}{comma.join(kinds)}",
        *(f"  {line}" for line in _expected(contents, titles, lang)),
    ]
    # A close before the opening may be meant, or be two times the wrong way round.
    for name, spans in contents["over_midnight"].items():
        told = comma.join(spans)
        over = say(
            lang,
            f"跨午夜，次日结束：{name} {told}",
            f"over midnight, until the next day: {name} {told}",
        )
        lines.append(f"  {over}")
    for name, steps in contents.get("redesigns", {}).items():
        told = comma.join(
            say(lang, f"{step}（改 {n} 处）", f"{step} ({n} changes)") for step, n in steps.items()
        )
        lines.append(f"  {say(lang, f'改造 {name}：', f'redesign {name}: ')}{told}")
    lines += [f"  {say(lang, '注意：', 'warning: ')}{w}" for w in contents["warnings"]]
    return "\n".join(lines)


def _expected(contents: dict[str, Any], titles: dict[str, str], lang: Lang) -> Iterator[str]:
    """The cases to be expected, in one line for services that are open on as many days."""
    from plots.language import say

    alike: dict[tuple[int, int], list[str]] = {}
    for name, n in contents["cases_per_day"].items():
        counted = (contents["open_days"][name], contents["days_counted"][name])
        alike.setdefault(counted, []).append(f"{titles[name]} {n:,.1f}")
    for (open_, days), cases in alike.items():
        of = (
            say(lang, "预计每天件数：", "expected cases a day: ")
            if open_ == days
            else say(
                lang,
                f"预计每个开放日件数（前 {days} 天中开放 {open_} 天）：",
                f"expected cases on an open day ({open_} of the first {days} days): ",
            )
        )
        yield of + say(lang, "，", ", ").join(cases)
