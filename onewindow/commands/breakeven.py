"""The command that says how slow one window may be before it stops paying off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.options import AsJson, Language, Processes, Replicated, Seed, chosen_lang

if TYPE_CHECKING:
    from onewindow.merging import Merging
    from plots.language import Lang
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
    from onewindow.console import note
    from onewindow.measure_names import key_named
    from onewindow.merging import merging_of
    from onewindow.progress import Bar
    from onewindow.warnings_told import tell, warnings_in
    from plots.language import say
    from sim.bisection import Search
    from sim.breakeven import find_breakeven

    language = chosen_lang(lang)
    merging = merging_of(name, scenario or ())
    asked = " ".join((name, *(scenario or ())))
    key = key_named(measure, merging.before, "--measure")
    warnings = warnings_in(merging.before)
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
        _show(merging, key, found, language)
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
    warnings: list[str],
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
            "warnings": warnings,
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


def _show(merging: Merging, key: Key, found: BreakEven, lang: Lang) -> None:
    from onewindow.console import out as console
    from plots.language import say
    from sim.catalogue import CATALOGUE

    measure = CATALOGUE[key.measure]
    screen = console()
    about = f" ({key.of})" if key.of else ""
    screen.print(f"[bold]{getattr(measure, lang)}{about}[/bold]")
    screen.print(_compared(merging, lang))
    low, high = min(one.product for one in found.tried), max(one.product for one in found.tried)
    n = len(found.tried)
    screen.print(
        say(
            lang,
            f"试过 {low:.3g} 至 {high:.3g} 之间的 {n} 个乘积（--json 列出每一个）。",
            f"Products tried: {n}, from {low:.3g} to {high:.3g} (--json lists each).",
        )
    )
    screen.print(_verdict(merging, found, lang))


def _compared(merging: Merging, lang: Lang) -> str:
    """What stands on the two sides."""
    from plots.language import say
    from plots.operator_words import operator_title
    from scenarios.findings import listed

    step = operator_title(merging.step.operator, lang)
    earlier, later = (
        listed([operator_title(name, lang) for name in names])
        for names in (merging.earlier, merging.later)
    )
    told = [
        say(
            lang,
            f"比较的是方案第 {merging.number + 1} 步（{step}）之前与之后",
            f"Compared: without and with step {merging.number + 1} of the scenario, {step}",
        )
    ]
    if earlier:
        told.append(
            say(lang, f"之前的步骤（{earlier}）两边都有", f"{earlier} before it on both sides")
        )
    if later:
        told.append(say(lang, f"之后的步骤（{later}）两边都没有", f"{later} after it on neither"))
    return say(lang, "；".join(told) + "。", "; ".join(told) + ".")


def _verdict(merging: Merging, found: BreakEven, lang: Lang) -> str:
    from plots.language import say

    assumed = say(
        lang,
        f"方案假定的乘积为 {merging.assumed:.3g}。",
        f"The scenario assumes {merging.assumed:.3g}.",
    )
    if found.status == "found":
        told = say(
            lang,
            f"盈亏平衡点：时间系数 × 通才系数 = {found.product:.3f}"
            f"（95% 区间 {found.low:.3f} 至 {found.high:.3f}）；低于它，改造后更好。",
            f"Break-even: time_factor × breadth_penalty = {found.product:.3f} "
            f"(95 % interval {found.low:.3f} to {found.high:.3f}); below it the redesign is "
            "better.",
        )
    elif found.status == "better_throughout":
        told = say(
            lang,
            f"直到乘积 {found.tried[-1].product:g}，改造后都更好；可提高 --high。",
            f"Up to a product of {found.tried[-1].product:g} the redesign is better; raise --high.",
        )
    elif found.status == "interrupted":
        told = say(
            lang,
            "搜索被中断，还没有找到盈亏平衡点。",
            "The search was interrupted before the break-even was found.",
        )
    else:
        told = say(
            lang,
            f"从乘积 {found.tried[0].product:g} 起，改造后就不更好；可降低 --low。",
            f"From a product of {found.tried[0].product:g} on the redesign is not better; "
            "lower --low.",
        )
    return f"{told} {assumed}"
