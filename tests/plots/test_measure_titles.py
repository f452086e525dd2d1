"""Calls are told of in the words of a hotline, visits in those of a hall, side by side too."""

import re

import pytest

from onewindow.chosen import Row, rows_of
from onewindow.headings import heading, label
from onewindow.measure_names import key_named
from plots.measure_titles import every_title, measure_definition, measure_title
from scenarios.calls import concerns_calls, is_calls, only_calls, told_as_calls
from scenarios.model import ServiceModel
from sim.catalogue import CATALOGUE
from sim.catalogue_of_calls import OF_CALLS
from sim.experiment import replicate
from tests.plots.sample_models import hall_before, hotline, text
from tests.plots.test_subject import mixed

LANGS = ("zh", "en")
HALL_WORDS = re.compile("接通|呼入|来电|坐席|call|answer|agent", re.I)
"""What nobody says of people at a counter."""


def at_the_counter(within: str = "10 min") -> ServiceModel:
    """A hall with a promise that people of a hall wait for: no hotline promises ten minutes."""
    return ServiceModel.model_validate(
        hotline().model_dump(exclude_unset=True)
        | {
            "targets": {
                "soon": {
                    "title": text(("十分钟", "Ten minutes")), "measure": "service_level",
                    "queue": "talk", "fraction": 0.8, "within": within,
                }
            }
        }
    )  # fmt: skip


def with_back_office() -> ServiceModel:
    """A hotline whose calls leave a work order behind."""
    model = hotline().model_dump(exclude_unset=True)
    model["activities"]["order"] = {"service_time": "4 min", "place": "back"}
    model["pools"]["clerks"] = {"serves": ["order"], "seats": 3}
    model["services"]["call"]["flow"] = [{"serve": "talk"}, {"serve": "order"}]
    return ServiceModel.model_validate(model)


def test_measures_of_calls_have_the_words_of_the_field():
    model = [hotline()]
    for number, zh, en in (
        (("asa", "queue", "talk"), "平均应答时间（ASA）", "Average speed of answer (ASA)"),
        (("answered_fraction", "queue", "talk"), "接通率", "Answered fraction"),
        (("abandoned_fraction", "queue", "talk"), "放弃率", "Abandoned fraction"),
        (("occupancy", "pool", "agents"), "坐席利用率", "Agent occupancy"),
        (
            ("of_offered", "queue", "talk"),
            "服务水平（30\N{NO-BREAK SPACE}秒内接通率，按呼入）",
            "Service level (answered within 30\N{NO-BREAK SPACE}s, of offered)",
        ),
    ):
        assert [measure_title(model, number, lang) for lang in LANGS] == [zh, en]


@pytest.mark.parametrize("lang", LANGS)
def test_no_measure_of_a_hall_has_the_words_of_a_hotline(lang):
    for models in ([hall_before()], [at_the_counter()]):
        for scope, of in (("all", ""), ("queue", "talk"), ("pool", "agents")):
            for name, known in CATALOGUE.items():
                if "call" in name or "visits (calls)" in known.definition_en:
                    continue  # Measures of work orders and calls alone, and definitions of both.
                told = measure_title(models, (name, scope, of), lang)
                assert not HALL_WORDS.search(told), told


@pytest.mark.parametrize("lang", LANGS)
def test_beside_each_other_each_has_its_own_words_and_totals_those_of_a_hall(lang):
    model, own, other = mixed(), hotline(), hall_before()
    for name in OF_CALLS:
        for scope, of in (("service", "call"), ("queue", "talk"), ("pool", "agents")):
            told = measure_title([model], (name, scope, of), lang)
            assert told == measure_title([own], (name, scope, of), lang)
        for scope, of in (("all", ""), ("service", "permit_pay"), ("queue", "accept")):
            told = measure_title([model], (name, scope, of), lang)
            assert told == measure_title([other], (name, "all", ""), lang)
    differ = measure_title([model], ("asa", "queue", "accept"), lang)
    assert differ != measure_title([model], ("asa", "queue", "talk"), lang)


def test_what_is_of_calls_follows_from_one_definition():
    for model in (mixed(), hotline(), hall_before(), at_the_counter("2 min"), at_the_counter()):
        for name in model.services:
            assert concerns_calls(model, "service", name) == is_calls(model, name)
        assert concerns_calls(model, "all", "") == only_calls([model])
    assert not concerns_calls(hotline(), "queue", "accept")


def test_the_first_model_that_has_it_decides_and_for_totals_all_do():
    halls, calls = at_the_counter(), hotline()
    for scope, of in (("service", "call"), ("queue", "talk"), ("pool", "agents")):
        assert told_as_calls([calls, halls], scope, of)
        assert not told_as_calls([halls, calls], scope, of)
    # A hall without that line says nothing about it.
    assert told_as_calls([hall_before(), calls], "queue", "talk")
    assert told_as_calls([calls, calls], "all", "")
    assert not told_as_calls([calls, halls], "all", "")
    assert not told_as_calls([], "all", "")


def test_work_left_behind_by_calls_is_not_answered():
    model = with_back_office()
    assert is_calls(model, "call")
    assert concerns_calls(model, "pool", "agents")
    assert not concerns_calls(model, "pool", "clerks")
    assert not concerns_calls(model, "queue", "order")
    told = measure_title([model], ("answered_fraction", "queue", "order"), "zh")
    assert not HALL_WORDS.search(told)


@pytest.mark.parametrize("lang", LANGS)
def test_a_level_names_the_wait_that_its_target_names(lang):
    def told(*waits, formula="of_offered"):
        models = [at_the_counter(within) for within in waits]
        return measure_title(models, (formula, "queue", "talk"), lang)

    for formula in ("of_offered", "of_answered", "less_quick_abandoned"):
        assert re.search(r"\b20\s", told("20 s", formula=formula))
        assert re.search(r"\b10\s", told("10 min", formula=formula))
    # Before and after do not agree: no wait is named, rather than a wrong one.
    assert not re.search(r"\d", told("20 s", "60 s"))
    assert re.search(r"\d", told("20 s", "20 s"))


def test_each_formula_has_a_name_of_its_own_by_which_it_is_found():
    formulas = ("of_offered", "of_answered", "answered_or_quick_abandoned", "less_quick_abandoned")
    for model in (hotline(), at_the_counter()):
        for lang in LANGS:
            titles = [measure_title([model], (f, "queue", "talk"), lang) for f in formulas]
            assert len(set(titles)) == len(formulas)
            for formula, title in zip(formulas, titles, strict=True):
                assert key_named(title, model, "--measure").measure == formula
    assert key_named("平均应答时间", hotline(), "--measure").measure == "asa"


def test_a_wait_with_the_abandoned_is_not_called_the_average_speed_of_answer():
    # That of the answered leaves out who gave up (docs of the measures); the mean wait does not.
    for lang, abandoned in (("zh", "放弃"), ("en", "abandoned")):
        for name in ("wait_mean", "wait_p90"):
            assert abandoned in measure_title([hotline()], (name, "all", ""), lang)
            assert abandoned not in measure_title([hall_before()], (name, "all", ""), lang)


def test_a_definition_has_the_words_of_the_title():
    number = ("answered_fraction", "queue", "talk")
    assert "接通" in measure_definition([hotline()], number, "zh")
    assert "接通" not in measure_definition([at_the_counter()], number, "zh")


def test_no_two_measures_share_a_title():
    for catalogue in (CATALOGUE, OF_CALLS):
        for lang in LANGS:
            titles = [getattr(one, lang) for one in catalogue.values()]
            assert len(set(titles)) == len(titles)
    assert set(OF_CALLS) == set(CATALOGUE)
    for name in CATALOGUE:
        assert {CATALOGUE[name].zh, OF_CALLS[name].en} <= set(every_title(name))


def test_in_a_table_pools_of_calls_stand_under_a_heading_of_their_own():
    both = mixed()
    # The agents stand between the windows.
    order = ("window_accept", "agents", "window_pay")
    model = both.replace(pools={name: both.pools[name] for name in order})
    rows = rows_of([model], [replicate(model, replications=2, processes=1).estimates()], False)
    heads: dict[str, list[str]] = {}
    for row in rows:
        if row.measure == "occupancy":
            title = heading(row, [model], "zh", False)
            heads.setdefault(title, []).append(label(row, [model], "zh", False))
            # Once another heading has begun, the one before it does not come again.
            assert title == list(heads)[-1]
    assert list(map(len, heads.values())) == [1, 2]
    assert list(heads) == ["坐席利用率", "忙碌率"]
    # Callers are in no hall, beside visitors who are.
    in_hall = {row.of for row in rows if row.measure == "hall_time_mean"}
    assert in_hall == {"", "permit_accept", "permit_pay"}
    assert heading(Row("occupancy", "pool", "agents"), [hotline()], "en", False).startswith("Agent")
