"""Who is there when on one day: a bar for each shift over the clock, with its break."""

from __future__ import annotations

import math

from markupsafe import Markup, escape

from plots.amounts import clock
from plots.language import Lang, say
from plots.roster_colours import kind_colours
from plots.roster_data import RosterData
from plots.roster_words import day_words, kind_title
from scenarios.roster_presence import Presence

_DAY = 86400.0
_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 760, 128, 26, 17, 26
_BAR = 12
_STEP = 1800.0
"""Step in which people are counted [s]."""


def day_shifts(data: RosterData, day: int) -> list[Presence]:
    """Shifts that somebody works on a day: those that begin on it, and nights of the eve."""
    return [
        one for one in data.presence if one.day == day or (one.day == day - 1 and one.end > _DAY)
    ]


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
        f"{words}: {begin} shifts begin, most are there from {at} on: {most} people",
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
    reach = max(_DAY, *((one.day - day) * _DAY + one.end for one in shifts))
    hours = math.ceil(reach / 3600)
    height = _TOP + _ROW * (len(shifts) + 1) + 18
    scale = (_WIDTH - _LEFT - _RIGHT) / (hours * 3600)
    parts = [_grid(hours, scale, height, lang)]
    parts += [_bar(data, one, day, k, scale) for k, one in enumerate(shifts)]
    parts.append(_counts(data, day, len(shifts), scale, lang))
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


def _grid(hours: int, scale: float, height: int, lang: Lang) -> Markup:
    step = 2 if hours <= 26 else 3
    lines = []
    for hour in range(0, hours + 1, step):
        x = _LEFT + hour * 3600 * scale
        next_day = say(lang, "次日", "+1 ") if hour >= 24 else ""
        dark = "#8d97a2" if hour == 24 else "#e4e8ec"
        lines.append(
            Markup(
                '<line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}" stroke="{3}"/>'
                '<text x="{0:.1f}" y="12" text-anchor="middle" fill="#5d6875">{4}</text>'
            ).format(x, _TOP - 8, height - 4, dark, f"{next_day}{hour % 24:02d}:00")
        )
    return Markup("").join(lines)


def _bar(data: RosterData, one: Presence, day: int, row: int, scale: float) -> Markup:
    since = (one.day - day) * _DAY
    y = _TOP + row * _ROW
    number = list(data.case.kinds).index(one.kind)
    faint = ' opacity="0.55"' if one.day < day else ""
    bars = Markup("").join(
        Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" rx="2" class="k{}"{}/>').format(
            _LEFT + max(0.0, since + begin) * scale,
            y,
            max(0.0, since + end - max(0.0, since + begin)) * scale if since + end > 0 else 0.0,
            _BAR,
            number,
            Markup(faint),
        )
        for begin, end in one.spans
        if since + end > 0
    )
    name = one.person if len(one.person) <= 16 else one.person[:15] + "…"
    return Markup('<text x="{}" y="{}" text-anchor="end">{}</text>{}').format(
        _LEFT - 8, y + _BAR - 2, _printable(name), bars
    )


def _counts(data: RosterData, day: int, rows: int, scale: float, lang: Lang) -> Markup:
    """People there at each hour, below the bars."""
    y = _TOP + rows * _ROW + 16
    texts = [
        Markup('<text x="{}" y="{}" text-anchor="end" fill="#5d6875">{}</text>').format(
            _LEFT - 8, y, say(lang, "在岗（人）", "There (people)")
        )
    ]
    counts = there(data, day)
    for hour in range(24):
        x = _LEFT + (hour + 0.5) * 3600 * scale
        texts.append(
            Markup('<text x="{:.1f}" y="{}" text-anchor="middle" fill="#5d6875">{}</text>').format(
                x, y, counts[2 * hour]
            )
        )
    return Markup("").join(texts)


def _printable(text: str) -> Markup:
    return escape("".join(letter for letter in text if letter.isprintable()))
