"""The command that says how slow one window may be before it stops paying off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import AsJson, Language, Processes, Replicated, Seed, chosen_lang

if TYPE_CHECKING:
    from onewindow.merging import Merging
    from scenarios.errors import Problem
    from sim.bisection import BreakEven
    from sim.tally import Key

Subject = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A scenario file, case/scenario, or a case of the library, with a step one_window or "
        "pool_windows.",
        show_default=False,
    ),
]
Scenario = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SCENARIO]",
        help="The scenario of the case: its name, its title, or a scenario file.",
        show_default=False,
    ),
]
About = Annotated[
    str,
    typer.Option(
        "--measure", help="What has to be better: a measure, or MEASURE@NAME; see simulate --help."
    ),
]
Low = Annotated[float, typer.Option("--low", help="Least product that is tried.", metavar="X")]
High = Annotated[float, typer.Option("--high", help="Greatest product tried.", metavar="X")]


def breakeven(
    name: Subject,
    scenario: Scenario = None,
    measure: About = "hall_time_mean",
    low: Low = 0.2,
    high: High = 2.0,
    replications: Replicated = 30,
    seed: Seed = 1,
    processes: Processes = None,
    lang: Language = None,
    as_json: AsJson = False,
) -> None:
    """Find how slow one window may be before it stops being better than those it replaces.

    The product of `time_factor` (what doing all at one desk saves) and `breadth_penalty` (what a
    generalist loses) is varied until before and after are equally good, on the same people with
    the same needs. It is about the one step: what comes before it in the scenario is done on both
    sides, what comes after it on neither.

    For example:

    - `onewindow breakeven social_security one_window`
    - `onewindow breakeven social_security/one_window --measure wait_mean -n 10`
    - `onewindow breakeven my_scenario.yaml --measure hall_time_p90@pension_transfer --json`
    """
    from onewindow.breakeven_words import compared, heading, tried, verdict
    from onewindow.console import note, out
    from onewindow.measure_names import key_named
    from onewindow.merging import merging_of
    from onewindow.progress import Bar
    from onewindow.warnings_told import tell, tell_worth, warnings_in
    from plots.language import say
    from sim.bisection import Search
    from sim.breakeven import find_breakeven

    language = chosen_lang(lang)
    merging = merging_of(name, scenario or ())
    asked = " ".join((name, *(scenario or ())))
    key = key_named(measure, merging.before, "--measure")
    warnings = warnings_in(merging.before)
    tell_worth(merging.before, language)
    tell(warnings, language)
    with Bar(f"breakeven {asked}") as bar:
        found = find_breakeven(
            merging.before,
            merging.after,
            key,
            search=Search(low, high),
            replications=replications,
            seed=seed,
            processes=processes,
            progress=bar,
        )
    if as_json:
        _print_json(asked, merging, key, found, replications, seed, warnings)
    else:
        screen = out()
        screen.print(heading(merging, key, replications, seed, language))
        screen.print(compared(merging, language))
        screen.print(tried(merging, found, language))
        screen.print(verdict(merging, found, language))
    if found.status == "interrupted":
        n = len(found.tried)
        en = f"interrupted: {n} products were tried, the search is not finished"
        note(say(language, f"已中断：试过 {n} 个乘积，搜索没有完成", en))
        raise typer.Exit(130)


def _print_json(
    scenario: str,
    merging: Merging,
    key: Key,
    found: BreakEven,
    replications: int,
    seed: int,
    warnings: list[Problem],
) -> None:
    from onewindow.machine import print_json

    print_json(
        {
            "command": "breakeven",
            "scenario": scenario,
            "step": merging.number,
            "operator": merging.step.operator,
            "measure": key.measure,
            "scope": key.scope,
            "of": key.of,
            "seed": seed,
            "replications": replications,
            "interrupted": found.status == "interrupted",
            "warnings": [str(one) for one in warnings],
            "status": found.status,
            "product": found.product,
            "low": found.low,
            "high": found.high,
            "assumed": merging.assumed,
            "tried": [
                {"product": one.product, "before": one.before, "after": one.after}
                for one in found.tried
            ],
        }
    )
