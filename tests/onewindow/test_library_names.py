"""Cases of the library and their scenarios are found by every name that they have."""

import pytest

from onewindow.library_names import case_named, scenario_named
from onewindow.merging import merging_of
from onewindow.subjects import study_of
from scenarios.errors import ModelError

CASE = case_named("social_security")


@pytest.mark.parametrize(
    "text", ["社保局：五个窗口办一件事", "social security office: FIVE windows for one matter"]
)
def test_a_case_by_its_title(text):
    assert case_named(text) == CASE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("one_window", "one_window"),
        ("一窗受理＋数据共享", "one_window"),
        ("一窗受理 + 数据共享", "one_window"),
        ("two more clerks", "more_clerks"),
        ("数据共享", "one_window"),
        ("增减人手", "more_clerks"),
        ("增减窗口", "more_clerks"),
    ],
)
def test_a_scenario_by_name_title_or_step(text, name):
    assert scenario_named(CASE, text).stem == name
    assert [*study_of("social_security", (text,)).redesigns] == [name]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("一窗受理", "got '一窗受理', which is a step of one_window and of one_window_only"),
        ("one_windo", "Did you mean 'one_window'\\?"),
        ("综合窗口", "got '综合窗口', which is a step of one_window and of one_window_only"),
        ("并联审批", "more_clerks, one_window, one_window_only.* Use one of these"),
    ],
)
def test_what_is_none_or_several_is_told(text, says):
    with pytest.raises(ModelError, match=says):
        scenario_named(CASE, text)


def test_part_of_a_title_is_answered_with_the_case():
    with pytest.raises(ModelError, match="Did you mean 'social_security'"):
        case_named("社保局")


def test_a_break_even_takes_case_and_scenario_apart_or_joined():
    joined = merging_of("social_security/one_window")
    assert merging_of("social_security", ["one_window"]) == joined
    assert merging_of("social_security", ["一窗受理＋数据共享"]) == joined
