"""The flow of cases: shares that add up, a finding out of the table, and bands that lie apart."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.band_layout import Flow, lay_out
from plots.case_ways import way_finding, way_numbers
from plots.time_parts import share_text
from sim.case_flows import ENDS
from tests.plots.samples import hall, hotline_data


@pytest.mark.parametrize("data", [hall(), hotline_data()], ids=["hall", "hotline"])
def test_what_enters_a_place_leaves_it_on_both_sides(data):
    table = way_numbers(data)
    for side in ("before", "after", "cases_before", "cases_after"):
        going = table[~table["goal"].isin(ENDS)]
        enters = going.groupby([going["stage"] + 1, "goal"])[side].sum()
        leaves = table[table["stage"] > 0].groupby(["stage", "origin"])[side].sum()
        assert enters.to_dict() == pytest.approx(leaves.to_dict())
    assert table.loc[table["stage"] == 0, "before"].sum() == pytest.approx(1)
    assert table.loc[table["goal"].isin(ENDS), "after"].sum() == pytest.approx(1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_finding_states_shares_of_the_table(lang):
    table = way_numbers(hotline_data())
    lost = table[table["goal"] == "lost"].iloc[0]
    told = way_finding(hotline_data(), lang)
    assert f"{share_text(lost['before'])} → {share_text(lost['after'])}" in told
    assert lost[f"goal_{lang}"] in told
    alone = way_finding(hotline_data(compare=False), lang)
    assert f"{lost[f'goal_{lang}']} {share_text(lost['before'])}" in alone
    assert "→" not in alone


def test_nothing_is_drawn_where_all_cases_go_one_way():
    data = hall(compare=False)
    one = data.estimates["of"].isin(["1>staff>returned", "2>returned>finished"])
    data.estimates.loc[one & (data.estimates["scope"] == "flow"), "value"] = 0.0
    assert way_numbers(data).empty
    assert way_finding(data, "zh") == ""


NAMES = ("top", "a", "b", "c", "low")
RANK = {name: k for k, name in enumerate(NAMES)}


@st.composite
def flows(draw):
    """Cases that each walk columns to the last one, counted by the pieces of their way."""
    last = draw(st.integers(1, 4))
    sizes: dict[tuple, float] = {}
    for _ in range(draw(st.integers(1, 12))):
        stops = sorted(draw(st.sets(st.integers(1, last - 1), max_size=3))) if last > 1 else []
        inner = [(column, draw(st.sampled_from("abc"))) for column in stops]
        end = last, draw(st.sampled_from(["top", "low"]))
        nodes = [(0, draw(st.sampled_from(NAMES))), *inner, end]
        size = draw(st.floats(0.01, 5))
        for pair in itertools.pairwise(nodes):
            sizes[pair] = sizes.get(pair, 0.0) + size
    return [Flow(*pair, size) for pair, size in sizes.items()]


@given(flows())
def test_bands_fill_the_bars_and_lie_on_nothing(some):
    found = lay_out(some, RANK, label=0.3, gap=0.1)
    assert set(found.tops) == {node for flow in some for node in (flow.begin, flow.end)}
    for column in range(found.columns):
        # Bars with their labels, and bands that pass the column.
        slots = [(top - 0.3, top + found.sizes[node]) for node, top in found.tops.items()
                 if node[0] == column]  # fmt: skip
        slots += [(b.left, b.left + b.flow.size) for b in found.bands
                  if b.column == column and b.flow.begin[0] < column]  # fmt: skip
        for (_, end), (begin, _) in itertools.pairwise(sorted(slots)):
            assert begin >= end + 0.1 - 1e-9
        assert all(begin >= 0 and end <= found.height + 1e-9 for begin, end in slots)
    for node, top in found.tops.items():
        for side, place in (("begin", "left"), ("end", "right")):
            at = node[0] if side == "begin" else node[0] - 1
            bands = sorted(
                (getattr(b, place), b.flow.size)
                for b in found.bands
                if getattr(b.flow, side) == node and b.column == at
            )
            # One on the other from the top of the bar down, to its end at most.
            edge = top
            for begin, size in bands:
                assert begin == pytest.approx(edge)
                edge += size
            assert edge <= top + found.sizes[node] + 1e-9
    # A band ends where its next piece begins.
    for one, two in itertools.product(found.bands, repeat=2):
        if one.flow is two.flow and two.column == one.column + 1:
            assert one.right == two.left
