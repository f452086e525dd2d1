"""The command that compares a baseline with its redesigns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onewindow.options import (
    AsJson,
    Baseline,
    Everything,
    Hours,
    Language,
    Processes,
    Replicated,
    Scenarios,
    Seed,
    Table,
    Weekdays,
    chosen_lang,
)

if TYPE_CHECKING:
    from onewindow.study import Compared
    from plots.language import Lang


def compare(
    baseline: Baseline,
    scenarios: Scenarios = None,
    replications: Replicated = 30,
    seed: Seed = 1,
    hours: Hours = None,
    days: Weekdays = None,
    out: Table = None,
    everything: Everything = False,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Compare a baseline with its redesigns, on the same people and the same needs.

    Differences are paired by replication and have 95 % intervals; verdicts are corrected for the
    number of redesigns (Holm). Opens with a ranking, all by one measure; each redesign with the
    four reductions: steps, documents, limits, visits.

    For example:

    - `onewindow compare social_security`
    - `onewindow compare social_security one_window --replications 100`
    - `onewindow compare hall.yaml more_at_peak.yaml --hours 10:00-12:00 --days mon-fri`
    - `onewindow compare my_scenario.yaml --json`
    """
    from onewindow.console import note, written_word
    from onewindow.files import Target, ready
    from onewindow.finishing import leave
    from onewindow.hours_asked import with_hours
    from onewindow.running import compare_study, cut_short
    from onewindow.subjects import study_of
    from onewindow.writing import Writing
    from scenarios.whole_file import whole_file
    from sim.hours_found import hours_found

    language = chosen_lang(lang)
    study = with_hours(study_of(baseline, tuple(scenarios or ())), hours, days)
    files = [] if out is None else [out, _hours_file(out)]
    ready([Target("--out", file, (".csv",)) for file in files], study.files)
    result = compare_study(study, replications, seed, processes, language)
    with Writing("compare", language, files) as writing:
        if files:
            for path, table in zip(files, (result.table(), hours_found(result)), strict=True):
                with whole_file(path) as file:
                    table.to_csv(file, index=False)
        if as_json:
            _print_json(result, baseline, files, everything)
        else:
            _show(result, language, everything)
            for file in files:
                note(f"{written_word(language)}{file}")
    leave(cut_short(language, result), writing.pressed, language)


def _hours_file(out: Path) -> Path:
    """Where the hours stand at which differences stand out: ``all.hours.csv`` beside ``all.csv``.

    They have columns of their own, and it is written without rows too: one of a run before would
    speak of another comparison.
    """
    return out.with_name(f"{out.stem}.hours.csv")


def _print_json(result: Compared, baseline: str, files: list[Path], everything: bool) -> None:
    from onewindow.finishing import done, seed_of
    from onewindow.machine import print_json, records
    from onewindow.ranking import ranking, ranking_records
    from onewindow.step_costs import step_costs
    from onewindow.warnings_told import warnings_in
    from sim.hours_found import hours_found, runs_for_hours
    from sim.reductions import reductions

    table, hours = result.table(), hours_found(result)
    there = set(hours["redesign"])
    print_json(
        {
            "command": "compare",
            "baseline": baseline,
            "name": result.study.name,
            "seed": seed_of(result),
            "replications": done(result),
            "interrupted": result.interrupted,
            "warnings": [str(one) for one in warnings_in(result.study)],
            "ranking": ranking_records(ranking(result, table)),
            "redesigns": [
                {
                    "name": name,
                    "title": redesign.title.model_dump(),
                    "changes": [
                        {
                            "step": k,
                            "operator": step.operator.title_of_kind,
                            "path": change.path,
                            "old": change.old,
                            "new": change.new,
                        }
                        for k, step in enumerate(redesign.steps)
                        for change in step.changes
                    ],
                    "costs": step_costs(redesign),
                    "replications_for_hours": None
                    if name in there
                    else runs_for_hours(result, name),
                }
                for name, redesign in result.study.redesigns.items()
            ],
            "hours_found": records(hours),
            "reductions": records(reductions(result)),
            "measures": records(table, profiles=everything),
            "files": files,
        }
    )


def _show(result: Compared, lang: Lang, everything: bool) -> None:
    from onewindow.change_tables import (
        comparison_table,
        reductions_table,
        unchanged_words,
        written_alike,
    )
    from onewindow.console import out as console
    from onewindow.ranking import criterion, ranking
    from onewindow.ranking_table import ranking_table
    from onewindow.step_costs import costs_in_words, step_costs
    from onewindow.tables import many_channels_words
    from plots.few_runs import few_runs
    from plots.held_against import held_against
    from plots.hours_found_words import hours_found_words, how_found, too_few_for_hours
    from plots.language import say
    from plots.payback import payback_words
    from plots.what_counts import no_show_words, period_words, steps_words
    from sim.hours_found import hours_found, runs_for_hours
    from sim.reductions import reductions

    screen = console()
    screen.print(f"[bold]{getattr(result.study.baseline.title, lang)}[/bold]")
    screen.print(f"[dim]{period_words(result.study.baseline, lang)}[/dim]")
    table, four, hours = result.table(), reductions(result), hours_found(result)
    written = written_alike(table)
    titles = {name: getattr(one.title, lang) for name, one in result.study.redesigns.items()}
    if ranked := ranking(result, table):
        what, how = criterion(result, ranked, lang)
        several = len(ranked) > 1
        head = say(lang, "排名" if several else "一览", "Ranking" if several else "At a glance")
        screen.print(f"\n[bold]{head}{say(lang, '：', ': ')}{what}[/bold]")
        screen.print(ranking_table(ranked, titles, written, result.before.currency, lang))
        screen.print(f"[dim]{how}[/dim]")
    for name, run in result.after.items():
        redesign = result.study.redesigns[name]
        n = result.n
        runs = say(
            lang, f"{n} 次配对仿真，种子 {run.seed}", f"{n} paired replications, seed {run.seed}"
        )
        screen.print(f"\n[bold]{titles[name]}[/bold]  [dim]{name}, {runs}[/dim]")
        models = [result.study.baseline, redesign.model]
        screen.print(reductions_table(four, name, models, lang))
        if same := unchanged_words(four, name, lang):
            screen.print(same)
        screen.print(f"[dim]{steps_words(lang)}[/dim]")
        rows = table[table["redesign"] == name]
        shown = comparison_table(rows, models, lang, everything=everything, written=written[name])
        screen.print(shown)
        if not everything and (few := many_channels_words(models, lang)):
            screen.print(f"[dim]{few}[/dim]")
        if told := hours_found_words(hours[hours["redesign"] == name], models, lang):
            screen.print("\n".join(told))
            ask = say(lang, "任意时段：--hours。", " Any hours: --hours.")
            screen.print(f"[dim]{how_found(lang)}{ask}[/dim]")
        elif few := too_few_for_hours(n, runs_for_hours(result, name), lang):
            screen.print(f"[dim]{few}[/dim]")
        if away := no_show_words(models, lang):
            screen.print(f"[dim]{away}[/dim]")
        steps = step_costs(redesign)
        once, yearly = (
            sum(float(step[name]) for step in steps) for name in ("one_off_cost", "yearly_cost")
        )
        for line in (
            *costs_in_words(redesign, run.currency, lang),
            *payback_words(rows, result.study.baseline, once, yearly, run.currency, lang),
        ):
            screen.print(line)
    screen.print(held_against(len(result.after), lang))
    if few := few_runs(result.n, lang):
        screen.print(few)
