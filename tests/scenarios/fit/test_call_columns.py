"""Columns of calls and tickets as their systems write them: by hand, with known moments."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from onewindow.fitting.heads_words import heads_lines
from scenarios.errors import DataError
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import Contacts, Quality
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import Kind, Mapping, read_mapping
from scenarios.fit.outcome_words import outcomes_known

HEAD = "流水号,来电时间,入队时间,接听时间,挂机时间,坐席工号,结果"
MENU, WAIT, TALK, PATIENCE = 40, 15, 120, 60
SERVED, GONE, IN_MENU = 80, 15, 5


def _clock(seconds: int) -> str:
    return f"2026-03-02 {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _calls(head: str = HEAD) -> str:
    """A hundred calls: 80 served, 15 who gave up in the queue, 5 who hung up in the menu."""
    rows = [head]
    for k in range(SERVED + GONE + IN_MENU):
        came = 9 * 3600 + 180 * k
        queued = came + MENU
        if k % 20 == 19:
            rows.append(f"{k},{_clock(came)},,,{_clock(came + 20)},,IVR挂机")
        elif k % 20 in (4, 9, 14):
            rows.append(f"{k},{_clock(came)},{_clock(queued)},,{_clock(queued + PATIENCE)},,放弃")
        else:
            start = queued + WAIT
            moments = ",".join(map(_clock, (came, queued, start, start + TALK)))
            rows.append(f"{k},{moments},{8000 + k % 7},接通")
    return "\n".join(rows) + "\n"


def _guess(folder: Path, text: str, kind: Kind = "calls") -> Mapping:
    file = folder / "log.csv"
    file.write_text(text, encoding="utf-8")
    return guess_mapping(read_log(file), kind)


def _read(folder: Path, text: str, kind: Kind = "calls", **change: str) -> tuple[Contacts, Quality]:
    mapping = _guess(folder, text, kind)
    mapping = mapping.replace(columns={**mapping.columns, **change})
    return read_contacts(read_log(folder / "log.csv"), mapping)


def test_waiting_counts_from_the_queue_and_ends_when_people_hang_up(tmp_path: Path) -> None:
    contacts, quality = _read(tmp_path, _calls())
    assert set(contacts.wait[contacts.served]) == {WAIT}
    assert set(contacts.wait[~contacts.served]) == {PATIENCE}
    assert (quality.used, quality.not_contacts) == (SERVED + GONE, IN_MENU)
    assert (quality.heads.earlier, quality.heads.between) == (("来电时间",), ())
    for lang in ("zh", "en"):
        (line,) = (line for line in heads_lines(quality.heads, lang) if "arrival: " in line)
        assert "入队时间" in line
        assert "arrival: 来电时间" in line


def test_who_never_joined_the_queue_hung_up_in_the_menu_whatever_the_outcome_says(
    tmp_path: Path,
) -> None:
    contacts, quality = _read(tmp_path, _calls().replace("IVR挂机", "放弃"))
    assert (~contacts.served).sum() == GONE
    assert (quality.not_contacts, len(quality.set_aside)) == (IN_MENU, 0)
    # Somebody who was served and has no moment of joining is no such person.
    served = re.search(r".*接通\n", _calls())
    assert served is not None
    line = served.group().split(",")
    lost = _calls().replace(served.group(), ",".join([*line[:2], "", *line[3:]]))
    _, quality = _read(tmp_path, lost)
    assert quality.reasons == {"no arrival time": 1}


def test_a_queue_moment_that_is_not_used_is_told_with_the_line_that_uses_it(tmp_path: Path) -> None:
    contacts, quality = _read(tmp_path, _calls(), arrival="来电时间")
    assert set(contacts.wait[contacts.served]) == {MENU + WAIT}
    assert (quality.heads.earlier, quality.heads.between) == ((), ("入队时间",))
    told = "\n".join(heads_lines(quality.heads, "en"))
    line = re.search(r"write arrival: (\S+) in columns", told)
    assert line is not None
    # What it says to do does it.
    contacts, mended = _read(tmp_path, _calls(), arrival=line[1])
    assert set(contacts.wait[contacts.served]) == {WAIT}
    assert mended.heads.between == ()


def test_a_second_stamp_of_the_same_moment_is_no_news(tmp_path: Path) -> None:
    text = _calls()
    twice = "\n".join(
        f"{line},{line.split(',')[2]}" for line in text.splitlines()
    )  # 入队时间 once more
    _, quality = _read(tmp_path, twice.replace("结果,入队时间", "结果,记录时间", 1))
    assert "记录时间" in quality.heads.not_used
    assert "记录时间" not in (*quality.heads.earlier, *quality.heads.between)


def test_a_queue_that_only_some_join_is_not_the_arrival(tmp_path: Path) -> None:
    rows = _calls().splitlines()
    cells = [row.split(",") for row in rows[1:]]
    some = [",".join([*c[:2], c[2] if k % 3 == 0 else "", *c[3:]]) for k, c in enumerate(cells)]
    mapping = _guess(tmp_path, "\n".join([rows[0], *some]) + "\n")
    assert mapping.columns["arrival"] == "来电时间"


@pytest.mark.parametrize(
    ("kind", "head", "arrival", "start", "end"),
    [
        ("calls", "呼叫ID,入队时间,应答时间,挂机时间", 1, 2, 3),
        ("calls", "编号,进入队列,应答,挂机", 1, 2, 3),
        ("calls", "编号,进入队列时间,接起时间,挂断时间", 1, 2, 3),
        ("calls", "编号,入队列时间,接通时间,拆线时间", 1, 2, 3),
        ("calls", "编号,排队时间点,坐席应答时间,释放时间", 1, 2, 3),
        ("calls", "编号,转人工时间,人工接听时间,通话结束时间", 1, 2, 3),
        ("calls", "编号,呼叫开始时间,通话开始时间,通话结束时间", 1, 2, 3),
        ("calls", "编号,排队开始时间,排队结束时间,开始时间,结束时间", 1, 3, 4),
        ("calls", "来电号码,呼叫时间,接通时间,挂机时间", 1, 2, 3),
        ("calls", "CallID,CallTime,QueueEnterTime,AnsweredAt,DisconnectTime", 2, 3, 4),
        ("calls", "id,enqueued_at,connect_time,disconnect_time", 1, 2, 3),
        ("calls", "id,call_start,queued,talk start,talk end", 2, 3, 4),
        ("tickets", "号码,抽号时间,呼叫时间,办理结束时间", 1, 2, 3),
        ("tickets", "号码,取票时间,呼号时间,办毕时间", 1, 2, 3),
        ("tickets", "号码,排队时间,叫号时间,完成时间", 1, 2, 3),
    ],
)
def test_heads_of_usual_systems_are_known(
    kind: Kind, head: str, arrival: int, start: int, end: int, tmp_path: Path
) -> None:
    names = head.split(",")
    rows = [
        ",".join(["13812345678", *(_clock(32400 + 60 * k + 9 * c) for c in range(1, len(names)))])
        for k in range(30)
    ]
    columns = _guess(tmp_path, "\n".join([head, *rows]) + "\n", kind).columns
    found = {role: columns.get(role) for role in ("arrival", "start", "end")}
    assert found == {"arrival": names[arrival], "start": names[start], "end": names[end]}


def test_how_long_something_took_is_no_moment(tmp_path: Path) -> None:
    head = "来电号码,排队时间,通话时间,来电时间,接通时间,挂机时间,坐席应答时间,坐席"
    row = f"13812345678,00:00:35,00:02:18,{','.join(map(_clock, (32400, 32435, 32573, 32434)))},A"
    mapping = _guess(tmp_path, f"{head}\n" + f"{row}\n" * 3)
    assert dict(mapping.columns) == {"arrival": "来电时间", "start": "接通时间", "end": "挂机时间"}
    assert mapping.server == "坐席"


def test_in_a_hall_nobody_knows_when_they_left_who_were_not_there_when_called(
    tmp_path: Path,
) -> None:
    rows = ["取号时间,叫号时间,办结时间,状态"]
    for k in range(40):
        came, gone = 32400 + 60 * k, k % 4 == 3
        moments = ",".join(map(_clock, (came, came + 300, came + (310 if gone else 600))))
        rows.append(f"{moments},{'过号' if gone else '办结'}")
    contacts, _ = _read(tmp_path, "\n".join(rows) + "\n", "tickets")
    assert np.isnan(contacts.wait[~contacts.served]).all()
    assert int((~contacts.served).sum()) == 10


def test_who_gave_up_without_a_time_is_a_contact_where_the_column_is_that_of_the_end(
    tmp_path: Path,
) -> None:
    rows = _calls().splitlines()
    at = next(k for k, row in enumerate(rows) if row.endswith("放弃"))
    cells = rows[at].split(",")
    rows[at] = ",".join([*cells[:4], "", *cells[5:]])
    contacts, quality = _read(tmp_path, "\n".join(rows) + "\n")
    assert (quality.used, quality.not_contacts) == (SERVED + GONE, IN_MENU)
    assert int(np.isnan(contacts.wait).sum()) == 1


def test_where_columns_are_missing_the_mapping_to_fill_in_is_shown(tmp_path: Path) -> None:
    text = _calls("流水号,甲,乙,接听时间,丁,坐席工号,结果")
    file, given = tmp_path / "log.csv", tmp_path / "mapping.yaml"
    with pytest.raises(DataError, match="when the call came in") as error:
        _guess(tmp_path, text)
    line = str(error.value).splitlines()[0].split("(docs/fit.md): ")[1]
    for name in ("乙", "丁"):
        line = line.replace('"?"', f'"{name}"', 1)
    given.write_text(line + "\n", encoding="utf-8")
    contacts, _ = read_contacts(read_log(file), read_mapping(given))
    assert set(contacts.wait[contacts.served]) == {WAIT}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv", "mapping.yaml"]
    # The moment of the end alone.
    with pytest.raises(DataError, match=r'columns.end: .*end: "\?"'):
        _read(tmp_path, _calls(HEAD.replace("挂机时间", "丁")))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("IVR挂机", "not_a_contact"), ("IVR放弃", "not_a_contact"),
        ("语音导航内挂机", "not_a_contact"), ("未转人工", "not_a_contact"),
        ("自助服务", "not_a_contact"), ("Hangup in IVR", "not_a_contact"),
        ("排队放弃", "abandoned"), ("No Answer", "abandoned"), ("未接听", "abandoned"),
        ("已接听", "served"), ("坐席应答", "served"),
        # The menu is not where it ended.
        ("IVR转人工", None), ("IVR transferred to agent", None), ("其他", None),
    ],
)  # fmt: skip
def test_outcomes_are_known_by_their_words(text: str, meaning: str | None) -> None:
    assert outcomes_known([f" {text}"]) == ({} if meaning is None else {text: meaning})
