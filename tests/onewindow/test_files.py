"""What is written is whole or not there, and never takes the place of what is read."""

import os
import socket
from pathlib import Path

import pytest

from onewindow.api import replicate
from onewindow.api import report as write_report
from onewindow.files import Target, ready
from scenarios.errors import DataError
from scenarios.whole_file import whole_file

LOGGED = """
logs:
  tickets: {file: tickets.csv, arrival: came, wait_until: called}
"""


@pytest.fixture
def logged(folder):
    """The folder with a model, desk.yaml, that names a log."""
    with (folder / "desk.yaml").open("a") as file:
        file.write(LOGGED)
    rows = (f"2026-01-05 09:{m:02d}:00,2026-01-05 09:{m + 3:02d}:00\n" for m in range(9))
    (folder / "tickets.csv").write_text("came,called\n" + "".join(rows))
    return folder


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_written_whole(tmp_path):
    with whole_file(tmp_path / "a.csv") as beside:
        beside.write_text("x\n")
    assert (tmp_path / "a.csv").read_text() == "x\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("old")

    def fails(*_):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"), whole_file(tmp_path / "a.csv") as beside:
        beside.write_text("new")
    assert (tmp_path / "a.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    ready([Target("--out", tmp_path / "link.csv")])
    with whole_file(tmp_path / "link.csv") as beside:
        beside.write_text("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_folders_are_made_and_tried(tmp_path):
    ready([Target("--out", tmp_path / "a" / "b" / "c.csv")], folders=[tmp_path / "d"])
    assert (tmp_path / "d").is_dir()
    assert list((tmp_path / "a" / "b").iterdir()) == []


def pipe(path):
    os.mkfifo(path)


def listener(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def loop(path):
    path.symlink_to(path)


def link_to_pipe(path):
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


@pytest.mark.parametrize("make", [Path.mkdir, pipe, listener, loop, link_to_pipe])
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("simulate desk.yaml --out {}", "t.csv"),
        ("simulate desk.yaml --log {}", "t.xes"),
        ("simulate desk.yaml --log t.xes", "t.duty.csv"),
        ("compare more.yaml --out {}", "t.csv"),
        ("report more.yaml --out {}", "t.html"),
        ("charts more.yaml --out .", "wait_curve.png"),
        ("charts more.yaml --out .", "tables.xlsx"),
        ("demo --out .", "report.html"),
    ],
)
def test_what_is_no_file_is_refused(call, folder, command, name, make):
    make(folder / name)
    refused(call, folder, command.format(name), f"{name}: --")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("simulate desk.yaml --out t.html", "expected a file that ends in .csv, got '.html'"),
        ("simulate desk.yaml --out t", "expected a file that ends in .csv, got no ending"),
        ("simulate desk.yaml --log t.html", "ends in .csv, .parquet, .xes, got '.html'"),
        ("compare more.yaml --out t.xlsx", "expected a file that ends in .csv, got '.xlsx'"),
        ("report more.yaml --out t.pdf", "expected a file that ends in .html, .htm, got '.pdf'"),
        ("simulate desk.yaml --out desk.yaml", "desk.yaml: --out"),
        ("simulate desk.yaml --out tickets.csv", "tickets.csv: --out: expected another file"),
        ("simulate more.yaml --log tickets.csv", "tickets.csv: --log: expected another file"),
        ("simulate more.yaml --log new/../tickets.csv", "--log: expected another file"),
        ("simulate more.yaml --log alias.csv", "alias.csv: --log: expected another file"),
        ("simulate desk.yaml --log t.csv --out t.csv", "--log: expected another file than that"),
        ("simulate desk.yaml --log t.xes --out t.duty.csv", "t.duty.csv: --log: expected another"),
        ("compare more.yaml --out tickets.csv", "tickets.csv: --out: expected another file"),
        ("compare desk.html more.html --out desk.csv", "desk.csv: --out: expected another file"),
        ("report more.html --out more.html", "more.html: --out: expected another file"),
        ("report desk.html --out desk.html", "desk.html: --out: expected another file"),
        ("report desk.yaml --out blocked/t.html", "blocked: expected a folder that can be"),
        ("charts wait_curve.csv --out .", "wait_curve.csv: --out: expected another file"),
    ],
)
def test_other_endings_and_what_is_read_are_refused(call, logged, command, says):
    desk, more = ((logged / f"{name}.yaml").read_text() for name in ("desk", "more"))
    (logged / "blocked").write_text("")
    (logged / "new").mkdir()
    (logged / "alias.csv").symlink_to("tickets.csv")
    for name in ("desk.html", "desk.csv", "wait_curve.csv"):
        (logged / name).write_text(desk)
    (logged / "desk.csv").unlink()
    (logged / "desk.csv").symlink_to("desk.html")
    (logged / "more.html").write_text(more.replace("desk.yaml", "desk.html"))
    refused(call, logged, command, says)


def refused(call, folder, command, says):
    """It is told in one sentence, before anything is simulated or written."""
    before = contents(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.experiment.Job", None)
        result = call(*command.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "expected" in result.stderr
    assert result.stderr.count("\n") == 1
    assert contents(folder) == before


def test_each_page_of_several_redesigns_is_tried(call, folder):
    more = (folder / "more.yaml").read_text()
    (folder / "less.yaml").write_text(more.replace("name: more", "name: less"))
    (folder / "r-less.html").mkdir()
    refused(call, folder, "report desk.yaml more.yaml less.yaml --out r.html", "r-less.html: --out")


def test_from_python_a_report_has_the_same_rules(logged):
    runs = replicate("desk.yaml", replications=2, processes=1)
    with pytest.raises(DataError, match=r"ends in \.html, \.htm, got '\.csv'"):
        write_report(runs, "tickets.csv")


@pytest.mark.parametrize(
    ("asked", "page"),
    [("r", "r.html"), ("there", "there/report.html"), ("new/r", "new/r.html"), ("r.htm", "r.htm")],
)
def test_a_report_is_put_where_a_page_is_meant(call, folder, asked, page):
    (folder / "there").mkdir(exist_ok=True)
    result = call("report", "desk.yaml", "-n", "2", "--out", asked, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert (folder / page).is_file()
    assert f"written: {page}\n" in result.stderr
