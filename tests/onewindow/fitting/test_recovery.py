"""What made a log comes back within the intervals that the fit states, and dirt changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import Contacts, Quality
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.known_within import Known, cv_interval, known_within
from scenarios.fit.log_table import read_log
from tests.onewindow.random_hotlines import (
    DAYS,
    SOURCE,
    WHATS,
    Hotline,
    log_of,
    random_hall,
    random_hotline,
    recovered,
)


def _held(
    seeds: range, made: Callable[[int], Hotline] = random_hotline
) -> tuple[Counter[str], Counter[str]]:
    held, told = Counter[str](), Counter[str]()
    for seed in seeds:
        for what, (_, inside) in recovered(seed, made).items():
            held[what] += inside
            told[what] += 1
    return held, told


def test_what_made_a_log_lies_within_the_intervals() -> None:
    held, told = _held(range(20))
    # Binomial(20, .95): fewer than 16 in one case of 400.
    assert {what: held[what] for what in WHATS if held[what] < told[what] - 4} == {}
    assert min(told.values()) >= 17


@pytest.mark.oracles
@pytest.mark.parametrize("made", [random_hotline, random_hall])
def test_intervals_hold_in_95_of_100_cases_over_200_models(
    made: Callable[[int], Hotline],
) -> None:
    held, told = _held(range(1000, 1200), made)
    # Binomial(200, .95): 190, standard deviation 3.1; fewer than 182 in one case of 200.
    assert {what: held[what] for what in told if held[what] < 0.91 * told[what]} == {}
    assert min(told.values()) >= 180


def _written(contacts: Contacts, path: Path) -> pd.DataFrame:
    midnight = pd.Timestamp(contacts.first_day)
    names = [str(name) if name >= 0 else None for name in contacts.server]
    table = pd.DataFrame({"call_id": np.arange(len(names)), "agent": names})
    for name in ("arrival", "start", "end", "left"):
        moments = midnight + pd.to_timedelta(np.round(getattr(contacts, name)), unit="s")
        table[name] = moments.strftime("%Y-%m-%d %H:%M:%S")
    table.to_csv(path, index=False)
    return table


def test_one_row_in_twenty_spoilt_changes_nothing_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    table = _written(log_of(random_hotline(3), 3), path)
    clean = _known(path)[0]
    rng = np.random.default_rng(1)
    spoilt = np.sort(rng.choice(len(table), len(table) // 20, replace=False))
    for k, row in enumerate(spoilt.tolist()):
        served = isinstance(table.loc[row, "start"], str)
        match k % 4 if served else 0:
            case 0:
                table.loc[row, "arrival"] = "##"
            case 1:
                table.loc[row, "end"] = "2026-03-01 00:00:00"
            case 2:
                table.loc[row, "end"] = None
            case _:
                table.loc[row, "arrival"] = "2026-03-31 00:00:00"
    table.to_csv(path, index=False)
    dirty, quality = _known(path)
    assert quality.set_aside["line"].tolist() == (spoilt + 2).tolist()
    assert sum(quality.reasons.values()) == len(spoilt)
    assert set(quality.reasons) == {
        "time that cannot be read",
        "end before the service",
        "served, without its times",
        "service before the arrival",
    }
    for what, before in clean.items():
        # One call in twenty is missing; all else is the same within its interval.
        factor = 0.95 if what == "arrivals_a_day" else 1.0
        half = (before.high - before.low) / 2
        assert abs(dirty[what].value - factor * before.value) <= half, what


def _known(path: Path) -> tuple[dict[str, Known], Quality]:
    table = read_log(path)
    contacts, quality = read_contacts(table, guess_mapping(table, "calls"))
    fit = fit_contacts(contacts, DAYS, SOURCE)
    return {known.what: known for known in known_within(fit)}, quality


def test_the_interval_of_a_cv_holds_where_no_family_does() -> None:
    rng = np.random.default_rng(5)
    inside = 0
    for _ in range(400):
        times = np.where(rng.random(400) < 0.5, rng.normal(60, 6, 400), rng.normal(300, 30, 400))
        low, high = cv_interval(times)
        mean, second = 180.0, (60**2 + 6**2 + 300**2 + 30**2) / 2
        inside += low <= (second - mean**2) ** 0.5 / mean <= high
    # Binomial(400, .95): 380, standard deviation 4.4.
    assert inside >= 366
