"""How many a pool need have where others, whose staff stays as it is, help it."""

from __future__ import annotations

import numpy as np

from onewindow.demand import Days
from onewindow.helping_staff import people_there
from optimize.evaluation import Ints
from optimize.requirement import Requirement
from scenarios.model import ServiceModel


def less_help(model: ServiceModel, days: Days, made: Requirement) -> Ints:
    """The requirement less those who help, shape (intervals, groups): where a search may begin.

    Who helps several groups is shared among them by their offered load, in each interval, to whole
    people; where anybody is required somebody stays. A guess: simulation raises what is short.

    Parameters
    ----------
    model
        The model, whose other pools have their staff.
    days
        Says who helps.
    made
        What a formula says of the groups alone.
    """
    need = made.required.copy()
    if not days.helping:
        return need
    load = np.zeros(need.shape)
    for q, g in enumerate(made.group_of):
        load[:, g] += made.offered_load[:, q]
    for name in days.helping:
        serves = {*model.pools[name].serves}
        helped = {made.group_of[q] for q, of in enumerate(days.activities) if serves & {*of}}
        own = np.where(np.isin(np.arange(need.shape[1]), [*helped]), load, 0.0)
        share = own / np.maximum(own.sum(axis=1, keepdims=True), 1e-12)
        there = people_there(model, name, made.starts + made.interval / 2)
        need -= np.floor(share * there[:, None]).astype(np.int64)
    return np.maximum(need, np.minimum(made.required, 1))
