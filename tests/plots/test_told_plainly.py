"""What a reader would stumble over is not told: idle digits, double brackets, list numbers."""

import dataclasses
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.flows_told import flows_told
from plots.language import LANGS, of_whom
from plots.model_words import place_words, value_words
from plots.pair_amounts import noise_of, pair_amounts
from plots.pairs import SAME
from plots.promise_points import Promise, _from_to
from plots.rank_measure import rank_told
from plots.sentences import change
from plots.step_numbers import step_amounts
from plots.steps_told import steps_told
from scenarios.model import ServiceModel
from sim.ranking import Standing
from sim.tally import Key
from tests.plots import samples
from tests.plots.test_changes_in_words import changed, titled
from tests.scenarios.redesign import flow_steps
from tests.scenarios.redesign.halls import hall, short
from tests.scenarios.redesign.test_every_operator import step_of

DATA = samples.hall()
MINUTE = 60.0


def row(before, after, half, verdict="better", *, differs=0.0):
    """A row of times in minutes, each side with its half-width; ``differs`` is the difference's."""
    times = {"before": before, "after": after, "difference": after - before}
    ends = {
        f"{side}_{end}": times[side] + sign * half
        for side in ("before", "after")
        for end, sign in (("low", -1), ("high", 1))
    }
    ends |= {"low": after - before - differs, "high": after - before + differs}
    minutes = {name: MINUTE * value for name, value in (times | ends).items()}
    return {
        "measure": "completion_time_mean", "scope": "all", "of": "", "unit": "s",
        "verdict": verdict, "relative": (after - before) / before, **minutes,
    }  # fmt: skip


def test_a_number_that_may_as_well_be_four_more_has_no_two_digits():
    # 37.52 and 0.96 want two digits for the 0.96; 37.52 is known to 4 minutes.
    values = (37.52 * MINUTE, 0.96 * MINUTE)
    plain = pair_amounts("completion_time_mean", "s", *values, verdict="better")
    capped = pair_amounts("completion_time_mean", "s", *values, verdict="better", noise=4 * MINUTE)
    assert [plain.bare(v) for v in values] == ["37.52", "0.96"]
    assert [capped.bare(v) for v in values] == ["37.5", "1.0"]


@given(st.floats(1, 150), st.floats(1, 150), st.floats(0, 60))
def test_an_interval_takes_digits_and_never_the_change(before, after, half):
    given_ = row(before, after, half)
    verdict = "better" if abs(after - before) > 0.01 else SAME
    told = pair_amounts(
        "completion_time_mean", "s", given_["before"], given_["after"], verdict=verdict,
        noise=noise_of(given_),
    )  # fmt: skip
    bare = pair_amounts(
        "completion_time_mean", "s", given_["before"], given_["after"], verdict=verdict
    )
    assert told.digits <= bare.digits
    if verdict == "better":
        assert told.bare(given_["before"]) != told.bare(given_["after"])


def test_noise_is_half_the_wider_interval_and_nothing_where_there_is_none():
    assert noise_of(row(10, 20, 3)) == pytest.approx(3 * MINUTE)
    assert noise_of({"before_low": math.nan, "before_high": math.nan}) == 0.0


@pytest.mark.parametrize(("lang", "words"), [("zh", "几乎没有变化"), ("en", "hardly any change")])
def test_a_change_too_small_to_be_judged_is_not_called_indistinguishable(lang, words):
    # 0.04 of 91.37 is below the least that is judged, and its interval has no zero in it.
    shares = {"before": 0.9137, "after": 0.9133, "difference": -0.0004, "low": -0.0006}
    shares |= {"high": -0.0002, "relative": -0.00044}
    found = {**row(1.0, 1.0, 0.0, SAME), **shares, "measure": "on_time_fraction"}
    told = change(found | {"unit": "fraction"}, "x", lang, what="y")
    assert words in told
    assert "95" not in told
    unsure = change(row(100.0, 103.0, 9.0, SAME, differs=5.0), "x", lang, what="y")
    assert words not in unsure


@pytest.mark.parametrize(
    ("after", "zh", "en"),
    [
        ((2220.0, 2110.0, 2330.0), "没有可分辨的变化", "does not distinguishably change"),
        ((2143.0, 2050.0, 2230.0), "仍是", "stays"),
        ((1000.0, 900.0, 1100.0), "缩短到", "falls from"),
    ],
)
def test_a_promise_changes_only_beyond_its_interval(after, zh, en):
    found = Promise("x", "s", {"before": (2142.0, 2050.0, 2230.0), "after": after}, {})
    assert zh in _from_to(found, "最短承诺", "the promise", "zh")
    assert en in _from_to(found, "最短承诺", "the promise", "en")


def test_what_steps_share_out_has_two_digits():
    def told(before, after):
        row = {"measure": "completion_time_mean", "unit": "s"}
        row |= {"step_before": before * MINUTE, "step_after": after * MINUTE}
        written = step_amounts(pd.DataFrame([row]))
        return written.difference((after - before) * MINUTE, "en").split("\N{NO-BREAK SPACE}")[0]

    assert told(19.0, 15.1) == "−3.9"
    assert told(120.0, 24.0) == "−96"


def test_a_title_that_changed_is_told_in_one_language():
    text = "zh: 综合窗口（受理、发证）, en: Integrated window (Accepted, Handed out)"
    assert value_words(text, DATA, "zh", "title") == "综合窗口（受理、发证）"
    assert value_words(text, DATA, "en", "title") == "Integrated window (Accepted, Handed out)"


def test_brackets_join_those_that_are_there():
    assert of_whom("服务水平（按呼入）", "热线", "zh") == "服务水平（按呼入，热线）"
    assert of_whom("The wait (P90)", "Filing", "en") == "The wait (P90, Filing)"
    assert of_whom("Mean wait", "Filing", "en") == "Mean wait (Filing)"


def staffed() -> ServiceModel:
    model = hall(*short("w1", "w2"))
    blocks = [
        {"span": span, "level": 1} for span in ((9 * 3600, 13 * 3600), (13 * 3600, 17 * 3600))
    ]
    return model.replace(
        pools={**model.pools, "pool_w1": model.pools["pool_w1"].replace(staff=blocks)}
    )


def test_a_block_of_staff_is_told_by_its_hours():
    assert place_words("pools.pool_w1.staff[1].level", DATA, "zh", staffed()).endswith(
        "在岗 13:00–17:00 · 人数"
    )
    # A whole block has its hours in its value.
    assert place_words("pools.pool_w1.staff[1]", DATA, "zh", staffed()).endswith("在岗")


def test_a_way_of_a_branch_is_told_by_where_it_leads_and_an_only_one_not_at_all():
    def at(*arms):
        model = titled(hall(*short("w1", "w2", {"branch": list(arms)})))
        return place_words("services.long.flow[2].branch[0].probability", DATA, "zh", model)

    one, other = ({"probability": 0.2, "steps": [{"serve": w}]} for w in ("w3", "pay"))
    assert "第 1 项" not in at(one)
    assert "往“" not in at(one)
    assert "往“" in at(one, other)
    assert "第 1 项" not in at(one, other)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["parallelize", "eliminate", "reorder"])
def test_steps_of_a_flow_are_named(kind, lang):
    data = flow_steps.STEPS[kind][0] | ({"steps": ["walk a"]} if kind == "eliminate" else {})
    model = titled(flow_steps.busy())
    (told,) = steps_told(changed(model, step_of(data)), lang)
    words = {"parallelize": ("并行", "side by side"), "eliminate": ("取消", "gone"),
             "reorder": ("次序改为", "order")}[kind]  # fmt: skip
    assert words[lang == "en"] in told
    assert ("处" if lang == "zh" else "places") not in told


def ways(waiting, beside):
    """A hall whose visitors part; on each way two windows, after waiting or without."""

    def way(k, waits):
        wait = {"delay": f"pile {k}", "title": {"zh": "等件", "en": "Pile"}, "time": 60.0}
        both = [{"serve": window, "name": f"{window} {k}"} for window in ("w1", "w2")]
        walked = [{"parallel": [[step] for step in both]}] if beside else both
        return {"probability": 0.3, "steps": [*([wait] if waits else []), *walked]}

    parted = {"branch": [way(k, waits) for k, waits in enumerate(waiting)]}
    return titled(hall(parted, *short("w3")))


@pytest.mark.parametrize(
    ("waiting", "left", "gone", "beside"),
    [
        ([1], [0], ("", ""), ("", "")),
        ([1, 1, 1], [0, 0, 0], *[("（流程中 3 处）", " (at 3 places of the flow)")] * 2),
        ([1, 1, 1], [0, 1, 0], ("（流程中 3 处的 2 处）", " (at 2 of 3 places of the flow)"),
         ("（流程中 3 处）", " (at 3 places of the flow)")),
    ],
)  # fmt: skip
def test_what_stands_at_several_places_of_a_flow_is_told_once(waiting, left, gone, beside):
    before, after = ways(waiting, beside=False), ways(left, beside=True)
    data = dataclasses.replace(DATA, model_before=before, model_after=after)
    zh, en = (flows_told(["services.long.flow[0]"], before, after, data, lang) for lang in LANGS)
    assert zh == f"事项1 · 流程：取消步骤 等件{gone[0]}，并行 办事1 ‖ 办事2{beside[0]}"
    assert en == f"Matter 1 · flow: gone Pile{gone[1]}, side by side Work 1 ‖ Work 2{beside[1]}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_rank_says_where_the_title_is_about_another_number(lang):
    def told(measure):
        standing = Standing(Key(measure, "all", ""), 1, 2, ())
        facts = dataclasses.replace(DATA.facts, standing=standing, headline="hall_time_mean")
        (sentence,) = rank_told(dataclasses.replace(DATA, facts=facts), lang)
        return sentence

    word = "标题" if lang == "zh" else "title"
    assert word in told("wait_mean")
    assert word not in told("hall_time_mean")
