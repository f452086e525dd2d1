"""What a fitted model says of itself wherever it is used."""

from __future__ import annotations

from collections.abc import Mapping

from plots.language import Lang
from scenarios.model import ServiceModel
from scenarios.section import TextPair


def with_verdict(model: ServiceModel, finding: Mapping[Lang, str], *, good: bool) -> ServiceModel:
    """The model with what its judgement came to, so that no result is read without it.

    Parameters
    ----------
    model
        The fitted model.
    finding
        The headline of its calibration page, by language.
    good
        Whether all that was judged can be trusted.
    """
    worth = TextPair(zh=finding["zh"], en=finding["en"])
    return model.model_copy(update={"judged": worth, "judged_well": good})
