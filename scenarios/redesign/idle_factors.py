"""Factors of a redesign step that find nothing to change."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.errors import Problem
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.section import TextPair


def idle_factors(step: Operator, model: ServiceModel) -> tuple[str, ...]:
    """Fields of a step that multiply something of which the model has none.

    Whatever an operator multiplies, with a factor of 1 it leaves that alone: a factor is idle
    where the step with 1 in its place makes the same model.

    Parameters
    ----------
    step
        A step that fits the model, with the names of the model.
    model
        The model before the step.

    Returns
    -------
    The fields, in the order of the operator.
    """
    given = [
        field
        for field in type(step).model_fields
        if field.endswith("_factor") and getattr(step, field) not in (None, 1)
    ]
    if not given:
        return ()
    made = step.rewritten(model)
    # Not checked again: a step may not be written with a factor of 1 alone, and has none to refuse.
    without = {field: step.model_copy(update={field: 1.0}) for field in given}
    return tuple(field for field in given if without[field].rewritten(model) == made)


def told_idle(where: str, step: Operator, fields: tuple[str, ...]) -> Iterator[Problem]:
    """What is told of the idle factors of a step that stands somewhere."""
    for field in fields:
        about = _ABOUT.get((step.title_of_kind, field)) or _ABOUT.get(("", field), _ANYTHING)
        value = f"{getattr(step, field):g}"
        yield Problem(
            f"{where}: {field}", about.en.format(value=value), zh=about.zh.format(value=value)
        )


_ANYTHING = TextPair(
    zh="应当有可以乘以 {value} 的对象，但这一步所说的范围内没有，模型与不写它时相同。"
    "请核对这一步所指的名称和比例，或删去它。",
    en="expected something to multiply by {value}, got nothing in what the step is about: the "
    "model is as without it. Look at the names and shares of the step, or leave it out.",
)
_ABOUT = {
    ("one_window", "time_factor"): TextPair(
        zh="time_factor {value} 是合并办理节省的时间，应当有合并到一起的事，但没有由几部分合成的"
        "到访，所以它不起作用。请删去它，或用 standardize 或 train 说明是什么使办理变短。",
        en="expected visits that are joined, because time_factor {value} is what joining saves, "
        "got none of several parts, so it counts nowhere. Leave it out, or say with standardize "
        "or train what makes the work shorter.",
    ),
    ("", "rework_factor"): TextPair(
        zh="应当有返工（rework）可以乘以 {value}，但这一步所指的环节没有返工，返工一点也没有减少。"
        "由办件记录拟合的模型里，补正是走法（branch）中的环节：请用 "
        "rarer_steps（steps: [补正], factor: {value}）让件少走它，或删去这个字段。",
        en="expected rework to multiply by {value}, got none that the step is about: nothing is "
        "done over less often. In models fitted to event logs corrections are steps of branches: "
        "let fewer cases go to them with rarer_steps (steps: [correction], factor: {value}), or "
        "leave this field out.",
    ),
    ("", "transfer_factor"): TextPair(
        zh="应当有通往 transfers 的走法（branch）可以乘以 {value}，但没有：谁也没有少转。"
        "请在 transfers 写明只有部分件去的环节，或删去这个字段。",
        en="expected ways of branches that lead to transfers to multiply by {value}, got none: "
        "as many cases are passed on. Name in transfers steps to which some cases go, or leave "
        "this field out.",
    ),
}
"""What a factor multiplies and what does it instead, by operator (empty: any) and field."""
