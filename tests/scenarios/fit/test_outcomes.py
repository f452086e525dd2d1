"""What became of a ticket where its status says nothing, and rows set aside that look alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import Contacts, Quality
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log

HEAD = "取号时间,叫号时间,办结时间,业务,窗口,办理状态"
SERVED, LEFT = 180, 20


def _rows(served: str, left: str, nothing: str = "", total: str = "") -> str:
    """180 served and 20 who left, with a status each, and what stands where nothing is."""
    rows = [HEAD]
    for k in range(SERVED + LEFT):
        at = f"2026-03-02 {9 + k // 60:02d}:{k % 60:02d}"
        if k % 10 == 9:
            rows.append(f"{at}:00,{nothing},{nothing},社保,{nothing},{left}")
        else:
            rows.append(f"{at}:00,{at}:20,{at}:50,社保,{k % 3}号窗,{served}")
    return "\n".join([*rows, *([total] if total else [])]) + "\n"


def _read(path: Path, text: str, **changes: object) -> tuple[Contacts, Quality]:
    path.write_text(text, encoding="utf-8")
    table = read_log(path)
    return read_contacts(table, guess_mapping(table, "tickets").replace(**changes))


@pytest.mark.parametrize("nothing", ["", "-", "——", "无", "NULL", "N/A", "null"])
def test_a_blank_status_says_as_much_as_no_column_of_it(tmp_path: Path, nothing: str) -> None:
    told, quality = _read(tmp_path / "a.csv", _rows("已办结", nothing, nothing))
    plain, _ = _read(tmp_path / "b.csv", _rows("", ""), outcome=None, outcomes={})
    assert quality.reasons == {}
    assert int((~told.served).sum()) == LEFT
    assert told.servers == plain.servers == ("0号窗", "1号窗", "2号窗")
    for name in ("arrival", "start", "end", "server"):
        assert np.array_equal(getattr(told, name), getattr(plain, name), equal_nan=True)


def test_those_served_may_have_the_blank_status(tmp_path: Path) -> None:
    contacts, quality = _read(tmp_path / "a.csv", _rows("", "弃号"))
    assert (int(contacts.served.sum()), quality.used) == (SERVED, SERVED + LEFT)


@pytest.mark.parametrize("blank", ["", "-"])
def test_a_blank_status_means_what_the_mapping_says(tmp_path: Path, blank: str) -> None:
    outcomes = {"已办结": "served", blank: "not_a_contact"}
    _, quality = _read(tmp_path / "a.csv", _rows("已办结", blank), outcomes=outcomes)
    assert (quality.not_contacts, quality.used) == (LEFT, SERVED)


def test_a_status_that_is_not_known_is_named_with_what_mends_it(tmp_path: Path) -> None:
    rows = _rows("已办结", "未到")
    _, quality = _read(tmp_path / "a.csv", rows, outcomes={"已办结": "served"})
    assert quality.reasons == {"unknown outcome": LEFT}
    (look,) = quality.looks
    assert look.rows == LEFT
    assert "未到: served, abandoned or not_a_contact" in look.told.en
    assert "no call and no end" in look.told.en
    assert "未到: served、abandoned 或 not_a_contact" in look.told.zh
    # What it says to do does it.
    outcomes = {"已办结": "served", "未到": "abandoned"}
    contacts, mended = _read(tmp_path / "a.csv", rows, outcomes=outcomes)
    assert (int((~contacts.served).sum()), mended.looks) == (LEFT, ())


def test_those_who_left_with_the_status_of_those_served_are_told(tmp_path: Path) -> None:
    rows = _rows("已办结", "已办结")
    _, quality = _read(tmp_path / "a.csv", rows)
    (look,) = quality.looks
    assert "take outcome and outcomes out of the mapping" in look.told.en
    contacts, _ = _read(tmp_path / "a.csv", rows, outcome=None, outcomes={})
    assert int((~contacts.served).sum()) == LEFT


def test_those_called_who_did_not_come_are_told(tmp_path: Path) -> None:
    rows = _rows("已办结", "").splitlines()
    called = [
        line.replace(":00,,,", ":00," + line[:16] + ":30,,") if line.endswith(",") else line
        for line in rows
    ]
    text = "\n".join(called) + "\n"
    _, quality = _read(tmp_path / "a.csv", text)
    assert quality.reasons == {"served, without its times": LEFT}
    assert '"": abandoned in outcomes' in quality.looks[0].told.en
    outcomes = {"已办结": "served", "": "abandoned"}
    contacts, _ = _read(tmp_path / "a.csv", text, outcomes=outcomes)
    assert int((~contacts.served).sum()) == LEFT
    # The status of all that were served cannot mean those who did not come.
    _, quality = _read(tmp_path / "a.csv", text.replace(",\n", ",已办结\n"))
    assert "empty their time of the call" in quality.looks[0].told.en


def test_a_few_slips_are_no_way_of_writing(tmp_path: Path) -> None:
    text = _rows("已办结", "弃号").replace("弃号", "未到", 9)
    _, quality = _read(tmp_path / "a.csv", text)
    assert (quality.reasons, quality.looks) == ({"unknown outcome": 9}, ())


def test_where_so_many_stop_the_reading_the_error_says_what_mends_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="write 未到: served, abandoned or not_a_contact"):
        _read(
            tmp_path / "a.csv",
            _rows("已办结", "未到"),
            outcomes={"已办结": "served"},
            most_dirty=0.05,
        )


def test_names_are_those_of_rows_that_are_used(tmp_path: Path) -> None:
    """A total below the rows names no matter, and no window."""
    contacts, quality = _read(tmp_path / "a.csv", _rows("已办结", "", total="合计,,,3953,6个窗口,"))
    assert quality.reasons == {"time that cannot be read": 1}
    assert contacts.activities == ("社保",)
    assert contacts.servers == ("0号窗", "1号窗", "2号窗")
    assert contacts.server.max() == 2
    assert (contacts.server[~contacts.served] == -1).all()
