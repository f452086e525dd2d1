"""Lines of the terminal and tables as a calibration page has them, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from plots.calibration.log_data import Texts
from plots.language import LANGS, Lang
from plots.tables import Table


def told_in_both(lines: Callable[[Lang], Iterable[str]]) -> Texts:
    """Lines as sentences of a page: without the colon before what follows in the terminal."""
    return {
        lang: tuple(
            line[:1].upper() + line[1:].rstrip("：:")
            for line in (one.strip() for one in lines(lang))
        )
        for lang in LANGS
    }


def table_in_both(*tables: Callable[[Lang], Table]) -> dict[Lang, tuple[Table, ...]]:
    """Tables in each language."""
    return {lang: tuple(table(lang) for table in tables) for lang in LANGS}
