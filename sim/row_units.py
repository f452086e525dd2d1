"""In which unit a row of a table of results is."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.at_hours import whenever
from scenarios.model import ServiceModel
from scenarios.targets import Costs
from sim.catalogue import CATALOGUE
from sim.tally import Key


def units_of(keys: Sequence[Key], models: Sequence[ServiceModel]) -> list[str]:
    """Unit of each measure: s, fraction, count, h, people, cases, or the currency of the first.

    People wait at the front office. Files wait in a line that only back-office activities have,
    in every model that has the line.
    """
    currency = (models[0].costs or Costs()).currency
    places: dict[str, set[str]] = {}
    for model in models:
        for name, activity in model.activities.items():
            places.setdefault(activity.queue or name, set()).add(activity.place)
    found = []
    for key in keys:
        unit: str = CATALOGUE[key.measure].unit
        line = whenever(models, key.scope, key.of)[1]
        if unit == "people" and places.get(line) == {"back"}:
            unit = "cases"
        found.append(currency if unit == "money" else unit)
    return found
