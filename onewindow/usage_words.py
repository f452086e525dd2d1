"""A wrong command line in our words instead of those of the library that reads it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import typer

from scenarios.errors import Problem
from scenarios.findings import near

_NUMBER = re.compile(
    r"Invalid value for (?P<names>.*?): Input should be (?:greater than or equal to (?P<least>\d+)"
    r"|a valid integer)"
)
"""What the library of command lines says of numbers."""
_UNKNOWN = re.compile(r"No such option: (?P<name>\S+)")
"""What it says of options; its own proposals leave out the short ones."""


def usage_problem(error: typer.TyperException, given: Sequence[str]) -> Problem:
    """What is wrong with the arguments of a command, and how to mend it."""
    context = getattr(error, "ctx", None)
    path = "onewindow" if context is None else context.command_path
    message = " ".join(error.format_message().split())
    if found := _NUMBER.search(message):
        names = re.findall(r"-[\w-]+", found["names"])
        least = f" of at least {found['least']}" if found["least"] else ""
        got = _typed(names, given)
        what = f"expected a whole number{least}, got '{got}'. Correct it; see {path} --help."
        return Problem(names[0], what)
    if context is not None and (found := _UNKNOWN.match(message)):
        known = [name for option in context.command.params for name in option.opts]
        meant = _meant(found["name"], [name for name in known if name.startswith("-")])
        message = f"{found[0].rstrip('.')}." + (f" Did you mean '{meant}'?" if meant else "")
    stop = "" if message.endswith((".", "?")) else "."
    return Problem(path, f"{message}{stop} See {path} --help.")


def _typed(names: Sequence[str], given: Sequence[str]) -> str:
    """The value that was given to an option: after it, after an equals sign, or joined to it."""
    for argument, after in itertools.pairwise([*given, ""]):
        if argument in names:
            return after
        for name in names:
            joined = f"{name}=" if name.startswith("--") else name
            if argument.startswith(joined):
                return argument.removeprefix(joined)
    return ""


def _meant(name: str, known: Sequence[str]) -> str | None:
    """The option most likely meant: a short one with a dash too many, or one that looks alike."""
    short = f"-{name.lstrip('-')}"
    return short if short in known else near(name, known)
