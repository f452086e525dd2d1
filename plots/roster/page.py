"""A page of a roster: the grid, who is there when, what is broken or missing, who has what."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from plots.chart_set import figure_of, with_numbers
from plots.language import LANGS, Lang, no_warnings, say
from plots.page_html import Page, page_html, write_page
from plots.page_parts import Part, Section, paragraphs, points, table_html, wide
from plots.roster.charts import ROSTER_CHARTS
from plots.roster.codes import kind_codes, reason_code
from plots.roster.data import RosterData
from plots.roster.day_marks import mark_word, marks_told
from plots.roster.gantt import colour_rules, day_finding, day_gantt, first_on_duty, legend
from plots.roster.grid import roster_grid
from plots.roster.tables import change_table, cover_table, fairness_table, spread_table
from plots.roster.words import breaks_assumed, is_hard, kind_stem, kind_times, why_title
from plots.tables import Align, Table, cells
from scenarios.calendar_days import DAY


def write_roster_page(data: RosterData, path: str | os.PathLike[str], lang: Lang = "zh") -> Path:
    """Write the page as one HTML file that needs no other file and no network.

    Parameters
    ----------
    data
        The roster.
    path
        Where to; it is there whole or not at all.
    lang
        Language it opens in; the page has both.

    Returns
    -------
    Path
        The file written.
    """
    return write_page(roster_html(data, lang), path)


def roster_html(data: RosterData, lang: Lang = "zh") -> str:
    """The page as text; the same data give the same text."""
    pages = [
        Page(
            lang=one,
            kind=say(one, "排班表", "Roster"),
            title=data.title[one],
            finding=data.sentences[one][0],
            why="",
            model=say(one, "法规与合同逐条核对", "Checked against law and contracts"),
            sections=_sections(data, one),
        )
        for one in LANGS
    ]
    return page_html(
        pages, titles=dict(data.title), version=data.version, date=data.date,
        warnings=no_warnings(),
        lang=lang,
    )  # fmt: skip


def _sections(data: RosterData, lang: Lang) -> tuple[Section, ...]:
    days = range(data.case.days) if data.presence else range(0)
    contents = (
        (
            "grid", say(lang, "排班表", "Roster"),
            (
                colour_rules(data), _beyond(data, lang), _kinds(data, lang),
                roster_grid(data, lang),
            ),
        ),
        (
            "changes", say(lang, "改动", "Changes"),
            (_changes(data, lang),),
        ),
        (
            "wrong", say(lang, "违规与缺人", "What is broken or missing"),
            (_wrong(data, lang), _why(data, lang), _missing(data, lang), _wishes(data, lang)),
        ),
        (
            "there", say(lang, "谁在什么时候在岗", "Who is there when"),
            (
                paragraphs([_reading(data, lang)]) if data.presence else Markup(),
                legend(data, lang) if data.presence else Markup(),
                _days(data, days, lang),
            ),
        ),
        (
            "people", say(lang, "每个人", "Each person"),
            (*_charts(data, lang), _fairness(data, lang)),
        ),
    )  # fmt: skip
    filled = [(name, title, tuple(filter(None, pieces))) for name, title, pieces in contents]
    return tuple(
        Section(k, f"{lang}-{name}", title, (Part("", pieces),))
        for k, (name, title, pieces) in enumerate(filter(lambda one: one[2], filled), 1)
    )


def _reading(data: RosterData, lang: Lang) -> str:
    told = [say(lang, "每条为一个班，缺口为休息。", "A bar for each shift, gaps are breaks.")]
    if any(one.assumed for one in data.presence):
        told.append(breaks_assumed(lang))
    if any(one.end > DAY for one in data.presence):
        told.append(say(lang, "浅色为前一天的夜班。", "Pale: nights of the day before."))
    return say(lang, "", " ").join(told)


def _beyond(data: RosterData, lang: Lang) -> Markup:
    """Which shifts have too many people; nothing where none has."""
    return paragraphs([] if data.beyond is None else [getattr(data.beyond, lang)])


def _kinds(data: RosterData, lang: Lang) -> Markup:
    """Each kind of shift with its colour, its code and its times, and marks of the heads."""
    codes, items = kind_codes(data, lang), []
    for k, (name, kind) in enumerate(data.case.kinds.items()):
        code, times = codes[name], kind_times(kind, lang)
        title = kind_stem(data, name, lang)
        told = times if title in ("", code) else f"{title} {times}"
        items.append(Markup('<span><b class="k{}">{}</b>{}</span>').format(k, code, told))
    for said in data.said:
        if (code := reason_code(said)) != said:
            items.append(Markup('<span><b class="off">{}</b>{}</span>').format(code, said))
    for mark, told in marks_told(data, lang):
        word = mark_word(mark, lang)
        items.append(Markup('<span><b class="{}">{}</b>{}</span>').format(mark, word, told))
    return Markup('<p class="kinds">{}</p>').format(Markup("").join(items))


def _wrong(data: RosterData, lang: Lang) -> Markup:
    order = sorted(data.violations, key=lambda one: not is_hard(data, one))
    if not order:
        return paragraphs([say(lang, "没有违反任何规则。", "No rule is broken.")])
    marks = {True: say(lang, "硬性：", "Hard: "), False: say(lang, "计价：", "Priced: ")}
    return points(
        marks[is_hard(data, one)] + say(lang, one.sentence.zh, one.sentence.en) for one in order
    )


def _changes(data: RosterData, lang: Lang) -> Markup:
    """What is not as it was posted, with why; nothing for a first roster."""
    caption = say(
        lang, "与已公布的排班表不同之处（表中虚线框）", "Not as posted (dashed in the grid)"
    )
    return table_html(_table("changes", caption, change_table(data, lang)), lang)


def _charts(data: RosterData, lang: Lang) -> Iterator[Markup]:
    for chart, numbers in with_numbers(ROSTER_CHARTS, data):
        yield figure_of(chart, data, numbers, lang)


def _missing(data: RosterData, lang: Lang) -> Markup:
    """Needs that are short of people, with why."""
    cover = cover_table(data, lang)
    short = cover[cover.iloc[:, 5] > 0]
    if short.empty:
        return paragraphs([say(lang, "需要的人数全部排满。", "Every need is covered.")])
    shown = short.iloc[:, [1, 2, 3, 4, 5, *range(7, short.shape[1])]]
    caption = say(lang, "缺人的班次", "Shifts that are short of people")
    return table_html(_table("cover", caption, shown), lang)


def _why(data: RosterData, lang: Lang) -> Markup:
    """Why not all is covered, and what would mend it."""
    told = points(getattr(one, lang) for one in data.why_open)
    return Markup("<h3>{}</h3>{}").format(why_title(lang), told) if told else Markup()


def _wishes(data: RosterData, lang: Lang) -> Markup:
    """Wishes that are not met, the heaviest first, with why."""
    told = points(getattr(one.sentence, lang) for one in data.unmet if one.person is not None)
    title = say(lang, "未满足的意愿", "Wishes not met")
    return Markup("<h3>{}</h3>{}").format(title, told) if told else Markup()


def _days(data: RosterData, days: Iterable[int], lang: Lang) -> Markup:
    """A line for each day, with its picture to be opened; the first with duty is open."""
    told = Markup("\n").join(_day(data, day, lang) for day in days)
    return Markup('<div class="days">{}</div>').format(told) if told else Markup()


def _day(data: RosterData, day: int, lang: Lang) -> Markup:
    picture = day_gantt(data, day, lang)
    if not picture:
        return Markup("<p>{}</p>").format(day_finding(data, day, lang))
    return Markup("<details{}><summary>{}</summary><figure>{}</figure></details>").format(
        Markup(" open") if day == first_on_duty(data) else "", day_finding(data, day, lang),
        wide(picture, lang),
    )  # fmt: skip


def _fairness(data: RosterData, lang: Lang) -> Markup:
    table = fairness_table(data, lang)
    both = pd.concat([table, spread_table(table, lang)], ignore_index=True)
    caption = say(
        lang, "每个人，最后四行为各列的差距", "Everybody; the last four rows: how far apart"
    )
    return table_html(_table("people", caption, both), lang)


def _table(name: str, caption: str, table: pd.DataFrame) -> Table:
    rows = [
        cells("—" if pd.isna(value) else f"{value:.4g}" if isinstance(value, float) else str(value)
              for value in row)
        for row in table.itertuples(index=False)
    ]  # fmt: skip
    numeric = [pd.api.types.is_numeric_dtype(table[column]) for column in table.columns]
    aligns: list[Align] = ["right" if is_number else "left" for is_number in numeric]
    return Table(name, caption, tuple(map(str, table.columns)), tuple(rows), tuple(aligns))
