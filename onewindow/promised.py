"""A promise as people write it: "90% in 30 s", "95% answered", "P90 20 s", "mean 15 s"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

from onewindow.choices import one_of
from optimize.promise import Per, Promise
from scenarios.errors import DataError
from scenarios.model import ServiceModel
from scenarios.targets import Formula, ServiceLevelTarget
from scenarios.units import parse_span, parse_time, time_text, words_of

_FORMULAS: tuple[Formula, ...] = get_args(Formula)
_PERS: tuple[Per, ...] = get_args(Per)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_RANK = re.compile(r"\bP\s*(\d+(?:\.\d+)?)\b", re.IGNORECASE)
_TIME = re.compile(
    rf"(\d+(?:\.\d+)?\s*(?:{'|'.join(words_of('s', 'min', 'h'))}))(?![a-z])", re.IGNORECASE
)
_MEAN = re.compile(r"mean|average|asa|平均", re.IGNORECASE)
_DONE = re.compile(r"done|completed|finished|over|办结|办完|完成", re.IGNORECASE)
_ANSWERED = re.compile(r"answered|接通", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:in|within|of|the|all|calls?|are|is|be|wait(?:ing)?|at|most|under|by|to|than|less|no|"
    r"longer)\b|接起|应答|以内|之内|内|中|率|等待|时间|时长|不超过|至少|最多|的|来电|电话|人|在|达到|要|"
    r"[,，、:：;；.。≤≥<>=\s]",
    re.IGNORECASE,
)
"""What may stand beside the numbers."""
FORM = (
    'such as "90% in 30 s", "95% answered", "P90 20 s", "mean 15 s" or "80% done in 1 h" '
    "(or 30秒内90%, 接通率95%, 平均15秒, 1小时内办结80%)"
)


def promise_of(text: str, formula: str | None = None) -> Promise:
    """Read a promise.

    Parameters
    ----------
    text
        A share within a time: a service level. A share of calls that are answered. ``P90`` and a
        time: that share of the answered waits no longer. ``mean`` and a time: mean wait of the
        answered. A share, ``done`` and a time: that share has its service over by then.
    formula
        How a service level is counted; `of_offered` when left out.

    Raises
    ------
    DataError
        It is none of these, its share is none, or there is no such formula.
    """
    left = _WORDS.sub("", _rest(text))
    if left:
        raise DataError(
            f"--target: expected a promise {FORM}, got '{text}', of which '{left}' says nothing "
            "here. Write it like one of them."
        )
    share, rank, time = _PERCENT.search(text), _RANK.search(text), _TIME.search(text)
    counted = _FORMULAS[0] if formula is None else one_of("--formula", formula, _FORMULAS)
    within = None if time is None else parse_time(re.sub(r"\s+", " ", time[1]), None)
    if share is not None and isinstance(within, float) and _DONE.search(text):
        return Promise("completion", _share(share[1], text), within)
    if share is not None and isinstance(within, float):
        return Promise("service_level", _share(share[1], text), within, counted)
    if share is not None and _ANSWERED.search(text):
        return Promise("answered_fraction", _share(share[1], text))
    if rank is not None and isinstance(within, float):
        return Promise("service_level", _share(rank[1], text), within, "of_answered")
    if _MEAN.search(text) and isinstance(within, float):
        return Promise("mean_wait", within)
    raise DataError(
        f"--target: expected a promise {FORM}, got '{text}'. Write it like one of them."
    )


def _share(percent: str, text: str) -> float:
    """A share that somebody can promise."""
    share = float(percent) / 100
    if not 0 < share < 1:
        raise DataError(
            f"--target: expected a share above 0 % and below 100 %, got '{text}'. Nobody can "
            "promise all: write 99% at the most, say."
        )
    return share


def promise_record(promise: Promise) -> dict[str, object]:
    """A promise for machines; null for what does not count in it."""
    return {
        "measure": promise.measure,
        "goal": promise.goal,
        "within": promise.within if promise.has_limit else None,
        "formula": promise.formula if promise.measure == "service_level" else None,
        "per": promise.per,
        "peaks": promise.peaks if promise.per == "peak" else [],
    }


def _rest(text: str) -> str:
    """What is left of a promise without its numbers and what they are about."""
    for known in (_PERCENT, _RANK, _TIME, _MEAN, _DONE, _ANSWERED):
        text = known.sub(" ", text)
    return text


def target_of(model: ServiceModel) -> ServiceLevelTarget:
    """The first service-level target of a model.

    Raises
    ------
    DataError
        It has none.
    """
    for target in model.targets.values():
        if isinstance(target, ServiceLevelTarget):
            return target
    for name, target in model.targets.items():
        if target.measure == "wait":
            alike = f"{100 * target.fraction:g}% in {time_text(target.within)}"
            raise DataError(
                f"--target: expected a target of a service level, got targets.{name}, which is "
                "about the wait of a whole visit and is kept by no interval of the day. Give what "
                f'a queue promises, such as --target "{alike}".'
            )
    raise DataError(
        f"--target: expected a promise, because the model has no target of a service level: {FORM}."
        " Give one."
    )


def kept_over(
    promise: Promise, per: str | None, peaks: str | None, of_model: tuple[tuple[float, float], ...]
) -> Promise:
    """A promise with what it is kept over; peaks that are not said are those of the model's target.

    Raises
    ------
    DataError
        There is no such choice, or a peak is not a span of the day.
    """
    chosen = one_of("--per", per or ("peak" if peaks else "interval"), _PERS)
    try:
        spans = tuple(parse_span(one, None) for one in re.split(r"[,，]", peaks)) if peaks else ()
    except ValueError as error:
        raise DataError(f"--peaks: {error}") from None
    return replace(promise, per=chosen, peaks=spans or of_model)
