"""Times made longer or shorter by a factor, each case keeping its own draw."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scenarios.arrivals import Trace
from scenarios.distributions import Family, FromLog, SumOf
from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.redesign.refusals import refusal
from scenarios.section import ProvenanceNote
from scenarios.units import Workdays


def scaled(family: Family, factor: float) -> Family:
    """The distribution of ``factor`` times a time.

    Every parameter that is a time is multiplied, shapes stay. All families are scale families,
    so the inverse distribution function is multiplied too: a case keeps its uniform number and
    takes ``factor`` times as long as it did.
    """
    if factor == 1:
        return family
    given = {name: getattr(family, name) for name in family.TIMES}
    return family.replace(
        **{name: _times(time, factor) for name, time in given.items() if time is not None}
    )


def _times(time: object, factor: float) -> object:
    if isinstance(time, tuple):
        return tuple(_times(each, factor) for each in time)
    if isinstance(time, Workdays):
        return Workdays(time.n * factor)
    assert isinstance(time, float)
    return time * factor


def scale_work(
    model: ServiceModel,
    activities: Collection[str],
    factor: float,
    field: str,
    source: ProvenanceNote,
) -> ServiceModel:
    """Multiply the work of some activities.

    A merged activity is multiplied as a whole, unless its parts are multiplied themselves.

    Parameters
    ----------
    model
        The model.
    activities
        Names of activities.
    factor
        What their work is multiplied with.
    field
        Field of the operator that names them, for errors.
    source
        Provenance of the new times.

    Raises
    ------
    RedesignError
        The work of one of them is taken from a log, which nothing can be multiplied with, or a
        sum would have some of its parts multiplied and others not.
    """
    if factor == 1:
        return model
    changed = {}
    for name in activities:
        require_not_from_log(model, name, field)
        family = model.activities[name].service_time
        assert not isinstance(family, FromLog)
        new = (
            _scaled_sum(model, name, family, factor, activities, field)
            if isinstance(family, SumOf)
            else scaled(family, factor)
        )
        if new != family:
            activity = model.activities[name]
            changed[name] = activity.replace(service_time=new.replace(provenance=source))
    return model.replace(activities={**model.activities, **changed}) if changed else model


def _scaled_sum(
    model: ServiceModel,
    name: str,
    family: SumOf,
    factor: float,
    activities: Collection[str],
    field: str,
) -> SumOf:
    parts = set(parts_of(model, name))
    own = [part for part in activities if part in parts]
    if not own:
        return family.replace(work_factor=family.work_factor * factor)
    if all(part in own for part in parts if not _is_sum(model, part)):
        return family
    raise refusal(
        field,
        f"expected {name} without its parts, or with all of them, got {listed(own)} beside it. "
        "Name the merged activity or its parts, not both.",
    )


def require_not_from_log(model: ServiceModel, activity: str, field: str) -> None:
    """Refuse an activity whose work a log gives.

    Raises
    ------
    RedesignError
        It is so.
    """
    if isinstance(model.activities[activity].service_time, FromLog) or _is_traced(model, activity):
        raise refusal(
            field,
            f"expected work given by a distribution, got that of {activity}, which is taken from "
            "a log. Fit a distribution to it in the baseline.",
        )


def parts_of(model: ServiceModel, activity: str) -> Iterator[str]:
    """Activities whose work is part of a merged activity's, parts of parts included."""
    family = model.activities[activity].service_time
    for part in family.parts if isinstance(family, SumOf) else ():
        yield part
        yield from parts_of(model, part)


def _is_sum(model: ServiceModel, activity: str) -> bool:
    return isinstance(model.activities[activity].service_time, SumOf)


def _is_traced(model: ServiceModel, activity: str) -> bool:
    """True when the arrivals of a service bring the work of an activity with them."""
    return any(
        isinstance(service.arrivals, Trace) and activity in service.arrivals.work
        for service in model.services.values()
    )
