"""The published staffing table of an emergency centre follows from rates fitted to its log."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from optimize.erlang import erlang_c
from scenarios.fit.arrival_rates import count_by_day, fit_rates
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log

LOG = Path(__file__).resolve().parents[4] / "shared/data/hotline_emcc_2015/calls.csv.gz"
EXCEPTIONS = {
    8: "2323222", 9: "2333332", 10: "2333332", 11: "3333333",
    **dict.fromkeys(range(12, 17), "2333333"), 17: "2223333", 19: "2222223",
}  # fmt: skip
"""Published by hour, Sunday to Saturday; two everywhere else (Besenbruch & Chouliaras 2016)."""


@pytest.mark.skipif(not LOG.exists(), reason=f"the log is not there: {LOG}")
def test_the_published_table_follows_from_fitted_rates() -> None:
    table = read_log(LOG)
    contacts, quality = read_contacts(table, guess_mapping(table, "calls"))
    assert (quality.used, len(quality.set_aside)) == (35_178, 0)
    days = int(contacts.day.max()) + 1
    weekday = (contacts.first_day.weekday() + np.arange(days)) % 7
    rates = fit_rates(count_by_day(contacts.arrival, days, 3600.0), weekday, 3600.0)
    service = contacts.end - contacts.start
    hour = (contacts.arrival % 86400 // 3600).astype(int)
    on = weekday[contacts.day]
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    counted = rates.counts / rates.days[:, None]
    right = {"counted": 0, "fitted": 0}
    for at, (k, day) in itertools.product(range(24), enumerate(sunday_first)):
        mean = float(service[(hour == at) & (on == day)].mean())
        published = int(EXCEPTIONS.get(at, "2222222")[k])
        for name, per_hour in (("counted", counted), ("fitted", rates.per_hour)):
            waits = erlang_c(np.arange(1, 10), per_hour[day, at] / 3600, mean).mean_wait
            right[name] += 1 + int(np.argmax(waits < 6)) == published
    assert right == {"counted": 168, "fitted": 168}
