"""Whether some pools alone do a kind of work, so that changing the work changes nobody else's."""

from __future__ import annotations

from collections.abc import Collection

from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.redesign.refusals import refusal
from scenarios.redesign.time_scaling import parts_of


def require_sole_pools(
    model: ServiceModel, activities: Collection[str], pools: Collection[str], field: str
) -> None:
    """Refuse activities that other pools do too, as they are or as a part of a merged one.

    Parameters
    ----------
    model
        The model.
    activities
        Activities whose work changes.
    pools
        Pools for which it changes.
    field
        Field of the operator that names the pools, for errors.

    Raises
    ------
    RedesignError
        Another pool does one of them: its work would change with it.
    """
    for name, pool in model.pools.items():
        if name in pools:
            continue
        done = {part for serves in pool.serves for part in (serves, *parts_of(model, serves))}
        shared = [activity for activity in activities if activity in done]
        if shared:
            raise refusal(
                field,
                f"expected every pool that does {shared[0]}, got {listed(pools)} without {name}. "
                "Add it to the list, or put this step before the one that brought it.",
            )
