"""How narrow an interval has to be, as it is written on the command line."""

from __future__ import annotations

import math

from onewindow.measure_names import key_named
from plots.amounts import NONE
from plots.language import Lang, say
from scenarios.errors import SimulationError
from scenarios.model import ServiceModel
from sim.precision import Precise, Precision


def precision_of(text: str, at_most: int, model: ServiceModel) -> Precision:
    """Read ``wait_mean=5%`` or ``wait_mean@pension=0.05``.

    Raises
    ------
    SimulationError
        It is not a measure of the model, an equals sign and a share.
    """
    measure, _, share = text.partition("=")
    try:
        half_width = float(share.rstrip()[:-1]) / 100 if "%" in share else float(share)
    except ValueError:
        half_width = 0.0
    if not measure.strip() or not 0 < half_width < 1:
        raise SimulationError(
            f"--precision: expected MEASURE=SHARE such as wait_mean=5%, got {text!r}. "
            "Name a measure and half of its interval as a share of it, above 0 and below 100%."
        )
    return Precision(key_named(measure, model, "--precision"), half_width, at_most=at_most)


def said(precise: Precise, precision: Precision, lang: Lang) -> str:
    """Whether the precision was reached, as a sentence."""
    n, asked = precise.replications.n, f"± {precision.half_width:.1%}"
    has = f"± {precise.half_width:.1%}" if math.isfinite(precise.half_width) else NONE
    zh, en = ("达到", "reached") if precise.reached else ("未达到", "not reached")
    return say(
        lang,
        f"{zh}要求的精度：{precision.key.measure} {has}（要求 {asked}），{n} 次重复",
        f"precision {en}: {precision.key.measure} {has} (asked for {asked}) after {n} replications",
    )
