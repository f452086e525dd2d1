"""What each redesign needs in staff, on the screen and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onewindow.requirement_words import promise_words
from onewindow.staff_compared import BASELINE, StaffCompared
from plots.language import Lang, say
from plots.promise_words import bare_level

if TYPE_CHECKING:
    from rich.table import Table

_STATUS = {
    "met": ("达标", "met"),
    "not_met": ("未达标", "not met"),
    "unclear": ("说不准", "unclear"),
    "interrupted": ("已中断", "interrupted"),
}


def compared_table(compared: StaffCompared, lang: Lang) -> Table:
    """Hours and windows of the baseline and of each redesign."""
    from rich.table import Table

    study = compared.study
    promise = next(iter(compared.found.values())).requirement.promise
    table = Table(title=promise_words(promise, lang), title_justify="left", title_style="bold")
    table.add_column(say(lang, "方案", "plan"))
    shown = ("等待 (秒)", "wait (s)") if promise.is_time else ("水平 (%)", "level (%)")
    for head in (
        say(lang, "小时/天", "paid\nh/day"),
        say(lang, "相差", "± h/day"),
        say(lang, "变化", "change"),
        say(lang, "窗口", "seats"),
        say(lang, *shown),
        say(lang, "区间", "interval"),
    ):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column(say(lang, "复核", "check"), no_wrap=True)
    for row in compared.table().to_dict("records"):
        name = row["name"]
        title = (study.baseline if name == BASELINE else study.redesigns[name]).title
        is_first = name == BASELINE or row["difference"] is None or np.isnan(row["difference"])
        level, low, high = (bare_level(promise, row[k]) for k in ("level", "low", "high"))
        table.add_row(
            getattr(title, lang), f"{row['hours_a_day']:.1f}",
            "" if is_first else f"{row['difference']:+.1f}",
            "" if is_first else f"{100 * row['change']:+.0f} %",
            str(row["most_at_once"]), level, f"{low}–{high}", say(lang, *_STATUS[row["status"]]),
        )  # fmt: skip
    return table


def compared_note(lang: Lang) -> str:
    """What the columns say."""
    return say(
        lang,
        "小时为平均每天的计薪工时，窗口为最多同时开的窗口（席位）数，都是达标所需的方案，不是抽样结果；"
        "水平为复核时全天合计，带区间。各方案面对同一批人。",
        "Hours are paid hours a day, seats the most windows open at once, both of the plan that "
        "keeps the promise; the level is that of the whole day in the check, with its interval. "
        "All plans meet the same people.",
    )


def impossible_words(compared: StaffCompared, lang: Lang) -> list[str]:
    """Why some could not be staffed, a sentence each."""
    study = compared.study
    return [
        f"{getattr((study.baseline if name == BASELINE else study.redesigns[name]).title, lang)}: "
        f"{why}"
        for name, why in compared.impossible.items()
    ]
