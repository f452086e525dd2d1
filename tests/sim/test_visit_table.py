"""Rows joined into visits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.visit_table import by_visit

rows = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4)), max_size=30)


@given(rows)
def test_visits_are_numbered_by_case_and_visit_in_any_order_of_rows(given_rows: list[tuple]):
    for pairs in (given_rows, sorted(given_rows)):
        case, visit = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        number, row = by_visit(case, visit)
        visits = sorted(set(pairs))
        assert [visits[k] for k in number] == pairs
        assert [pairs[k] for k in row] == visits
