import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from scenarios.checks import check_model
from scenarios.model import ServiceModel
from scenarios.reading import load_model, read_model
from scenarios.writing import dump_model, write_model
from tests.strategies import models

SAMPLE = Path(__file__).with_name("sample.yaml")
slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(models())
def test_a_written_model_reads_back_as_the_same_model(model: ServiceModel) -> None:
    assert check_model(model) == ()
    again = read_model(dump_model(model))
    assert again == model
    assert dump_model(again) == dump_model(model)


def test_dates_that_stand_in_two_calendars_are_written_out_in_both() -> None:
    model = load_model(SAMPLE)
    date = dt.date(2026, 3, 7)
    calendars = {
        name: model.calendars["hall"].replace(open_dates={date: ((9 * 3600.0, 12 * 3600.0),)})
        for name in ("hall", "other")
    }
    with_two = model.replace(calendars={**model.calendars, **calendars})
    assert read_model(dump_model(with_two)) == with_two
    assert "&" not in dump_model(with_two)


def test_the_sample_reads_back_as_the_same_model() -> None:
    model = load_model(SAMPLE)
    assert read_model(dump_model(model)) == model


def test_what_is_written_is_read_easily() -> None:
    text = dump_model(load_model(SAMPLE))
    for line in (
        "title: {zh: 示例大厅, en: Sample hall}",
        "start_date: 2026-03-02",
        '    open: {mon-fri: ["09:00-12:00", "13:00-17:00"], sat: ["09:00-12:00"]}',
        "    service_time: {distribution: gamma, mean: 6 min, cv: 0.8, provenance: measured}",
        "    pickup: 15 s",
        "      - {delay: publish, time: 2 workdays, calendar: hall}",
        "    limits: {statutory: 20 workdays, promised: 10 workdays}",
    ):
        assert f"\n{line}\n" in text, line
    assert "null" not in text


def test_a_written_file_names_its_logs_from_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    model = load_model(tmp_path / "sample.yaml")
    write_model(model, tmp_path / "again.yaml")
    assert "file: march.csv" in (tmp_path / "again.yaml").read_text(encoding="utf-8")
    assert load_model(tmp_path / "again.yaml") == model


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("before", encoding="utf-8")

    def fails(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no space left"):
        write_model(load_model(SAMPLE), path)
    assert path.read_text(encoding="utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["model.yaml"]
