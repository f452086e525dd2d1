"""Numbers as cells: what was decided never reads as nothing."""

import re

import pandas as pd
import pytest

from onewindow.cells import change_cells
from onewindow.change_tables import reductions_table, unchanged_words, written_alike


def record(before, after, verdict, unit="count", measure="visits_mean"):
    change = after - before
    ends = {f"{side}_{end}": one for side, one in (("before", before), ("after", after))
            for end in ("low", "high")}  # fmt: skip
    numbers = {"before": before, "after": after, "difference": change, "relative": change / before}
    near = {"low": change * 1.5, "high": change * 0.5}
    return {"measure": measure, "unit": unit, "verdict": verdict, **numbers, **ends, **near}


def amounts(cell):
    """Every number of a cell, without signs and separators of thousands."""
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", cell.plain.replace(",", ""))]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("verdict", ["better", "worse"])
@pytest.mark.parametrize(
    ("unit", "measure", "before", "after"),
    [
        ("count", "visits_mean", 1.1502, 1.1481),
        ("s", "wait_mean", 5250.0, 5249.7),
        ("s", "completion_time_mean", 900000.0, 899990.0),
        ("fraction", "finished_fraction", 0.99991, 0.99994),
        ("h", "staffed_hours", 334.0, 334.002),
        ("CNY", "staff_cost", 15030.0, 15029.9),
    ],
)
def test_a_decided_difference_never_reads_as_zero(unit, measure, before, after, verdict, lang):
    cells = change_cells(record(before, after, verdict, unit, measure), lang)
    first, second, change = cells
    # The ends of its interval, below, may come near zero.
    assert 0 not in amounts(change.split("\n")[0])
    assert amounts(first)[0] != amounts(second)[0]


def test_an_undecided_one_may():
    shown = change_cells(record(1.1502, 1.1501, "no distinguishable change"), "en")[2]
    assert amounts(shown)[0] == 0.0


def test_a_number_before_is_written_alike_beside_every_redesign():
    same = {"measure": "wait_mean", "scope": "all", "of": "", "at": float("nan"), "unit": "s"}
    # 100 min against 10 and against 99.9: apart, the first pair would need no digit.
    table = pd.DataFrame(
        [
            {**same, "redesign": "one", "before": 6000.0, "after": 600.0, "verdict": "better"},
            {**same, "redesign": "two", "before": 6000.0, "after": 5994.0, "verdict": ""},
        ]
    )
    ways = written_alike(table)
    (one,), (two,) = (list(ways[name].values()) for name in ("one", "two"))
    assert one.bare(6000.0) == two.bare(6000.0)
    assert two.bare(5994.0) != two.bare(6000.0)


def test_reductions_write_a_number_before_alike_beside_every_redesign():
    same = {"service": "one", "item": "limit_simulated", "unit": "s"}
    every = pd.DataFrame(
        [
            {**same, "redesign": name, **record(6000.0, after, "", "s")}
            for name, after in (("one", 600.0), ("two", 5997.6))
        ]
    )
    firsts = []
    for name in ("one", "two"):
        table = reductions_table(every, name, [], "en")
        ((_, (before, *_)),) = table.rows
        firsts.append(before.plain.splitlines()[0])
    assert firsts[0] == firsts[1]


@pytest.mark.parametrize("services", [2, 3])
def test_reductions_that_change_in_none_of_several_services_are_told_once(services):
    rows = [
        {"redesign": "one", "service": f"s{k}", "item": item, "unit": unit,
         **record(before, after, "", unit)}
        for k in range(services)
        for item, unit, before, after in (
            ("steps", "count", 3.0, 3.0), ("visits", "count", 1.0, 1.0 if k else 0.5),
            ("limit_simulated", "s", 600.0, 500.0),
        )
    ]  # fmt: skip
    every = pd.DataFrame(rows)
    shown = [name for name, _ in reductions_table(every, "one", [], "en").rows]
    told = unchanged_words(every, "one", "en")
    # What changes in one service alone stands beside all.
    assert (told == "The same in every service: Steps.") == (services == 3)
    assert ("Steps" in shown) == (services == 2)
    assert "Visits" in shown


def test_percentage_points_have_no_percent_beside_them():
    record = {
        "measure": "answered_fraction", "unit": "fraction", "before": 0.80, "after": 0.921,
        "difference": 0.121, "relative": 0.15125, "low": 0.11, "high": 0.13, "before_low": 0.79,
        "before_high": 0.81, "after_low": 0.91, "after_high": 0.93, "verdict": "better",
    }  # fmt: skip
    told = str(change_cells(record, "en")[2]).splitlines()[0]
    assert told.replace("\N{NO-BREAK SPACE}", " ") == "+12.1 percentage points"
    wait = str(change_cells({**record, "measure": "wait_mean", "unit": "s"}, "en")[2])
    assert "(+15%)" in wait
