"""The font file with all its letters: found without loading the package that it comes with."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from scenarios.errors import DataError


@cache
def whole_font() -> Path:
    """The font file that comes with zhplot, whose code is not run.

    Raises
    ------
    DataError
        The package or its font file is not there.
    """
    spec = importlib.util.find_spec("zhplot")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "fonts" / "NotoSansSC-Regular.ttf"
        if path.is_file():
            return path
    raise DataError(
        "fonts: expected the Chinese font file of the package zhplot, got none. "
        "Install onewindow again with its dependencies."
    )
