"""The command line, called as a user would."""

import pytest
from typer.testing import CliRunner

from onewindow.cli import app

SMALL = """
name: desk
title: {zh: 咨询台, en: A desk}
provenance: assumed
horizon: 1 day
activities:
  advise: {service_time: {distribution: gamma, mean: 6 min, cv: 0.7}}
pools:
  desk: {serves: [advise], seats: 2}
services:
  question:
    arrivals: {pattern: rates, per_hour: 15, start: "09:00", end: "12:00"}
    flow: [{serve: advise}]
"""
MORE = """
name: more
title: {zh: 加一个窗口, en: One more}
baseline: desk.yaml
why: {zh: 排队太长, en: The line is long}
provenance: assumed
redesign:
  - {operator: set_capacity, pool: desk, seats: 3}
"""
DAYS = "date,Mean wait (min),finished,on time\n" + "".join(
    f"2024-01-{day:02d},{20 + day % 3 - 10 * (day > 12)},100,{80 + day % 4}\n"
    for day in range(1, 25)
)


@pytest.fixture
def call(monkeypatch):
    """Run a command in English; gives the result with ``stdout`` and ``stderr`` apart."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    # What a command says must not depend on how fast the machine is.
    monkeypatch.setattr("onewindow.progress.EVERY", float("inf"))
    runner = CliRunner()

    def run(*arguments):
        result = runner.invoke(app, [str(a) for a in arguments], prog_name="onewindow")
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with a small model, a scenario of it, and measured days."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "more.yaml").write_text(MORE, encoding="utf-8")
    (tmp_path / "days.csv").write_text(DAYS, encoding="utf-8")
    return tmp_path
