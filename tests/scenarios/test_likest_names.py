"""Of more names than can be listed, errors tell those that look most like what stands there."""

from __future__ import annotations

import pytest

from scenarios.errors import RedesignError
from scenarios.findings import likest_first, wrong_name, wrong_name_zh
from scenarios.redesign.refusals import require_names

MANY = [f"step_{k}" for k in range(20)] + ["规划审批", "消防审批"]
PLACES = {
    f"activity_{k}_{place}": {title} for place in range(9) for k, title in enumerate("甲乙丙")
}
"""Three activities, each at nine places."""


def test_of_many_names_the_likest_are_listed_and_all_are_counted() -> None:
    told = wrong_name("a step", "规划审枇", MANY, "Use one.")
    assert told.startswith("expected a step (规划审批, 消防审批, ")
    assert "(22 in all)" in told
    assert told.endswith("Did you mean '规划审批'?")
    assert told.count("step_") == 2
    assert "（规划审批、消防审批、" in wrong_name_zh("环节", "规划审枇", MANY, "")


def test_few_names_keep_their_order() -> None:
    few = ["b", "a", "ax"]
    assert likest_first("ax", {name: (name,) for name in few}) == few


def test_what_stands_at_several_places_is_told_once_and_by_its_title() -> None:
    titles = PLACES | {f"other_{k}_{place}": {f"办理{k}"} for k in range(9) for place in range(4)}
    with pytest.raises(RedesignError, match="Did you mean '办理3'") as caught:
        require_names("steps", "a step", ["办里3"], list(titles), titles)
    assert "(12 in all)" in str(caught.value)  # three activities and nine others
    assert str(caught.value).count("办理3") == 2  # where it is listed, and where it is meant
