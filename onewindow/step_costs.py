"""What the steps of a redesign cost once and every year."""

from __future__ import annotations

from onewindow.study import Redesign
from plots.amounts import amounts
from plots.language import Lang, say


def step_costs(redesign: Redesign) -> list[dict[str, int | str | float]]:
    """``step``, ``operator``, ``one_off_cost``, ``yearly_cost`` and ``staff_hours`` of each step.

    ``one_off_cost`` has the hours of staff in it, ``yearly_cost`` is besides staff and seats; 0
    where nothing is given. Both are in the currency of the model.
    """
    return [
        {
            "step": k,
            "operator": step.operator.title_of_kind,
            "one_off_cost": step.one_off_cost,
            "yearly_cost": step.operator.yearly_cost,
            "staff_hours": step.staff_hours,
        }
        for k, step in enumerate(redesign.steps)
    ]


def costs_in_words(redesign: Redesign, currency: str, lang: Lang) -> list[str]:
    """What all steps together cost once and a year, a line each; none where nothing is given."""
    steps = step_costs(redesign)
    kinds = (
        ("one_off_cost", "一次性成本", "One-off cost"),
        ("yearly_cost", "每年成本", "Yearly cost"),
    )
    lines = []
    for name, zh, en in kinds:
        total = sum(float(step[name]) for step in steps)
        if total:
            lines.append(f"{say(lang, zh, en)}: {amounts(currency, [total]).full(total, lang)}")
    return lines
