"""The four reductions (四减) that a before-and-after report opens with."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scenarios.flows import Branch, Delay, Flow, Serve, inner_flows
from scenarios.model import ServiceModel
from scenarios.services import Channel
from scenarios.units import Workdays
from sim.comparison import Comparison

if TYPE_CHECKING:
    import pandas as pd

ITEMS = {
    "steps": ("环节", "Steps"),
    "documents": ("材料", "Documents"),
    "limit_statutory": ("法定时限", "Limit by law"),
    "limit_promised": ("承诺时限", "Limit promised"),
    "limit_simulated": ("实际用时（仿真均值）", "Time taken (simulated mean)"),
    "visits": ("跑动次数", "Visits"),
}
"""What each row is called, in Chinese and English."""
_SIMULATED = {"limit_simulated": "completion_time_mean", "visits": "visits_mean"}
_CERTAIN = 1e-9


class Counted(NamedTuple):
    """A number that a model states, and its unit."""

    value: float
    unit: str


def reductions(comparison: Comparison, confidence: float = 0.95) -> pd.DataFrame:
    """Steps, documents, limits and visits of each service, before and after.

    - *Steps* (环节): `steps_of` the flow; the mean over channels, by their shares.
    - *Documents* (材料): those that the model lists; the mean over channels, as of steps.
    - *Limits* (时限): by law and promised, as the model states them; simulated, the mean time
      from first application to outcome.
    - *Visits* (跑动): simulated mean number of visits of a finished case.

    Parameters
    ----------
    comparison
        A baseline and its redesigns.
    confidence
        Of the intervals of simulated rows.

    Returns
    -------
    DataFrame
        Columns ``redesign, service, item, unit, before, before_low, before_high, after,
        after_low, after_high, difference, low, high, relative``. ``unit`` is ``count``, ``s`` or
        ``workdays``; when a limit is in seconds on one side and in workdays on the other the row
        stands twice, once for each unit, and there is no difference. Only simulated rows have
        intervals. What neither side states has no row.
    """
    import pandas as pd

    simulated = comparison.table(confidence)
    rows: list[dict[str, object]] = []
    for redesign, after in comparison.after.items():
        names = dict.fromkeys([*comparison.before.model.services, *after.model.services])
        for service in names:
            stated = [stated_counts(one.model, service) for one in (comparison.before, after)]
            for item in ITEMS:
                head = {"redesign": redesign, "service": service, "item": item}
                if item in _SIMULATED:
                    found = simulated[
                        (simulated["redesign"] == redesign)
                        & (simulated["measure"] == _SIMULATED[item])
                        & (simulated["scope"] == "service")
                        & (simulated["of"] == service)
                        & simulated["at"].isna()
                    ]
                    rows += [
                        {**head, **{str(name): value for name, value in row.items()}}
                        for row in found.to_dict("records")
                    ]
                    continue
                sides = [side.get(item) for side in stated]
                for unit in dict.fromkeys(side.unit for side in sides if side is not None):
                    values = [
                        side.value if side is not None and side.unit == unit else np.nan
                        for side in sides
                    ]
                    rows.append({**head, "unit": unit, **_change(*values)})
    columns = [
        "redesign", "service", "item", "unit", "before", "before_low", "before_high", "after",
        "after_low", "after_high", "difference", "low", "high", "relative",
    ]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=columns)


def steps_of(flow: Flow) -> int:
    """Steps that every case must go through (环节).

    An activity is one step, also when a merged one does the work of several, and so is a delay
    that counts as one. Every branch of a parallel counts. Of a ``branch`` that all cases enter the
    shortest arm counts; where some cases go straight on, nothing does. Rework is not counted.
    """
    count = 0
    for step in flow:
        if isinstance(step, Serve | Delay):
            count += isinstance(step, Serve) or step.counts_as_step
            continue
        inner = [steps_of(steps) for steps in inner_flows(step)]
        if isinstance(step, Branch):
            entered = sum(arm.probability for arm in step.branch) > 1 - _CERTAIN
            count += min(inner) if entered else 0
        else:
            count += sum(inner)
    return count


def stated_counts(model: ServiceModel, name: str) -> dict[str, Counted]:
    """What a model says of a service, by item; nothing of one that it does not have."""
    service = model.services.get(name)
    if service is None:
        return {}
    ways = list(service.channels.values()) or [Channel(share=1.0)]
    counts = {
        "steps": [steps_of(way.flow or service.flow) for way in ways],
        "documents": [
            len(service.documents if way.documents is None else way.documents) for way in ways
        ],
    }
    shares = [way.share for way in ways]
    found = {
        # Shares add up to 1 but for rounding, which would make 3 steps 3.0000000000000004.
        name: Counted(round(sum(map(mul, shares, of_ways)), 9), "count")
        for name, of_ways in counts.items()
    }
    for name in ("statutory", "promised"):
        limit = getattr(service.limits, name, None)
        if isinstance(limit, Workdays):
            found[f"limit_{name}"] = Counted(limit.n, "workdays")
        elif limit is not None:
            found[f"limit_{name}"] = Counted(float(limit), "s")
    return found


def _change(before: float, after: float) -> dict[str, float]:
    difference = after - before
    return {
        "before": before,
        "after": after,
        "difference": difference,
        "relative": difference / before if before else np.nan,
    }
