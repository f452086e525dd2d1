"""What a run may mean otherwise than it says, told before every run and kept with its results."""

from __future__ import annotations

from onewindow.console import note, warning_word
from onewindow.study import Study
from plots.language import Lang
from scenarios.checks import warnings_for
from scenarios.model import ServiceModel
from scenarios.redesign.warnings import warnings_of


def warnings_in(found: Study | ServiceModel) -> list[str]:
    """Warnings about a model; about a baseline, and what each redesign adds to them."""
    if isinstance(found, ServiceModel):
        return [str(warning) for warning in warnings_for(found)]
    before = warnings_for(found.baseline)
    told = [str(warning) for warning in before]
    for name, redesign in found.redesigns.items():
        new = [one for one in warnings_for(redesign.model) if one not in before]
        new += warnings_of(found.baseline, redesign.model, redesign.steps)
        which = f"{name}: " if len(found.redesigns) > 1 else ""
        told += [f"{which}{warning}" for warning in new]
    return told


def tell(warnings: list[str], lang: Lang) -> None:
    """Say warnings on stderr."""
    for warning in warnings:
        note(f"{warning_word(lang)}{warning}")
