"""The errors a user can cause, each one sentence that says where, what and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands and how to mend it."""

    where: str
    """Path in the data, e.g. ``pools.one_window.seats``."""
    what: str
    """``expected ..., got ... . How to mend it.``"""
    file: str | None = None
    """The file it was read from."""
    line: int | None = None
    """Line in that file, counted from 1."""
    zh: str = ""
    """What it is in Chinese; empty for most mistakes, which are told in English only."""

    def told(self, lang: Literal["zh", "en"]) -> str:
        """The sentence in a language, English where there is no Chinese."""
        if lang == "en" or not self.zh:
            return str(self)
        where = f"{self.where}：" if self.where else ""
        return f"{self._place()}{where}{self.zh}"

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self._place()}{where}{self.what}"

    def _place(self) -> str:
        """The file and the line, as far as they are known."""
        if not self.file:
            return ""
        return f"{self.file}:{self.line}: " if self.line else f"{self.file}: "


class WrongText(ValueError):
    """A text cannot be read; ``zh`` says so in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.zh = zh


class OneWindowError(Exception):
    """Anything the user can mend; the command line prints it and exits 2."""

    def __init__(self, problems: str | Problem | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem("", problems)
        if isinstance(problems, Problem):
            problems = (problems,)
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class ModelError(OneWindowError):
    """A model file or a model built in Python does not make sense."""


class RedesignError(OneWindowError):
    """A redesign step cannot be applied to the model before it."""


class DataError(OneWindowError):
    """A data file (a trace, a log) cannot be used."""


class SimulationError(OneWindowError):
    """A run cannot be done as asked."""


class Interrupted(SimulationError):
    """Ctrl-C came before there was anything to keep."""


class InfeasibleError(OneWindowError):
    """No plan can keep the promises asked for."""


class SolverError(OneWindowError):
    """A solver is missing, failed, or found nothing in the time it had."""
