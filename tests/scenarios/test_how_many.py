"""Numbers go with the word for one or for several."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimize.roster.rules import RULES
from scenarios.how_many import HowMany


@given(st.integers(-(10**9), 10**9))
def test_one_alone_takes_the_first_word(n: int) -> None:
    assert f"{HowMany(n):day|days}" == f"{n} day{'' if n == 1 else 's'}"
    assert HowMany(n).word("is", "are") == ("is" if n == 1 else "are")


@given(st.floats(0, 1e6))
def test_without_words_it_is_written_as_a_float(x: float) -> None:
    assert [f"{HowMany(x):{spec}}" for spec in ("g", ".2f")] == [f"{x:g}", f"{x:.2f}"]
    assert f"{HowMany(0.5):hour|hours}" == "0.5 hours"


@pytest.mark.parametrize("rule", RULES)
def test_breaches_say_one_of_a_thing(rule) -> None:
    one, several = (
        RULES[rule].breach[1].format(2.5, side=HowMany(n), got=HowMany(n)) for n in (1, 2)
    )
    assert not re.search(r"\b1 (\w+ )?\w+s\b(?! shift| a )", one), one
    assert not re.search(r"\b2 (day|shift|weekend|wish|night shift)\b", several), several
