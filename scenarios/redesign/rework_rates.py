"""Rework that becomes rarer when fewer mistakes are made."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from scenarios.flows import Rework, Step
from scenarios.model import ServiceModel
from scenarios.redesign.flow_rewriting import map_flows, map_steps
from scenarios.redesign.names_given import every_flow, names_of_rework, reworks_called
from scenarios.redesign.partly_new import partly_new
from scenarios.redesign.refusals import require_names
from scenarios.section import ProvenanceNote, TextPair


def rarer_rework(
    model: ServiceModel,
    factor: float,
    causes: Collection[str] | None,
    source: ProvenanceNote,
) -> ServiceModel:
    """Multiply the probability of rework; who is sent back still is one who was before.

    Parameters
    ----------
    model
        The model.
    factor
        Share of rework that is left.
    causes
        Rework it is about: its cause in either language, or the step it goes back to; all when
        None.
    source
        Provenance of the step.

    Raises
    ------
    RedesignError
        A cause is unknown; the field is then ``causes``.
    """
    if causes is not None:
        known = reworks_called(every_flow(model), model)
        require_names("causes", "a cause of rework", causes, list(known), known)
    if factor == 1:
        return model

    def rarer(outer: ProvenanceNote, step: Step) -> Step:
        if not isinstance(step, Rework):
            return step
        if causes is not None and not set(names_of_rework(step)).intersection(causes):
            return step
        if step.probability == 0:
            return step
        what = TextPair(
            zh=f"原返工概率 {step.probability:g} 的 {factor:g} 倍",
            en=f"{factor:g} of the rework of {step.probability:g}",
        )
        note = partly_new(what, source, step.provenance or outer)
        return step.replace(probability=step.probability * factor, provenance=note)

    for name, service in model.services.items():
        outer = service.provenance or model.provenance
        change = partial(map_steps, change=partial(rarer, outer))
        model = map_flows(model, change, "rework_factor", [name])
    return model
