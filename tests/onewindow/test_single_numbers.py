"""Which numbers are set lower and higher, to what, and what models that gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.scaled_values import scaled
from onewindow.single_numbers import SingleNumber, single_numbers
from onewindow.subjects import study_of
from scenarios.library.packs import pack_names
from scenarios.pools import StaffBlock
from sim.sensitivity import SIDES


@pytest.mark.parametrize(
    ("value", "less", "more", "whole"),
    [
        (10, 8, 12, True),
        (2, 1, 3, True),
        (1, None, 2, True),
        (30, 24, 36, True),
        (0.5, 0.4, 0.6, False),
        ("6 min", "4.8 min", "7.2 min", False),
        ("5 workdays", "4 workdays", "6 workdays", False),
        ([10.0, 0, 5.0], [8.0, 0, 4.0], [12.0, 0, 6.0], False),
        (0, None, None, False),
        (True, None, None, False),
        ("09:00", None, None, False),
        ("mon-fri", None, None, False),
    ],
)
def test_a_fifth_each_way(value, less, more, whole):
    assert scaled(value, "less", whole=whole) == less
    assert scaled(value, "more", whole=whole) == more


@given(st.integers(1, 1000))
def test_whole_numbers_stay_whole_and_above_nothing(value):
    less, more = (scaled(value, side, whole=True) for side in SIDES)
    assert less is None or 1 <= less < value
    assert more > value


def numbers_of(case: str, scenario: str) -> dict[str, SingleNumber]:
    study = study_of(case, (scenario,))
    steps = [trace.operator for trace in study.redesigns[scenario].steps]
    return {one.path: one for one in single_numbers(study.baseline, steps)}


def test_what_is_varied_in_the_baseline_goes_through_the_redesign():
    study = study_of("social_security", ("one_window",))
    every = numbers_of("social_security", "one_window")
    found = every["services.pension_transfer.flow[2].probability"]
    before, after = found.candidate.at("more")
    assert before.services["pension_transfer"].flow[2].probability == pytest.approx(0.144)
    # Data are shared after it, which leaves a share of the rework: of more rework, more.
    (rework,) = (s for s in after.services["pension_transfer"].flow if hasattr(s, "probability"))
    (as_it_is,) = (
        s
        for s in study.redesigns["one_window"].model.services["pension_transfer"].flow
        if hasattr(s, "probability")
    )
    assert rework.probability == pytest.approx(1.2 * as_it_is.probability)
    assert (found.value, found.text("less"), found.text("more")) == ("0.12", "0.096", "0.144")


def test_a_number_of_a_step_leaves_the_baseline_as_it_is():
    study = study_of("social_security", ("one_window",))
    found = numbers_of("social_security", "one_window")["redesign[0].time_factor"]
    before, after = found.candidate.at("less")
    assert before == study.baseline
    assert after != study.redesigns["one_window"].model


def test_a_share_goes_no_further_than_all():
    found = numbers_of("start_a_business", "once_online")["redesign[1].share"]
    assert (found.value, found.text("less"), found.text("more")) == ("0.9", "0.72", "1.0")


def test_settings_targets_and_prices_stay():
    for case in pack_names():
        paths = [one.path for one in single_numbers(study_of(case).baseline)]
        assert not [
            p for p in paths if p.startswith(("horizon", "warm_up", "calendars", "targets"))
        ]
        assert not [p for p in paths if "cost" in p or ".limits." in p]
        assert [p for p in paths if ".arrivals." in p], case


def _with_blocks(model, pool, levels):
    """A model whose pool has a block of staff for each hour from nine on, on Mondays."""
    blocks = [
        StaffBlock(days="mon", span=((9 + k) * 3600.0, (10 + k) * 3600.0), level=level)
        for k, level in enumerate(levels)
    ]
    staffed = model.pools[pool].replace(seats="unlimited", staff=blocks)
    return model.replace(pools={**model.pools, pool: staffed})


def test_many_blocks_of_staff_move_together_by_as_many_people():
    model = study_of("social_security", ("one_window",)).baseline
    pool = next(iter(model.pools))
    few = {one.path for one in single_numbers(_with_blocks(model, pool, [2] * 6))}
    assert {f"pools.{pool}.staff[{k}].level" for k in range(6)} <= few
    levels = [1, 4, 6, 6, 5, 4, 2]
    every = {one.path: one for one in single_numbers(_with_blocks(model, pool, levels))}
    assert [path for path in every if path.startswith(f"pools.{pool}.staff")] == [
        f"pools.{pool}.staff"
    ]
    number = every[f"pools.{pool}.staff"]
    # A fifth of the mean level, 4, is one person; a block of one keeps them.
    assert (number.value, number.text("less"), number.text("more")) == ("1–6", "-1", "+1")
    for side, by in (("less", -1), ("more", 1)):
        (after,) = number.candidate.at(side)
        moved = [block.level for block in after.pools[pool].staff]
        assert moved == [max(1, level + by) for level in levels]
        assert [block.span for block in after.pools[pool].staff] == [
            ((9 + k) * 3600.0, (10 + k) * 3600.0) for k in range(7)
        ]
    ten = {one.path: one for one in single_numbers(_with_blocks(model, pool, [10] * 7))}
    assert ten[f"pools.{pool}.staff"].text("more") == "+2"
