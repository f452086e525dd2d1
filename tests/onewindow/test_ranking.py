"""The ranking with which a comparison opens: one measure for all, who loses, what it costs."""

import json

import pytest

from onewindow.ranking import ranking, standings_of
from onewindow.reporting import report_data
from onewindow.study import Redesign, Study, run_study
from plots.headline import headline
from plots.rank_measure import rank_told
from scenarios.redesign.scenario import Published
from scenarios.section import TextPair
from tests.onewindow.test_losers import desk

FEW = 20


def study(**published: tuple[Published, ...]) -> Study:
    """A green lane for short matters, one for long matters, and no change at all."""
    models = {"short_first": desk(-1), "long_first": desk(1), "as_it_is": desk()}
    return Study(
        "desk",
        desk(),
        {
            name: Redesign(
                name, TextPair(zh=name, en=name), None, model, (), published.get(name, ())
            )
            for name, model in models.items()
        },
    )


@pytest.fixture(scope="module")
def result():
    return run_study(study(), FEW, 1, 1, None)


def test_all_are_ranked_by_one_measure_and_short_matters_first_is_best(result):
    found = ranking(result, result.table())
    # Shortest first has the least mean wait, longest first the greatest (Cobham 1954).
    assert [one.name for one in found] == ["short_first", "as_it_is", "long_first"]
    assert [one.standing.rank for one in found] == [1, 2, 3]
    assert len({one.standing.key for one in found}) == 1


def test_who_pays_is_counted(result):
    first, second, _ = ranking(result, result.table())
    assert (first.worse_services, first.services) == (("long",), 2)
    assert second.worse_services == ()


def test_a_published_measure_is_the_one_for_all():
    figure = Published(what=TextPair(zh="等", en="Wait"), source="x", measure="wait_p90", after=60)
    other = Published(what=TextPair(zh="忙", en="Busy"), source="x", measure="occupancy", after=0.5)
    compared = run_study(study(as_it_is=(other, figure)), FEW, 1, 1, None)
    found = standings_of(compared, compared.table())
    assert {one.key.measure for one in found.values()} == {"wait_p90"}


def test_a_figure_published_about_one_service_heads_ranking_and_report_and_no_modelled_one_does():
    words = {"what": TextPair(zh="等", en="Wait"), "source": "x", "after": 0.9}
    modelled = Published(**words, measure="satisfied_fraction")
    about = Published(**words, measure="wait_mean", scope="service", of="long")
    compared = run_study(study(as_it_is=(modelled, about)), 2, 1, 1, None)
    asked = ("wait_mean", "service", "long")
    found = standings_of(compared, compared.table())
    assert {one.key[:3] for one in found.values()} == {asked}
    row = headline(report_data(compared)["as_it_is"])
    assert row is not None
    assert tuple(row[["measure", "scope", "of"]]) == asked


def test_a_report_says_where_its_redesign_stands(result):
    told = {name: rank_told(data, "en") for name, data in report_data(result).items()}
    assert told["short_first"][0].startswith("Rank 1 of 3 by mean ")
    assert told["long_first"][0].startswith("Rank 3 of 3 by mean ")
    alone = run_study(
        Study("desk", desk(), {"as_it_is": result.study.redesigns["as_it_is"]}), 2, 1, 1, None
    )
    assert rank_told(report_data(alone)["as_it_is"], "en") == ()


def test_compare_opens_with_the_ranking_in_both_languages(call, folder):
    (folder / "same.yaml").write_text(
        (folder / "more.yaml").read_text(encoding="utf-8").replace("seats: 3", "seats: 2")
        .replace("name: more", "name: same"), encoding="utf-8",
    )  # fmt: skip
    both = ("compare", "desk.yaml", "more.yaml", "same.yaml", "-n", "10")
    text = call(*both).stdout
    assert text.index("Ranking: Mean hall time") < text.index("Four reductions")
    assert "all redesigns by the same measure" in " ".join(text.split())
    assert "排名：平均在厅时间" in call(*both, "--lang", "zh").stdout
    places = json.loads(call(*both, "--json").stdout)["ranking"]
    assert [(p["rank"], p["name"]) for p in places] == [(1, "more"), (2, "same")]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_ranking_fits_eighty_columns(call, folder, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "80")
    from rich.cells import cell_len

    lines = call("compare", "more.yaml", "-n", "2", "--lang", lang).stdout.splitlines()
    assert max(map(cell_len, lines)) <= 80
