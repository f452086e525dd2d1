"""One case to tell the story of a redesign: the same person before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.event_log import FINISHED
from sim.experiment import SimResult
from sim.variates import Floats


@dataclass(frozen=True, slots=True)
class TypicalCase:
    """A case that every run has, by its identity."""

    service: str
    interval: int
    ordinal: int
    index: tuple[int, ...]
    """Its index in each run, in the order of the runs."""
    among: int = 1
    """Cases of its service of which it is the middle one."""

    @property
    def case_id(self) -> str:
        """Identity as service/interval/ordinal."""
        return f"{self.service}/{self.interval}/{self.ordinal}"


def typical_case(runs: Sequence[SimResult], service: str | None = None) -> TypicalCase | None:
    """The case whose time from arrival to outcome is nearest to the median in every run.

    Nearest is where the relative distances from the medians of the runs sum to least: a case
    that is typical before but not after would tell another story than the figures do.

    Cases that some run lost or left unfinished, and those of the warm-up, are passed over, so
    the median is that of the cases which can be shown. Of equally near ones the first to arrive
    is taken.

    Parameters
    ----------
    runs
        The baseline, then redesigns, of the same seed and replication.
    service
        Service to choose from; the one with most such cases when left out.

    Returns
    -------
    TypicalCase or None
        None when no case finished in every run.
    """
    places = [_finished(run) for run in runs]
    base = runs[0]
    shared = set.intersection(*(set(place) for place in places))
    counted = base.world.is_measured(base.script.arrival)
    measured = [
        identity for identity, case in places[0].items() if identity in shared and counted[case]
    ]
    names = [identity[0] for identity in measured]
    if not names:
        return None
    chosen = service or max(dict.fromkeys(names), key=names.count)
    among = [identity for identity in measured if identity[0] == chosen]
    if not among:
        return None
    off: Floats = np.zeros(len(among))
    for run, place in zip(runs, places, strict=True):
        at = [place[identity] for identity in among]
        elapsed = run.log.end_time[at] - run.script.arrival[at]
        middle = float(np.median(elapsed))
        off += np.abs(elapsed - middle) / (middle or 1.0)
    nearest = among[int(np.argmin(off))]
    return TypicalCase(*nearest, index=tuple(place[nearest] for place in places), among=len(among))


def _finished(run: SimResult) -> dict[tuple[str, int, int], int]:
    """Index of each finished case, by identity, in order of arrival."""
    script, names = run.script, run.world.services
    identities = zip(
        script.service.tolist(), script.interval.tolist(), script.ordinal.tolist(), strict=True
    )
    return {
        (names[service], interval, ordinal): case
        for case, (service, interval, ordinal) in enumerate(identities)
        if run.log.fate[case] == FINISHED
    }
