"""What the redesigns of one baseline have in common: done for the first, kept for the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scenarios.model import ServiceModel
from scenarios.reading import model_in
from scenarios.yaml_text import Document
from sim.experiment import Replications


@dataclass(frozen=True, slots=True)
class Shared:
    """Baselines with a number set otherwise: none is read or simulated for each redesign anew."""

    runs: list[Replications] = field(default_factory=list)
    """Runs of them."""
    _models: dict[str, ServiceModel] = field(default_factory=dict, repr=False)

    def read(self, data: Any) -> ServiceModel:
        """A model from plain data, the very same one for equal data.

        Raises
        ------
        ModelError
            The data make no model.
        """
        text = repr(data)
        if text not in self._models:
            self._models[text] = model_in(Document(data=data))
        return self._models[text]
