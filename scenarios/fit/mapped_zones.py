"""Zones in a mapping: as they were found, or as somebody wrote them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scenarios.errors import DataError, Problem
from scenarios.findings import wrong_name
from scenarios.fit.contacts import Contacts
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Mapping


def with_zones(mapping: Mapping, fit: Fit) -> Mapping:
    """The mapping with the zones that were found, to be named and corrected by hand."""
    if mapping.zones is not None or not fit.zones.number:
        return mapping
    return mapping.replace(zones=fit.zones.named(fit.contacts.activities))


def check_zones(mapping: Mapping, contacts: Contacts, file: str) -> None:
    """See that zones have matters of the log, each of them once.

    Raises
    ------
    DataError
        They do not; every problem is told.
    """
    if found := [*_problems(mapping, contacts, file)]:
        raise DataError(found)


def _problems(mapping: Mapping, contacts: Contacts, file: str) -> Iterator[Problem]:
    zones = mapping.zones or {}
    if zones and not contacts.activities:
        what = "expected a column of matters, got none. Name it as activity, or leave zones out."
        yield Problem("zones", what, file)
        return
    times = Counter(matter for matters in zones.values() for matter in matters)
    mend = "Use a matter of the log; those named in no zone are done by everybody."
    for name, matters in zones.items():
        if not matters:
            what = "expected one matter or more, got none. Name them, or leave this zone out."
            yield Problem(f"zones.{name}", what, file)
        for matter in matters:
            at = f"zones.{name}"
            if matter not in contacts.activities:
                known = list(contacts.activities)
                what = wrong_name("a matter of the log", matter, known, mend)
                yield Problem(at, what, file)
            elif times[matter] > 1:
                what = (
                    f"expected each matter in one zone, got {matter} in several. Leave it where "
                    "it is done, or out of all zones where everybody does it."
                )
                yield Problem(at, what, file)
