"""Tables stay readable however narrow the terminal is: no number and no verdict is ever broken."""

import io

import pytest
from rich.console import Console
from rich.text import Text

from onewindow.grid import Grid

LONG = "Out of the hall within an hour (goal: 80% in 60 min)"


def grid(**options):
    heads = ("Measure", "Before", "After", "Difference", "Verdict")
    made = Grid(heads, words=("Verdict",), **options)
    made.section("Overall")
    made.row("Mean wait", "87.5\N{NO-BREAK SPACE}min\n60.1–114.9", "5.3", "−82.1 (−94%)", "better")
    made.row(LONG, "21.2", "99.5", "+78.3 (+369%)\n+68.9 to +87.6", "no\ndistinguishable\nchange")
    made.row("一小时内离厅人数占比的目标", "1", "2", "0.0 个百分点", "无可分辨的变化")
    return made


def printed(made, width):
    screen = Console(file=io.StringIO(), width=width, highlight=False)
    screen.print(made)
    return screen.file.getvalue().splitlines()


WHOLE = ("87.5\N{NO-BREAK SPACE}min", "60.1–114.9", "+68.9 to +87.6", "(+369%)", "distinguishable",
         "better", "无可分辨的变化", "0.0 个百分点")  # fmt: skip


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("width", [50, 60, 70, 80, 100, 140])
def test_cells_are_whole_within_the_terminal(width, lines):
    shown = printed(grid(lines=lines), width)
    assert max(Text(line).cell_len for line in shown) <= width
    assert all(any(cell in line for line in shown) for cell in WHOLE)
    assert "…" not in "".join(shown)


def test_all_of_a_row_is_in_one_line_where_there_is_room():
    line = next(line for line in printed(grid(), 140) if "Mean wait" in line)
    assert all(cell in line for cell in ("87.5", "5.3", "−82.1 (−94%)", "better"))


def test_in_a_narrow_terminal_each_cell_follows_its_head():
    shown = [line.split() for line in printed(grid(), 50)]
    assert ["Difference", "+78.3", "(+369%)", "+68.9", "to", "+87.6"] in shown
    assert ["Verdict", "no", "distinguishable", "change"] in shown
    assert shown.index(["Mean", "wait"]) < shown.index(["Verdict", "better"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", ["60", "80"])
def test_verdicts_of_a_comparison_are_whole(call, folder, monkeypatch, columns, lang):
    monkeypatch.setenv("COLUMNS", columns)
    shown = call("compare", "more.yaml", "-n", "5", "--lang", lang).stdout
    assert max(Text(line).cell_len for line in shown.splitlines()) <= int(columns)
    assert {"zh": "变好", "en": "better"}[lang] in shown
    assert {"zh": "无可分辨的变化", "en": "distinguishable"}[lang] in shown
