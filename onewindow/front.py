"""What happens when a command cannot go on: one sentence a problem on stderr, and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from onewindow.interrupts import INTERRUPTED
from onewindow.lang_asked import lang_in
from onewindow.machine import print_json
from onewindow.option_order import command_first
from onewindow.options import chosen_lang
from onewindow.usage_words import usage_problem
from plots.language import Lang
from scenarios.errors import Interrupted, OneWindowError, Problem

MISTAKE, BROKEN = 2, 1
"""Exit codes: something the user can mend, a defect of ours."""
TRACEBACK = "ONEWINDOW_TRACEBACK"
"""Set to 1 to see where in the program a defect is."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Writing was refused because there is no room; the system names no file then."""
_UNFINISHED = Problem(
    "",
    "interrupted before there was a result. Start it again.",
    zh="已中断：还没有结果。请重新运行。",
)


class Front(TyperGroup):
    """The group of all commands; whatever goes wrong in one of them ends here."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and end with its exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        given = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except Exception as error:
            code = _told(error, given)
        sys.exit(code if isinstance(code, int) else 0)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command; options of the command may stand there too."""
        own = {name for option in self.get_params(ctx) for name in option.opts}
        options = [option for command in self.commands.values() for option in command.params]
        with_value = {
            name for one in options if not getattr(one, "is_flag", False) for name in one.opts
        }
        return super().parse_args(ctx, command_first(args, own, with_value))

    def invoke(self, ctx: Any) -> Any:
        """Run a command; Ctrl-C that it does not answer itself is told, not only an exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted(_UNFINISHED) from None


def _told(error: Exception, given: Sequence[str]) -> int:
    """Tell a user what went wrong; returns the exit code."""
    if isinstance(error, OneWindowError):
        code = INTERRUPTED if isinstance(error, Interrupted) else MISTAKE
        return _say(error.problems, code, given)
    if isinstance(error, typer.TyperException):
        if not error.format_message():  # called without anything: it has shown the help
            return 0
        return _say((usage_problem(error, given),), MISTAKE, given)
    if isinstance(error, OSError) and error.errno in _FULL:
        return _say((_no_room(error),), MISTAKE, given)
    if isinstance(error, OSError) and error.filename is not None:
        return _say((_file_problem(error),), MISTAKE, given)
    if os.environ.get(TRACEBACK):
        raise error
    what = " ".join(str(error).split()) or "no message"
    defect = Problem(
        "onewindow",
        f"expected to go on, got {type(error).__name__}: {what}. This is a defect: please report "
        f"it with your command; {TRACEBACK}=1 shows where it happened.",
    )
    return _say((defect,), BROKEN, given)


def _say(problems: Sequence[Problem], code: int, given: Sequence[str]) -> int:
    if "--json" in given:
        print_json({"problems": [as_data(problem) for problem in problems]})
    lang = _lang_of(given)
    if code != INTERRUPTED:
        note_problems(problems, lang)
        return code
    if lang == "zh" and not all(problem.zh for problem in problems):
        typer.echo("已中断，说明是英文：", err=True)
    _say_each(problems, lang)
    return code


def note_problems(problems: Sequence[Problem], lang: Lang) -> None:
    """Say each problem in its sentence; where some are in English, a Chinese line says so."""
    if lang == "zh":
        english = sum(not problem.zh for problem in problems)
        some = "部分" if english < len(problems) else ""
        which = f"，{some}说明是英文" if english else ""
        typer.echo(f"有 {len(problems)} 个问题{which}：", err=True)
    _say_each(problems, lang)


def _say_each(problems: Sequence[Problem], lang: Lang) -> None:
    for problem in problems:
        typer.echo(problem.told(lang), err=True)


def _lang_of(given: Sequence[str]) -> Lang:
    """The language of a command line that may be wrong."""
    try:
        return chosen_lang(lang_in(given))
    except OneWindowError:
        return chosen_lang(None)


def as_data(problem: Problem) -> dict[str, object]:
    """A problem for machines."""
    return {name: getattr(problem, name) for name in ("file", "line", "where", "what")}


def _no_room(error: OSError) -> Problem:
    reason = error.strerror or str(error)
    return Problem(
        str(error.filename or ""),
        f"expected room to write the results, got: {reason}. Free some, or choose a folder on "
        "another disk; no file is left half written.",
    )


def _file_problem(error: OSError) -> Problem:
    reason = error.strerror or str(error)
    return Problem(
        "",
        f"expected a file or folder that can be used, got: {reason}. Choose another path.",
        str(error.filename),
    )
