"""On a telephone what is wider than the screen scrolls in a box of its own and says so."""

import re

from plots.report import report_html
from tests.plots.samples import hall


def test_each_table_and_chart_has_its_box_with_a_hint_in_the_language_of_the_page():
    text = report_html(hall())
    for lang, hint in (("zh", "左右滑动看全 →"), ("en", "Swipe for the rest →")):
        page = re.search(rf'<article[^>]*class="{lang}">(.*?)</article>', text, re.DOTALL).group(1)
        wide = re.findall(r"<(?:table|svg)[ >]", page)
        boxes = re.findall(rf'<div class="wide" tabindex="0" data-hint="{hint}"><(\w+)', page)
        assert len(boxes) == len(wide) > 5
        assert set(boxes) == {"table", "svg"}


def test_a_row_that_ends_its_table_does_not_hold_on_to_what_follows():
    # Else a table of one row takes the next section with it, and half a page stays empty.
    kept = re.findall(r"([^{};]*tbody tr[^{]*)\{ break-after: avoid; \}", report_html(hall()))
    assert kept
    assert all(":not(:last-child)" in rule for rule in kept)
