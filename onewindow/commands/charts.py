"""The command that writes charts as pictures, with their numbers beside them."""

from __future__ import annotations

from pathlib import Path

from onewindow.options import (
    AsJson,
    Folder,
    Hours,
    Language,
    Named,
    Processes,
    Replicated,
    Scenarios,
    Seed,
    Weekdays,
    chosen_lang,
)


def charts(
    name: Named,
    scenarios: Scenarios = None,
    out: Folder = Path("charts"),
    replications: Replicated = 30,
    seed: Seed = 1,
    hours: Hours = None,
    days: Weekdays = None,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Write every chart as PNG (300 dpi), SVG and PDF, its numbers as CSV, and one workbook.

    With several redesigns each has its own folder in DIR.

    For example:

    - `onewindow charts social_security one_window --out out/charts`
    - `onewindow charts hall.yaml --lang zh`
    - `onewindow charts hall.yaml more_at_peak.yaml --hours 10:00-12:00`
    """
    from onewindow.chart_folders import folders, ready_charts
    from onewindow.finishing import finish
    from onewindow.hours_asked import with_hours
    from onewindow.readings import read_result
    from onewindow.running import run_found
    from onewindow.subjects import found_in, names_in, read_for
    from onewindow.writing import Writing
    from plots.exports import write_charts

    language = chosen_lang(lang)
    found = with_hours(found_in(name, tuple(scenarios or ())), hours, days)
    ready_charts(out, names_in(found), read_for(found, name))
    result = run_found(found, replications, seed, processes, language)
    files: list[Path] = []
    places = folders(out, names_in(found)).values()
    with Writing("charts", language, places) as writing:
        every = read_result(result, processes, writing)
        writing.title("charts")
        for redesign, folder in folders(out, every).items():
            files += write_charts(
                every[redesign], folder, lang=language, progress=writing, processes=processes
            )
    finish("charts", name, result, files, language, as_json, pressed=writing.pressed)
