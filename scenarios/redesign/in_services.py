"""What redesign steps have in common that rewrite the flows of some services."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Iterable, Iterator

from scenarios.flows import Flow
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator, require_names
from scenarios.redesign.flow_lists import step_names
from scenarios.redesign.flow_rewriting import map_flows


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

        Raises
        ------
        RedesignError
            For the first unknown name.
        """
        known = dict.fromkeys(name for flow in self.flows(model) for name in step_names(flow))
        require_names(field, "a step", names, known, model.activities)

    def with_flows(
        self, model: ServiceModel, change: Callable[[Flow], Flow], field: str
    ) -> ServiceModel:
        """The model with every flow of the services rewritten; see `map_flows`."""
        return map_flows(model, change, field, self.services)
