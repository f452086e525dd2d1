"""Rules of shifts in a model file: what they mean, and what makes no sense."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from optimize.need import Need
from optimize.shifts import plan_shifts
from scenarios.library.packs import load_pack
from scenarios.reading import load_model
from scenarios.shifts import ShiftKind, ShiftRules
from scenarios.units import IN_FILE

KIND: dict[str, Any] = {
    "first_start": "08:00",
    "last_start": "09:15",
    "every": "30 min",
    "lengths": ["6 h", "8 h"],
    "breaks": {
        "first": {"length": "15 min", "between": ["1 h", "3 h"]},
        "lunch": {"length": "30 min", "between": ["2 h", "5 h"], "paid": False},
    },
    "apart": "1 h",
}


def kind(**changes: Any) -> ShiftKind:
    return ShiftKind.model_validate({**KIND, **changes}, context=IN_FILE)


def test_starts_lie_on_their_grid_up_to_the_last() -> None:
    assert kind().starts() == (8 * 3600, 8.5 * 3600, 9 * 3600)
    assert kind(last_start="09:30").starts()[-1] == 9.5 * 3600
    assert kind(last_start=None).starts() == (8 * 3600,)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"last_start": "07:59"}, "first_start no later than last_start, both before 24:00, got"),
        ({"last_start": "24:00"}, "A start after midnight belongs to the next day"),
        ({"lengths": ["25 h"]}, "lengths: expected at most 24 h, got 25 h"),
        ({"lengths": []}, "at least 1 item"),
        ({"lengths": ["4 h"]}, "breaks.lunch.between: expected an end within the shortest shift"),
        (
            {"breaks": {"tea": {"length": "45 min", "between": ["1 h", "100 min"]}}},
            "between: expected at least 45 min of room, got 1 h to 100 min",
        ),
        ({"apart": "150 min"}, None),
        ({"apart": "196 min"}, "breaks.lunch.between: expected room for 30 min after the breaks"),
        ({"every": "0 min"}, "greater than 0"),
        ({"share_at_most": 1.01}, "less than or equal to 1"),
        ({"at_most": -1}, "greater than or equal to 0"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], text: str | None) -> None:
    if text is None:
        kind(**changes)
        return
    with pytest.raises(ValidationError) as caught:
        kind(**changes)
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"share_at_most": 0.5, "share_with": ["late"]}, None),
        ({"share_with": ["late"]}, "kinds.day.share_with: expected share_at_most beside it"),
        (
            {"share_at_most": 0.5, "share_with": ["day"]},
            "kinds.day.share_with: expected other kinds of these shifts, late, got 'day'",
        ),
        ({"share_at_most": 0.5, "share_with": ["lat"]}, "late, got 'lat'"),
    ],
)
def test_a_share_is_of_other_kinds_too(given: dict[str, Any], text: str | None) -> None:
    rules = {"kinds": {"day": {**KIND, **given}, "late": KIND}}
    if text is None:
        ShiftRules.model_validate(rules)
        return
    with pytest.raises(ValidationError) as caught:
        ShiftRules.model_validate(rules)
    assert text in str(caught.value)


def test_prices_are_numbers_or_forbidden() -> None:
    some = {"kinds": {"day": KIND}}
    assert ShiftRules.model_validate({**some, "under": 3}).under == 3
    assert ShiftRules.model_validate({**some, "over": "forbidden"}).over == "forbidden"
    with pytest.raises(ValidationError):
        ShiftRules.model_validate({**some, "under": "never"})


def test_the_hotline_of_the_library_can_be_planned_with_its_shifts() -> None:
    agents = load_model(load_pack("hotline_12345").baseline).pools["agents"]
    assert agents.shifts is not None
    required = np.array([[5] * 14 + [11] * 2 + [16] * 6 + [11] * 13 + [16] * 6 + [8] * 7])
    plan = plan_shifts(Need(required), agents.shifts, seats=float(agents.seats), gap=0.02)
    assert (plan.staffed >= plan.required).all()
    assert plan.staffed.max() <= 20
    assert plan.gap <= 0.02
    short = sum(shift.kind == "short" for shift in plan.shifts)
    assert short <= len(plan.shifts) / 2
