"""Who comes when: expected numbers, places, shares, and what a change elsewhere leaves alone."""

import numpy as np
import pytest
from scipy import stats

from sim.arrival_times import poisson_quantile
from sim.drawing import draw
from tests.sim.models import DAY, at, desk, exp, model

HOUR = 3600.0
MINUTES_BETWEEN = (15, 12, 7, 5, 8, 10, 15, 20, 20)
PER_HOUR = [60 / minutes for minutes in MINUTES_BETWEEN]


def hourly(rates, days, start=9 * HOUR, **more):
    arrivals = {"pattern": "rates", "start": start, "per_hour": rates, **more}
    return desk(arrivals, 0.0, "unlimited", horizon=days * DAY)


def by_day_and_hour(given, seed=1):
    """How many came, shape (days, 24)."""
    hours = (draw(given, seed=seed).arrival // HOUR).astype(int)
    days = int(given.horizon / DAY)
    return np.bincount(hours, minlength=days * 24).reshape(days, 24)


# The reference's arrivals, with zero rates put between, before and after


ZEROS = [0.0, *PER_HOUR[:4], 0.0, 0.0, *PER_HOUR[4:], 0.0]


def test_expected_arrivals_per_hour():
    # 10,000 days: each hour's mean within 3.9 standard errors (1 in 1000 over nine hours), which
    # is at most 2.3 % to each side; none where the rate is zero.
    days = 10_000
    counts = by_day_and_hour(hourly(ZEROS, days, start=8 * HOUR)).mean(axis=0)
    expected = np.zeros(24)
    expected[8 : 8 + len(ZEROS)] = ZEROS
    assert sorted(expected[expected > 0].round(3).tolist()) == sorted(
        [4, 5, 8.571, 12, 7.5, 6, 4, 3, 3]
    )
    half = stats.norm.isf(0.0005 / 9) * np.sqrt(expected / days)
    assert (half <= 0.023 * expected).all()
    assert (np.abs(counts - expected) <= half).all()
    assert counts[expected == 0].max() == 0


def test_counts_are_poisson_and_hours_independent():
    days = 4000
    counts = by_day_and_hour(hourly([6.0, 6.0], days))[:, 9:11]
    # The index of dispersion: its chi-square statistic, two-sided, 1 in 1000.
    spread = ((counts - 6.0) ** 2 / 6.0).sum()
    assert 0.0005 < stats.chi2(counts.size).cdf(spread) < 0.9995
    assert abs(np.corrcoef(counts.T)[0, 1]) < 3.3 / days**0.5


def test_places_in_an_interval_are_uniform():
    arrival = draw(hourly([30.0], 400), seed=1).arrival
    assert stats.kstest(arrival % DAY - 9 * HOUR, stats.uniform(0, HOUR).cdf).pvalue > 0.001


def test_one_rate_between_two_clock_times():
    # 2.5 hours of 10 an hour: the last interval is half as long. 25 a day, none outside.
    arrivals = {"pattern": "rates", "per_hour": 10.0, "start": 9 * HOUR, "end": 11.5 * HOUR}
    clock = draw(desk(arrivals, 0.0, "unlimited", horizon=2000 * DAY), seed=1).arrival % DAY
    assert clock.size == pytest.approx(50_000, abs=3.3 * 50_000**0.5)
    assert clock.min() >= 9 * HOUR
    assert clock.max() < 11.5 * HOUR
    assert stats.kstest(clock, stats.uniform(9 * HOUR, 2.5 * HOUR).cdf).pvalue > 0.001


def test_busyness_is_shared_by_a_day():
    # With cv .5 a day's count has variance m + (.5 m)^2, m = 60: 960. Within 3.3 standard
    # errors: those of the variance are about 10 % for 600 days of a gamma mixture.
    counts = by_day_and_hour(hourly([30.0, 30.0], 600, busyness_cv=0.5)).sum(axis=1)
    assert counts.mean() == pytest.approx(60, abs=3.3 * (960 / 600) ** 0.5)
    assert counts.var() == pytest.approx(960, rel=0.3)
    plain = by_day_and_hour(hourly([30.0, 30.0], 600)).sum(axis=1)
    assert plain.var() == pytest.approx(60, rel=3.3 * (2 / 600) ** 0.5)


def test_weekdays_have_their_factors():
    factors = {"mon": 2.0, "sun": 0.0}
    counts = by_day_and_hour(hourly([20.0], 700, weekday_factors=factors)).sum(axis=1)
    means = counts.reshape(100, 7).mean(axis=0)
    expected = np.array([40.0, 20, 20, 20, 20, 20, 0])
    assert means == pytest.approx(expected, abs=3.9 * (40 / 100) ** 0.5)
    assert means[6] == 0


def test_batches_come_together_and_keep_the_mean():
    given = hourly([30.0], 2000, batch_size=3)
    arrival = draw(given, seed=1).arrival
    assert set(np.unique(arrival, return_counts=True)[1].tolist()) == {3}
    # Batches are Poisson with mean 10: three times as many have standard deviation 3 sqrt(10).
    assert arrival.size / 2000 == pytest.approx(30, abs=3.3 * 3 * (10 / 2000) ** 0.5)


def test_counts_come_every_day():
    arrivals = {"pattern": "counts", "start": 9 * HOUR, "counts": [3, 0, 5]}
    counts = by_day_and_hour(desk(arrivals, 0.0, horizon=4 * DAY))
    assert counts[:, 9:12].tolist() == [[3, 0, 5]] * 4
    assert counts.sum() == 32


def test_poisson_quantiles_are_exact():
    u = np.linspace(0.0005, 0.9995, 1000)
    for mean in (0.01, 0.5, 1.0, 3.7, 40.0, 900.0):
        assert (
            poisson_quantile(u, np.full(u.size, mean)).tolist()
            == stats.poisson.ppf(u, mean).astype(int).tolist()
        )
    assert poisson_quantile(u, np.zeros(u.size)).max() == 0
    tails = np.array([1e-300, 1e-15, 1 - 1e-15])
    assert (np.diff(poisson_quantile(tails, np.full(3, 5.0))) >= 0).all()


# What a change elsewhere leaves alone


def cases_of(given, service=None):
    """Arrival and work of each case, by its identity."""
    script = draw(given, seed=1)
    names = list(given.services)
    return {
        (names[service_], interval, ordinal): (arrival, work, priority)
        for service_, interval, ordinal, arrival, work, priority in zip(
            script.service.tolist(),
            script.interval.tolist(),
            script.ordinal.tolist(),
            script.arrival.tolist(),
            script.work[script.first_draw[: script.cases]].tolist(),
            script.priority.tolist(),
            strict=True,
        )
        if service in (None, names[service_])
    }


def day(*rates):
    return desk(
        {"pattern": "rates", "start": 9 * HOUR, "per_hour": rates},
        exp(60.0),
        "unlimited",
        horizon=20 * DAY,
    )


def test_a_changed_rate_in_one_interval_renumbers_nobody_elsewhere():
    before, after = cases_of(day(20, 20, 20)), cases_of(day(20, 35, 20))
    changed = {identity for identity in before if identity[1] % 3 == 1}
    elsewhere = before.keys() - changed
    assert elsewhere == {identity for identity in after if identity[1] % 3 != 1}
    assert all(after[identity] == before[identity] for identity in elsewhere)
    # Where it rose those who came still come, at the same times, with the same work.
    assert all(after[identity] == before[identity] for identity in changed)
    assert len(after) > len(before)


def two_services(names, more=()):
    services = {
        name: {
            "arrivals": {"pattern": "rates", "per_hour": 3.0},
            "flow": [{"serve": "look"}, {"serve": "do"}],
        }
        for name in names
    }
    activities = {
        name: {"service_time": exp(60.0), "patience": exp(9.0)} for name in ("look", "do")
    }
    return model(
        10 * DAY,
        activities={**activities, **{name: {"service_time": 1.0} for name in more}},
        pools={"desk": {"serves": ["look", "do", *more], "seats": 3}},
        services=services,
    )


def test_another_service_leaves_the_draws_of_one_alone():
    alone, beside = two_services(["a"]), two_services(["b", "a", "c"], ["more"])
    assert cases_of(alone, "a") == cases_of(beside, "a")
    assert len({arrival for arrival, _, _ in cases_of(beside).values()}) == len(cases_of(beside))


def test_raising_a_share_moves_only_the_cases_between():
    def phone(share):
        channels = {"counter": {"share": 1 - share}, "phone": {"share": share, "priority": 7}}
        return desk(at(*range(999)), exp(60.0), service={"channels": channels})

    few, many = (cases_of(phone(share)) for share in (0.2, 0.5))
    by_phone = [{i for i, (*_, priority) in c.items() if priority == 7} for c in (few, many)]
    assert by_phone[0] < by_phone[1]
    for share, cases in zip((0.2, 0.5), by_phone, strict=True):
        assert len(cases) == pytest.approx(
            999 * share, abs=3.3 * (999 * share * (1 - share)) ** 0.5
        )
    assert all(few[i][:2] == many[i][:2] for i in few)


@pytest.mark.parametrize(
    "step",
    [
        lambda p: {"branch": [{"probability": p, "steps": [{"serve": "more"}]}]},
        lambda p: {"rework": "serve", "probability": p, "max_rounds": 1},
    ],
    ids=["branch", "rework"],
)
def test_raising_a_probability_moves_only_the_cases_between(step):
    def longer(probability):
        given = model(
            activities={"serve": {"service_time": 1.0}, "more": {"service_time": 1.0}},
            pools={"desk": {"serves": ["serve", "more"], "seats": 1}},
            services={
                "matter": {
                    "arrivals": at(*range(999)),
                    "flow": [{"serve": "serve"}, step(probability)],
                }
            },
        )
        return np.diff(draw(given, seed=1).first_op) > 1

    few, many = longer(0.2), longer(0.5)
    assert (many >= few).all()
    for probability, cases in ((0.2, few), (0.5, many)):
        spread = (999 * probability * (1 - probability)) ** 0.5
        assert cases.sum() == pytest.approx(999 * probability, abs=3.3 * spread)


def test_a_step_put_elsewhere_in_the_flow_leaves_the_draws_of_the_others_alone():
    def works(*flow):
        given = model(
            activities={name: {"service_time": exp(60.0)} for name in ("a", "b", "c")},
            pools={"desk": {"serves": ["a", "b", "c"], "seats": 1}},
            services={"matter": {"arrivals": at(0, 1, 2), "flow": [{"serve": s} for s in flow]}},
        )
        return draw(given, seed=1).work.reshape(3, -1)

    plain, longer = works("a", "b"), works("c", "a", "b")
    assert np.array_equal(longer[:, 1:], plain)
