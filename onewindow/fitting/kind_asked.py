"""Which kind of log is to be read: by ``--kind``, or by the mapping that was given."""

from __future__ import annotations

from pathlib import Path

from onewindow.choices import one_of
from onewindow.fitting.kinds import ALL_KINDS
from scenarios.errors import DataError, Problem
from scenarios.findings import listed, shown
from scenarios.reading import text_of
from scenarios.yaml_text import parse_yaml


def kind_asked(kind: str | None, mapping: str | Path | None) -> str:
    """The kind named, or that of the mapping where none is named.

    Parameters
    ----------
    kind
        ``--kind``.
    mapping
        A mapping file, which says its own; what else is wrong with it is told when it is read.

    Raises
    ------
    DataError
        It is no kind, neither says one, or they say different ones.
    ModelError
        The mapping cannot be read.
    """
    named = None if kind is None else one_of("--kind", kind, ALL_KINDS)
    own, line = (None, None) if mapping is None else _kind_of(mapping)
    if named is None and own is None:
        what = f"expected one of {listed(ALL_KINDS)}, got none. Say what a row is: --kind KIND."
        raise DataError(Problem("--kind", what))
    if named is not None and own not in (None, named):
        what = (
            f"expected {named}, as --kind says, got {shown(own)}. Use --kind {own} or leave --kind "
            "out; or correct the mapping, or leave --mapping out to guess it anew."
        )
        raise DataError(Problem("kind", what, str(mapping), line))
    return named or str(own)


def _kind_of(mapping: str | Path) -> tuple[str | None, int | None]:
    """The kind that a mapping names, and the line on which it does."""
    document = parse_yaml(text_of(mapping, "a mapping file"))
    own = document.data.get("kind") if isinstance(document.data, dict) else None
    return (own if own in ALL_KINDS else None), document.lines.get(("kind",))
