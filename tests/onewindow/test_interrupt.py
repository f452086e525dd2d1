"""Ctrl-C keeps what is done, in pairs, and says how much that is."""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import onewindow
import sim.jobs
import sim.runs
import sim.workers
from onewindow.progress import Bar
from onewindow.study import run_study
from onewindow.subjects import study_of
from onewindow.writing import Writing
from scenarios.errors import Interrupted


@pytest.fixture
def interrupt_after(monkeypatch):
    """Press Ctrl-C when so many replications are done, whichever model they are of."""

    def press(n):
        real, begun = sim.jobs.draw_together, []

        def draw(*args, **options):
            if len(begun) == n:
                raise KeyboardInterrupt
            begun.append(1)
            return real(*args, **options)

        monkeypatch.setattr(sim.jobs, "draw_together", draw)
        # Those measured together are kept or lost together.
        monkeypatch.setattr(sim.runs, "MOST_TOGETHER", 1)

    return press


@pytest.mark.parametrize(("at", "pairs"), [(4, 2), (5, 2), (6, 3)])
def test_a_comparison_keeps_pairs(folder, interrupt_after, at, pairs):
    interrupt_after(at)
    result = run_study(study_of("more.yaml"), 4, 1, 1, None)
    assert (result.n, result.asked, result.interrupted) == (pairs, 4, True)
    assert result.before.n == result.after["more"].n == pairs


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_comparison_of_fewer_than_two_pairs_raises(folder, interrupt_after, at):
    interrupt_after(at)
    with pytest.raises(Interrupted, match=r"interrupted.*nothing is kept"):
        run_study(study_of("more.yaml"), 4, 1, 1, None)


def test_a_complete_comparison_was_not_interrupted(folder):
    assert not run_study(study_of("more.yaml"), 2, 1, 1, None).interrupted


def test_simulate_prints_the_table_and_says_how_much_is_done(call, folder, interrupt_after):
    interrupt_after(3)
    result = call("simulate", "desk.yaml", "-n", "9", "--processes", "1", "--out", "t.csv")
    assert result.exit_code == 130
    assert "Mean wait" in result.stdout
    assert "interrupted: 3 of 9 replications are kept" in result.stderr
    assert (folder / "t.csv").is_file()


def test_ctrl_c_while_files_are_read_or_written_says_so(call, folder, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    said = {
        "onewindow.subjects.study_of": "interrupted before there was a result",
        "onewindow.change_tables.comparison_table": "interrupted while results were being written",
    }
    for place, text in said.items():
        with monkeypatch.context() as patch:
            patch.setattr(place, interrupt)
            result = call("compare", "more.yaml", "-n", "2")
        assert result.exit_code == 130
        assert text in result.stderr


def test_what_is_interrupted_is_no_problem_in_either_language(call, folder, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("onewindow.subjects.study_of", interrupt)
    for lang, begin in (("en", "interrupted before"), ("zh", "已中断：还没有结果")):
        result = call("compare", "more.yaml", "-n", "2", "--lang", lang)
        assert result.exit_code == 130
        assert result.stderr.startswith(begin)
        assert "问题" not in result.stderr


@pytest.fixture
def press_in(monkeypatch):
    """Press Ctrl-C so many times, by real signals, when something is called for the first time."""

    def press(place, times):
        room, _, name = place.rpartition(".")
        real = getattr(importlib.import_module(room), name)

        left = iter(range(times))

        def pressed(*args, **options):
            for _ in left:
                signal.raise_signal(signal.SIGINT)
            return real(*args, **options)

        monkeypatch.setattr(place, pressed)

    return press


WRITERS = {
    "report more.yaml -n 2 --out r.html": ("plots.report.report_html", ["r.html"]),
    "charts desk.yaml -n 2 --out c": ("plots.pictures.draw", ["c/tables.xlsx"]),
    "compare more.yaml -n 2 --out t.csv": ("onewindow.change_tables.comparison_table", ["t.csv"]),
    "simulate desk.yaml -n 2 --out t.csv": ("onewindow.tables.estimates_table", ["t.csv"]),
}


@pytest.mark.parametrize("line", WRITERS)
def test_ctrl_c_after_the_run_lets_results_be_written(call, folder, press_in, line):
    place, files = WRITERS[line]
    before = signal.getsignal(signal.SIGINT)
    whole = call(*line.split()).stdout
    for file in files:
        (folder / file).unlink()
    press_in(place, 1)
    result = call(*line.split())
    assert (result.exit_code, result.stdout) == (130, whole)
    assert result.stderr.endswith("all results are there, every file is whole\n")
    assert all((folder / file).is_file() for file in files)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("line", [line for line in WRITERS if line.startswith(("rep", "ch"))])
def test_a_second_ctrl_c_stops_at_once_and_leaves_nothing_half_written(
    call, folder, press_in, line
):
    there = set(folder.rglob("*"))
    press_in(WRITERS[line][0], 2)
    result = call(*line.split())
    assert result.exit_code == 130
    assert "interrupted while results were being written" in result.stderr
    assert {path for path in set(folder.rglob("*")) - there if path.is_file()} == set()


def test_a_second_ctrl_c_that_python_drops_is_answered_at_the_next_picture(call, folder, press_in):
    with Writing("charts", "en") as writing:
        signal.raise_signal(signal.SIGINT)
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            writing(1, 2)
    assert writing.pressed


def test_after_a_second_ctrl_c_it_is_said_what_is_kept_where(call, folder, press_in):
    press_in("plots.exports.write_workbook", 2)
    result = call("charts", "desk.yaml", "-n", "2", "--out", "c")
    kept = len(list((folder / "c").iterdir()))
    assert kept > 0
    assert f"kept, whole, are {kept} files in c; others were not written" in result.stderr


def test_what_was_there_before_is_not_taken_for_kept(call, folder, press_in):
    (folder / "r.html").write_text("earlier")
    press_in("plots.report.report_html", 2)
    result = call("report", "more.yaml", "-n", "2", "--out", "r.html")
    assert "no file was written" in result.stderr
    assert (folder / "r.html").read_text() == "earlier"


def test_a_mistake_of_what_the_second_ctrl_c_broke_is_none_of_the_users(folder):
    def write():
        with Writing("charts", "en"):
            signal.raise_signal(signal.SIGINT)
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            raise IndexError("At least one sheet must be visible")

    with pytest.raises(Interrupted, match="no file was written"):
        write()


AT_A_PICTURE = """
import sys
import plots.pictures
from onewindow.__main__ import main
real = plots.pictures.draw
def draw(*arguments):
    print("drawing", file=sys.stderr, flush=True)
    sys.stdin.readline()
    return real(*arguments)
plots.pictures.draw = draw
main()
"""
"""The command line in a process that waits for a line of stdin before each picture."""


@pytest.mark.parametrize("times", [1, 2])
def test_signals_to_a_process_that_draws(folder, monkeypatch, times):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PYTHONPATH", str(Path(onewindow.__file__).parents[1]))
    command = ["charts", "desk.yaml", "-n", "2", "--out", "c"]
    with subprocess.Popen(
        [sys.executable, "-c", AT_A_PICTURE, *command],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        heard = {"drawing": "", "press Ctrl-C again to stop at once": ""}
        for awaited in [*heard][:times]:
            heard[awaited] = next(line for line in process.stderr if awaited in line)
            process.send_signal(signal.SIGINT)
        _, said = process.communicate("\n" * 99)
    assert process.returncode == 130
    there = [path.name for path in (folder / "c").iterdir()]
    if times == 1:
        assert "press Ctrl-C again" in said
        assert f"written: c/ ({len(there)} files)" in said
        assert "tables.xlsx" in there
    else:
        assert "no file was written" in said
        assert there == []


def test_a_precision_keeps_what_its_first_value_has(call, folder, interrupt_after):
    interrupt_after(14)  # ten in the first round, more in the second
    wanted = ("--precision", "wait_mean=0.1%", "--vary", "pools.desk.seats=2,3")
    result = call("simulate", "desk.yaml", *wanted, "--processes", "1", "--json")
    (run,) = json.loads(result.stdout)["runs"]
    assert (result.exit_code, run["replications"]) == (130, 14)
    assert "interrupted: 14 of 20 replications are kept" in result.stderr
    assert "interrupted: not begun are pools.desk.seats=3" in result.stderr


def test_it_says_so_in_chinese(call, folder, interrupt_after):
    interrupt_after(7)
    result = call("compare", "more.yaml", "-n", "9", "--processes", "1", "--lang", "zh")
    assert "已中断：保留 9 对重复中已完成的 3 对" in result.stderr


def test_values_of_a_field_have_as_many_replications_each(call, folder, interrupt_after):
    interrupt_after(5)
    vary = ("--vary", "pools.desk.seats=2,3", "--processes", "1", "--json")
    result = call("simulate", "desk.yaml", "-n", "9", *vary)
    document = json.loads(result.stdout)
    assert (result.exit_code, document["interrupted"]) == (130, True)
    assert [run["replications"] for run in document["runs"]] == [2, 2]


@pytest.mark.parametrize("command", ["compare", "report"])
def test_commands_say_how_many_pairs_are_kept(call, folder, interrupt_after, command):
    interrupt_after(7)
    out = {"compare": "t.csv", "report": "r.html"}[command]
    result = call(command, "more.yaml", "-n", "9", "--processes", "1", "--out", out, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["interrupted"]) == (130, True)
    assert document["replications"] == {"baseline": 3, "more": 3}
    assert "interrupted: 3 of 9 pairs of replications are kept" in result.stderr
    if command == "report":
        page = (folder / out).read_text(encoding="utf-8")
        assert "The run was interrupted: 3 of 9 replications" in page
        assert "运行被中断：要求 9 次重复，完成 3 次" in page


@pytest.mark.parametrize("command", ["simulate desk.yaml", "compare more.yaml"])
def test_before_anything_is_done_it_says_so(call, folder, interrupt_after, command):
    interrupt_after(0)
    result = call(*command.split(), "--out", "t.csv")
    assert (result.exit_code, result.stdout) == (130, "")
    assert "interrupted" in result.stderr
    assert "nothing is kept" in result.stderr
    assert not (folder / "t.csv").exists()


BREAKEVEN = "breakeven social_security/one_window -n 2 --low 1.1 --high 1.4 --processes 1"


def test_an_unfinished_search_shows_what_was_tried(call, interrupt_after):
    interrupt_after(7)  # two of the baseline, of the lowest and the highest product, one more
    result = call(*BREAKEVEN.split(), "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["interrupted"]) == (130, True)
    assert (document["status"], document["product"]) == ("interrupted", None)
    assert [one["product"] for one in document["tried"]] == [1.1, 1.4]
    assert "2 products were tried" in result.stderr


def test_a_search_without_a_product_keeps_nothing(call, interrupt_after):
    interrupt_after(3)
    result = call(*BREAKEVEN.split())
    assert (result.exit_code, result.stdout) == (130, "")
    assert "nothing is kept" in result.stderr


def test_ctrl_c_while_processes_start_is_answered_when_they_have(folder, monkeypatch):
    # The pool forgets a process when it is interrupted in the middle of starting it.
    real, begun = ProcessPoolExecutor.submit, []

    def submit(pool, *args):
        if not begun:
            signal.raise_signal(signal.SIGINT)
        begun.append(1)
        return real(pool, *args)

    monkeypatch.setattr(sim.workers, "SERIAL_SECONDS", 0.0)
    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    with pytest.raises(Interrupted, match=r"interrupted: 1 of 40"):
        run_study(study_of("more.yaml"), 40, 1, 2, None)
    assert len(begun) > 1


AT_START = """
import signal
import sys
class Pressing:
    def find_spec(self, name, path=None, target=None):
        if name == "onewindow.cli":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Pressing())
from onewindow.__main__ import main
main()
"""
"""The command line in a process in which Ctrl-C is pressed while it is loaded."""


def in_a_process(*command):
    return subprocess.Popen(
        [sys.executable, *command], start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(onewindow.__file__).parents[1])},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("--lang=en", "interrupted: stopped at once."),
        ("--lang=zh", "已中断：立即停止。"),
    ],
)
def test_ctrl_c_while_the_program_loads_is_no_traceback(folder, asked, words):
    with in_a_process("-c", AT_START, "packs", asked) as process:
        _, said = process.communicate()
    assert (process.returncode, said) == (130, f"\n{words}\n")


def processes_of(group):
    """Processes that live in a group, zombies left out."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, of = stat.read_text().rpartition(")")[2].split()[:3]
            found += [stat.parent.name] if int(of) == group and state != "Z" else []
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_two_ctrl_c_while_processes_run_leave_none_behind(folder, send):
    command = ["breakeven", "social_security/one_window", "-n", "5000", "--processes", "2"]
    with in_a_process("-m", "onewindow", *command) as process:
        until = time.monotonic() + 60
        while len(processes_of(process.pid)) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        send(process.pid, signal.SIGINT)
        time.sleep(0.05)
        send(process.pid, signal.SIGINT)
        process.wait(timeout=10)
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 130
    time.sleep(0.2)
    assert processes_of(process.pid) == []


def test_an_interrupt_that_compiled_code_loses_is_answered_at_the_next_replication():
    with Bar("run") as bar:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            bar(1, 2)
