"""Who was there when called tells those who never come from those who lose patience."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.pick_up import pick_ups
from scenarios.fit.unseen_leaving import unseen_leaving
from scenarios.means import mean_time
from scenarios.section import TextPair

LOG = TextPair(zh="记录", en="log")
PATIENCE = 7200.0


def _hall(never: float, seed: int, people: int = 4000, *, told: bool = True) -> Contacts:
    """People called after waits of 20 minutes on the mean; nobody knows when the others left."""
    rng = np.random.default_rng(seed)
    day = np.sort(rng.integers(0, 20, people))
    arrival = day * DAY + rng.uniform(9, 15, people) * 3600
    order = np.argsort(arrival)
    arrival, wait = arrival[order], rng.gamma(0.6, 2000, people)
    gone = (rng.random(people) < never) | (rng.exponential(PATIENCE, people) < wait)
    called = arrival + wait
    start = np.where(gone, np.nan, called + rng.uniform(15, 45, people))
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=start,
        end=start + rng.exponential(300, people),
        left=np.full(people, np.nan),
        activity=np.full(people, -1),
        server=rng.integers(0, 5, people),
        activities=(),
        servers=tuple("ABCDE"),
        called=called if told else None,
    )


@pytest.mark.parametrize("seed", range(6))
def test_those_who_never_come_are_told_from_those_who_lose_patience(seed: int) -> None:
    found = unseen_leaving(_hall(0.05, seed), LOG)
    # Within four standard errors, which are those of a share of so many people at the least.
    assert (0.05 * 0.95 / 4000) ** 0.5 < found.error < 0.01
    assert abs(found.no_show - 0.05) < 4 * found.error
    assert mean_time(found.patience) == pytest.approx(PATIENCE, rel=0.25)
    assert found.p_value < 0.001


@pytest.mark.parametrize("seed", range(6))
def test_where_all_lose_patience_nobody_never_comes(seed: int) -> None:
    found = unseen_leaving(_hall(0.0, seed), LOG)
    assert found.no_show == 0.0
    assert mean_time(found.patience) == pytest.approx(PATIENCE, rel=0.15)


def test_without_the_moments_of_calls_the_two_are_not_told_apart() -> None:
    assert unseen_leaving(_hall(0.05, 1, told=False), LOG).no_show == 0.0


def test_the_model_has_those_who_never_come_at_every_matter() -> None:
    fit = fit_contacts(_hall(0.05, 2), 20, LOG)
    model = model_of_fit(fit, "tickets", "hall", LOG)
    assert fit.left_unseen is not None
    assert {one.no_show for one in model.activities.values()} == {round(fit.left_unseen.no_show, 4)}
    assert fit.pickup is not None
    assert fit.pickup.mean == pytest.approx(30, abs=1)


def test_a_model_is_made_of_what_was_fitted_and_goes_through_no_contacts() -> None:
    # A judgement makes a thousand models of one fit, of a million contacts.
    fit = fit_contacts(_hall(0.05, 2), 20, LOG)
    unknown = np.full(len(fit.contacts.arrival), np.nan)
    names = ("arrival", "start", "end", "left", "called")
    forgotten = replace(fit, contacts=replace(fit.contacts, **dict.fromkeys(names, unknown)))
    assert model_of_fit(forgotten, "tickets", "hall", LOG, dt.date(2026, 3, 2), 20) == model_of_fit(
        fit, "tickets", "hall", LOG
    )


def _clock(second: int) -> str:
    return f"2026-03-02 {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def test_a_call_beside_the_start_is_a_call_and_the_way_to_the_counter_is_the_pick_up(
    tmp_path: Path,
) -> None:
    rows = ["取号时间,叫号时间,开始办理,办结时间,窗口"]
    for k in range(40):
        came = 32400 + 60 * k
        started = k % 4 != 3
        own = (came, came + 300, came + 320, came + 600) if started else (came, came + 300)
        rows.append(",".join([*map(_clock, own), *[""] * (4 - len(own)), "1"]))
    file = tmp_path / "log.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    table = read_log(file)
    mapping = guess_mapping(table, "tickets")
    assert dict(mapping.columns) == {
        "arrival": "取号时间", "called": "叫号时间", "start": "开始办理", "end": "办结时间",
    }  # fmt: skip
    contacts, quality = read_contacts(table, mapping)
    assert contacts.called is not None
    np.testing.assert_allclose(contacts.called - contacts.arrival, 300)
    assert (~contacts.served).sum() == 10
    np.testing.assert_allclose(pick_ups(contacts, np.array([])), 20)
    assert not quality.heads.between
