"""Where nobody comes in the rest of a day it is said, with when it opens next, and no table."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from onewindow.requiring import Asked, promise_asked
from onewindow.roster.quiet import quiet
from scenarios.model import ServiceModel
from scenarios.rest_of_day import rest_of_day
from sim.drawing import draw

HOUR = 3600.0
HOLIDAY = dt.date(2026, 10, 1)
FRIDAY = dt.date(2026, 10, 9)


def hall(per_hour: list[float], *, calls: bool = False) -> ServiceModel:
    """A hall from 9 to 17 on workdays of China, and a line that is open all the time."""
    services = {
        "visit": {
            "calendar": "office",
            "arrivals": {"pattern": "rates", "start": "09:00", "per_hour": per_hour},
            "flow": [{"serve": "desk"}],
        }
    }
    if calls:
        services["call"] = {
            "arrivals": {"pattern": "rates", "per_hour": 9.0}, "flow": [{"serve": "answer"}],
        }  # fmt: skip
    return ServiceModel.model_validate(
        {
            "name": "hall", "title": "hall", "provenance": "assumed", "horizon": "1 day",
            "start_date": "2026-10-01",
            "calendars": {"office": {"open": {"mon-fri": ["09:00-17:00"]}, "holidays": "CN"}},
            "activities": {"desk": {"service_time": "5 min"}}
            | ({"answer": {"service_time": "5 min"}} if calls else {}),
            "pools": {"desk": {"serves": ["desk"], "staff": 2, "calendar": "office"}}
            | ({"line": {"serves": ["answer"], "staff": 1}} if calls else {}),
            "services": services,
        }
    )  # fmt: skip


def found(model: ServiceModel, date: dt.date, hour: float, *queues: str):
    asked = Asked("80% in 10 min", queues=queues or ("desk",))
    promise, _ = promise_asked(model, asked)
    return quiet(model, promise, asked.queues, date, hour * HOUR)


@pytest.mark.parametrize(
    ("date", "hour", "opens"),
    [
        (HOLIDAY, 10.5, "2026-10-08 09:00"),
        (FRIDAY, 17, "2026-10-10 09:00"),  # Saturday, worked for the holiday
        (dt.date(2026, 10, 10), 17.5, "2026-10-12 09:00"),
        (dt.date(2026, 10, 11), 0, "2026-10-12 09:00"),
    ],
)
def test_where_all_is_shut_the_next_opening_is_known(date, hour: float, opens: str) -> None:
    told = found(hall([30.0] * 8), date, hour)
    assert told is not None
    assert told.is_shut
    assert f"{told.opens:%Y-%m-%d %H:%M}" == opens


@pytest.mark.parametrize("date", [HOLIDAY, FRIDAY, dt.date(2026, 10, 10)])
@pytest.mark.parametrize("hour", [0, 8.5, 9, 11.9, 12, 16.9, 17, 23])
@pytest.mark.parametrize("hours", [3, 8])
def test_it_is_quiet_where_nobody_is_drawn(date: dt.date, hour: float, hours: int) -> None:
    model = hall([400.0] * hours)
    of_day = model.replace(start_date=date)
    rest = rest_of_day(of_day, hour * HOUR, {})
    # At 400 an hour six minutes are without anybody with probability exp(-40).
    drawn = draw(rest, seed=1, replication=0).arrival
    assert (found(model, date, hour) is None) == bool(drawn.size)


def test_an_open_hall_without_arrivals_is_not_called_shut() -> None:
    told = found(hall([30.0] * 3), FRIDAY, 13)
    assert told is not None
    assert (told.is_shut, told.opens) == (False, None)


def test_only_the_queues_that_are_asked_for_count() -> None:
    model = hall([30.0] * 8, calls=True)
    assert found(model, HOLIDAY, 10, "desk") is not None
    assert found(model, HOLIDAY, 10, "answer") is None
    assert found(model, HOLIDAY, 10, "desk", "answer") is None


def test_the_last_year_whose_holidays_are_known_may_end() -> None:
    from scenarios.calendar_days import known_years

    told = found(hall([30.0] * 8), dt.date(known_years()[1], 12, 31), 17)
    assert told is not None
    assert (told.is_shut, told.opens) == (True, None)


def test_the_command_has_a_sentence_and_no_table(call, folder) -> None:
    (folder / "october.yaml").write_text(
        "first_day: 2026-10-01\ndays: 9\nkinds:\n"
        '  day: {post: desk, start: "09:00", length: 8 h}\n'
        "groups: {desk: {people: [Ann, Bob]}}\n",
        encoding="utf-8",
    )
    days = [f"2026-10-{day:02}" for day in range(1, 10)]
    rows = [",".join(["name", *days]), *(",".join([one] + ["off"] * 9) for one in ("Ann", "Bob"))]
    (folder / "posted.csv").write_text("\n".join(rows) + "\n")
    (folder / "hall.yaml").write_text(hall([30.0] * 8).model_dump_json(exclude_unset=True))
    words = ("roster", "today", "october.yaml", "posted.csv", "hall.yaml",
             "--target", "80% in 10 min", "--now", "2026年10月1日 10:30")  # fmt: skip
    zh, en = (call(*words, "--lang", lang) for lang in ("zh", "en"))
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert "2026-10-01 从 10:30 起到午夜不开放" in zh.stdout
    assert "下次开放：2026-10-08 09:00" in zh.stdout
    assert "nothing is open" in en.stdout
    assert "opens next at 2026-10-08 09:00" in en.stdout
    assert not {"—", "─"} & set(zh.stdout + en.stdout)
    told = json.loads(call(*words, "--json").stdout)
    assert (told["shut"], told["opens"], told["moves"]) == (True, "2026-10-08T09:00", [])
