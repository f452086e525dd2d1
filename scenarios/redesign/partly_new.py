"""Where the numbers of a section come from of which a redesign step changed only some."""

from __future__ import annotations

from scenarios.section import ProvenanceNote

_FROM_FIRM = ("measured", "published", "assumed")


def partly_new(what: str, new: ProvenanceNote, old: ProvenanceNote) -> ProvenanceNote:
    """The note of a section after a step changed ``what``; the less firm kind of both holds.

    Parameters
    ----------
    what
        The numbers that were changed, in words.
    new
        Where those come from.
    old
        Where the others come from.
    """
    kind = max(new.kind, old.kind, key=_FROM_FIRM.index)
    changed = (new.source or new.kind).rstrip(".")
    rest = f" Else as before: {old.source}" if old.source else ""
    return ProvenanceNote(kind=kind, source=f"{what}: {changed}.{rest}")
