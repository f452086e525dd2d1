"""Names that a redesign gets wrong are told with the titles that a log has for them."""

import pytest

from scenarios.activities import Activity
from scenarios.errors import RedesignError
from scenarios.redesign.refusals import require_names

MATTERS = {
    "matter_1": Activity.model_validate({"title": "不动产登记", "service_time": "5 min"}),
    "matter_2": Activity.model_validate(
        {"title": {"zh": "社保缴费", "en": "Social security"}, "service_time": "5 min"}
    ),
    "other": Activity.model_validate({"service_time": "5 min"}),
}


@pytest.mark.parametrize("title", ["社保缴费", "Social security"])
def test_a_title_is_told_its_name(title: str) -> None:
    with pytest.raises(RedesignError) as told:
        require_names("replaces", "a step", [title], MATTERS, MATTERS)
    assert "got the title of 'matter_2'. Write matter_2." in str(told.value)


def test_titles_stand_beside_the_names() -> None:
    with pytest.raises(RedesignError) as told:
        require_names("replaces", "a step", ["shebao"], MATTERS, MATTERS)
    listed = "matter_1: 不动产登记, matter_2: Social security / 社保缴费, other"
    assert f"expected a step ({listed}), got 'shebao'." in str(told.value)
