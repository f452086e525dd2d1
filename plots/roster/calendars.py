"""The shifts of a person as an iCalendar file (RFC 5545), for the calendar of a telephone."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

from plots.language import Lang, say
from plots.roster.data import RosterData
from plots.roster.words import breaks_text, kind_times, kind_title
from scenarios.roster.breaks import Taken
from scenarios.roster.kinds import RosterKind

ZONE = "Asia/Shanghai"
_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T020000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""China has had no summer time since September 1991."""
_OCTETS = 75
"""Most octets of a line (RFC 5545, 3.1)."""
_SINCE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""Since when seconds are counted: 32 bits hold them until 2088."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")


def person_calendar(data: RosterData, name: str, lang: Lang) -> str:
    """An iCalendar file with an event for each shift of a person.

    The identity of an event is the person and the day: a changed roster moves its events instead
    of adding to them, and a shift taken away is sent as cancelled. Later files have larger
    sequence numbers (RFC 5546, 2.1.4), so that what they say goes before what earlier ones said.
    """
    breaks = {one.day: one.pauses for one in data.presence
              if one.person == name and not one.assumed}  # fmt: skip
    days = (_event(data, name, day, breaks.get(day, ()), lang) for day in range(data.case.days))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//onewindow//roster//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        *_ZONE,
        *(line for event in days for line in event),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(data: RosterData, name: str, day: int, breaks: Taken, lang: Lang) -> Iterator[str]:
    kind = data.roster[name][day]
    posted = None if data.before is None else data.before[name][day]
    shown = kind or posted or data.case.people[name].lost.get(day)
    if shown is None:
        return
    one, date = data.case.kinds[shown], data.case.date(day)
    yield "BEGIN:VEVENT"
    identity = hashlib.blake2b(
        f"{name}\x1f{date.isoformat()}".encode("utf-8", "surrogatepass"), digest_size=16
    )
    yield f"UID:{identity.hexdigest()}@onewindow"
    yield f"DTSTAMP:{data.written:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{int((data.written - _SINCE).total_seconds())}"
    yield from _times(one, date)
    yield f"SUMMARY:{_escaped(kind_title(data, shown, lang))}"
    said = kind_times(one, lang)
    if kind is None and (reason := data.case.people[name].reasons.get(day)):
        said = say(lang, f"{reason}，{said}", f"{reason}, {said}")
    if breaks:
        taken = breaks_text(breaks)
        said += say(lang, f"，休息 {taken}", f", breaks {taken}")
    yield f"DESCRIPTION:{_escaped(said)}"
    yield f"CATEGORIES:{_escaped(say(lang, '排班', 'Roster'))}"
    yield f"STATUS:{'CANCELLED' if kind is None else 'CONFIRMED'}"
    yield "END:VEVENT"


def _times(kind: RosterKind, date: dt.date) -> Iterator[str]:
    """Begin and end; the whole day for a shift without a start."""
    midnight = dt.datetime.combine(date, dt.time())
    if kind.start is None:
        yield f"DTSTART;VALUE=DATE:{date:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{date + dt.timedelta(days=1):%Y%m%d}"
        return
    for word, at in (("DTSTART", kind.start), ("DTEND", kind.start + kind.length)):
        yield f"{word};TZID={ZONE}:{midnight + dt.timedelta(seconds=round(at)):%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11); control characters are left out."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    for letter, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(letter, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """A line cut into several of at most 75 octets, never within a letter."""
    room, part = _OCTETS, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            room, part = _OCTETS - 1, " "  # the blank that says that it goes on
        part, room = part + letter, room - size
    yield part
