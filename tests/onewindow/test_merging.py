"""The step whose break-even is looked for, and the command that looks for it."""

import json

import pytest

from onewindow.breakeven_words import tried, verdict
from onewindow.merging import Merging, merging_of
from scenarios.distributions import SumOf
from scenarios.errors import ModelError
from scenarios.section import TextPair
from sim.bisection import BreakEven, Tried
from tests.scenarios.redesign.flow_steps import step_of
from tests.scenarios.redesign.halls import hall

NOBODY = {"pattern": "times", "at": []}


def test_the_first_merging_step_with_the_steps_before_it() -> None:
    merging = merging_of("social_security/one_window")
    assert merging.number == 0
    assert merging.assumed == pytest.approx(0.75 * 1.05)
    assert "window_1" in merging.before.pools
    after = merging.after(1.2)
    work = after.activities["integrated_window_acceptance"].service_time
    assert isinstance(work, SumOf)
    assert work.factor == pytest.approx(1.2)
    # What comes after the step is not done: shared data would take a part away.
    assert len(work.parts) == 5


def test_where_no_visits_are_joined_the_product_is_what_a_generalist_loses() -> None:
    step = {"operator": "one_window", "pools": ["pool_w1", "pool_w2"], "into": "desk", "size": 4}
    alone = {"long": "w1", "brief": "w2"}
    apart = hall(
        services={
            name: {"arrivals": NOBODY, "flow": [{"serve": activity}]}
            for name, activity in alone.items()
        }
    )
    title = TextPair(zh="一窗", en="One window")
    given = step_of({**step, "time_factor": 0.8, "breadth_penalty": 1.1})
    merging = Merging(apart, given, 0, (), (), title, title)
    assert merging.assumed == 1.1
    found = BreakEven("found", 1.2, 1.05, 1.3, (Tried(1.2, 1.0, 1.0),))
    assert "time_factor" not in tried(merging, found, "en") + verdict(merging, found, "en")
    works = [
        merging.after(1.3).activities[name].service_time
        for name in ("desk_acceptance", "desk_acceptance_2")
    ]
    assert [work.factor for work in works if isinstance(work, SumOf)] == [1.3, 1.3]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("social_security", "expected one scenario (more_clerks, one_window, "),
        ("social_security/more_clerks", "expected a step one_window or pool_windows"),
    ],
)
def test_a_scenario_without_such_a_step_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(ModelError) as caught:
        merging_of(name)
    assert sentence in str(caught.value)


def test_the_command_finds_it_within_its_interval(call) -> None:
    words = ["breakeven", "social_security/one_window", "-n", "2", "--low", "1.1", "--high", "1.4"]
    result = call(*words, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["status"] == "found"
    assert told["low"] <= told["product"] <= told["high"]
    assert told["tried"][0]["product"] == 1.1


@pytest.mark.parametrize(("low", "high", "inside"), [(0.7, 0.8, True), (0.9, 1.0, False)])
def test_it_is_said_when_what_is_assumed_cannot_be_told_from_the_break_even(
    low: float, high: float, inside: bool
) -> None:
    # The scenario assumes 0.75 x 1.05 = 0.7875.
    middle = (low + high) / 2
    found = BreakEven("found", middle, low, high, (Tried(middle, 1.0, 1.0),))
    merging = merging_of("social_security/one_window")
    for lang, words, factors in (
        ("zh", "分辨不出", "时间系数 × 通才系数"),
        ("en", "cannot be told", "time_factor × breadth_penalty"),
    ):
        told = verdict(merging, found, lang)
        assert (words in told) == inside
        assert factors in told


def test_the_head_names_case_scenario_and_runs(call) -> None:
    words = ["breakeven", "social_security/one_window", "-n", "2", "--low", "0.7", "--high", "0.8"]
    told = call(*words, "--lang", "zh", "--seed", "5").stdout
    for word in ("社保局", "一窗受理＋数据共享", "2 次配对仿真", "种子 5", "平均在厅时间"):
        assert word in told


def test_the_command_says_when_there_is_nothing_to_find(call) -> None:
    words = ["breakeven", "social_security/one_window", "-n", "2", "--low", "0.7", "--high", "0.8"]
    assert "改造后都更好" in call(*words, "--lang", "zh").stdout


def test_a_measure_that_is_not_there_is_a_mistake(call) -> None:
    result = call("breakeven", "social_security/one_window", "--measure", "hall_time_men")
    assert result.exit_code == 2
    assert "Did you mean 'hall_time_mean'?" in result.stderr
