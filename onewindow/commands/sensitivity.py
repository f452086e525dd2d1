"""The command that says which numbers a result hangs on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import (
    AsJson,
    Language,
    Measure,
    Named,
    Processes,
    Replicated,
    Scenarios,
    Seed,
    chosen_lang,
)

if TYPE_CHECKING:
    from onewindow.study import Compared
    from plots.language import Lang
    from plots.report_data import ReportData
    from sim.experiment import Replications

Table = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Write the numbers to this CSV file too.", metavar="FILE", show_default=False
    ),
]


def sensitivity(
    name: Named,
    scenarios: Scenarios = None,
    measure: Measure = None,
    replications: Replicated = 30,
    seed: Seed = 1,
    out: Table = None,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Say which numbers a result hangs on: each is set 20 % lower and higher, one at a time.

    Whoever doubts a number can see what it would change. Tried are all numbers that are assumed,
    and arrivals, service times and staff wherever they come from; staff and seats move by one at
    least, shares to 100 % at most. What is varied in the baseline is so before and after the
    redesign, and the people and their needs are the same. Every number is tried in two
    replications first, the twelve that count most then in ten; the rest moves less than these.

    For example:

    - `onewindow sensitivity social_security one_window`
    - `onewindow sensitivity hall.yaml --measure wait_p90 --lang zh`
    - `onewindow sensitivity my_scenario.yaml --out numbers.csv`
    """
    from onewindow.console import note, written_word
    from onewindow.files import Target, ready
    from onewindow.finishing import leave
    from onewindow.measure_names import key_named
    from onewindow.progress import Bar
    from onewindow.readings import keys_of, with_sensitivity
    from onewindow.reporting import report_data
    from onewindow.running import cut_short, run_found
    from onewindow.sensitivity_tables import sensitivity_rows
    from onewindow.shared_by_redesigns import Shared
    from onewindow.study import Study
    from onewindow.subjects import found_in, read_for
    from onewindow.writing import Writing
    from scenarios.whole_file import whole_file

    language = chosen_lang(lang)
    found = found_in(name, tuple(scenarios or ()))
    if out is not None:
        ready([Target("--out", out, (".csv",))], read_for(found, name))
    model = found.baseline if isinstance(found, Study) else found
    asked = None if measure is None else key_named(measure, model, "--measure")
    result = run_found(found, replications, seed, processes, language)
    keys = keys_of(result, asked)
    every: dict[str, ReportData] = {}
    shared = Shared()
    with Bar(name) as bar:
        for one, data in report_data(result).items():
            bar.title(one)
            if one in keys:
                every[one] = with_sensitivity(data, result, one, keys[one], processes, bar, shared)
    looked_at = [data.sensitivity for data in every.values() if data.sensitivity is not None]
    files = [] if out is None else [out]
    with Writing("sensitivity", language, files) as writing:
        for file in files:
            with whole_file(file) as beside:
                sensitivity_rows(every).to_csv(beside, index=False)
        if as_json:
            _print_json(name, result, every, files)
        else:
            _show(every, language)
            for file in files:
                note(f"{written_word(language)}{file}")
    leave(cut_short(language, result, *looked_at), writing.pressed, language)


def _print_json(
    name: str,
    result: Compared | Replications,
    every: dict[str, ReportData],
    files: list[Path],
) -> None:
    from onewindow.finishing import about_of, seed_of
    from onewindow.machine import print_json, records
    from onewindow.sensitivity_tables import sensitivity_rows
    from onewindow.warnings_told import warnings_in

    found = {one: data.sensitivity for one, data in every.items() if data.sensitivity is not None}
    print_json(
        {
            "command": "sensitivity",
            "model": name,
            "seed": seed_of(result),
            "replications": {one: of.n for one, of in found.items()},
            "interrupted": result.interrupted or any(of.interrupted for of in found.values()),
            "warnings": [str(one) for one in warnings_in(about_of(result))],
            "tried": {one: of.screened for one, of in found.items()},
            "numbers": records(sensitivity_rows(every)),
            "files": files,
        }
    )


def _show(every: dict[str, ReportData], lang: Lang) -> None:
    from onewindow.console import out as console
    from onewindow.headings import key_title
    from onewindow.sensitivity_tables import sensitivity_sentence, sensitivity_table
    from plots.language import say

    screen = console()
    for name, data in every.items():
        found = data.sensitivity
        if found is None:
            continue
        runs = say(
            lang,
            f"{name}，试了 {found.screened} 个数字，{found.n} 次重复，种子 {found.seed}",
            f"{name}, {found.screened} numbers tried, {found.n} replications, seed {found.seed}",
        )
        what = key_title(found.key, [data.model_before, data.model], lang)
        change = say(lang, f"{what}的变化", f"Change: {what}") if found.compares else what
        screen.print(f"\n[bold]{data.facts.title[lang]}[/bold]  [dim]{runs}[/dim]\n{change}")
        if len(found.table):
            screen.print(sensitivity_table(data, lang))
        screen.print(sensitivity_sentence(data, lang))
