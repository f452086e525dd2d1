"""What a report says about itself: what was run and how, and what was published about it."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version

from onewindow.study import Redesign
from plots.amounts import NONE, join
from plots.language import Lang
from plots.report_data import Facts, Published
from scenarios.section import TextPair
from scenarios.units import number_text
from sim.catalogue import CATALOGUE, NUMBERS
from sim.experiment import Replications


def facts_of(
    name: str,
    title: TextPair,
    why: TextPair | None,
    run: Replications,
    redesign: Redesign | None = None,
) -> Facts:
    """Facts of a report about a redesign, or about a model alone."""
    figures = () if redesign is None else redesign.published
    return Facts(
        name=name,
        title=_texts(title),
        why=_texts(why or TextPair(zh="", en="")),
        seed=run.seed,
        replications=run.n,
        asked=run.asked,
        version=version("onewindow"),
        date=dt.date.today().isoformat(),
        # What was published about it is what its reader will ask for. What is only modelled, as
        # satisfaction is, opens no report.
        headline=next((f.measure for f in figures if f.measure in NUMBERS), "") or "",
        published=tuple(
            Published(
                what=_texts(figure.what),
                before=_shown(figure.before, figure.measure),
                after=_shown(figure.after, figure.measure),
                source=_texts(figure.source),
                measure=figure.measure or "",
                scope=figure.scope,
                of=figure.of,
            )
            for figure in figures
        ),
    )


def _texts(text: TextPair) -> dict[Lang, str]:
    return {"zh": text.zh, "en": text.en}


def _shown(amount: str | float | None, measure: str | None) -> str:
    """A published amount as it is read; a share stands in percent, as the simulated one does."""
    if amount is None:
        return NONE
    if isinstance(amount, str):
        return amount
    if measure in CATALOGUE and CATALOGUE[measure].unit == "fraction":
        return join(f"{100 * amount:.6g}", "%")
    return number_text(amount)
