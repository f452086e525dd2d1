"""Cases of the library and their scenarios by name, by title in either language, or by step."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from plots.operator_words import OPERATORS
from scenarios.errors import ModelError, Problem
from scenarios.findings import listed, near, shown
from scenarios.key_names import meant_by
from scenarios.library.packs import Pack, load_pack, pack_names
from scenarios.reading import load_model
from scenarios.redesign.scenario_reading import load_scenario
from scenarios.section import TextPair


def case_named(text: str) -> Pack:
    """The case that has this name or title.

    Raises
    ------
    ModelError
        There is none.
    """
    if text in pack_names():
        return load_pack(text)
    titles = {name: load_model(load_pack(name).baseline).title for name in pack_names()}
    found = _titled(text, titles)
    if found is not None:
        return load_pack(found)
    kind = f"a model file, a scenario file or a case of the library ({listed(titles)})"
    raise ModelError(_wrong(kind, text, titles, "Correct the name or the path."))


def scenario_named(pack: Pack, text: str) -> Path:
    """The scenario of a case that has this name or title, or alone has a step of this name.

    Raises
    ------
    ModelError
        There is none, or there are several.
    """
    files = {path.stem: path for path in pack.scenarios}
    if text in files:
        return files[text]
    read = {name: load_scenario(path) for name, path in files.items()}
    titles = {name: scenario.title for name, scenario in read.items()}
    found = _titled(text, titles)
    if found is not None:
        return files[found]
    step = _operator(text)
    with_step = [name for name, one in read.items() if step in {s.operator for s in one.redesign}]
    if len(with_step) == 1:
        return files[with_step[0]]
    if with_step:
        what = (
            f"expected one scenario of {pack.name}, got {shown(text)}, which is a step of "
            f"{' and of '.join(with_step)}. Name one of these."
        )
        raise ModelError(Problem("scenario", what))
    kind = f"a scenario of {pack.name} ({listed(titles)})"
    problem = _wrong(kind, text, titles, "Use one of these.")
    raise ModelError(Problem("scenario", problem.what))


def _titled(text: str, titles: Mapping[str, TextPair]) -> str | None:
    """The name of what has this title, in either language."""
    wanted = _plain(text)
    return next((n for n, t in titles.items() if wanted in (_plain(t.zh), _plain(t.en))), None)


def _operator(text: str) -> str | None:
    """The operator of this name, title, or other word of the trade."""
    wanted = _plain(text)
    titled = (o for o, t in OPERATORS.items() if wanted in map(_plain, (o, *t)))
    return next(titled, None) or meant_by(wanted, OPERATORS)


def _wrong(kind: str, text: str, titles: Mapping[str, TextPair], mend: str) -> Problem:
    """The sentence for a name of nothing, with the name that is most likely meant."""
    words = {word: name for name, t in titles.items() for word in (t.zh, t.en, name)}
    part = next((word for word in words if len(text) > 1 and _plain(text) in _plain(word)), None)
    word = part or near(text, words)
    if word is not None:
        name = words[word]
        mend = f"Did you mean '{name}'" + (f" ({word})?" if word != name else "?")
    return Problem("", f"expected {kind}, got {shown(text)}. {mend}")


def _plain(text: str) -> str:
    """A title without what is easily typed another way: capitals, blanks, wide signs."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
