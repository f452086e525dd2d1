"""Who goes first and who does what, by hand and by chance."""

from __future__ import annotations

import datetime as dt

import numpy as np

from onewindow.fit_seen_words import order_lines, skill_lines
from scenarios.fit.contacts import Contacts, Floats, Ints
from scenarios.fit.order_seen import orders_of
from scenarios.fit.skills_seen import skills_of


def _contacts(arrival: Floats, start: Floats, label: Ints, server: Ints) -> Contacts:
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=start,
        end=start + 60,
        left=np.full(len(start), np.nan),
        activity=label,
        server=server,
        activities=("a", "b"),
        servers=("x", "y", "z"),
        priority=label,
        priorities=("usual", "urgent"),
    )


def _queue(*, urgent_first: bool) -> Contacts:
    """One clerk, a minute each, always a queue; every third is urgent."""
    n = 900
    arrival = np.arange(n) * 50.0
    label = (np.arange(n) % 3 == 2).astype(np.int64)
    start = np.full(n, np.nan)
    waiting: list[int] = []
    now, come = 0.0, 0
    for _ in range(n):
        while come < n and (arrival[come] <= now or not waiting):
            waiting.append(come)
            now = max(now, float(arrival[come]))
            come += 1
        one = min(waiting, key=lambda k: (-label[k] if urgent_first else 0, k))
        waiting.remove(one)
        start[one] = now
        now += 60
    return _contacts(arrival, start, label, np.arange(n) % 3)


def test_priority_is_seen_where_it_is_kept_to() -> None:
    contacts = _queue(urgent_first=True)
    usual, urgent = orders_of(contacts, contacts.activity, ("usual", "urgent"))
    assert urgent.first
    assert not usual.first
    # Once a queue has built up, every urgent one goes before somebody, and none is passed.
    assert urgent.overtook > 0.9
    assert urgent.overtaken == 0
    assert urgent.wait < 60 < usual.wait
    assert any("priority urgent" in line for line in order_lines(contacts, "en"))


def test_first_come_first_served_has_no_order() -> None:
    contacts = _queue(urgent_first=False)
    for one in orders_of(contacts, contacts.activity, ("usual", "urgent")):
        assert (one.overtook, one.overtaken) == (0, 0)
        assert not one.first


def test_who_never_does_a_matter_is_told_from_chance() -> None:
    rng = np.random.default_rng(2)
    arrival = np.arange(600.0)
    label, server = rng.integers(0, 2, 600), rng.integers(0, 3, 600)
    assert skills_of(_contacts(arrival, arrival, label, server)) == ()
    told = skills_of(_contacts(arrival, arrival, np.where(server == 0, 0, label), server))
    assert [(one.name, one.people, one.without) for one in told] == [("b", 3, 1)]
    lines = list(skill_lines(_contacts(arrival, arrival, label, server), "en"))
    assert lines == ["who can do which matter: the log shows no division; in the model all do all"]
