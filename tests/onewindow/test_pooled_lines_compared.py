"""Lines that a redesign pools have what is of all of them to be compared by."""

from __future__ import annotations

import pytest

from onewindow.chosen import Row, rows_of
from onewindow.ranking import standings_of
from onewindow.study import Redesign, Study, run_study
from plots.measure_titles import measure_title
from scenarios.model import ServiceModel
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.pool_windows import PoolWindows
from scenarios.section import TextPair
from sim.experiment import replicate

LEVELS = ("answered_fraction", "abandoned_fraction", "asa", "of_offered")
LINES = ("talk_one", "talk_two")
POOL = PoolWindows(operator="pool_windows", pools=("one", "two"), into="both")


def two_lines() -> ServiceModel:
    """Two hotlines beside each other, one of them with twice the calls of the other."""

    def service(name: str, per_hour: float) -> dict[str, object]:
        arrivals = {"pattern": "rates", "per_hour": per_hour}
        return {"title": name, "arrivals": arrivals, "flow": [{"serve": f"talk_{name}"}]}

    talk = {
        "service_time": {"distribution": "exponential", "mean": "4 min"},
        "patience": {"distribution": "exponential", "mean": "3 min"},
    }
    level = {"measure": "service_level", "fraction": 0.8, "within": "30 s"}
    return ServiceModel.model_validate(
        {
            "name": "lines", "title": "Lines", "provenance": "assumed", "horizon": "5 days",
            "activities": {"talk_one": talk, "talk_two": talk},
            "pools": {
                "one": {"serves": ["talk_one"], "seats": 2},
                "two": {"serves": ["talk_two"], "seats": 2},
            },
            "services": {"one": service("one", 20), "two": service("two", 40)},
            "targets": {
                "one": level | {"queue": "talk_one"}, "two": level | {"queue": "talk_two"},
            },
        }
    )  # fmt: skip


def pooled() -> ServiceModel:
    return apply_redesign(two_lines(), [POOL]).model


def test_what_is_of_all_lines_is_the_mean_of_each_weighted_by_who_came() -> None:
    table = replicate(two_lines(), replications=4, processes=1).estimates()
    value = table[table["at"].isna()].set_index(["measure", "scope", "of"])["value"]
    counts = {m: [value[m, "queue", line] for line in LINES] for m in ("offered", "answered")}
    for measure, numbers in counts.items():
        assert value[measure, "all", ""] == pytest.approx(sum(numbers))
    for measure in LEVELS:
        by = counts["answered" if measure == "asa" else "offered"]
        shares = [value[measure, "queue", line] for line in LINES]
        mean = sum(s * n for s, n in zip(shares, by, strict=True)) / sum(by)
        assert value[measure, "all", ""] == pytest.approx(mean), measure


def test_pooled_lines_are_compared_and_ranked_by_what_is_of_all_of_them() -> None:
    named = {
        name: Redesign(name, TextPair(zh=name, en=name), None, model, (), ())
        for name, model in (("pool", pooled()), ("as_it_is", two_lines()))
    }
    result = run_study(Study("lines", two_lines(), named), 10, 1, 1, None)
    table = result.table()
    one = table[table["redesign"] == "pool"]
    shown = rows_of([two_lines(), pooled()], [one], everything=False)
    assert {row.measure for row in shown if row.scope == "all"} >= set(LEVELS)
    # Lines with the same services and patience lose fewer together (Smith & Whitt 1981).
    verdicts = one[(one["scope"] == "all") & one["measure"].isin(LEVELS)]
    assert set(verdicts["verdict"]) == {"better"}
    found = standings_of(result, table)
    assert {standing.key[:2] for standing in found.values()} == {("of_offered", "all")}
    assert found["pool"].rank == 1
    assert found["as_it_is"].rank == 2


def test_where_lines_stay_they_are_told_by_themselves() -> None:
    table = replicate(two_lines(), replications=2, processes=1).estimates()
    shown = rows_of([two_lines()], [table], everything=False)
    assert not {row.measure for row in shown if row.scope == "all"} & set(LEVELS)
    assert Row("of_offered", "queue", "talk_one") in shown


def test_the_wait_that_is_acceptable_in_all_lines_is_named() -> None:
    number = ("of_offered", "all", "")
    assert "30\N{NO-BREAK SPACE}s" in measure_title([two_lines(), pooled()], number, "en")
    longer = {
        name: target.replace(within=60.0) if name == "one" else target
        for name, target in two_lines().targets.items()
    }
    told = measure_title([two_lines().replace(targets=longer)], number, "en")
    assert "within" not in told
