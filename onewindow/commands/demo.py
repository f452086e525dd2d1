"""The command that shows all of it on one case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onewindow.options import AsJson, Folder, Language, Processes, Replicated, Seed, chosen_lang

if TYPE_CHECKING:
    from onewindow.study import Compared
    from plots.language import Lang

CASE, CHIEF = "social_security", "one_window"
"""The case that is shown, and the redesign that the report is about."""
MEASURES = ("wait_mean", "hall_time_mean", "completion_time_mean", "visits_mean", "staffed_hours")


def demo(
    out: Folder = Path("out/demo"),
    replications: Replicated = 30,
    seed: Seed = 1,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show it on one case: five windows for one matter against one window, in a minute.

    Prints a small table and writes the report and the charts.

    For example:

    - `onewindow demo`
    - `onewindow demo --lang zh --out out/demo_zh`
    """
    from onewindow.files import Target, ready
    from onewindow.finishing import finish
    from onewindow.readings import read_result
    from onewindow.running import compare_study
    from onewindow.subjects import study_of
    from onewindow.writing import Writing
    from plots.exports import in_the_way, write_charts
    from plots.report import write_report

    language = chosen_lang(lang)
    page = out / "report.html"
    ready([Target("--out", path) for path in (page, *in_the_way(out))], folders=[out])
    result = compare_study(study_of(CASE), replications, seed, processes, language)
    files: list[Path] = []
    with Writing("report", language, [out]) as writing:
        if not as_json:
            _show(result, language)
        data = read_result(result, processes, writing)[CHIEF]
        writing.title("report")
        files.append(write_report(data, page, writing, language, processes))
        writing.title("charts")
        files += write_charts(data, out, lang=language, progress=writing, processes=processes)
    finish("demo", CASE, result, files, language, as_json, pressed=writing.pressed)


def _show(result: Compared, lang: Lang) -> None:
    """The chief measures of all redesigns side by side."""
    from onewindow.change_tables import side_by_side
    from onewindow.chosen import Row
    from onewindow.console import out as console
    from plots.language import say
    from plots.what_counts import period_words

    screen = console()
    n, seed = result.n, result.before.seed
    runs = say(lang, f"{n} 次配对仿真，种子 {seed}", f"{n} paired replications, seed {seed}")
    screen.print(f"[bold]{getattr(result.study.baseline.title, lang)}[/bold]  [dim]{runs}[/dim]")
    screen.print(f"[dim]{period_words(result.study.baseline, lang)}[/dim]")
    titles = {n: getattr(result.study.redesigns[n].title, lang) for n in result.after}
    rows = [Row(measure, "all", "") for measure in MEASURES]
    models = [result.study.baseline, *(one.model for one in result.study.redesigns.values())]
    screen.print(side_by_side(result.table(), titles, rows, models, lang))
