"""Every file of the library loads, applies, reads back and runs; numbers have their source."""

from pathlib import Path

import numpy as np
import pytest

from scenarios.checks import check_model, warnings_for
from scenarios.errors import ModelError
from scenarios.library.packs import load_pack, pack_names
from scenarios.reading import load_model, read_model
from scenarios.redesign.scenario import amount_number
from scenarios.redesign.scenario_reading import load_redesigned, load_scenario
from scenarios.writing import dump_model
from sim.catalogue import CATALOGUE
from sim.event_log import FINISHED
from sim.experiment import replicate, simulate

PACKS = pack_names()
SCENARIOS = [path for name in PACKS for path in load_pack(name).scenarios]
STATED = [path for path in SCENARIOS if any(p.tolerance for p in load_scenario(path).published)]
"""Scenarios with a published before that the baseline is to show."""


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_library_has_its_cases() -> None:
    assert {"hotline_12345", "social_security"} <= set(PACKS)


@pytest.mark.parametrize("name", PACKS)
def test_a_baseline_loads_reads_back_and_runs(name: str) -> None:
    model = load_model(load_pack(name).baseline)
    assert model.name == name
    assert warnings_for(model) == ()
    assert read_model(dump_model(model)) == model
    assert np.mean(simulate(model).log.fate == FINISHED) > 0.8


@pytest.mark.parametrize("path", SCENARIOS, ids=label)
def test_a_scenario_loads_applies_reads_back_and_runs(path: Path) -> None:
    models = load_redesigned(path)
    after = models.redesigned.model
    assert models.scenario.name == path.stem
    assert all(step.changes for step in models.redesigned.steps)
    assert check_model(after) == ()
    assert warnings_for(after) == ()
    assert read_model(dump_model(after)) == after
    assert np.mean(simulate(after).log.fate == FINISHED) > 0.8


@pytest.mark.parametrize("path", SCENARIOS, ids=label)
def test_published_figures_name_a_source_and_a_measure_of_the_catalogue(path: Path) -> None:
    for figure in load_redesigned(path).scenario.published:
        assert figure.source.zh != figure.source.en
        assert figure.measure is None or figure.measure in CATALOGUE


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_says_where_its_numbers_come_from_in_both_languages(name: str) -> None:
    text = load_pack(name).readme.read_text(encoding="utf-8")
    assert "## 中文" in text
    assert "## English" in text
    assert "published" in text
    assert "assumed" in text


@pytest.mark.parametrize("path", STATED, ids=label)
def test_the_baseline_shows_the_published_before(path: Path) -> None:
    """Within the stated tolerance; the after is never asserted, it has to come out.

    Of the hall of five windows 30 replications give an interval of 6 % either way, so a baseline
    in the middle of a tolerance of 15 % passes for nearly every seed.
    """
    models = load_redesigned(path)
    table = replicate(models.before, replications=30, seed=11, processes=1).estimates()
    for figure in models.scenario.published:
        if figure.tolerance is None:
            continue
        here = (table["measure"] == figure.measure) & (table["scope"] == figure.scope)
        value = table[here & (table["of"] == figure.of) & table["at"].isna()]["value"].item()
        assert figure.before is not None
        before = amount_number(figure.before)
        assert isinstance(before, float)
        assert abs(value - before) <= figure.tolerance * before


def test_unknown_names_are_told() -> None:
    with pytest.raises(ModelError, match="Did you mean 'social_security'"):
        load_pack("social_securty")
    with pytest.raises(ModelError, match="Did you mean 'one_window'"):
        load_pack("social_security").scenario("one_windw")
