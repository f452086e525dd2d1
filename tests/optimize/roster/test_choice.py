"""Rows chosen together: the best there is when all rows are at hand, and nothing dearer."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given

from benchmarks.roster_hotline import hotline
from optimize.roster.choice import Near, choose
from optimize.roster.master import Master
from optimize.roster.search import Search
from scenarios.roster.rosters import RosterCase
from tests.optimize.roster.test_rosters_against_all import cases, few
from tests.optimize.rosters_by_force import least_cost


def search_of(case: RosterCase) -> Search:
    search = Search(case, seed=1, asked=1, progress=None)
    search.begin(None)
    return search


def all_rows(search: Search) -> Near:
    """The relaxation of a tiny case with every legal row of everybody in it."""
    rows, case = search.rows, search.case
    master = Master(rows, list(range(len(rows.units))), range(case.days), search.tell)
    for unit, one in enumerate(rows.units):
        for row in product(range(len(case.kinds) + 1), repeat=case.days):
            choices = np.array(row, np.int32)
            if math.isfinite(rows.judged(unit, choices, one.costs)):
                master.add(unit, choices)
    return master.near()


@few
@given(cases)
def test_of_all_rows_the_best_roster_is_chosen(case: RosterCase) -> None:
    least = least_cost(case)
    assume(least is not None)
    search = search_of(case)
    near = all_rows(search)
    chosen = choose(near, math.inf, search.tell)
    assert chosen is not None
    search.rows.replace([chosen[unit] for unit in range(len(chosen))])
    assert search.rows.cost == pytest.approx(least)
    # Rows that price out farther than the distance are in no roster below it.
    found = search.rows.cost - search.rows.constant
    again = choose(near, found + 0.25, search.tell)
    assert again is not None
    assert choose(near, found - 1e-6, search.tell) is None


def test_too_many_rows_are_left_to_the_search() -> None:
    case = hotline(4)
    search = search_of(case)
    near = Master(
        search.rows, list(range(len(search.rows.units))), range(case.days), search.tell
    ).near()
    many = Near(near.statement, near.columns * 4000, np.tile(near.reduced, 4000), near.cost)
    assert choose(many, math.inf, search.tell) is None


def test_ctrl_c_while_the_solver_chooses_is_heard() -> None:
    case = hotline(20)
    search = search_of(case)
    master = Master(search.rows, list(range(len(search.rows.units))), range(case.days), search.tell)
    master.relax(rounds=60, labels=0)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        choose(master.near(), math.inf, stop)
