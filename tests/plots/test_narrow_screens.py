"""On a telephone rows of numbers are small blocks; what is wider yet scrolls, and says so."""

import re

import pytest

from plots.report import report_html
from tests.plots.samples import hall


@pytest.fixture(scope="module")
def text():
    """The page of a hall; without its font, whose one long word takes rules long to pass over."""
    return re.sub(r"base64,[^)]*", "", report_html(hall()))


def test_each_table_and_chart_has_its_box_with_a_hint_in_the_language_of_the_page(text):
    for lang, hint in (("zh", "左右滑动看全 →"), ("en", "Swipe for the rest →")):
        page = re.search(rf'<article[^>]*class="{lang}">(.*?)</article>', text, re.DOTALL).group(1)
        wide = re.findall(r'<(?:table class="(?:\w+)"|svg)[ >]', page)
        boxes = re.findall(rf'<div class="wide" tabindex="0" data-hint="{hint}"><(\w+)', page)
        assert len(boxes) == len(wide) > 5
        assert set(boxes) == {"table", "svg"}


def test_a_row_of_numbers_is_a_block_whose_numbers_are_named(text):
    for lang, heads in (
        ("zh", ["指标", "改造前", "改造后", "变化", "判断"]),
        ("en", ["Measure", "Before", "After", "Change", "Verdict"]),
    ):
        page = re.search(rf'<article[^>]*class="{lang}">(.*?)</article>', text, re.DOTALL).group(1)
        assert {"key", "promises", "reductions", "indicators"} <= set(
            re.findall(r'<table class="(\w+) stacked">', page)
        )
        key = re.search(r'<table class="key stacked">.*?</table>', page, re.DOTALL).group(0)
        rows = re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", key)
        assert len(rows) >= 5
        assert all(re.findall(r'data-head="([^"]*)"', row) == heads for row in rows)
    # Paper and wide screens have rows.
    narrow = re.findall(r"@media screen and \(max-width: 640px\) \{\n(?:  .*\n)*", text)
    assert text.count(".stacked") == sum(rules.count(".stacked") for rules in narrow) > 0


def test_a_row_that_ends_its_table_does_not_hold_on_to_what_follows(text):
    # Else a table of one row takes the next section with it, and half a page stays empty.
    rules = "".join(re.findall(r"<style>.*?</style>", text, re.DOTALL))
    kept = re.findall(r"([^{};]*tbody tr[^{]*)\{ break-after: avoid; \}", rules)
    assert kept
    assert all(":not(:last-child)" in rule for rule in kept)
