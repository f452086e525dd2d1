"""What a run may mean otherwise than it says, told before every run and kept with its results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onewindow.console import note, warning_word
from onewindow.study import Study
from plots.language import LANGS, Lang, say
from scenarios.checks import warnings_for
from scenarios.errors import Problem
from scenarios.model import ServiceModel
from scenarios.redesign.warnings import warnings_of


def warnings_in(found: Study | ServiceModel) -> list[Problem]:
    """Warnings about a model; about a baseline, and what each redesign adds to them."""
    if isinstance(found, ServiceModel):
        return list(warnings_for(found))
    problems = list(warnings_for(found.baseline))
    before = tuple(problems)
    for name, redesign in found.redesigns.items():
        new = list(warnings_for(redesign.model, found.baseline))
        new = [one for one in new if one not in before]
        new += warnings_of(found.baseline, redesign.model, redesign.steps)
        which = f"{name}: " if len(found.redesigns) > 1 else ""
        problems += [replace(one, where=f"{which}{one.where}") for one in new]
    return problems


def in_both(warnings: Iterable[Problem]) -> dict[Lang, tuple[str, ...]]:
    """The sentences in each language, for pages."""
    told = tuple(warnings)
    return {lang: tuple(one.told(lang) for one in told) for lang in LANGS}


def tell_about(found: Study | ServiceModel, lang: Lang) -> None:
    """Say on stderr what a fit was found to be worth, where that is good news, and warnings."""
    tell_worth(found, lang)
    tell(warnings_in(found), lang)


def tell_worth(found: Study | ServiceModel, lang: Lang) -> None:
    """Say on stderr what was judged and can be trusted: information, and no warning."""
    model = found if isinstance(found, ServiceModel) else found.baseline
    if model.judged is not None and model.judged_well:
        worth = getattr(model.judged, lang)
        note(say(lang, f"拟合时的检验：{worth}。", f"As judged when it was fitted: {worth}."))


def tell(warnings: Iterable[Problem], lang: Lang) -> None:
    """Say warnings on stderr; JSON documents have them in English, as ``str`` gives them."""
    for warning in warnings:
        note(f"{warning_word(lang)}{warning.told(lang)}")
