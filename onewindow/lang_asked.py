"""The language that a command line or the environment asks for, known before anything is loaded."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence

from plots.language import Lang


def lang_of_environment() -> Lang:
    """Chinese where the environment is, or English."""
    # Empty variables count as not set (POSIX, XBD 8.2).
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def lang_in(given: Sequence[str]) -> str | None:
    """What the words of a command line name as the language, right or wrong; None for nothing."""
    asked = [value for option, value in itertools.pairwise([*given, ""]) if option == "--lang"]
    asked += [one.removeprefix("--lang=") for one in given if one.startswith("--lang=")]
    return asked[-1] if asked else None
