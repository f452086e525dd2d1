"""Work that differs between matters is told where the model has it alike, and only that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onewindow.fitting.events.findings import findings_of
from onewindow.fitting.events.frames import arrival_panels
from onewindow.fitting.events.unknown_words import unknown_lines
from onewindow.fitting.events.words import found_lines
from plots.language import LANGS
from scenarios.fit.arrival_rates import together
from scenarios.fit.events.fit import EventFit, Matter, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.work_by_matter import work_by_matter
from tests.onewindow.event_files import log_of, run, written


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> EventFit:
    """Two matters, which chance alone tells apart."""
    file = written(log_of(run(days=20)), tmp_path_factory.mktemp("log") / "log.csv")
    table = read_table(file)
    mapping = guess_events(table)
    events, _ = read_events(table, mapping)
    matter = np.random.default_rng(1).integers(0, 2, events.cases)[events.case]
    return fit_events(replace(events, service=matter, services=("plain", "hard")), mapping)


def longer(fit: EventFit, activity: str, times: float, *, logged: bool = True) -> EventFit:
    """An activity that takes longer for hard cases; the model's work is left as it is."""
    events = fit.events
    hard = (events.service == 1) & (events.activity == events.activities.index(activity))
    start = events.start if logged else np.full(len(hard), np.nan)
    work = np.where(hard, fit.times.work * times, fit.times.work)
    return replace(fit, events=replace(events, start=start), times=replace(fit.times, work=work))


def at_nine(matter: Matter, name: str, per_hour: int, clock: int = 9) -> Matter:
    """A matter of which so many come in one hour of each weekday, on ten days of each."""
    per = round(3600 / matter.rates.interval)
    counts = np.zeros_like(matter.rates.counts)
    counts[:5, clock * per : (clock + 1) * per] = 10 * per_hour // per
    days = np.array([10] * 5 + [0, 0])
    rates = replace(
        matter.rates, counts=counts, days=days, per_hour=counts * per / 10.0,
        day_types=((0, 1, 2, 3, 4),),
    )  # fmt: skip
    return replace(matter, name=name, cases=int(counts.sum()), rates=rates)


def test_arrivals_are_told_of_all_matters_and_of_each(fit: EventFit) -> None:
    # 4, 6, ... 16 an hour from nine, and 18 from two: 70 an hour come at nine.
    many = [at_nine(fit.matters[0], f"m{k}", 4 + 2 * k) for k in range(7)]
    most = replace(fit, matters=(*many, at_nine(fit.matters[0], "late", 18, 14)))
    panels = arrival_panels(most).groupby("en", sort=False)["fitted"].max()
    assert panels.to_dict() == pytest.approx(
        {
            "All matters · Mon–Fri": 70, "late · Mon–Fri": 18, "m6 · Mon–Fri": 16,
            "m5 · Mon–Fri": 14, "m4 · Mon–Fri": 12, "The other 4 matters · Mon–Fri": 28,
        }
    )  # fmt: skip
    told = findings_of(most, (), None)["arrivals"]
    assert told["en"] == "Most come on Mon–Fri, 09:00–10:00: 70.0 an hour, 16.0 of them for m6"
    assert told["zh"].endswith("09:00–10:00，每小时 70.0 件，其中m6 16.0 件")
    # One matter alone is all of them.
    alone = replace(fit, matters=(many[0],))
    assert list(arrival_panels(alone)["en"].unique()) == ["Mon–Fri"]
    assert findings_of(alone, (), None)["arrivals"]["en"].endswith("4.0 an hour")


def test_weekdays_are_alike_where_they_are_in_every_matter(fit: EventFit) -> None:
    rates = fit.matters[0].rates
    one, other = (
        replace(rates, day_types=types) for types in (((0, 1, 2), (3, 4)), ((0, 1), (2, 3, 4)))
    )
    assert together([one, other]).day_types == ((0, 1), (2,), (3, 4))
    assert np.array_equal(together([one, other]).counts, 2 * rates.counts)


def test_matters_of_chance_are_alike(fit: EventFit) -> None:
    assert work_by_matter(fit) == ()
    for lang in LANGS:
        assert not any("Welch" in line for line in unknown_lines(fit, lang))


def test_the_step_that_takes_longer_is_told_with_its_means(fit: EventFit) -> None:
    changed = longer(fit, "review", 1.6)
    (one,) = work_by_matter(changed)
    assert changed.events.activities[one.kind.activity] == "review"
    own = changed.events.activity == one.kind.activity
    for k, name in enumerate(("plain", "hard")):
        mean = changed.times.work[own & (changed.events.service == k)].mean()
        assert one.means[name] == pytest.approx(mean)
    assert list(one.means) == ["plain", "hard"]
    for lang in LANGS:
        (line,) = (line for line in unknown_lines(changed, lang) if "Welch" in line)
        assert "review" in line
        assert line.index("plain") < line.index("hard")


def test_a_little_longer_is_not_worth_a_word_and_without_starts_nothing_is_known(
    fit: EventFit,
) -> None:
    # Beyond chance, were all pieces alike: what matters is how far means lie apart.
    even = replace(fit, times=replace(fit.times, work=_means(fit)))
    assert work_by_matter(longer(even, "review", 1.05)) == ()
    assert len(work_by_matter(longer(even, "review", 1.2))) == 1
    assert work_by_matter(longer(even, "review", 1.2, logged=False)) == ()


def _means(fit: EventFit) -> np.ndarray:
    made = np.empty(len(fit.events.end))
    for kind, times in fit.work.items():
        made[kind.pieces(fit.events)] = times.mean
    return made


def test_a_step_more_than_once_is_not_called_rework(fit: EventFit) -> None:
    assert any("不止一次" in line for line in found_lines(fit, "zh"))
    assert any("a step more than once" in line for line in found_lines(fit, "en"))
    assert not any("重做" in line for line in found_lines(fit, "zh"))
