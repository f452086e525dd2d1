"""Who is there when on one day: a bar for each shift over the clock, with its break."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup, escape

from plots.amounts import clock
from plots.language import Lang, say
from plots.roster.colours import kind_colours
from plots.roster.data import RosterData
from plots.roster.words import day_words, kind_title
from scenarios.how_many import HowMany
from scenarios.roster.presence import Presence

_DAY = 86400.0
_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 760, 128, 26, 17, 26
_BAR = 12
_STEP = 1800.0
"""Step in which people are counted [s]."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """The hours that are shown."""

    first: int
    last: int

    def x(self, seconds: float) -> float:
        """Where a time since midnight lies; what is before the first hour lies at its begin."""
        scale = (_WIDTH - _LEFT - _RIGHT) / ((self.last - self.first) * 3600)
        return _LEFT + max(0.0, seconds - self.first * 3600) * scale


def _axis(data: RosterData) -> _Axis:
    """The hours in which anybody is there on any day; all of them where nights are worked."""
    last = math.ceil(max(one.end for one in data.presence) / 3600)
    if last > 24:
        return _Axis(0, last)
    return _Axis(math.floor(min(one.start for one in data.presence) / 3600), last)


def day_shifts(data: RosterData, day: int) -> list[Presence]:
    """Shifts that somebody works on a day: those that begin on it, and nights of the eve."""
    return [
        one for one in data.presence if one.day == day or (one.day == day - 1 and one.end > _DAY)
    ]


def first_on_duty(data: RosterData) -> int | None:
    """The first day on which a shift begins; None where none does."""
    return min((one.day for one in data.presence if one.day >= 0), default=None)


def day_finding(data: RosterData, day: int, lang: Lang) -> str:
    """How many begin on a day, and when most are there at once."""
    counts = there(data, day)
    begin = sum(one.day == day for one in data.presence)
    words = day_words(data, day, lang)
    if not counts or not max(counts):
        return say(lang, f"{words}：无人上班", f"{words}: nobody works")
    most = max(counts)
    at = clock(counts.index(most) * _STEP)
    return say(
        lang,
        f"{words}：{begin} 人上班，{at} 起同时在岗最多，{most} 人",
        f"{words}: {HowMany(begin):shift begins|shifts begin}, most are there from {at} on: "
        f"{HowMany(most):person|people}",
    )


def there(data: RosterData, day: int) -> list[int]:
    """People there at each half hour of a day, breaks left out."""
    spans = [
        (begin + (one.day - day) * _DAY, end + (one.day - day) * _DAY)
        for one in day_shifts(data, day)
        for begin, end in one.spans
    ]
    times = [k * _STEP for k in range(round(_DAY / _STEP))]
    return [sum(begin <= at < end for begin, end in spans) for at in times]


def day_gantt(data: RosterData, day: int, lang: Lang) -> Markup:
    """The day as an SVG picture; nothing where nobody works."""
    shifts = sorted(
        day_shifts(data, day), key=lambda one: (one.day, one.start, one.kind, one.person)
    )
    if not shifts:
        return Markup()
    clock_axis = _axis(data)
    height = _TOP + _ROW * (len(shifts) + 1) + 18
    parts = [_grid(clock_axis, height, lang)]
    parts += [_bar(data, one, day, k, clock_axis) for k, one in enumerate(shifts)]
    parts.append(_counts(data, day, len(shifts), clock_axis, lang))
    told = day_finding(data, day, lang)
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg" '
        'font-size="10.5" fill="#1d2733">{}</svg>'
    ).format(told, _WIDTH, height, Markup("").join(parts))


def legend(data: RosterData, lang: Lang) -> Markup:
    """The colours of the kinds of shift."""
    items = Markup("").join(
        Markup('<span><i class="k{}"></i>{}</span>').format(k, kind_title(data, kind, lang))
        for k, kind in enumerate(data.case.kinds)
    )
    return Markup('<p class="kinds">{}</p>').format(items)


def colour_rules(data: RosterData) -> Markup:
    """The colours as rules of CSS, for the grid and the pictures."""
    rules = (
        f".k{k}{{background:{ground};color:{ink};fill:{ground}}}"
        for k, (ground, ink) in enumerate(kind_colours(data.case).values())
    )
    return Markup("<style>{}</style>").format(Markup("").join(map(Markup, rules)))


def _grid(axis: _Axis, height: int, lang: Lang) -> Markup:
    hours = axis.last - axis.first
    step = 1 if hours <= 13 else 2 if hours <= 26 else 3
    lines = []
    for hour in range(axis.first, axis.last + 1, step):
        next_day = say(lang, "次日", "+1 ") if hour > 24 else ""
        dark = "#8d97a2" if hour == 24 else "#e4e8ec"
        lines.append(
            Markup(
                '<line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}" stroke="{3}"/>'
                '<text x="{0:.1f}" y="12" text-anchor="middle" fill="#5d6875">{4}</text>'
            ).format(
                axis.x(hour * 3600), _TOP - 8, height - 4, dark,
                f"{next_day}{hour if hour <= 24 else hour - 24:02d}:00",
            )
        )  # fmt: skip
    return Markup("").join(lines)


def _bar(data: RosterData, one: Presence, day: int, row: int, axis: _Axis) -> Markup:
    since = (one.day - day) * _DAY
    y = _TOP + row * _ROW
    number = list(data.case.kinds).index(one.kind)
    faint = Markup(' opacity="0.55"') if one.day < day else ""
    ends = ((axis.x(since + begin), axis.x(since + end)) for begin, end in one.spans)
    bars = Markup("").join(
        Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" rx="2" class="k{}"{}/>').format(
            begin, y, end - begin, _BAR, number, faint
        )
        for begin, end in ends
        if end > begin
    )
    name = one.person if len(one.person) <= 16 else one.person[:15] + "…"
    return Markup('<text x="{}" y="{}" text-anchor="end">{}</text>{}').format(
        _LEFT - 8, y + _BAR - 2, _printable(name), bars
    )


def _counts(data: RosterData, day: int, rows: int, axis: _Axis, lang: Lang) -> Markup:
    """People there at each full hour, below the bars."""
    y = _TOP + rows * _ROW + 16
    texts = [
        Markup('<text x="{}" y="{}" text-anchor="end" fill="#5d6875">{}</text>').format(
            _LEFT - 8, y, say(lang, "在岗（人）", "There (people)")
        )
    ]
    counts = there(data, day)
    for hour in range(axis.first, min(axis.last, 24)):
        texts.append(
            Markup('<text x="{:.1f}" y="{}" text-anchor="middle" fill="#5d6875">{}</text>').format(
                axis.x((hour + 0.5) * 3600), y, counts[2 * hour]
            )
        )
    return Markup("").join(texts)


def _printable(text: str) -> Markup:
    return escape("".join(letter for letter in text if letter.isprintable()))
