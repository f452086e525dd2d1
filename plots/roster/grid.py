"""The grid of a roster on its page: people by days, four weeks side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from plots.language import Lang, say
from plots.page_parts import wide
from plots.roster.codes import kind_codes, reason_code, width
from plots.roster.data import RosterData
from plots.roster.day_marks import day_mark, mark_word
from plots.roster.words import weekday


def roster_grid(data: RosterData, lang: Lang) -> Markup:
    """People by days in the colours of the shifts, by their codes; the whole word when pointed at.

    Weeks begin with a line; heads and names stay in sight.
    """
    rows = Markup("\n").join(_row(data, name, lang) for name in data.case.people)
    # On paper letters are as large as its width and its height let them be.
    table = Markup(
        '<table class="roster" style="--letters:{:.1f};--people:{};--kinds:{}">'
        "<thead>{}</thead><tbody>{}</tbody></table>"
    ).format(
        _letters(data, lang), len(data.case.people), len(data.case.kinds), _heads(data, lang), rows
    )
    return Markup('<div class="broad">{}</div>').format(wide(table, lang))


def _letters(data: RosterData, lang: Lang) -> float:
    """How wide the grid is at the least, in letters as wide as high, with what is around them."""
    widest = max(4, *map(width, kind_codes(data, lang).values()))
    names = min(20, max(map(width, data.case.people)))
    return data.case.days * (0.62 * widest + 0.35) + 0.6 * names + 8


def _heads(data: RosterData, lang: Lang) -> Markup:
    """The weeks, and below them weekdays and days of the month."""
    names = say(lang, "姓名|工时<br>h|加班<br>h", "Name|Hours<br>h|Over<br>h").split("|")
    weeks = Markup("").join(
        Markup('<th scope="colgroup" class="week" colspan="{}">{}</th>').format(
            len(days), _week(data, days, lang)
        )
        for days in _weeks(data)
    )
    days = Markup("").join(
        Markup('<th scope="col"{}>{}{}<br>{}</th>').format(
            _classes(_day_classes(data, day)),
            _mark(data, day, lang), weekday(data, day, lang), _date(data, day),
        )
        for day in range(data.case.days)
    )  # fmt: skip
    # Each row has a cell above the names, for those stay in sight.
    return Markup(
        '<tr><th></th>{}<th class="mon"></th><th></th></tr>'
        '<tr><th scope="col">{}</th>{}<th scope="col" class="mon">{}</th>'
        '<th scope="col">{}</th></tr>'
    ).format(weeks, names[0], days, Markup(names[1]), Markup(names[2]))


def _weeks(data: RosterData) -> Iterator[list[int]]:
    """Days from Monday to Sunday, as far as they are of the roster."""
    days = range(data.case.days)
    for _, some in groupby(days, key=lambda day: data.case.date(day).isocalendar()[:2]):
        yield list(some)


def _week(data: RosterData, days: list[int], lang: Lang) -> str:
    """From when to when; nothing where there is no room for it."""
    first, last = (data.case.date(day) for day in (days[0], days[-1]))
    if len(days) < 3:
        return ""
    zh = f"{first.month}月{first.day}日–{last.month}月{last.day}日"
    en = f"{first.day} {first:%b} – {last.day} {last:%b}"
    return say(lang, zh, en)


def _date(data: RosterData, day: int) -> str:
    """The day of the month, with the month where one begins."""
    date = data.case.date(day)
    return f"{date.month}/{date.day}" if day == 0 or date.day == 1 else f"{date.day}"


def _mark(data: RosterData, day: int, lang: Lang) -> Markup:
    """What a day is by the calendar, above its weekday."""
    mark = day_mark(data, day)
    return Markup() if mark is None else Markup("<b>{}</b><br>").format(mark_word(mark, lang))


def _day_classes(data: RosterData, day: int) -> list[str]:
    free = ["free"] * (day in data.restdays)
    free += ["statutory"] * (day_mark(data, day) == "statutory")
    return free + ["mon"] * (day == 0 or data.case.date(day).weekday() == 0)


def _classes(names: list[str]) -> Markup:
    return Markup(' class="{}"').format(" ".join(names)) if names else Markup()


def _row(data: RosterData, name: str, lang: Lang) -> Markup:
    codes = kind_codes(data, lang)
    numbers = {kind: k for k, kind in enumerate(data.case.kinds)}
    found = []
    for day, kind in enumerate(data.roster[name]):
        classes = [f"k{numbers[kind]}"] if kind is not None else ["off"]
        # Colours of shifts go before those of days.
        classes += [one for one in _day_classes(data, day) if one == "mon" or kind is None]
        classes += ["wrong"] * ((name, day) in data.wrong)
        classes += ["changed"] * ((name, day) in data.changed)
        whole = data.cell(name, day, lang)
        shown = codes[kind] if kind is not None else _off(data, name, day, lang)
        told = Markup(' title="{}"').format(whole) if whole != shown else Markup()
        found.append(Markup("<td{}{}>{}</td>").format(_classes(classes), told, shown))
    hours = data.hours[name]
    return Markup(
        '<tr><th scope="row">{}</th>{}<td class="mon">{:g}</td><td>{:g}</td></tr>'
    ).format(name, Markup("").join(found), hours.hours, hours.overtime)


def _off(data: RosterData, name: str, day: int, lang: Lang) -> str:
    """A day off or an absence, without the shift that was lost by it."""
    person = data.case.people[name]
    if reason := person.reasons.get(day):
        return reason_code(reason)
    return data.words.away(lang) if day in person.leave else data.words.off(lang)
