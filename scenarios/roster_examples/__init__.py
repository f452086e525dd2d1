"""Roster files to begin with: a hotline and a hall, in Chinese and in English."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

EXAMPLES = ("hotline", "hall")
"""Names of the examples."""


def example_path(name: str, lang: Literal["zh", "en"]) -> Path:
    """The file of an example in a language."""
    return Path(__file__).parent / f"{name}.{lang}.yaml"
