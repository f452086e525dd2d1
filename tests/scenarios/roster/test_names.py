"""Names in cells are known as people write them, and never taken for another's."""

from __future__ import annotations

import pytest

from scenarios.roster.cells import Names


@pytest.mark.parametrize("written", ["刘洋", "刘　洋", "刘  洋", " 刘 洋 ", "刘\u3000\u3000洋"])
def test_chinese_names_may_be_spread(written: str) -> None:
    assert Names(["刘洋", "陈静"]).find(written) == "刘洋"


def test_blanks_count_where_they_tell_names_apart() -> None:
    names = Names(["Li Na", "Lina", "刘 洋", "刘洋"])
    assert [names.find(one) for one in ("li na", "LINA")] == ["Li Na", "Lina"]
    assert [names.find(one) for one in ("刘 洋", "刘洋")] == ["刘 洋", "刘洋"]
