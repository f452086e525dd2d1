"""What is said of a way whose changes are known by hand."""

from dataclasses import asdict, replace

import pandas as pd
import pytest

from plots.case_changes import changes_told, is_alike
from plots.fonts import house_style
from plots.stretch import Stretch
from plots.swim_lanes import plot_swim_lanes

WAIT = Stretch(
    "before", "desk", "窗口", "Desk", 0, "wait", "受理", "Accept", 1, 0, 0, 300, "served"
)
ACCEPT = replace(WAIT, kind="work", start=300, end=600)
REVIEW = replace(ACCEPT, step_zh="审查", step_en="Review", start=600, end=900)
WAY = (WAIT, ACCEPT, REVIEW)


def after(*way: Stretch) -> list[Stretch]:
    return [*WAY, *(replace(one, side="after") for one in way)]


SHORTER = [replace(one, start=max(0, one.start - 200), end=one.end - 200) for one in WAY]
CASES = {
    "alike": (after(*WAY), "neither steps nor waits change", "环节和等待都不变"),
    "waits": (
        after(*SHORTER), "the same steps and work, only waits change",
        "环节和办理时间不变，只有等待变了",
    ),
    "paused": (
        after(WAIT, replace(ACCEPT, end=400), replace(ACCEPT, kind="shut", start=400, end=500),
              replace(ACCEPT, start=500, end=700), replace(REVIEW, start=700, end=1000)),
        "the same steps and work, only waits change", "环节和办理时间不变，只有等待变了",
    ),
    "work": (
        after(WAIT, ACCEPT, replace(REVIEW, end=800)),
        "the same steps, their work takes another time", "环节不变，办理所用的时间变了",
    ),
    "others": (
        after(WAIT, ACCEPT, replace(REVIEW, lane="office")), "the same steps, done by others",
        "环节不变，办理的岗位变了",
    ),
    "gone": (after(WAIT, ACCEPT), "other steps: no longer Review", "环节变了：不再有 审查"),
    "new": (
        after(*WAY, replace(REVIEW, step_zh="复核", step_en="Check", start=900, end=950)),
        "other steps: new Check", "环节变了：新有 复核",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_first_that_differs_is_told(case):
    found, en, zh = CASES[case]
    assert changes_told(found, "en") == en
    assert changes_told(found, "zh") == zh
    assert is_alike(found) == (case == "alike")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    ("lang", "same"), [("zh", "改造前后相同"), ("en", "The same before and after")]
)
def test_a_way_that_stays_is_drawn_once_and_says_so(case, lang, same):
    numbers = pd.DataFrame([asdict(one) for one in CASES[case][0]])
    with house_style(lang):
        figure = plot_swim_lanes(numbers, lang=lang)
    titles = [panel.get_title(loc="left") for panel in figure.axes]
    assert titles == [same] if case == "alike" else len(titles) == 2
