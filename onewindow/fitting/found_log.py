"""What became of a log of any kind: a model, its mapping, tables, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from onewindow.files import ready_folder
from onewindow.fitting.fitted_files import ready_for_model, write_fitted
from onewindow.options import chosen_lang
from plots.file_set import FileSet
from plots.language import Lang
from plots.pictures import Shown
from scenarios.fit.contacts import Quality
from scenarios.model import ServiceModel
from scenarios.section import Frozen

if TYPE_CHECKING:
    import pandas as pd

D = TypeVar("D", bound=Shown)


@dataclass(frozen=True, slots=True)
class FoundLog(Generic[D]):
    """What was found in a log: the model, how well it predicts, and what is said of both."""

    mapping: Frozen
    """What its columns say."""
    quality: Quality
    """What was read, and the rows that were set aside."""
    model: ServiceModel
    """Of all days."""
    headline: Mapping[Lang, str]
    """What the judgement came to."""
    lines: Callable[[Lang], Iterator[str]]
    """What is said of it."""
    tables: Mapping[str, pd.DataFrame]
    """Tables by the ending of their file, such as ``judgement``: observed and predicted."""
    document: Callable[[], Mapping[str, Any]]
    """What was read, fitted and judged, for machines."""
    shown: Callable[[], D]
    """What the calibration page is made from."""
    files: FileSet[D]
    """How the page, its charts and its workbook are made."""
    judged_well: bool = False
    """Whether all that was judged can be trusted."""
    interrupted: bool = False
    """Whether Ctrl-C ended the judgement early; the model is whole."""
    read_from: tuple[Path, ...] = ()
    """The log, and the mapping where one was given: never written over."""

    def write(self, path: str | Path) -> tuple[Path, ...]:
        """Write the model file, its mapping if guessed, the rows set aside and the judgement.

        Parameters
        ----------
        path
            The model file, which ends in .yaml; the others stand beside it.

        Returns
        -------
        tuple of Path
            The files written.

        Raises
        ------
        DataError
            One of them cannot be written, or is a file that was read.
        """
        model = Path(path)
        ready_for_model(model, self.read_from, "path")
        return tuple(write_fitted(self, model, mapping_given=len(self.read_from) > 1))

    def report(self, folder: str | Path, *, lang: str | None = None) -> tuple[Path, ...]:
        """Write the calibration report: a page in both languages, its charts and a workbook.

        Parameters
        ----------
        folder
            Made where it is not there.
        lang
            Language the page opens in, zh or en; that of the environment when left out.

        Returns
        -------
        tuple of Path
            The files written.

        Raises
        ------
        DataError
            The language is another, or nothing can be written there.
        """
        language, into = chosen_lang(lang), Path(folder)
        ready_folder(into, "folder")
        return tuple(self.files.write(self.shown(), into, lang=language))
