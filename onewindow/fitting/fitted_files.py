"""The files that a fit writes beside its model: the mapping, what was set aside, the judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onewindow.files import Target, ready
from onewindow.fitting.verdict import with_verdict
from onewindow.reason_words import aside_in_both
from scenarios.fit.mapping import mapping_text
from scenarios.whole_file import whole_file
from scenarios.writing import write_model

if TYPE_CHECKING:
    from onewindow.fitting.found_log import FoundLog


def ready_for_model(path: Path, reads: Iterable[Path], option: str = "--out") -> None:
    """See, before a long run, that a model and its rows set aside can be written.

    Parameters
    ----------
    path
        The model file.
    reads
        Files that are read, none of which may be written over.
    option
        What names the model file.

    Raises
    ------
    DataError
        They cannot be written; nothing was made then but folders.
    """
    aside = path.with_suffix(".set_aside.csv")
    ready([Target(option, path, (".yaml", ".yml")), Target(option, aside)], reads)


def write_fitted(found: FoundLog[Any], path: Path, *, mapping_given: bool) -> Iterator[Path]:
    """Write the model, then the mapping and the tables beside it, each of them whole.

    Parameters
    ----------
    found
        What was found.
    path
        The model file.
    mapping_given
        Whether the mapping was given: then it is not written again.
    """
    write_model(with_verdict(found.model, found.headline, good=found.judged_well), path)
    yield path
    if not mapping_given:
        mapping = path.with_suffix(".mapping.yaml")
        with whole_file(mapping) as file:
            file.write_text(mapping_text(found.mapping), encoding="utf-8")
        yield mapping
    aside = aside_in_both(found.quality.set_aside)
    for name, table in {"set_aside": aside, **found.tables}.items():
        beside = path.with_suffix(f".{name}.csv")
        with whole_file(beside) as file:
            table.to_csv(file, index=False, encoding="utf-8-sig")
        yield beside
