"""Whatever word a unit has, alone, in the plural or shortened, it is the same time."""

import pytest

from scenarios.units import SECONDS, parse_duration, words_of

WORDS = {
    "s": ("sec", "secs", "second", "seconds", "秒", "秒钟"),
    "min": ("mins", "minute", "minutes", "分", "分钟"),
    "h": ("hr", "hrs", "hour", "hours", "小时", "个小时"),
}


@pytest.mark.parametrize("unit", WORDS)
def test_every_word_of_a_unit_is_that_unit(unit):
    for word in WORDS[unit]:
        for text in (f"10 {word}", f"10{word}", f"10 {word.upper()}"):
            assert parse_duration(text, None) == 10 * SECONDS[unit]


@pytest.mark.parametrize("unit", WORDS)
def test_a_unit_has_all_its_words_and_no_other_and_none_hides_a_longer_one(unit):
    words = words_of(unit)
    assert set(words) == {unit, *WORDS[unit]}
    for k, word in enumerate(words):
        assert not any(later.startswith(word) for later in words[k + 1 :])
