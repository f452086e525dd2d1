"""Roster files to begin with: a hotline, a hall, and planned shifts, in Chinese and in English."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

EXAMPLES = ("hotline", "hall", "staffed")
"""Names of the examples."""


def example_path(name: str, lang: Literal["zh", "en"]) -> Path:
    """The file of an example in a language."""
    return Path(__file__).parent / f"{name}.{lang}.yaml"


def beside_example(name: str) -> tuple[Path, ...]:
    """Files that an example reads: the shifts of `onewindow staff hotline_12345`, 90 % in 30 s."""
    return (Path(__file__).parent / "shifts.csv",) if name == "staffed" else ()
