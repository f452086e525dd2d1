"""The people of a roster are simulated from the command line."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from onewindow.requiring import Asked
from onewindow.roster.run_shown import shown_run
from onewindow.roster.run_told import run_told
from onewindow.roster.simulating import simulate_roster
from plots.language import LANGS
from plots.roster.run_charts import RUN_CHARTS
from plots.roster.run_page import run_html
from plots.roster.run_tables import level_rows, run_sheets
from plots.roster.run_words import run_finding
from scenarios.roster.kinds import RosterKind
from tests.sim.test_roster_stays import two_counters
from tests.sim.test_rostered import case_of, hotline

ROSTER = """\
first_day: 2026-03-02
days: 3
kinds:
  day: {start: "00:00", length: 12 h}
  night: {start: "12:00", length: 12 h}
groups:
  desk: {people: [Ann, Bob, Cho, Dee]}
needs: []
"""
GRID = """\
name,2026-03-02,2026-03-03,2026-03-04
Ann,day,day,day
Bob,day,day,day
Cho,night,night,night
Dee,night,night,off
"""


@pytest.fixture
def march(folder):
    (folder / "march.yaml").write_text(ROSTER, encoding="utf-8")
    (folder / "posted.csv").write_text(GRID, encoding="utf-8")
    (folder / "line.yaml").write_text(hotline(20.0).model_dump_json(exclude_unset=True))
    return folder


ASKED = ("--target", "80% in 60 s", "--queue", "answer", "-n", "3")


def test_levels_people_and_what_absence_leaves(call, march) -> None:
    words = (
        "roster",
        "simulate",
        "march.yaml",
        "posted.csv",
        "hotline_12345",
        *ASKED[:2],
        "-n",
        "3",
    )
    done = call(*words, "--absent", "20%", "--json", "--out", "sim")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["absent"], told["shifts"], told["replications"]) == (0.2, 11, 3)
    (total,) = told["total"]
    assert total["level_absent"] < total["level"]
    assert total["change"] == pytest.approx(total["level_absent"] - total["level"])
    assert [one["person"] for one in told["people"]] == ["Ann", "Bob", "Cho", "Dee"]
    # Calls that are on hand at the end of a shift are finished: a little more than the hours.
    for one, hours in zip(told["people"], (36, 36, 36, 24), strict=True):
        assert hours <= one["hours"] < hours + 1
        assert 0 < one["occupancy"] <= 1
    assert len(told["intervals"]) == 24
    assert sorted(path.name for path in (march / "sim").iterdir()) == sorted(
        ["levels.pdf", "levels.png", "levels.svg", "occupancy.pdf", "occupancy.png",
         "occupancy.svg", "roster_simulated.html", "roster_simulated.xlsx"]
    )  # fmt: skip
    again = json.loads(call(*words, "--json").stdout)
    assert again["total"][0]["level"] == total["level"]  # the same calls, absence or none
    assert again["total"][0]["level_absent"] is None


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--absent 120%", "--absent: expected a share below 1, got '120%'"),
        ("--pool agent", "--pool: expected a pool of the model (agents), got 'agent'"),
        ("--interval 7h", "--interval: expected a part of a day"),
    ],
)
def test_mistakes_are_one_sentence(call, march, options: str, says: str) -> None:
    result = call(
        "roster", "simulate", "march.yaml", "posted.csv", "hotline_12345", *options.split()
    )
    assert result.exit_code == 2
    assert says in result.stderr


def test_people_of_kinds_that_no_pool_takes_are_not_simulated() -> None:
    kinds = {
        name: RosterKind(start=9 * 3600.0, length=8 * 3600.0, post=post)
        for name, post in (("A", "first"), ("B", "second"), ("C", "hotline"))
    }
    case = case_of(days=2, kinds=kinds, Ann={}, Bob={}, Cho={}, Dee={})
    roster = {"Ann": ("A", "C"), "Bob": ("B", "B"), "Cho": ("C", "C"), "Dee": (None, None)}
    asked = Asked("80% in 20 min", interval="1 h")

    def run(*pools: str):
        return simulate_roster(
            two_counters(cases=20), case, roster, asked, rate=0.9, pools=pools, replications=2
        )

    left = run()
    assert list(shown_run(left).people["person"]) == ["Ann", "Bob", "Dee"]
    assert (left.shifts, len(left.staffed.notes)) == (3, 1)
    assert left.absent is not None
    assert left.absent.missing.max() <= 3
    # Now all six shifts are worked at a counter.
    with_all = run("C=second")
    assert list(shown_run(with_all).people["person"]) == list(case.people)
    assert (with_all.shifts, with_all.staffed.notes) == (6, ())


@pytest.fixture(scope="module")
def data():
    case = case_of(days=2, **{"=Ann": {}, "Bob": {"speed": 1.5}})
    roster = dict.fromkeys(case.people, ("D", "D"))
    asked = Asked("80% in 60 s", interval="1 h", queues=("answer",))
    return shown_run(simulate_roster(hotline(30.0), case, roster, asked, rate=0.2, replications=4))


def test_the_total_is_the_sum_of_its_intervals(data) -> None:
    rows, total = data.clock, data.total.iloc[0]
    assert rows["calls"].sum() == pytest.approx(total["calls"])
    assert (rows["calls"] * rows["level"]).sum() / total["calls"] == pytest.approx(total["level"])
    both = data.days["level"] * data.days["calls"]
    assert both.sum() / data.days["calls"].sum() == pytest.approx(total["level"])
    assert np.allclose(rows["change"], rows["level_absent"] - rows["level"])


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_and_its_tables_speak_their_language(data, lang, tmp_path) -> None:
    html = run_html(data, lang=lang)
    assert "http" not in re.sub(r"xmlns(:\w+)?=\"[^\"]*\"", "", html).replace("http-equiv", "")
    assert run_finding(data, lang) in html
    for chart in RUN_CHARTS:
        assert chart.finding(data, lang) in html
    sheets = run_sheets(data, lang)
    assert len(sheets) == 4
    if lang == "en":
        heads = " ".join(" ".join(map(str, table.columns)) for table in sheets.values())
        assert not re.search("[\u4e00-\u9fff]", heads + run_finding(data, lang))


def week_in_a_hall():
    """A hall with two counters that is shut on Saturday and Sunday, over two weeks."""
    kinds = {
        name: RosterKind(start=9 * 3600.0, length=8 * 3600.0, post=post)
        for name, post in (("A", "first"), ("B", "second"))
    }
    case = case_of(days=14, kinds=kinds, Ann={}, Bob={})
    week = {name: (kind,) * 5 + (None,) * 2 for name, kind in (("Ann", "A"), ("Bob", "B"))}
    roster = {name: days * 2 for name, days in week.items()}
    asked = Asked("80% in 20 min", interval="1 h")
    return shown_run(simulate_roster(two_counters(cases=40), case, roster, asked, replications=2))


def test_visits_of_a_day_are_those_of_an_open_day() -> None:
    shown = week_in_a_hall()
    total = shown.total.iloc[0]
    # 40 come on each of ten days, and each is counted at both counters.
    assert total["open_days"] == 10
    assert total["calls"] == pytest.approx(2 * 40)
    assert shown.days["calls"].sum() == pytest.approx(10 * total["calls"])
    by_queue = shown.clock.groupby("queue")["calls"].sum()
    assert by_queue.to_numpy() == pytest.approx(40)


@pytest.mark.parametrize("lang", LANGS)
def test_a_hall_has_visits_a_hotline_calls_and_each_table_its_queue(lang) -> None:
    visits, calls = {"zh": ("来访", "来电"), "en": ("visits", "calls")}[lang]
    hall, line = week_in_a_hall(), days_of_a_hotline()
    for shown, word, other in ((hall, visits, calls), (line, calls, visits)):
        told = [
            one if isinstance(one, str) else " ".join(one.heads) for one in run_told(shown, lang)
        ]
        sheets = [" ".join(map(str, table)) for table in run_sheets(shown, lang).values()]
        said = " ".join([*told, *sheets]).lower()
        assert word in said
        assert other not in said
        # A hotline is open on all days.
        assert (("开放日平均" if lang == "zh" else "an open day in the mean") in said) == (
            shown is hall
        )
    # One above each of several tables; a table that is alone needs none.
    captions = [table.caption for table in level_rows(hall, lang)]
    assert len(captions) == 2
    assert [one for one in run_told(hall, lang) if one in captions] == captions
    assert level_rows(line, lang)[0].caption not in list(run_told(line, lang))


def days_of_a_hotline():
    """A hotline that is known as one by what it promises."""
    promised = {
        "fast": {"measure": "service_level", "queue": "answer", "within": "60 s", "fraction": 0.8}
    }
    case = case_of(days=2, Ann={})
    model = hotline(12.0).replace(targets=promised)
    roster = {"Ann": ("D", "D")}
    return shown_run(simulate_roster(model, case, roster, Asked(interval="1 h"), replications=2))
