"""What is said of the days on which the model of a log is shut, in Chinese and in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from plots.calendar_words import days_words
from plots.day_kinds import weekday_runs
from plots.language import Lang, say
from scenarios.fit.contacts import Flags
from scenarios.fit.shut_days import LogDays, ShutDays, weekday_kept


def shut_lines(log: LogDays, lang: Lang) -> Iterator[str]:
    """Holidays, weekdays that somebody said are shut, and those on which nobody was there."""
    first, left_out, days = log.first, log.weekday < 0, len(log.rows)
    weekday = (first.weekday() + np.arange(days)) % 7
    named = _by_date(log.shut, first, days) & ~np.isin(weekday, log.shut.closed)
    if dates := int(named.sum()):
        came = int(log.rows[named].sum())
        yield say(
            lang,
            f"{dates} 天是节假日或指定不开门的日期，未参与拟合，模型在这些天不开门",
            f"{dates} days are holidays or dates named as closed: left out of the fit, and the "
            "model is shut on them",
        ) + (came > 0) * say(
            lang,
            f"；记录中这些天有 {came:,} 行：若节假日照常开门，请删去映射文件的 holidays",
            f"; the log has {came:,} rows on them: if holidays are days like others, take holidays "
            "out of the mapping",
        )
    if log.shut.closed:
        rows = int(log.rows[left_out & np.isin(weekday, log.shut.closed)].sum())
        closed = weekday_words(log.shut.closed, lang)
        yield say(
            lang,
            f"{closed}不开门（映射文件 closed_weekdays）："
            f"这些天的 {rows:,} 行未参与到达和人员的拟合",
            f"{closed}: shut, as closed_weekdays of the mapping says; arrivals and staff leave out "
            f"the {rows:,} rows of these days",
        )
    yield from _makeup_lines(log, lang)
    yield from _never_seen_lines(log, lang)
    yield from _rarely_lines(log, lang)
    yield from _still_lines(log, lang)


def _makeup_lines(log: LogDays, lang: Lang) -> Iterator[str]:
    """Which dates are taken as another weekday, how many rows they have, and as what."""
    if not (dates := log.makeup_dates):
        return
    rows = sum(int(log.rows[(date - log.first).days]) for date in dates)
    like = weekday_words((log.shut.makeup_as,), lang)
    named = [f"{date}{say(lang, '（', ' (')}{weekday_words((date.weekday(),), lang)}"
             f"{say(lang, '）', ')')}" for date in dates]  # fmt: skip
    one = len(dates) == 1
    yield say(
        lang,
        f"调休上班日 {'、'.join(named)}：{rows:,} 行按{like}参与拟合，"
        f"模型在这样的日子也照{like}开门",
        f"{', '.join(named)}: {'a make-up workday' if one else 'make-up workdays'} with {rows:,} "
        f"rows, fitted as {'a ' if one else ''}{like}; in the model such days are open as on a "
        f"{like} too",
    )


def _rarely_lines(log: LogDays, lang: Lang) -> Iterator[str]:
    """Weekdays of which few dates have rows, and what became of these."""
    if not log.shut.rarely:
        return
    weekday = (log.first.weekday() + np.arange(len(log.rows))) % 7
    of_them = np.isin(weekday, log.shut.rarely)
    words = weekday_words(log.shut.rarely, lang)
    like = weekday_words((log.shut.makeup_as,), lang)
    n, seen = int(of_them.sum()), int((of_them & log.came).sum())
    text = say(
        lang,
        f"{words}：记录期间 {n} 天中只有 {seen} 天有行，模型在{words}不开门",
        f"{words}: {seen} of {n} such days within the log {'has' if seen == 1 else 'have'} rows: "
        "the model is shut then",
    )
    if log.shut.worked:
        dates = ", ".join(map(str, log.shut.worked))
        text += say(
            lang,
            f"，但 {dates.replace(', ', '、')} 照{like}开门（如调休上班），拟合也按{like}",
            f", but open as on a {like} on {dates}, fitted as one (a make-up workday, say)",
        )
    if rows := int(log.rows[of_them & (log.weekday < 0)].sum()):
        text += say(
            lang,
            f"；其余 {rows:,} 行未参与到达和人员的拟合",
            f"; arrivals and staff leave out the other {rows:,} rows",
        )
    yield text


def _never_seen_lines(log: LogDays, lang: Lang) -> Iterator[str]:
    """Weekdays of which the log has dates and no row, or rows that show nobody."""
    shut, first, days = log.shut, log.first, len(log.rows)
    if not shut.never_seen:
        return
    weekday = (first.weekday() + np.arange(days)) % 7
    # A make-up workday is none of them, and so may have rows.
    of_them = np.isin(weekday, shut.never_seen) & ~_by_date(shut, first, days)
    shut_then = of_them & (weekday_kept(first, days, shut) < 0)
    n, words = int(shut_then.sum()), weekday_words(shut.never_seen, lang)
    others = n < int(of_them.sum())
    rows = int(log.rows[shut_then].sum())
    empty = say(
        lang,
        f"{rows:,} 行中没有叫过号，等候人数也没有变过" if rows else "没有一行",
        f"in whose {rows:,} rows nobody is called and nothing moves" if rows else "without any row",
    )
    yield say(
        lang,
        f"{words}：记录期间{'除调休上班日外' if others else ''}有 {n} 天，{empty}："
        f"模型在{words}不开门。若是节假日，请在映射文件的 closed_dates 中写明日期；"
        "若当天有人来，请把这些天也导出到记录中",
        f"{words}: {n} such {'day' if n == 1 else 'days'} within the log"
        f"{' beside make-up workdays' if others else ''}, {empty}: the "
        "model is shut then. If holidays, name their dates in closed_dates of the mapping; if "
        "people did come, export those days too",
    )


def _still_lines(log: LogDays, lang: Lang) -> Iterator[str]:
    """Single dates that were found to be shut."""
    for moved in (True, False):
        dates = [one for one in log.shut.still if (log.rows[(one - log.first).days] > 0) == moved]
        if not dates:
            continue
        one, listed = len(dates) == 1, ", ".join(map(str, dates))
        why = say(
            lang,
            "全天没有叫过号，等候人数也没有变过（屏幕开着，大厅没开门）" if moved else "没有一行",
            "all day nobody is called and nothing moves (screens on in a hall that is shut)"
            if moved
            else "no row",
        )
        yield say(
            lang,
            f"{listed.replace(', ', '、')}：{why}，未参与拟合，"
            f"模型在{'这天' if one else '这些天'}不开门",
            f"{listed}: {why}; left out of the fit, and the model is shut then",
        )


def _by_date(shut: ShutDays, first: dt.date, days: int) -> Flags:
    """Which days are left out as holidays or by their date, shape (days,)."""
    return weekday_kept(first, days, ShutDays(shut.holidays, shut.dates)) < 0


def weekday_words(weekdays: tuple[int, ...], lang: Lang) -> str:
    """Weekdays as a reader writes them."""
    return days_words("daily" if len(weekdays) == 7 else weekday_runs(list(weekdays)), lang)
