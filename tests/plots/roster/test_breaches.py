"""What is said of breaches in the sheet and in the first lines of a roster."""

from __future__ import annotations

import pytest

from onewindow.roster.shown import shown_roster
from optimize.roster.audit import audit
from plots.language import LANGS
from plots.roster.tables import violation_table
from plots.roster.words import rule_title
from tests.plots.sample_rosters import WEEK, week_case, week_shown


@pytest.mark.parametrize(
    ("lang", "expected", "got", "beyond"),
    [
        ("zh", "应为（小时、天、次）", "实为", "超出"),
        ("en", "Expected (h, days, times)", "Got", "Beyond"),
    ],
)
def test_the_sheet_of_breaches_has_the_hours_of_rest(lang, expected, got, beyond) -> None:
    # Late until 22:30, early from 7:00 on.
    table = violation_table(week_shown(), lang)
    found = table[table.iloc[:, 0] == rule_title("rest", lang)]
    assert found[[expected, got, beyond]].to_numpy().tolist() == [[11, 8.5, 2.5]]


def test_breaches_at_a_price_are_told_beside_those_of_hard_rules() -> None:
    case = week_case(strengths={"rest": 1.0})
    (zh,), (en,) = (shown_roster(case, WEEK).sentences[lang] for lang in LANGS)
    hard = sum(case.strength(one.rule) == "hard" for one in audit(case, WEEK))
    assert hard == 0, "the sample breaks the rest alone"
    assert "不违反任何硬性规则；违反计价规则（允许违反，按价计入成本）1 处" in zh
    assert en.endswith(
        "no hard rule is broken; breaches of rules at a price (allowed, and paid for): 1"
    )
