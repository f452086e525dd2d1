"""Whether a log drifts or jumps, in Chinese and in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from plots.language import Lang, say
from scenarios.fit.course import Course


def trend_lines(course: Course, first_day: dt.date, lang: Lang) -> Iterator[str]:
    """A sentence for a drift or a jump that can be told from chance; none for neither."""
    if course.drifts:
        yield say(
            lang,
            f"趋势：每周 {course.per_week:+.1%}（p = {course.per_week_p:.2g}）；模型取各天平均",
            f"trend: {course.per_week:+.1%} a week (p = {course.per_week_p:.2g}); "
            "the model has the mean of all days",
        )
    if course.jumps:
        day = first_day + dt.timedelta(days=course.jump_day)
        yield say(
            lang,
            f"{day} 起变动 {course.jump:+.1%}（p = {course.jump_p:.2g}）；模型取各天平均，"
            "宜只用变动后的日子拟合",
            f"a jump of {course.jump:+.1%} from {day} on (p = {course.jump_p:.2g}); the model has "
            "the mean of all days: rather fit the days after it",
        )
