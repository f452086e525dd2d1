"""A hotline of long hours and offices of short ones: each waits and works in its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.api import simulate
from onewindow.fitting.events.words import found_lines
from scenarios.fit.contacts import DAY
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.hours_by_group import find_hours_by_group
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.section import TextPair

HOUR = 3600.0
LONG = (((8 * HOUR, 22 * HOUR),),) * 7
SHORT = (((9 * HOUR, 17 * HOUR),),) * 5 + ((), ())
MONDAY = pd.Timestamp("2026-03-02")
DAYS, CASES = 70, 1200
HANDLE, CALL_BACK = 6 * HOUR, 3 * HOUR
"""Mean waits in the hours of whoever does it [s]."""


def _after(at: float, wait: float, hours: tuple[tuple[tuple[float, float], ...], ...]) -> float:
    """The moment so much open time later."""
    while True:
        day = int(at // DAY)
        for begin, end in hours[day % 7]:
            at = max(at, day * DAY + begin)
            if wait < day * DAY + end - at:
                return at + wait
            wait -= max(0.0, day * DAY + end - at)
        at = (day + 1) * DAY


def _fit(
    path: Path, offices: dict[str, float], hours: tuple[tuple[tuple[float, float], ...], ...]
) -> EventFit:
    """A log of calls taken by a hotline, handled by one of some offices, and called back."""
    random = np.random.default_rng(4)
    rows = []
    for case in range(CASES):
        at = random.integers(DAYS) * DAY + random.uniform(8, 22) * HOUR - 300
        at = _after(at, 0.0, LONG)
        rows.append((case, "accept", "hotline", f"agent {random.integers(9)}", at, at + 120))
        office = str(random.choice(list(offices), p=list(offices.values())))
        at = _after(at + 120, random.exponential(HANDLE), hours)
        rows.append((case, "handle", office, f"{office} {random.integers(5)}", at, at + 60))
        at = _after(at + 60, random.exponential(CALL_BACK), LONG)
        rows.append((case, "call back", "hotline", f"agent {random.integers(9)}", at, at + 120))
    log = pd.DataFrame(rows, columns=["case_id", "activity", "pool", "user", "start", "end"])
    for name in ("start", "end"):
        log[name] = MONDAY + pd.to_timedelta(log[name].round(), unit="s")
    log.rename(columns={"start": "start_time", "end": "end_time"}).to_csv(path, index=False)
    table = read_table(path)
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> EventFit:
    offices = {"north": 0.6, "south": 0.39, "tiny": 0.01}
    return _fit(tmp_path_factory.mktemp("log") / "events.csv", offices, SHORT)


def test_groups_have_their_hours_and_a_thin_one_those_of_its_like(fit: EventFit) -> None:
    named = {name: fit.by_group.of(k).hours for k, name in enumerate(fit.events.groups)}
    assert named == {"hotline": LONG, "north": SHORT, "south": SHORT, "tiny": SHORT}


def test_waits_pass_in_the_hours_of_who_does_the_next_step(fit: EventFit) -> None:
    for activity, mean in (("handle", HANDLE), ("call back", CALL_BACK)):
        own = fit.events.activity == fit.events.activities.index(activity)
        waits = (fit.times.delay + fit.times.busy)[own]
        # Exponential: four standard errors.
        assert waits.mean() == pytest.approx(mean, abs=4 * mean / own.sum() ** 0.5)


def test_the_model_works_in_these_hours_and_takes_as_long(fit: EventFit) -> None:
    model = model_of_events(fit, "known", TextPair(zh="日志", en="log"))
    result = simulate(model, seed=2)
    rows, names = result.log.services, np.array(result.world.activities)
    begun = np.isfinite(rows.start_time) & (rows.activity >= 0)
    office = begun & np.char.startswith(names[rows.activity], "handle")
    clock, day = rows.start_time[office] % DAY, rows.start_time[office] // DAY % 7
    assert office.sum() > CASES / 2
    assert ((clock >= 9 * HOUR) & (clock < 17 * HOUR) & (day < 5)).all()
    hours = [
        np.sort(end - came)
        for end, came in (
            (fit.events.end[fit.events.last], fit.events.came),
            _spans(rows.case[begun], rows.start_time[begun], rows.end_time[begun]),
        )
    ]
    for q in (0.25, 0.5, 0.75, 0.9):
        seen, made = (float(np.quantile(one, q)) for one in hours)
        # Quantiles of so many cases of either are known within some percent.
        assert made == pytest.approx(seen, rel=0.12)


def _spans(case: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Last end and first start of each case."""
    by_case = pd.DataFrame({"case": case, "start": start, "end": end}).groupby("case")
    return by_case["end"].max().to_numpy(), by_case["start"].min().to_numpy()


def test_the_hours_of_each_are_told(fit: EventFit) -> None:
    zh, en = (
        "\n".join(found_lines(fit, lang)).replace("\N{NO-BREAK SPACE}", " ")
        for lang in ("zh", "en")
    )
    assert "  hotline: Mon–Sun 08:00 to 22:00\n" in en
    assert "  north, south, tiny: Mon–Fri 09:00 to 17:00\n" in en
    assert "  north、south、tiny：周一至周五 09:00 至 17:00\n" in zh


def test_groups_that_differ_by_chance_alone_share_the_hours_of_all(tmp_path: Path) -> None:
    offices = {f"office {k}": share for k, share in enumerate((0.5, 0.3, 0.15, 0.04, 0.01))}
    fit = _fit(tmp_path / "events.csv", offices, LONG)
    hours = find_hours_by_group(fit.events)
    assert hours.of_people == 1
    assert hours.kinds == (hours.office,)
