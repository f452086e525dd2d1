"""The grid of a page: short codes that tell shifts apart, weeks, whole words when pointed at."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.roster.shown import shown_roster
from plots.roster.codes import kind_codes
from plots.roster.page import roster_html
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Person, RosterCase
from scenarios.section import TextPair

HOUR = 3600.0
MONDAY = dt.date(2026, 3, 2)


def shown(kinds: dict[str, RosterKind], days: int = 28):
    person = Person(leave=(2,), lost={2: next(iter(kinds))})
    case = RosterCase(first_day=MONDAY, days=days, kinds=kinds, people={"Ann": person})
    return shown_roster(case, {"Ann": (next(iter(kinds)), *(None,) * (days - 1))})


def kind(start: float | None, zh: str, en: str) -> RosterKind:
    at = None if start is None else start * HOUR
    return RosterKind(start=at, length=8 * HOUR, title=TextPair(zh=zh, en=en))


def test_long_words_that_differ_in_their_start_become_a_letter_and_the_start() -> None:
    data = shown({
        "day 06:30": kind(6.5, "白班 06:30", "Day 06:30"),
        "day 08:00": kind(8, "白班 08:00", "Day 08:00"),
        "night": kind(22.25, "夜班 22:15", "Night 22:15"),
        "E": kind(8, "早", "Early"),
    })  # fmt: skip
    assert list(kind_codes(data, "zh").values()) == ["白6½", "白8", "夜班", "早"]
    assert list(kind_codes(data, "en").values()) == ["D6½", "D8", "Night", "Early"]


def test_short_names_go_before_long_titles_and_hours_tell_only_what_else_is_alike() -> None:
    kinds = {
        "英": kind(9, "英语席", "English desk"),
        "综合窗口": kind(9, "综合窗口", "All matters"),
        "sat": kind(9, "周六延时", "Saturday"),
    }
    assert list(kind_codes(shown(kinds), "zh").values()) == ["英", "综合", "sat"]
    # A Chinese name is none where titles are English.
    assert list(kind_codes(shown(kinds), "en").values()) == ["Eng", "All", "sat"]


def test_a_beginning_that_is_the_word_of_another_is_left_to_it() -> None:
    kinds = {"专": kind(9, "专家", "Expert"), "专家夜班": kind(22, "专家夜班", "Expert night")}
    assert list(kind_codes(shown(kinds), "zh").values()) == ["专家", "专22"]
    assert list(kind_codes(shown(kinds), "en").values()) == ["E9", "E22"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_those_with_one_start_are_numbered(lang) -> None:
    data = shown(
        {"desk one": kind(8, "白班甲组", "Desk one"), "desk two": kind(8, "白班乙组", "Desk two")}
    )
    assert list(kind_codes(data, lang).values()) in (["白1", "白2"], ["D1", "D2"])


names = st.text(alphabet="DN8¼1# 白", min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(st.lists(names, min_size=1, max_size=6, unique_by=str.strip), st.data())
def test_codes_are_never_alike(words, data) -> None:
    words = [word for word in words if word.strip()] or ["D"]
    starts = st.sampled_from((None, 1.0, 8.0, 8.25))
    kinds = {word: RosterKind(start=None, length=8 * HOUR) for word in words}
    for word in words:
        start = data.draw(starts)
        kinds[word] = RosterKind(start=None if start is None else start * HOUR, length=8 * HOUR)
    codes = kind_codes(shown(kinds), "en")
    assert len(set(codes.values())) == len(codes) == len(kinds)


def test_the_page_has_four_weeks_and_what_a_cell_stands_for() -> None:
    planned = {
        "day 06:30": kind(6.5, "白班 06:30", "Day 06:30"),
        "day 08:00": kind(8, "白班 08:00", "Day 08:00"),
    }
    page = roster_html(shown(planned), "en")
    assert re.findall(r'colspan="7">([^<]+)<', page) == [
        "3月2日–3月8日", "3月9日–3月15日", "3月16日–3月22日", "3月23日–3月29日",
        "2 Mar – 8 Mar", "9 Mar – 15 Mar", "16 Mar – 22 Mar", "23 Mar – 29 Mar",
    ]  # fmt: skip
    assert '<td class="k0 mon" title="Day 06:30">D6½</td>' in page
    # The shift that was lost by an absence is told too.
    assert re.search(r'title="leave\(Day 06:30\)">leave</td>', page)
    assert "Day 06:30–14:30, 8 h" in page
