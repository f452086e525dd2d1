"""Where the numbers of a section come from of which a redesign step changed only some."""

from __future__ import annotations

from scenarios.section import KIND_TITLES, ProvenanceNote, TextPair

_FROM_FIRM = ("measured", "published", "assumed")


def partly_new(what: TextPair, new: ProvenanceNote, old: ProvenanceNote) -> ProvenanceNote:
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
    zh = (new.source.zh or KIND_TITLES[new.kind].zh).rstrip("。.")
    en = (new.source.en or new.kind).rstrip(".")
    rest_zh = f"其余如前：{old.source.zh}" if old.source.zh else ""
    rest_en = f" Else as before: {old.source.en}" if old.source.en else ""
    source = TextPair(zh=f"{what.zh}：{zh}。{rest_zh}", en=f"{what.en}: {en}.{rest_en}")
    return ProvenanceNote(kind=kind, source=source)
