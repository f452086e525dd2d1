"""What redesign steps have in common that rewrite the flows of some services."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Iterable, Iterator

from scenarios.flows import Flow, every_step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator, require_names
from scenarios.redesign.flow_rewriting import map_flows
from scenarios.redesign.names_given import called


class InServices(Operator, ABC):
    """A redesign of the flows of some services."""

    services: tuple[str, ...] | None = None
    """Services it is about; all when left out."""

    def flows(self, model: ServiceModel) -> Iterator[Flow]:
        """Flows of the services and of their channels.

        Raises
        ------
        RedesignError
            A service is unknown.
        """
        require_names("services", "a service", self.services or (), model.services)
        for name, service in model.services.items():
            if self.services is None or name in self.services:
                yield service.flow
                yield from (c.flow for c in service.channels.values() if c.flow is not None)

    def require_steps(self, model: ServiceModel, field: str, names: Iterable[str]) -> None:
        """Refuse names that no step of the services has.

        An activity that stands at several places, and a title, stand for all steps that have them.

        Raises
        ------
        RedesignError
            For the first unknown name.
        """
        titles: dict[str, set[str]] = {}
        for flow in self.flows(model):
            for step in every_step(flow):
                if (name := step_name(step)) is not None:
                    titles.setdefault(name, set()).update(called(step, model))
        require_names(field, "a step", names, list(titles), titles)

    def with_flows(
        self, model: ServiceModel, change: Callable[[Flow], Flow], field: str
    ) -> ServiceModel:
        """The model with every flow of the services rewritten; see `map_flows`."""
        return map_flows(model, change, field, self.services)
