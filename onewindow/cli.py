"""The command line: which commands there are, and what --help teaches."""

from __future__ import annotations

from typing import Annotated

import typer

from onewindow.commands.breakeven import breakeven
from onewindow.commands.charts import charts
from onewindow.commands.check import check
from onewindow.commands.compare import compare
from onewindow.commands.control import control
from onewindow.commands.demo import demo
from onewindow.commands.fit import fit
from onewindow.commands.new import new
from onewindow.commands.packs import packs
from onewindow.commands.report import report
from onewindow.commands.requirement import requirement
from onewindow.commands.roster import app as roster
from onewindow.commands.roster_repair import repair
from onewindow.commands.roster_simulate import simulate as simulate_roster
from onewindow.commands.roster_today import today
from onewindow.commands.schema import schema
from onewindow.commands.sensitivity import sensitivity
from onewindow.commands.simulate import simulate
from onewindow.commands.staff import staff
from onewindow.commands.steps import steps
from onewindow.front import Front

app = typer.Typer(
    cls=Front,
    name="onewindow",
    rich_markup_mode="markdown",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"onewindow {version('onewindow')}")
        raise typer.Exit


@app.callback()
def onewindow(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Simulate a public-service hall or a hotline before and after a redesign.

    Where to begin:

    - `onewindow demo` shows everything on one case, in a minute
    - `onewindow packs` lists the cases of the library
    - `onewindow new social_security my_hall` copies one of them to begin with
    - `onewindow compare social_security` says what each redesign changes
    - `onewindow steps social_security` says what each step of them brings
    - `onewindow sensitivity social_security one_window` says which numbers that hangs on
    - `onewindow check my_hall.yaml` and `onewindow simulate my_hall.yaml` are for your own hall

    A mistake in a file or a command is told in one sentence each, with exit code 2. Ctrl-C keeps
    the replications that are done (exit code 130).
    """


_COMMANDS = (
    demo, packs, new, check, simulate, compare, steps, sensitivity, breakeven, requirement,
    staff, fit, control, report, charts, schema,
)  # fmt: skip
for command in _COMMANDS:
    app.command()(command)
roster.command()(repair)
roster.command("simulate")(simulate_roster)
roster.command()(today)
app.add_typer(roster, name="roster")
