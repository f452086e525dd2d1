"""Where the numbers of a fitted model come from, as a table of the calibration page."""

from __future__ import annotations

from collections.abc import Iterable

from plots.language import Lang, say
from plots.tables import Table, cells
from scenarios.model import ServiceModel
from scenarios.section import ProvenanceNote

_BESIDE = (
    ("振铃或走到窗口", "Pick-up", "pickup"), ("后处理", "After-work", "after_work"),
    ("耐心", "Patience", "patience"),
)  # fmt: skip
"""Times of an activity beside that of its work."""


def origin_table(model: ServiceModel, lang: Lang) -> Table:
    """How many numbers of each kind were measured or assumed, and on how large samples."""
    of = tuple(model.activities.values())
    parts: tuple[tuple[str, str, list[object]], ...] = (
        ("到达率", "Arrival rates", [one.arrivals.provenance for one in model.services.values()]),
        (
            "用时", "Times of work",
            [one.service_time.provenance for one in model.activities.values()],
        ),
        *(
            (zh, en, [own.provenance for one in of if (own := getattr(one, name)) is not None])
            for zh, en, name in _BESIDE
        ),
        ("人员或窗口", "Staff or counters", [one.provenance for one in model.pools.values()]),
        ("时限", "Targets", [one.provenance for one in model.targets.values()]),
    )  # fmt: skip
    rows = [
        cells((say(lang, zh, en), str(len(notes)), *_counted(notes, lang)))
        for zh, en, notes in parts
        if notes
    ]
    return Table(
        "origins",
        say(
            lang,
            "模型文件中的每个数都注明来源（provenance）和样本量",
            "Each number in the model file has its provenance and its sample size",
        ),
        (
            say(lang, "数值", "Numbers"), say(lang, "个数", "How many"),
            say(lang, "实测", "Measured"), say(lang, "假设", "Assumed"),
            say(lang, "样本量", "Sample sizes"),
        ),
        tuple(rows),
        ("left", "right", "right", "right", "right"),
        stacked=True,
    )  # fmt: skip


def _counted(notes: Iterable[object], lang: Lang) -> tuple[str, str, str]:
    """Measured, assumed, and from how few to how many observations."""
    each = [note for note in notes if isinstance(note, ProvenanceNote)]
    sizes = [note.sample_size for note in each if note.sample_size is not None]
    measured = sum(note.kind == "measured" for note in each)
    assumed = sum(note.kind == "assumed" for note in each)
    span = "–"
    if sizes:
        least, most = min(sizes), max(sizes)
        span = (
            f"{least:,}"
            if least == most
            else say(lang, f"{least:,} 至 {most:,}", f"{least:,} to {most:,}")
        )
    return str(measured), str(assumed), span
