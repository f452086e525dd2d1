"""Before, after and their difference as written: who subtracts finds what is written."""

import math
import re
from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from onewindow.cells import change_cells as console_cells
from onewindow.cells import records_amounts
from plots.agreement import Triple, agreeing_digits
from plots.amounts import percent
from plots.pair_amounts import pair_amounts
from plots.pairs import SAME
from plots.queue_map import _cell
from plots.result_tables import change_cells

MINUTE, HOUR = 60.0, 3600.0
UNITS = [
    ("wait_mean", "s"), ("completion_time_mean", "s"), ("answered_fraction", "fraction"),
    ("visits_mean", "count"), ("staffed_hours", "h"), ("staff_cost", "CNY"),
]  # fmt: skip
NUMBERS = st.one_of(
    st.floats(0, 1), st.floats(0, 200), st.floats(0, 1e6), st.integers(0, 900).map(lambda k: k / 6)
)
NEAR = st.floats(-0.05, 0.05)
VERDICTS = st.sampled_from(["better", "worse", SAME, ""])


def read(text):
    """The first number of a text, and half a unit of its last digit."""
    found = re.search(r"[−+]?[\d,]+(?:\.\d+)?", text)
    number = found[0].replace(",", "").replace("−", "-")
    value = Decimal(number)
    return value, Decimal(1).scaleb(value.as_tuple().exponent) / 2


def agree(first, second, change):
    (before, _), (after, _), (difference, half) = map(read, (first, second, change))
    # A unit of the last digit too many is rounding where it is less than a tenth.
    bound = 2 * half if abs(difference) > 20 * half else half
    assert abs(after - before - difference) <= bound, (first, second, change)
    assert (difference == 0) == (before == after), (first, second, change)


def row_of(what, unit, before, after, verdict):
    change = after - before
    relative = change / before if before else math.nan
    spread = {"low": change - 1, "high": change + 1}
    ends = {f"{s}_{e}": math.nan for s in ("before", "after") for e in ("low", "high")}
    return {
        "measure": what, "unit": unit, "before": before, "after": after, "difference": change,
        "relative": relative, "verdict": verdict if change else SAME, **spread, **ends,
    }  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(UNITS), NUMBERS, NUMBERS, NEAR, st.booleans(), VERDICTS)
@example(("wait_mean", "s"), 10.4 * MINUTE, 10.6 * MINUTE, 0, False, SAME)
@example(("wait_mean", "s"), 120.4 * MINUTE, 23.6 * MINUTE, 0, False, "better")
@example(("visits_mean", "count"), 1 / 3, 2 / 3, 0, False, SAME)
def test_who_subtracts_finds_the_difference_that_is_written(kind, one, two, near, beside, verdict):
    what, unit = kind
    before, after = one, one * (1 + near) if beside else two
    row = row_of(what, unit, before, after, verdict)
    if 0 < abs(after - before) < 1e-6:
        return  # nothing that a report tells of
    agree(*(cell.text for cell in change_cells(row, "en", compares=True)[:3]))
    agree(*(cell.plain for cell in console_cells(row, "zh")))


@settings(max_examples=300, deadline=None)
@given(NUMBERS, NUMBERS, st.integers(0, 2))
def test_each_number_is_rounded_by_itself_and_few_digits_are_added(before, after, least):
    triple = Triple(before, after, after - before)
    digits, (of_difference,) = agreeing_digits([triple], least)
    assert max(0, least - 1) <= of_difference <= digits
    if abs(after - before) >= 0.5:
        # A difference that is seen at once needs two more digits at the very most.
        assert digits <= least + 2


@settings(max_examples=100, deadline=None)
@given(NUMBERS, st.lists(NUMBERS, min_size=2, max_size=4))
def test_redesigns_side_by_side_share_one_number_before(before, afters):
    rows = [row_of("wait_mean", "s", before, after, SAME) for after in afters]
    if any(0 < abs(after - before) < 1e-6 for after in afters):
        return
    ways = records_amounts(rows)
    told = [console_cells(row, "en", way) for row, way in zip(rows, ways, strict=True)]
    assert len({cells[0].plain for cells in told}) == 1
    for cells in told:
        agree(*(cell.plain for cell in cells))


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 90), st.floats(0, 90))
def test_the_map_of_queues_agrees_in_every_cell_to_a_unit_of_the_last_digit(before, after):
    shown = {"before": before, "after": after, "difference": after - before}
    one, other, told = (
        Decimal(_cell(value, side).replace("\N{MINUS SIGN}", "-")) for side, value in shown.items()
    )
    assert abs(other - one - told) <= Decimal("0.1")


def test_by_hand():
    written = pair_amounts("wait_mean", "s", 120.4 * MINUTE, 23.6 * MINUTE)
    assert (written.bare(120.4 * MINUTE), written.bare(23.6 * MINUTE)) == ("120", "24")
    assert written.bare_difference(-96.8 * MINUTE) == "−97"
    thirds = pair_amounts("visits_mean", "count", 1 / 3, 2 / 3)
    assert [thirds.bare(v) for v in (1 / 3, 2 / 3)] == ["0.33", "0.67"]
    assert thirds.bare_difference(1 / 3) == "+0.33"


def test_next_to_nothing_that_was_nothing_before_is_nothing_until_it_is_decided():
    assert pair_amounts("overtime_hours", "h", 0.0, 0.0004).bare_difference(0.0004) == "0.00"
    decided = pair_amounts("overtime_hours", "h", 0.0, 0.0004, verdict="better")
    assert decided.bare_difference(0.0004) == "+0.0004"


@pytest.mark.parametrize(
    ("kind", "before", "after", "verdict", "told"),
    [
        # What no one can tell apart has no digits to be told apart by,
        (("occupancy", "fraction"), 0.68938, 0.68855, SAME, ("68.9", "68.9", "0")),
        (("aht", "s"), 3.253 * MINUTE, 3.248 * MINUTE, SAME, ("3.25", "3.25", "0.00")),
        (("overtime_hours", "h"), 15.095, 15.101, SAME, ("15", "15", "0")),
        # but what got better has those that show it;
        (("occupancy", "fraction"), 0.68938, 0.68855, "better", ("68.94", "68.86", "−0.08")),
        # a great change has no more digits than its numbers have alone.
        (("wait_p90", "s"), 12.594 * HOUR, 0.796 * HOUR, "better", ("12.59", "0.80", "−11.8")),
        (("of_offered", "fraction"), 0.75021, 0.92064, "better", ("75.0", "92.1", "+17")),
        # A unit that rounding takes from a difference of a thousand buys no digit.
        (("offered", "count"), 2768.8, 1143.4, "", ("2,769", "1,143", "−1,625")),
        (("visits_mean", "count"), 5.04, 6.56, "worse", ("5.04", "6.56", "+1.52")),
    ],
)
def test_digits_show_a_change_and_no_more(kind, before, after, verdict, told):
    written = pair_amounts(*kind, before, after, verdict=verdict)
    assert (written.bare(before), written.bare(after)) == told[:2]
    assert written.bare_difference(after - before) == told[2]


@pytest.mark.parametrize(("relative", "text"), [(0.00004, "+0.004"), (-0.3, "−30"), (0.0, "0")])
def test_the_relative_change_of_a_change_is_not_nothing(relative, text):
    assert percent(relative, is_change=True).split("\N{NO-BREAK SPACE}")[0] == text


@pytest.mark.parametrize(("low", "told"), [(-0.02, "68.9"), (-0.0006, "68.94")])
def test_a_measure_without_good_and_bad_goes_by_its_interval(low, told):
    row = row_of("occupancy", "fraction", 0.68938, 0.68855, "") | {"low": low, "high": -low}
    row = row | ({"high": -0.0001} if told == "68.94" else {})
    assert change_cells(row, "en", compares=True)[0].text.startswith(told + "\N{NO-BREAK SPACE}")
    assert console_cells(row, "en")[0].plain.startswith(told)


@settings(max_examples=300, deadline=None)
@given(st.floats(1, 900), st.floats(0.005, 0.9), st.floats(0.01, 0.45), st.sampled_from(UNITS))
def test_a_decided_difference_has_two_figures_unless_its_interval_takes_the_second(
    before, share, of_it, kind
):
    change = -share * before
    half = -change * of_it
    written = pair_amounts(*kind, before, before + change, verdict="better", half=half)
    told, unit = read(written.bare_difference(change))
    figures = len(str(abs(told)).replace(".", "").lstrip("0"))
    assert figures >= 2 or 2 * unit <= written.scaled(half)
    # Wide intervals buy no digits: beside none, the difference is written as without one.
    wide = pair_amounts(*kind, before, before + change, verdict="better", half=math.inf)
    assert wide == pair_amounts(*kind, before, before + change, verdict="better")


def test_two_redesigns_that_differ_by_a_fifth_do_not_read_alike():
    """15 to 13.77 and to 14.025 min: 1.23 and 0.98 min less, each known to 0.16 min."""
    rows = [
        row_of("wait_mean", "s", 15 * MINUTE, after * MINUTE, "better")
        | {"low": (after - 15.16) * MINUTE, "high": (after - 14.84) * MINUTE}
        for after in (13.77, 14.025)
    ]
    told = [
        [cell.plain.splitlines() for cell in console_cells(row, "zh", way)]
        for row, way in zip(rows, records_amounts(rows), strict=True)
    ]
    assert told[0][0] == told[1][0] == ["15.0\N{NO-BREAK SPACE}分钟"]
    (first, between), (second, _) = (cells[2] for cells in told)
    assert first.startswith("−1.2")
    assert second.startswith("−1.0")
    assert between == "−1.4 至 −1.1"
